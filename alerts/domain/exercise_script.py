"""An exercise's script as a file says it, CSV or JSON: the injects, and what is wrong line by line. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import exercise_rows as written
from . import level as levels
from .exercise_columns import COLUMNS, NEEDED, SECTION, Away, FaultKind, People, Wrong
from .exercise_rows import Fault, Rows, Table
from .words import Certainty, Component, GoingOn, Level, Sensitivity, ThreatType
from .words_of_exercises import Step

MOST_INJECTS = 200
MOST_BYTES = 400_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database holds it


@dataclass(frozen=True, slots=True)
class Inject:
    """One line: what is filed at which minute by whom, and what is expected then. `cells`: as written. Minutes
    `before` count back from the moment at which it is due; None: not told.
    """

    line: int
    cells: Mapping[str, str]
    key: str
    minute: int
    by: str
    threat_types: tuple[ThreatType, ...]
    going_on: GoingOn
    people: People
    place: str
    away: Away | None
    said: Mapping[str, Any]
    targets: Mapping[Step, int]

    @property
    def joins(self) -> str:
        """Key of the inject with which it should be joined; empty: none."""
        return str(self.said["joins"])

    @property
    def level(self) -> Level | None:
        """The level that is expected; None: not said."""
        return self.said["level"] or None

    @property
    def is_restricted(self) -> bool | None:
        """Whether it should be restricted; None: not said."""
        found: bool | None = self.said["restricted"]
        return found

    @property
    def computed(self) -> Level:
        """The level that the tables give for its answers."""
        certainty = self.said["certainty"] or Certainty.LIKELY
        return levels.assess(self.going_on, self.threat_types, self.people.lowest, certainty).level

    @property
    def restricts_itself(self) -> bool:
        """Sexual violence, children, strictly confidential: restricted as it is filed."""
        is_strict = self.said["sensitivity"] is Sensitivity.STRICT
        return ThreatType.CRSV in self.threat_types or self.said["children"] or is_strict

    def title(self, language: str) -> str:
        """A few words for whoever runs it; of the other language, or of the text, where that lacks."""
        own, other = f"title_{language}", "title_en" if language == "fr" else "title_fr"
        told = self.cells.get(own) or self.cells.get(other) or self.text(language)[0]
        return told if len(told) <= 60 else f"{told[:59]}…"

    def text(self, language: str) -> tuple[str, str]:
        """The words, and the language in which they are: the one asked for where there are any."""
        other = "en" if language == "fr" else "fr"
        told = next(code for code in (language, other) if self.said[f"text_{code}"])
        return self.said[f"text_{told}"], self.said["language"] or told


@dataclass(frozen=True, slots=True)
class Script:
    """`injects`: by time, those with nothing wrong; `faults`: by line; `table`: every line as written, None where
    there is none; `is_json`: how the file was.
    """

    injects: tuple[Inject, ...] = ()
    faults: tuple[Fault, ...] = ()
    table: Table | None = None
    is_json: bool = False

    @property
    def last_minute(self) -> int:
        return max((inject.minute for inject in self.injects), default=0)


@dataclass(frozen=True, slots=True)
class Known:
    """Who may be named in an office: addresses of those who file, and sections (lower case) with their component."""

    people: frozenset[str] = frozenset()
    sections: Mapping[str, Component] = field(default_factory=dict)


def read(told: str, known: Known | None = None) -> Script:
    """The script that the text holds. `known`: None where who files is not looked at. Never raises."""
    told = told.removeprefix("\ufeff")
    if not told.strip():
        return Script(faults=(Fault(0, "", FaultKind.NOTHING),))
    if len(told.encode("utf-8", "replace")) > MOST_BYTES:
        return Script(faults=(Fault(0, "", FaultKind.TOO_LONG, str(MOST_BYTES // 1000)),))
    is_json = told.lstrip()[0] in "{["
    try:
        table = written.from_json(told) if is_json else written.from_csv(told)
    except Wrong as wrong:
        return Script(faults=(Fault(0, "", wrong.kind, wrong.about),), is_json=is_json)
    rows, faults = table.rows, list(table.faults)
    if len(rows) > MOST_INJECTS:
        return Script(faults=(Fault(0, "", FaultKind.TOO_MANY, str(MOST_INJECTS)),), is_json=is_json)
    injects: list[Inject] = []
    spoilt = {fault.line for fault in faults}
    for place, (line, cells) in enumerate(rows, 1):
        if line in spoilt:
            continue
        found, wrong_cells = _inject(line, cells, place)
        faults += wrong_cells
        injects += [found] if found is not None else []
    faults += [*_of_keys(injects, rows), *(_of_filers(injects, known) if known is not None else ())]
    ordered = tuple(sorted(faults, key=lambda fault: fault.line))
    by_time = tuple(sorted(injects, key=lambda inject: (inject.minute, inject.line)))
    return Script(by_time, ordered, table, is_json)


def one(cells: Mapping[str, str]) -> Inject:
    """A line that was found right before. Raises Wrong where it is not."""
    found, faults = _inject(0, cells, 0)
    if found is None:
        raise Wrong(faults[0].kind, faults[0].about)
    return found


def _inject(line: int, cells: Mapping[str, str], place: int) -> tuple[Inject | None, list[Fault]]:
    said: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, meaning in COLUMNS.items():
        cell = cells.get(name, "")
        try:
            if UNSTORABLE.search(cell):
                raise Wrong(FaultKind.NUL)
            said[name] = meaning(cell)
            if name in NEEDED and not cell:
                raise Wrong(FaultKind.EMPTY)
        except Wrong as wrong:
            faults.append(Fault(line, name, wrong.kind, wrong.about))
    if not faults and not said["text_en"] and not said["text_fr"]:
        faults.append(Fault(line, "text_en", FaultKind.NO_TEXT))
    if not faults and not said["threat_types"]:
        faults.append(Fault(line, "threat_types", FaultKind.EMPTY))
    if not faults and said["joined_within"] and not said["joins"]:
        faults.append(Fault(line, "joined_within", FaultKind.NO_JOIN))
    if faults:
        return None, faults
    named = {"key", "minute", "by", "threat_types", "going_on", "people", "place", "away"}
    targets = {step: said[f"{step}_within"] for step in Step if said[f"{step}_within"] is not None}
    rest = {name: value for name, value in said.items() if name not in named}
    own = {name: said[name] for name in named} | {"key": said["key"] or str(place)}
    return Inject(line=line, cells=cells, said=rest, targets=targets, **own), []


def _of_keys(injects: Iterable[Inject], rows: Rows) -> Iterator[Fault]:
    """`rows`: those that are wrong otherwise may still be named."""
    by_key: dict[str, Inject] = {}
    found = list(injects)
    for inject in found:
        if inject.key in by_key:
            yield Fault(inject.line, "key", FaultKind.SAME_KEY, inject.key)
        by_key.setdefault(inject.key, inject)
    named = {cells.get("key") or str(place) for place, (_line, cells) in enumerate(rows, 1)}
    for inject in found:
        if not inject.joins:
            continue
        if inject.joins == inject.key or inject.joins not in named:
            yield Fault(inject.line, "joins", FaultKind.UNKNOWN_KEY, inject.joins)
        elif inject.joins in by_key and by_key[inject.joins].minute > inject.minute:
            yield Fault(inject.line, "joins", FaultKind.LATER_KEY, inject.joins)


def _of_filers(injects: Iterable[Inject], known: Known) -> Iterator[Fault]:
    for inject in injects:
        if "@" in inject.by and inject.by not in known.people:
            yield Fault(inject.line, "by", FaultKind.UNKNOWN_PERSON, inject.by)
        if inject.by.startswith(SECTION) and inject.by[len(SECTION) :].lower() not in known.sections:
            yield Fault(inject.line, "by", FaultKind.UNKNOWN_SECTION, inject.by[len(SECTION) :])
