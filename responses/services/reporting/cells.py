"""Numbers and moments as a report writes them, in the language that is active; values for machines beside them."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from responses.domain.spans import Summary

from .paper import Cell

DASH = "–"  # not measured; zero is written as 0
MINUS = "\u2212"
NO_BREAK = "\u00a0"
FEWEST = 3  # in tables about people, fewer alerts than these are not told apart


def number(value: float, decimals: int = 0) -> str:
    """1,234 and 1 234: grouped as the language does."""
    return number_format(round(value, decimals), decimals, force_grouping=True)


def count(value: int, figure: str = "", turns: int = 0, *, is_strong: bool = False) -> Cell:
    return Cell(number(value), value, figure if value else "", turns, is_strong)


def few(value: int, figure: str = "") -> Cell:
    """A count of a table about people: one and two are not told apart and open nothing."""
    return Cell(f"<{FEWEST}", None) if 0 < value < FEWEST else count(value, figure)


def share(part: int, whole: int) -> Cell:
    """65 %, value 0.65; a dash where there is no whole."""
    if not whole:
        return Cell(DASH)
    return Cell(percent(part / whole), round(part / whole, 4))


def percent(ratio: float) -> str:
    return f"{number(ratio * 100)}{NO_BREAK}%"


def change(now: float, before: float) -> Cell:
    """+7, −2, 0."""
    difference = now - before
    decimals = 0 if float(difference).is_integer() else 1
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return Cell(f"{sign}{number(abs(difference), decimals)}", round(difference, 1))


def change_percent(now: int, before: int) -> Cell:
    """+19 %; a dash where there was nothing before."""
    if not before:
        return Cell(DASH)
    ratio = (now - before) / before
    sign = "+" if ratio > 0 else MINUS if ratio < 0 else ""
    return Cell(f"{sign}{percent(abs(ratio))}", round(ratio, 4))


def mean(value: float | None) -> Cell:
    if value is None:
        return Cell(DASH)
    return Cell(number(value, 0 if value.is_integer() else 1), value)


def minutes(seconds: float | None) -> Cell:
    """Minutes, with one decimal below ten; a dash where nothing was measured."""
    if seconds is None:
        return Cell(DASH)
    value = round(seconds / 60, 2)
    if 0 < value < 0.1:
        return Cell(f"<{number(0.1, 1)}", value)
    return Cell(number(value, 1 if value < 10 and not round(value, 1).is_integer() else 0), value)


def in_target(found: Summary, figure: str = "") -> Cell:
    """7 of 12, value 0.5833; a dash where none of them has a target."""
    if not found.with_target:
        return Cell(DASH)
    text = _("%(part)s of %(whole)s") % {"part": number(found.in_time), "whole": number(found.with_target)}
    return Cell(text, round(found.in_time / found.with_target, 4), figure if found.in_time else "")


def moment(at: dt.datetime | None, zone: str) -> Cell:
    """2026-11-16 19:21 in the zone; the value is that wall clock, since spreadsheets know no zones."""
    if at is None:
        return Cell("")
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    return Cell(f"{local:%Y-%m-%d %H:%M}", local)


def day(value: dt.date) -> str:
    """Mon 16 November 2026, as the language writes it."""
    return date_format(value, "D j F Y")


def shaded(rows: list[list[Cell]], first: int, last: int) -> list[list[Cell]]:
    """Rows whose cells from column `first` up to `last` (not included) are shaded by their value."""
    values = [cell.value for row in rows for cell in row[first:last] if isinstance(cell.value, int)]
    most = max(values, default=0)

    def shade(cell: Cell) -> Cell:
        return replace(cell, shade=cell.value / most) if most and isinstance(cell.value, int) else cell

    return [[*row[:first], *map(shade, row[first:last]), *row[last:]] for row in rows]
