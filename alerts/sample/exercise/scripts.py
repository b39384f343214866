"""What officers of the exercise write: invented sentences with the answers that go with them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from alerts.domain.level import assess
from alerts.domain.words import Certainty, GoingOn, Level, Sensitivity, ThreatType
from alerts.domain.words_of_filings import ReceivedBy, SourceKind

FOLDER = Path(__file__).resolve().parent
VOWELS = "AEIOUÉ"


@dataclass(frozen=True, slots=True)
class Script:
    """One warning. `people`: lowest and highest, None where not known; `text` may name the {place}.

    `is_late`: told the day before, typed when there was a network again. `is_vague`: only words for a place.
    """

    language: str
    threat_types: tuple[ThreatType, ...]
    going_on: GoingOn
    people: tuple[int | None, int | None]
    people_note: str
    received_by: ReceivedBy
    source_kind: SourceKind
    grade: str
    certainty: Certainty
    actor_kind: str
    text: str
    sensitivity: Sensitivity
    concerns_children: bool
    is_late: bool
    is_vague: bool

    @property
    def level(self) -> Level:
        return assess(self.going_on, self.threat_types, self.people[0], self.certainty).level

    @property
    def is_attack(self) -> bool:
        return self.level is Level.CRITICAL and self.going_on is GoingOn.NOW

    @property
    def is_restricted(self) -> bool:
        return ThreatType.CRSV in self.threat_types or self.concerns_children or self.sensitivity is Sensitivity.STRICT

    def words(self, place: str) -> str:
        """The sentence with the place in it; French elides before a vowel."""
        elided = self.text.replace(" de {place}", " d'{place}") if place[0] in VOWELS else self.text
        return elided.format(place=place)


def read(row: dict[str, str]) -> Script:
    """A row of one of the tables beside this file. Raises ValueError for a code that no vocabulary knows."""
    lowest, _dash, highest = row["people"].partition("-")
    flags = set(row["flags"].split())
    return Script(
        language=row["language"],
        threat_types=tuple(ThreatType(code) for code in row["threats"].split()),
        going_on=GoingOn(row["going_on"]),
        people=(int(lowest) if lowest else None, int(highest) if highest else None),
        people_note=row["people_note"],
        received_by=ReceivedBy(row["received_by"]),
        source_kind=SourceKind(row["source_kind"]),
        grade=row["grade"],
        certainty=Certainty(row["certainty"] or Certainty.LIKELY),
        actor_kind=row["actor"],
        text=row["text"],
        sensitivity=Sensitivity.STRICT if "strict" in flags else Sensitivity.CONFIDENTIAL,
        concerns_children="children" in flags,
        is_late="late" in flags,
        is_vague="vague" in flags,
    )


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def warnings() -> tuple[Script, ...]:
    """Every warning that may be told anywhere and at any time."""
    return tuple(read(row) for row in rows("warnings.csv"))
