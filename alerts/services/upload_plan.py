"""What taking in a file would do: rows that are new, changed, unchanged, refused; known before anything is written."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

SAMPLES = 20  # of each sort, on the page
FAULTS_SHOWN = 100
NOT_SHOWN = {"search_key", "south", "west", "north", "east", "area_id"}
NOT_SPELT = {"outline", "contact"}


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken. `row`: as a spreadsheet counts; `sentence`: what to do, in the reader's language."""

    row: int
    column: str
    value: str
    sentence: str


@dataclass(slots=True)
class Checked:
    """What a file says: rows that could be read, what is wrong with the others, what else is to be known."""

    drafts: list[Any] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of the database that would be otherwise. `before`, `after`: the columns that differ."""

    id: int
    row: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(slots=True)
class Plan:
    """`new`: unsaved rows of the database with the number of the row that they come from."""

    new: list[tuple[int, Any]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: int, column: str, value: str, sentence: str) -> None:
        self.refused.append(RefusedRow(row, column, value, sentence))

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "refused": len({one.row for one in self.refused}),
        }

    @property
    def stamp(self) -> str:
        """Another one once taking it in would write something else."""
        told = [
            [row for row, _one in self.new],
            [[one.id, one.row, one.before] for one in self.changed],
            self.unchanged,
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:20]

    def found(self) -> dict[str, Any]:
        """For the page, as JSON."""
        refused = sorted(self.refused, key=lambda one: one.row)
        return {
            "stamp": self.stamp,
            "notes": [str(note) for note in self.notes],
            "new": [[row, str(one)] for row, one in self.new[:SAMPLES]],
            "changed": [[one.row, one.name, _differs(one)] for one in self.changed[:SAMPLES]],
            "refused": [
                [one.row, one.column[:60], one.value[:80], str(one.sentence)] for one in refused[:FAULTS_SHOWN]
            ],
            "refused_more": max(0, len(refused) - FAULTS_SHOWN),
        }


def _differs(one: Changed) -> list[list[str]]:
    """[column, was, is] of what differs; an outline is not spelt out, nor whom only some may call."""
    shown = [name for name in one.after if name not in NOT_SHOWN]
    return [[name, _short(name, one.before[name]), _short(name, one.after[name])] for name in shown]


def _short(name: str, value: Any) -> str:
    if name in NOT_SPELT:
        return "…"
    return "" if value is None else str(value)[:80]


def sentences(refused: Sequence[RefusedRow]) -> dict[int, str]:
    """What is wrong with each row, in one line: for the file that goes back."""
    found: dict[int, list[str]] = {}
    for one in refused:
        found.setdefault(one.row, []).append(f"{one.column}: {one.sentence}" if one.column else str(one.sentence))
    return {row: " ".join(said) for row, said in found.items()}
