"""The columns of an exercise's script: each reads one cell into its meaning, or says by a code what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from . import words as w
from . import words_of_filings as f
from .words_of_exercises import Step

LONGEST_MIN = 24 * 60  # an exercise of a day
LONGEST_BEFORE_MIN = 30 * 24 * 60  # how long before something happened or was told
LONGEST_TARGET_MIN = 7 * 24 * 60
FARTHEST_KM = 1000
MOST_CHARACTERS = 20_000
YES = frozenset({"yes", "y", "oui", "o", "true", "1", "x"})
NO = frozenset({"", "no", "n", "non", "false", "0"})
POINTS = {
    "N": 0,
    "NE": 45,
    "E": 90,
    "SE": 135,
    "S": 180,
    "SW": 225,
    "SO": 225,
    "W": 270,
    "O": 270,
    "NW": 315,
    "NO": 315,
}
LANGUAGES = ("en", "fr", "sw", "ln", "sg", "und")
SECTION = "section:"
CONTROL = "control"
AWAY = re.compile(r"(\d{1,4})(?:[.,](\d))?\s*(?:km)?\s*([NESWO]{1,2})", re.ASCII)
PEOPLE = re.compile(r"(\d{1,8})(?:\s*-\s*(\d{1,8})|(\+))?", re.ASCII)
WHOLE = re.compile(r"\d{1,6}", re.ASCII)
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
BETWEEN = re.compile(r"[;,|\s]+")


class FaultKind(StrEnum):
    """What is wrong with a script; the sentences stand where people read them."""

    NOTHING = "nothing"
    NO_TABLE = "no_table"
    NO_JSON = "no_json"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    MISSING_COLUMNS = "missing_columns"
    TWICE_NAMED = "twice_named"
    UNKNOWN_COLUMN = "unknown_column"
    CELLS = "cells"
    EMPTY = "empty"
    NOT_WHOLE = "not_whole"
    NOT_A_CODE = "not_a_code"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_PEOPLE = "not_people"
    NOT_AWAY = "not_away"
    NO_TEXT = "no_text"
    LONG_TEXT = "long_text"
    NUL = "nul"
    SAME_KEY = "same_key"
    UNKNOWN_KEY = "unknown_key"
    LATER_KEY = "later_key"
    NO_JOIN = "no_join"
    NOT_A_FILER = "not_a_filer"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_SECTION = "unknown_section"
    PLACE = "place"


class Wrong(Exception):
    """A cell that means nothing in its column. `about`: what the sentence needs to say it."""

    def __init__(self, kind: FaultKind, about: str = "") -> None:
        super().__init__(kind)
        self.kind, self.about = kind, about


@dataclass(frozen=True, slots=True)
class People:
    """How many are in danger; None: not known."""

    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """So far from the office, and in which direction (degrees from north)."""

    km: float
    degrees: int


Read = Callable[[str], Any]


def whole(least: int, most: int) -> Read:
    """A whole number between the two; None where the cell is empty."""

    def read(cell: str) -> int | None:
        if not cell:
            return None
        if not WHOLE.fullmatch(cell) or not least <= int(cell) <= most:
            raise Wrong(FaultKind.NOT_WHOLE, f"{least}-{most}")
        return int(cell)

    return read


def code(words: type[StrEnum]) -> Read:
    """One word of a vocabulary; "" where the cell is empty."""

    def read(cell: str) -> Any:
        if not cell:
            return ""
        found = {word.value.lower(): word for word in words}.get(cell.lower())
        if found is None:
            raise Wrong(FaultKind.NOT_A_CODE, ", ".join(word.value for word in words))
        return found

    return read


def codes(words: type[StrEnum]) -> Read:
    """Several, parted by a semicolon, a comma or a space."""
    one = code(words)
    return lambda cell: tuple(dict.fromkeys(one(part) for part in BETWEEN.split(cell) if part))


def text(most: int) -> Read:
    def read(cell: str) -> str:
        if len(cell) > most:
            raise Wrong(FaultKind.LONG_TEXT, str(most))
        return cell

    return read


def yes(cell: str) -> bool:
    if cell.lower() in YES:
        return True
    if cell.lower() in NO:
        return False
    raise Wrong(FaultKind.NOT_YES_OR_NO)


def yes_or_unsaid(cell: str) -> bool | None:
    return yes(cell) if cell else None


def people(cell: str) -> People:
    """ "11-100", "40", "500+"; empty or "unknown" where nobody knows."""
    if cell.lower() in ("", "unknown"):
        return People()
    found = PEOPLE.fullmatch(cell)
    if found is None or int(found[1]) < 1 or (found[2] and int(found[2]) < int(found[1])):
        raise Wrong(FaultKind.NOT_PEOPLE)
    lowest = int(found[1])
    return People(lowest, None if found[3] else int(found[2]) if found[2] else lowest)


def away(cell: str) -> Away | None:
    """ "12 NE": kilometres and direction from the office; O and SO are French for W and SW."""
    if not cell:
        return None
    found = AWAY.fullmatch(cell.upper())
    if found is None or found[3] not in POINTS or int(found[1]) > FARTHEST_KM:
        raise Wrong(FaultKind.NOT_AWAY)
    return Away(float(f"{found[1]}.{found[2] or 0}"), POINTS[found[3]])


def language(cell: str) -> str:
    if cell and cell.lower() not in LANGUAGES:
        raise Wrong(FaultKind.NOT_A_CODE, ", ".join(LANGUAGES))
    return cell.lower()


def filer(cell: str) -> str:
    """ "control", a component, "section:" with its name, or somebody's e-mail address."""
    said = cell.lower() or CONTROL
    if said == CONTROL or said in {word.value for word in w.Component} or ADDRESS.fullmatch(said):
        return said
    if said.startswith(SECTION) and cell[len(SECTION) :].strip():
        return SECTION + cell[len(SECTION) :].strip()
    raise Wrong(FaultKind.NOT_A_FILER, ", ".join([CONTROL, *(word.value for word in w.Component)]))


COLUMNS: Mapping[str, Read] = {
    "key": text(20),
    "minute": whole(0, LONGEST_MIN),
    "title_en": text(120),
    "title_fr": text(120),
    "by": filer,
    "channel": code(f.ReceivedBy),
    "source": code(f.SourceKind),
    "relayer": text(120),
    "threat_types": codes(w.ThreatType),
    "going_on": code(w.GoingOn),
    "people": people,
    "people_note": text(200),
    "place": text(200),
    "away": away,
    "precision": code(w.Precision),
    "event_before": whole(0, LONGEST_BEFORE_MIN),
    "told_before": whole(0, LONGEST_BEFORE_MIN),
    "certainty": code(w.Certainty),
    "reliability": code(f.Reliability),
    "credibility": code(f.Credibility),
    "actor_kind": code(f.ActorKind),
    "actor_name": text(200),
    "sensitivity": code(w.Sensitivity),
    "children": yes,
    "text_en": text(MOST_CHARACTERS),
    "text_fr": text(MOST_CHARACTERS),
    "language": language,
    "joins": text(20),
    "level": code(w.Level),
    "restricted": yes_or_unsaid,
    **{f"{step}_within": whole(1, LONGEST_TARGET_MIN) for step in Step},
}
NEEDED = ("minute", "threat_types", "going_on", "place")
