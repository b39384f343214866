"""Colours of the style sheets as numbers: contrast (WCAG 2.2), grey, and as seen without one kind of cone."""

import re
from pathlib import Path

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
DAY, NIGHT = "day", "night"
Triple = tuple[float, float, float]
# G. Machado, M. Oliveira, L. Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency,
# IEEE TVCG 15 (2009), doi 10.1109/TVCG.2009.113: severity 1.0, for linear RGB.
WITHOUT = {
    "red cones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green cones": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue cones": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SEEN = (0.2126, 0.7152, 0.0722)  # how much of the light of red, green and blue counts
TO_XYZ = ((0.4124, 0.3576, 0.1805), SEEN, (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)  # D65


def tokens() -> dict[str, dict[str, str]]:
    """Theme -> name of the token -> #rrggbb."""
    text = (CSS / "tokens.css").read_text("utf-8")
    both = re.findall(r"--([\w-]+):var\(--day,(#\w{6})\) var\(--night,(#\w{6})\);", text)
    same = re.findall(r"--([\w-]+):(#\w{6});", text)
    return {
        DAY: {name: day for name, day, _ in both} | dict(same),
        NIGHT: {name: night for name, _, night in both} | dict(same),
    }


def parts(colour: str) -> Triple:
    """0 to 1 each, as written; #fff too."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def linear(colour: Triple) -> Triple:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in colour)
    return red, green, blue


def times(matrix: tuple[Triple, ...], light: Triple) -> Triple:
    one, two, three = (sum(factor * part for factor, part in zip(row, light, strict=True)) for row in matrix)
    return one, two, three


def luminance(colour: str | Triple) -> float:
    light = linear(parts(colour) if isinstance(colour, str) else colour)
    return sum(share * part for share, part in zip(SEEN, light, strict=True))


def ratio(one: str | Triple, other: str | Triple) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def greyed(colour: str, brightness: float) -> Triple:
    """After `filter: grayscale(1) brightness(…)`, which counts in the colours as written (Filter Effects 1)."""
    grey = sum(share * part for share, part in zip(SEEN, parts(colour), strict=True)) * brightness
    return grey, grey, grey


def lab(light: Triple) -> Triple:
    """CIE L*a*b* of linear RGB."""

    def eased(part: float) -> float:
        return float(part ** (1 / 3)) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29

    x, y, z = (eased(max(0.0, part) / white) for part, white in zip(times(TO_XYZ, light), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, without: str | None = None) -> float:
    """The distance of two colours (CIE 1976: 2.3 is just noticeable), to eyes that lack one kind of cone."""
    lights = [linear(parts(colour)) for colour in (one, other)]
    if without:
        lights = [tuple(min(1.0, max(0.0, p)) for p in times(WITHOUT[without], light)) for light in lights]  # type: ignore[misc]
    return sum((a - b) ** 2 for a, b in zip(lab(lights[0]), lab(lights[1]), strict=True)) ** 0.5
