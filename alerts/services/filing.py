"""Taking a filing: numbered, assessed, its escalation started and what is owed written, in one transaction."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from alerts.domain import filing_status
from alerts.domain import level as levels
from alerts.domain.events import Happened
from alerts.domain.words import Role, Series
from alerts.models import Alert, Area, Filing, NumberCounter
from alerts.selectors import place as places
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import finding, further, numbering, routing
from .told import Told, write

__all__ = ["Filed", "MayNotFile", "ReusedClientId", "Told", "file"]


class ReusedClientId(Refusal):
    code = "reused_client_id"


class MayNotFile(Refusal):
    code = "may_not_file"


@dataclass(frozen=True, slots=True)
class Filed:
    """The alert that a filing became; `is_new` is False when it had been received before."""

    alert: Alert
    filing: Filing
    is_new: bool


def file(*, viewer: Viewer, client_id: uuid.UUID, told: Told) -> Filed:
    """Accepts a filing: when this returns, it is committed. The same client id gives the same answer. What is told
    of a known alert (`told.onto`) goes under it where it may, else it becomes an alert of its own that names it.

    Raises MayNotFile, and ReusedClientId when the id was used for something else.
    """
    if not viewer.may_file:
        raise MayNotFile(_("Your role in this office does not file alerts."))
    named = further.named(viewer, told) if told.onto else None
    told = _settled(viewer, told, named)
    known = named if named is not None and further.takes(viewer, named, told) else None
    filed = _file_onto(viewer, client_id, told, known) if known else None
    return filed or _file_anew(viewer, client_id, told)


def _settled(viewer: Viewer, told: Told, named: Alert | None) -> Told:
    """Real or part of an exercise, from here on for good."""
    if told.is_exercise is not None:
        return told
    part = filing_status.unsaid(
        exercising=viewer.office.is_exercising,
        is_machine=Role.MACHINE in viewer.roles,
        of_known=named.is_exercise if named is not None else None,
    )
    return replace(told, is_exercise=part)


def _file_onto(viewer: Viewer, client_id: uuid.UUID, told: Told, alert: Alert) -> Filed | None:
    """None where the alert ended meanwhile."""
    try:
        with change(viewer.office.pk, viewer.person) as c:
            locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
            if known := _known(viewer, client_id, told):
                return known
            if not further.takes(viewer, locked, told):
                return None
            return Filed(locked, further.add(c, viewer, client_id, told, locked), is_new=True)
    except IntegrityError:
        if known := _known(viewer, client_id, told):
            return known
        raise


def _file_anew(viewer: Viewer, client_id: uuid.UUID, told: Told) -> Filed:
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
    if told.is_exercise:
        return Series.EXERCISE
    return Series.RESTRICTED if told.is_restricted_in(viewer.office) else Series.OPEN


def _year(viewer: Viewer, now: datetime) -> int:
    return now.astimezone(ZoneInfo(viewer.office.time_zone)).year


def _take(c: Change, viewer: Viewer, client_id: uuid.UUID, told: Told, counter: NumberCounter) -> Filed:
    area = places.area_at(told.lat, told.lon) if told.lat is not None and told.lon is not None else None
    alert = _alert(c, viewer, told, numbering.take(viewer.office, counter), area)
    alert.search_key = finding.key_of(alert, [told.place_as_told, told.text])
    alert.save()
    filing = write(c, viewer, client_id, told, alert)
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
        is_exercise=bool(told.is_exercise),
        is_restricted=told.is_restricted_in(viewer.office),
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
