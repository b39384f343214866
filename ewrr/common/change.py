"""The one way to write: a short transaction whose events are numbered last, and a hint once it is committed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from . import clock, pump

EVENTS_LOCK = 1  # first key of the advisory lock; the second is the office


Then = Callable[["Change", Any, dict[str, Any]], None]
_then: dict[str, tuple[Then, ...]] = {}


def wire(pairs: Mapping[Any, Sequence[Then]]) -> None:
    """Says what follows an event within its own transaction: functions of the open change, the event's alert and its
    data, which may record further events or refuse the whole. Only ewrr.wiring calls this.
    """
    _then.clear()
    _then.update({kind.value: tuple(functions) for kind, functions in pairs.items()})


@dataclass(slots=True)
class Change:
    """An open change of one office. `now` is the moment of all that is written in it (UTC)."""

    office_id: int
    by: Any  # the person, None for the hub itself
    now: datetime
    events: list[dict[str, Any]] = field(default_factory=list)
    nudges: set[str] = field(default_factory=set)

    def record(self, happened: StrEnum, alert: Any = None, /, **data: Any) -> None:
        """Adds an event; `data` holds ids and codes, never what somebody wrote."""
        self.events.append({"kind": happened.value, "alert": alert, "data": data})

    def nudge(self, task: str) -> None:
        """Wakes a task after the commit, best effort."""
        self.nudges.add(task)


@contextmanager
def change(office_id: int, by: Any = None) -> Iterator[Change]:
    """Opens the transaction; the body locks the alert row first and writes; on leaving, events get the
    office's next numbers under an advisory lock as the last statements before COMMIT, so that whoever
    reads "after n" never finds a number that commits late. Then boards are hinted and tasks nudged.
    """
    with transaction.atomic():
        opened = Change(office_id, by, clock.now())
        yield opened
        _follow(opened)
        if opened.events:
            _number_and_insert(opened)
            transaction.on_commit(lambda: pump.hint(office_id), robust=True)
        for task in sorted(opened.nudges):
            transaction.on_commit(partial(pump.nudge, task), robust=True)


def _follow(opened: Change) -> None:
    """What follows each event, also those that this adds."""
    for event in opened.events:  # grows meanwhile
        for then in _then.get(event["kind"], ()):
            then(opened, event["alert"], event["data"])


def _number_and_insert(opened: Change) -> None:
    Event = apps.get_model(settings.EVENT_MODEL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [EVENTS_LOCK, opened.office_id])
    last = Event.objects.filter(office_id=opened.office_id).aggregate(last=Max("seq"))["last"] or 0
    Event.objects.bulk_create(
        Event(office_id=opened.office_id, seq=last + place, at=opened.now, person=opened.by, **event)
        for place, event in enumerate(opened.events, start=1)
    )
