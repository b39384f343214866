"""The pieces of the wall: the same to everybody of an office, made once in a process until something changes."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.translation import get_language

from alerts.domain.watch import is_unwatched
from alerts.domain.words import Level, OwedKind
from alerts.domain.words_of_telling import Mark
from alerts.models import Office
from alerts.selectors import changes, wall, wall_duty, wall_history, wall_latest, watch
from alerts.selectors.access import Viewer
from ewrr.common.shelf import shelf
from responses.selectors import wall as responding

from .wall_rows import Row, row

PIECES = ("duty", "counts", "queue", "responses", "map", "tick", "alarms")
SHEET_ROWS = 80
SIREN = (Level.CRITICAL, Level.HIGH)


@dataclass(frozen=True, slots=True)
class Stand:
    """How the wall stands: other words, another picture. `frame`: what only a page read afresh shows."""

    frame: str
    shown: str

    def __str__(self) -> str:
        return f"{self.frame}.{self.shown}"


def stand(office: Office, now: datetime, pulses: dict[str, datetime]) -> Stand:
    """Sealed, since a plain count would tell of hidden things. Four statements; those that hold until the next event
    are asked once in a process.
    """
    said = wall_duty.checked_in(office.pk, now)
    watched = is_unwatched(pulses.get(Mark.WATCH), now)
    posture = changes.posture(office.pk, now), tuple(sorted(said.items())), watched, wall_history.marks(now)[-1]
    release = getattr(staticfiles_storage, "manifest_hash", "")  # a wall runs for weeks: it takes over a new release
    about = office.pk, office.name, office.time_zone, office.is_exercising, get_language(), release
    return Stand(_sealed(*about), _sealed(*posture))


def _sealed(*facts: Hashable) -> str:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"ewrr wall").digest()
    return hashlib.blake2b(repr(facts).encode(), key=key, digest_size=12).hexdigest()


def pieces(viewer: Viewer, now: datetime, stood: Stand) -> dict[str, str]:
    """Name -> HTML of an element with the id "wall-" and that name."""
    return shelf.get(("wall", str(stood)), lambda: _pieces(_facts(viewer, now, stood)))


def sheet(viewer: Viewer, now: datetime, stood: Stand, *, has_phones: bool) -> str:
    """What P prints, in black on white; `has_phones`: for somebody who may read them."""

    def make() -> str:
        facts = _facts(viewer, now, stood) | {"has_phones": has_phones}
        return str(render_to_string("parts/wall/sheet.html", facts))

    return shelf.get(("wall sheet", str(stood), has_phones), make)


def _facts(viewer: Viewer, now: datetime, stood: Stand) -> dict[str, Any]:
    return shelf.get(("wall facts", str(stood)), lambda: _read(viewer, now))


def _read(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Some fifteen statements, whatever the number of alerts."""
    strip, queue = wall_duty.strip(viewer.office.pk, now), wall.queue(viewer, now)
    rows = [row(card, strip) for card in queue.cards]
    units = responding.under_way(viewer, now)
    return {
        "office": viewer.office,
        "now": now,
        "strip": strip,
        "queue": queue,
        "counts": queue.counts,
        "rows": rows[: len(queue.rows)],
        "placed": [one for one in rows if one.is_placed],
        "unplaced": sum(not one.is_placed and not one.alert.is_restricted for one in rows),
        "history": wall_history.history(viewer, now),
        "units": units[: responding.ROWS],
        "all_units": units,
        "positions": list(viewer.office.positions.all()),
        "latest": wall_latest.latest(viewer, now),
        "watch": watch.watch(viewer.office, now),
        "unanswered": [one for one in rows if _rings(one)],
        "sheet": rows[:SHEET_ROWS],
        "left_out": max(0, queue.counts.open - SHEET_ROWS),
    }


def _rings(one: Row) -> bool:
    """Critical or high, and an answer is waited for."""
    owed = any(debt.kind == OwedKind.ANSWER for debt in one.card.debts)
    return one.alert.level in SIREN and (owed or one.card.is_unanswered)


def _pieces(facts: dict[str, Any]) -> dict[str, str]:
    return {name: render_to_string(f"parts/wall/{name}.html", facts) for name in PIECES}
