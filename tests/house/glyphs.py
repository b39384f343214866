"""The glyphs of the levels as ink on a grid: paths of the sprite, filled as a browser does it."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

SPRITE = Path(__file__).resolve().parents[2] / "static" / "icons" / "sprite.svg"
SIZE, GRID = 24.0, 48
Point = tuple[float, float]
TOKEN = re.compile(r"[MmLlHhVvAaZz]|-?(?:\d+\.?\d*|\.\d+)")


def outlines(path: str) -> list[list[Point]]:
    """Polygons of a path of lines and arcs; any other command is an error."""
    words = iter(TOKEN.findall(path))
    drawn: list[list[Point]] = []
    at, command = (0.0, 0.0), ""

    def number(word: str | None = None) -> float:
        return float(word if word is not None else next(words))

    for word in words:
        first = None
        if word.isalpha():
            command = word
            if command in "Zz":
                at = drawn[-1][0]
                continue
        else:
            first = word
        origin = at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "M":
                at = (origin[0] + number(first), origin[1] + number())
                drawn.append([at])
                command = "l" if command == "m" else "L"
                continue
            case "L":
                ends = [(origin[0] + number(first), origin[1] + number())]
            case "H":
                ends = [(origin[0] + number(first), at[1])]
            case "V":
                ends = [(at[0], origin[1] + number(first))]
            case _:
                radius, _ry, _turn, large, sweep = number(first), *(number() for _ in range(4))
                ends = list(arc(at, (origin[0] + number(), origin[1] + number()), radius, large != sweep, bool(sweep)))
        drawn[-1] += ends
        at = ends[-1]
    return drawn


def arc(begin: Point, end: Point, radius: float, is_right: bool, is_clockwise: bool) -> Iterator[Point]:
    """Points of a piece of a circle; `is_right`: where its centre lies, seen along the chord (y goes down)."""
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    chord = math.hypot(dx, dy)
    away = math.sqrt(max(0.0, radius**2 - chord**2 / 4)) * (1 if is_right else -1)
    centre = (begin[0] + dx / 2 - dy / chord * away, begin[1] + dy / 2 + dx / chord * away)
    start = math.atan2(begin[1] - centre[1], begin[0] - centre[0])
    turn = math.atan2(end[1] - centre[1], end[0] - centre[0]) - start
    turn = turn % (2 * math.pi) - (0 if is_clockwise else 2 * math.pi)
    for step in range(1, 33):
        angle = start + turn * step / 32
        yield centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def is_within(point: Point, polygons: list[list[Point]]) -> bool:
    """Even-odd: how many edges a ray to the right crosses."""
    crossed = False
    for polygon in polygons:
        for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
            if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) / (y2 - y1) * (x2 - x1):
                crossed = not crossed
    return crossed


def ink(level: str) -> frozenset[Point]:
    """The cells of the grid that the level's glyph fills."""
    for symbol in ElementTree.parse(SPRITE).iter():
        if symbol.get("id") == f"lv-{level}":
            polygons = [line for path in symbol for line in outlines(path.attrib["d"])]
            cells = [(n + 0.5) * SIZE / GRID for n in range(GRID)]
            return frozenset((x, y) for x in cells for y in cells if is_within((x, y), polygons))
    raise KeyError(level)
