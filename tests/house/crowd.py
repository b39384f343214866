"""Ten alerts of ten kinds, made by the services, and as many copies of all their rows as one asks for."""

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Max, Model

from alerts.domain.words import ThreatType, Verification
from alerts.domain.words_of_deciding import Course, WordBack
from alerts.models import (
    Acknowledgement,
    Alert,
    Assessment,
    Decision,
    Delivery,
    Ending,
    Escalation,
    Event,
    Filing,
    NumberCounter,
    Office,
    Owed,
    Source,
)
from alerts.services import delivery, importing, routing
from tests import make
from tests.integration import filed_records

Row = TypeVar("Row", bound=Model)
AHEAD = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=7)


HUNG = (Filing, Escalation, Acknowledgement, Owed, Assessment, Decision, Ending)


def ten(office: Office) -> list[Alert]:
    """Unanswered, answered by some and by all, of every level, restricted, decided, closed, dismissed, history."""
    open_ones = [
        make.alert(source={"name": "x", "contact": "y"}, is_routed=True),
        make.alert(is_routed=True),
        make.alert(by="Ben", is_routed=True),
        make.alert(level="high", is_routed=True),
        make.alert(level="medium", is_routed=True),
        make.alert(threat_types=(ThreatType.CRSV,), is_routed=True),
    ]
    make.answered(open_ones[1], "Amina")
    make.answered(open_ones[2], "Amina", "Ben", "Chidi", "Dora")
    decided, closed, dismissed = (make.alert(level="low", is_routed=True) for _turn in range(3))
    make.assessed(decided, verification=Verification.VERIFIED)
    make.decided(decided, course=Course.MONITOR, review_date=AHEAD)
    make.closed(closed, word_back=WordBack.OWED, word_back_date=AHEAD)
    make.dismissed(dismissed)
    routing.route_due()
    delivery.deliver_due()
    importing.take_in(office=office, system="ucdp-ged", records=[filed_records.record(1)])
    return list(Alert.objects.order_by("id"))


BATCH = 500  # rows a statement: while more are made ready, a busy machine's server would take us for idle and hang up


def multiply(alerts: list[Alert], times: int) -> None:
    """Adds `times` - 1 copies of each alert with all rows that hang on it, as if each had been filed itself."""
    turns = range(1, times)
    further = (_renumbered(alert, len(alerts) * turn) for turn in turns for alert in alerts)
    copies = Alert.objects.bulk_create(further, BATCH)
    places = [(turn, alert.pk) for turn in turns for alert in alerts]
    new: dict[Any, int] = dict(zip(places, (copy.pk for copy in copies), strict=True))
    of_alert: dict[Any, dict[Any, int]] = {model: _hung(model, "alert_id", new, alerts, turns) for model in HUNG}
    sources = Source.objects.filter(filing__alert__in=alerts)
    Source.objects.bulk_create(
        (_copy(source, filing_id=of_alert[Filing][turn, source.filing_id]) for turn in turns for source in sources),
        BATCH,
    )
    messages = Delivery.objects.filter(alert__in=alerts)
    Delivery.objects.bulk_create(
        (
            _copy(row, alert_id=new[turn, row.alert_id], escalation_id=of_alert[Escalation][turn, row.escalation_id])
            for turn in turns
            for row in messages
        ),
        BATCH,
    )
    events = list(Event.objects.filter(alert__in=alerts).order_by("seq"))
    last = Event.objects.aggregate(last=Max("seq"))["last"]
    Event.objects.bulk_create(
        (
            _copy(row, alert_id=new[turn, row.alert_id], seq=last + (turn - 1) * len(events) + place)
            for turn in turns
            for place, row in enumerate(events, start=1)
        ),
        BATCH,
    )
    NumberCounter.objects.update(last=len(alerts) * times)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself within a minute


def _hung(model: Any, field: str, new: dict[Any, int], alerts: list[Alert], turns: range) -> dict[Any, int]:
    """Copies of the rows of `model` under the new alerts: (turn, pk of the row) -> pk of the copy."""
    rows = list(model.objects.filter(alert__in=alerts).order_by("id"))
    places = [(turn, row) for turn in turns for row in rows]
    changes: list[dict[str, Any]] = [{field: new[turn, row.alert_id]} for turn, row in places]
    if model is Filing:
        changes = [change | {"client_id": uuid.uuid4()} for change in changes]
    copies = model.objects.bulk_create(
        (_copy(row, **change) for (_turn, row), change in zip(places, changes, strict=True)), BATCH
    )
    return {(turn, row.pk): copy.pk for (turn, row), copy in zip(places, copies, strict=True)}


def _renumbered(alert: Alert, further: int) -> Alert:
    serial = alert.serial + further
    key = f"{alert.external_id}-{further}" if alert.external_id else ""
    later = alert.received_at + dt.timedelta(hours=further)  # apart, or they would be one storm
    number = f"{alert.number[:-4]}{serial:04}"
    return _copy(alert, serial=serial, number=number, external_id=key, received_at=later)


def _copy(row: Row, **changes: Any) -> Row:
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**(values | changes))
