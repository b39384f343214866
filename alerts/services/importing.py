"""Taking records of another system into the history: closed alerts that nobody is told of."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.domain import level as levels
from alerts.domain.events import Happened
from alerts.domain.words import (
    Certainty,
    GoingOn,
    Outcome,
    Precision,
    Sensitivity,
    Series,
    State,
    ThreatType,
    TimePrecision,
    Verification,
)
from alerts.models import Alert, Area, Filing, Office
from alerts.selectors.outlines import Outlines
from ewrr.common.change import Change, change

from . import finding, gazetteer, numbering

BATCH = 50  # alerts a transaction: whoever files meanwhile waits for one at most, and one is lost where it is cut off


@dataclass(frozen=True, slots=True)
class Record:
    """One published record as the hub understands it; what it does not say stays empty.

    `external_id`: its key where it comes from, `rank`: its place among records of the same moment, `year`: the
    event's in the office's zone. The event lies in [`event_at`, `event_until`), aware. `lat`, `lon`: WGS 84, None
    where the point given is not a place. `is_in_one_area`: whether the area at the point may be taken for the
    event's. `text` and `original` (every column): word for word.
    """

    external_id: str
    rank: int
    year: int
    event_at: datetime
    event_until: datetime
    event_precision: TimePrecision
    threat_types: tuple[ThreatType, ...]
    actor_name: str
    actor_kind: str
    place_name: str
    lat: float | None
    lon: float | None
    precision: Precision
    is_in_one_area: bool
    text: str
    language: str
    place_as_told: str
    received_by: str
    original: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the whole row, whatever the order of its columns."""
        return hashlib.sha256(json.dumps(self.original, sort_keys=True).encode()).hexdigest()

    def client_id(self, system: str) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{system}:{self.external_id}")


@dataclass(slots=True)
class Compared:
    """Records that the office does not have yet, and those it has: `differing` pairs of (record's key, number of
    the alert) where what is published now is not what was taken in.
    """

    new: list[Record] = field(default_factory=list)
    known: int = 0
    differing: list[tuple[str, str]] = field(default_factory=list)


def compare(office: Office, system: str, records: Iterable[Record]) -> Compared:
    """Which of the records are new; known by the filing, which no joining changes. One statement."""
    by_client_id = {record.client_id(system): record for record in records}
    stored = {
        client_id: (fingerprint, number)
        for client_id, fingerprint, number in Filing.objects.filter(
            office=office, client_id__in=list(by_client_id)
        ).values_list("client_id", "fingerprint", "alert__number")
    }
    compared = Compared()
    for client_id, record in by_client_id.items():
        if client_id not in stored:
            compared.new.append(record)
            continue
        compared.known += 1
        fingerprint, number = stored[client_id]
        if fingerprint != record.fingerprint:
            compared.differing.append((record.external_id, number))
    return compared


def outlines_of(office: Office) -> Outlines:
    """The outlines of the office's country: the database's, else those of the reference files. One statement."""
    stored = Outlines.of(office.country)
    return stored if stored.is_saved else Outlines(gazetteer.provinces(office.country))


def take_in(
    *,
    office: Office,
    system: str,
    records: Sequence[Record],
    after_batch: Callable[[int, int], None] = lambda done, added: None,
) -> int:
    """Adds the records as closed alerts of the history series, numbered by year in order of event and rank.

    Each batch of 200 is one transaction with one event an alert; `after_batch` hears how many
    records are done and how many of them were added. Nothing is routed, owed or sent. What the office has already
    is left as it is, so an import that was cut off is continued by running it again. Loads the gazetteer where the
    country's outlines are missing. Says how many it added.
    """
    outlines = outlines_of(office)
    if records and not outlines.is_saved:
        gazetteer.load()
        outlines = Outlines.of(office.country)
    ordered = sorted(records, key=lambda record: (record.event_at, record.rank))
    added = 0
    for start in range(0, len(ordered), BATCH):
        added += _take_batch(office, system, ordered[start : start + BATCH], outlines)
        after_batch(min(start + BATCH, len(ordered)), added)
    return added


def _take_batch(office: Office, system: str, records: list[Record], outlines: Outlines) -> int:
    with change(office.pk) as c:
        counters = numbering.lock_years(office, Series.HISTORY, (record.year for record in records))
        # Asked again behind the counters' locks: another import may have been ahead.
        new = compare(office, system, records).new
        numbers = {
            year: iter(numbering.take_block(office, counters[year], count))
            for year, count in Counter(record.year for record in new).items()
        }
        alerts = [_alert(c, office, system, record, next(numbers[record.year]), outlines) for record in new]
        for record, alert in zip(new, alerts, strict=True):
            alert.search_key = finding.key_of(alert, [record.place_as_told, record.text])
        Alert.objects.bulk_create(alerts)
        Filing.objects.bulk_create(
            _filing(c, office, system, record, alert) for record, alert in zip(new, alerts, strict=True)
        )
        for alert in alerts:
            c.record(Happened.ALERT_IMPORTED, alert, system=system, external_id=alert.external_id)
    return len(new)


def _alert(
    c: Change, office: Office, system: str, record: Record, number: numbering.Number, outlines: Outlines
) -> Alert:
    """Published, hence unclassified; verified by nobody here. Of the clocks only event and receipt."""
    assessed = levels.assess(GoingOn.OVER, record.threat_types, None, Certainty.UNKNOWN)
    return Alert(
        office=office,
        number=number.text,
        series=number.series,
        year=number.year,
        serial=number.serial,
        state=State.CLOSED,
        state_before=State.RECEIVED,
        outcome=Outcome.HISTORICAL,
        sensitivity=Sensitivity.UNCLASSIFIED,
        kind=assessed.kind,
        threat_types=[threat.value for threat in record.threat_types],
        urgency=assessed.urgency,
        severity=assessed.severity,
        certainty=Certainty.UNKNOWN,
        level=assessed.level,
        level_computed=assessed.level,
        verification=Verification.UNVERIFIED,
        actor_kind=record.actor_kind,
        actor_name=record.actor_name,
        place_name=record.place_name,
        lat=record.lat,
        lon=record.lon,
        precision=record.precision,
        area=_area(record, outlines),
        event_at=record.event_at,
        event_until=record.event_until,
        event_precision=record.event_precision,
        received_at=c.now,
        source_system=system,
        external_id=record.external_id,
    )


def _area(record: Record, outlines: Outlines) -> Area | None:
    if record.lat is None or record.lon is None or not record.is_in_one_area:
        return None
    return outlines.area_at(record.lat, record.lon)


def _filing(c: Change, office: Office, system: str, record: Record, alert: Alert) -> Filing:
    return Filing(
        office=office,
        alert=alert,
        client_id=record.client_id(system),
        fingerprint=record.fingerprint,
        text=record.text,
        language=record.language,
        answers=record.original,
        place_as_told=record.place_as_told,
        received_by=record.received_by,
        received_at=c.now,
    )
