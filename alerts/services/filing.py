"""Taking a filing: numbered, assessed, its escalation started and what is owed written, in one transaction."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from alerts.domain import level as levels
from alerts.domain.events import Happened
from alerts.domain.words import (
    Certainty,
    GoingOn,
    Precision,
    Sensitivity,
    Series,
    ThreatType,
    TimePrecision,
)
from alerts.domain.words_of_filings import AgeSex, Population
from alerts.models import Alert, Area, Filing, NumberCounter, Source
from alerts.selectors import place as places
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from ewrr.common.seal import seal

from . import finding, numbering, routing


class ReusedClientId(Refusal):
    code = "reused_client_id"


class MayNotFile(Refusal):
    code = "may_not_file"


@dataclass(frozen=True, slots=True)
class Told:
    """The six answers and the folded rest, checked by the door. Times are aware; places WGS 84.

    `source`: who told; sealed at once and kept nowhere else. `typed`: the answers as they were sent, by which a
    resend is known for what it is: "just now" sent twice is the same filing, though the moments differ.
    """

    threat_types: tuple[ThreatType, ...]
    going_on: GoingOn
    text: str
    place_as_told: str = ""
    place_name: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.NAME_ONLY
    event_at: datetime | None = None
    event_precision: TimePrecision = TimePrecision.UNKNOWN
    people_from: int | None = None
    people_to: int | None = None
    people_note: str = ""
    population: tuple[Population, ...] = ()
    age_sex: tuple[AgeSex, ...] = ()
    grave_violation: str = ""
    release: str = ""
    certainty: Certainty = Certainty.LIKELY
    language: str = "fr"
    actor_kind: str = ""
    actor_name: str = ""
    received_by: str = ""
    source_kind: str = ""
    relayer: str = ""
    reliability: str = ""
    credibility: str = ""
    sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL
    concerns_children: bool = False
    told_at: datetime | None = None
    typed_at: datetime | None = None
    source: dict[str, str] = field(default_factory=dict)
    typed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_restricted(self) -> bool:
        """Sexual violence, children, strictly confidential."""
        return (
            ThreatType.CRSV in self.threat_types
            or self.concerns_children
            or bool(self.grave_violation)
            or self.sensitivity is Sensitivity.STRICT
        )

    @property
    def fingerprint(self) -> str:
        """Equal for the same filing sent again."""
        told = self.typed or asdict(self)
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Filed:
    """The alert that a filing became; `is_new` is False when it had been received before."""

    alert: Alert
    filing: Filing
    is_new: bool


def file(*, viewer: Viewer, client_id: uuid.UUID, told: Told) -> Filed:
    """Accepts a filing: when this returns, it is committed. The same client id gives the same answer.

    Raises MayNotFile, and ReusedClientId when the id was used for something else.
    """
    if not viewer.may_file:
        raise MayNotFile(_("Your role in this office does not file alerts."))
    try:
        with change(viewer.office.pk, viewer.person) as c:
            if known := _known(viewer, client_id, told):
                return known
            counter = numbering.lock(viewer.office, _series(viewer, told), _year(viewer, c.now))
            # Whoever sent the same at the same moment was ahead of us at the counter.
            if known := _known(viewer, client_id, told):
                return known
            return _take(c, viewer, client_id, told, counter)
    except IntegrityError:
        # The same id raced us through another number series.
        if known := _known(viewer, client_id, told):
            return known
        raise


def _known(viewer: Viewer, client_id: uuid.UUID, told: Told) -> Filed | None:
    filing = Filing.objects.select_related("alert").filter(office=viewer.office, client_id=client_id).first()
    if filing is None:
        return None
    if filing.filer_id != viewer.person.pk or filing.fingerprint != told.fingerprint:
        raise ReusedClientId(_("This filing was received before with other words. Send the change as a new filing."))
    return Filed(filing.alert, filing, is_new=False)


def _series(viewer: Viewer, told: Told) -> Series:
    if viewer.office.is_exercising:
        return Series.EXERCISE
    return Series.RESTRICTED if told.is_restricted else Series.OPEN


def _year(viewer: Viewer, now: datetime) -> int:
    return now.astimezone(ZoneInfo(viewer.office.time_zone)).year


def _take(c: Change, viewer: Viewer, client_id: uuid.UUID, told: Told, counter: NumberCounter) -> Filed:
    area = places.area_at(told.lat, told.lon) if told.lat is not None and told.lon is not None else None
    alert = _alert(c, viewer, told, numbering.take(viewer.office, counter), area)
    alert.search_key = finding.key_of(alert, [told.place_as_told, told.text])
    alert.save()
    filing = Filing.objects.create(
        office=viewer.office,
        alert=alert,
        client_id=client_id,
        fingerprint=told.fingerprint,
        filer=viewer.person,
        component=viewer.component or "",
        section_id=viewer.section_id,
        text=told.text,
        language=told.language,
        answers=_as_told(told),
        place_as_told=told.place_as_told,
        received_by=told.received_by,
        source_kind=told.source_kind,
        relayer=told.relayer,
        reliability=told.reliability,
        credibility=told.credibility,
        told_at=told.told_at,
        typed_at=told.typed_at,
        received_at=c.now,
    )
    if any(told.source.values()):
        Source.objects.create(filing=filing, sealed=seal(told.source), created_at=c.now)
    c.record(Happened.ALERT_FILED, alert, level=alert.level, kind=alert.kind)
    routing.start(c, alert)
    return Filed(alert, filing, is_new=True)


def _alert(c: Change, viewer: Viewer, told: Told, number: numbering.Number, area: Area | None) -> Alert:
    assessed = levels.assess(told.going_on, told.threat_types, told.people_from, told.certainty)
    return Alert(
        office=viewer.office,
        number=number.text,
        series=number.series,
        year=number.year,
        serial=number.serial,
        is_exercise=viewer.office.is_exercising,
        is_restricted=told.is_restricted,
        sensitivity=told.sensitivity,
        kind=assessed.kind,
        threat_types=[threat.value for threat in told.threat_types],
        urgency=assessed.urgency,
        severity=assessed.severity,
        certainty=told.certainty,
        level=assessed.level,
        level_computed=assessed.level,
        people_from=told.people_from,
        people_to=told.people_to,
        people_note=told.people_note,
        population=[status.value for status in told.population],
        age_sex=[group.value for group in told.age_sex],
        grave_violation=told.grave_violation,
        release=told.release,
        actor_kind=told.actor_kind,
        actor_name=told.actor_name,
        place_name=told.place_name or told.place_as_told,
        lat=told.lat,
        lon=told.lon,
        precision=told.precision,
        area=area,
        components=[viewer.component.value] if viewer.component else [],
        event_at=told.event_at,
        event_precision=told.event_precision,
        told_at=told.told_at,
        typed_at=told.typed_at,
        received_at=c.now,
    )


def _as_told(told: Told) -> dict[str, Any]:
    """The answers as given, for the record; never the source."""
    kept = ("threat_types", "going_on", "precision", "people_from", "people_to", "people_note", "certainty")
    answers = {name: value for name, value in asdict(told).items() if name in kept}
    return answers | {"lat": told.lat, "lon": told.lon, "event_at": told.event_at and told.event_at.isoformat()}
