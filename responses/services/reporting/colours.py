"""The colours of files (RRGGBB), as static/css/tokens.css has them by day."""

from alerts.domain.words import Level

INK, GREY = "12222E", "566B7A"
LINE, LINE_2 = "D5DDE3", "B9C5CE"
EXERCISE = "FFE27A"
BAR, OWN_BAR, MEAN = "A9CBEA", "144372", "B3261E"
TONES = {"good": ("1B6A43", "FFFFFF"), "bad": ("FCEBE8", "B3261E"), "still": ("E7ECF0", "12222E")}  # ground, ink
LEVELS: dict[str, str] = {Level.CRITICAL: "C4321C", Level.HIGH: "E58A00", Level.MEDIUM: "D9BC2B", Level.LOW: "8FA3B1"}
TINT = (0x1F, 0x69, 0xB3)


def tint(shade: float) -> str:
    """Of a cell that holds so much, 0 to 1, of its table's greatest."""
    alpha = 0.10 + 0.36 * shade
    return "".join(f"{round(255 - (255 - part) * alpha):02X}" for part in TINT)
