"""Which alerts likely tell of the same event: candidates the viewer may know of, compared by the pure rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from alerts.domain import similarity
from alerts.domain.similarity import Happening, Likeness
from alerts.domain.words import OPEN_STATES, Kind, Series, State, ThreatType, TimePrecision
from alerts.models import Alert, Filing, SetApart
from ewrr.common.geo import distance_km
from ewrr.common.words import search_key

from .access import Sight, Viewer, visible_to, whole_to

LATELY = timedelta(days=3)
MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Alike:
    """An alert that is likely the same, and what speaks for it; `sight`: what the viewer sees of it."""

    alert: Alert
    likeness: Likeness
    sight: Sight

    @property
    def is_whole(self) -> bool:
        return self.sight is Sight.WHOLE


def to_alert(viewer: Viewer, alert: Alert, filings: Iterable[Filing], now: datetime) -> list[Alike]:
    """At most three that are likely the same as an alert that the viewer sees whole, without those that somebody
    found not to be. `filings`: its own, read already. Three statements.
    """
    if not alert.is_open:
        return []
    apart = SetApart.objects.filter(Q(alert=alert) | Q(other=alert)).values_list("alert_id", "other_id")
    others = {pk for pair in apart for pk in pair} - {alert.pk}
    recent = _candidates(viewer, alert.is_exercise, now)
    candidates = recent.filter(whole_to(viewer), is_restricted=alert.is_restricted).exclude(pk__in={*others, alert.pk})
    told = list(filings)
    named = {filing.answers.get("onto") for filing in told} - {None, ""}
    own = _happening(alert, Sight.WHOLE, told)
    return _compared(viewer, own, candidates, named)


def to_told(viewer: Viewer, happening: Happening, now: datetime, *, is_exercise: bool) -> list[Alike]:
    """At most three of which somebody who is about to file may know, compared by no more than they see of each.
    `is_exercise`: whether what they file is part of an exercise, as far as they said.
    """
    return _compared(viewer, happening, _candidates(viewer, is_exercise, now), set())


@dataclass(frozen=True, slots=True)
class Compared:
    """Another alert beside the one that is looked at: its filings, and how alike they are."""

    alert: Alert
    filings: list[Filing]
    likeness: Likeness


def compared(viewer: Viewer, alert: Alert, own: list[Filing], others: list[Alert]) -> list[Compared]:
    """The others in the order given, likely or not; all seen whole. One statement."""
    filings: dict[int, list[Filing]] = {other.pk: [] for other in others}
    rows = Filing.objects.filter(alert__in=filings).select_related("filer", "section")
    for filing in rows.order_by("received_at", "pk"):
        filings[filing.alert_id].append(filing)
    here = _happening(alert, viewer.sight(alert), own)
    named = {filing.answers.get("onto") for filing in own}
    found = []
    for other in others:
        there = _happening(other, viewer.sight(other), filings[other.pk])
        one = similarity.likeness(here, there, _km(here, there), other.number in named)
        found.append(Compared(other, filings[other.pk], one))
    return found


def _candidates(viewer: Viewer, is_exercise: bool, now: datetime) -> QuerySet[Alert]:
    """Open ones, and those that ended lately; newest first."""
    recent = Q(state__in=OPEN_STATES) | Q(closed_at__gte=now - LATELY) & ~Q(state=State.JOINED)
    return (
        visible_to(viewer)
        .filter(recent, is_exercise=is_exercise, received_at__gte=now - LATELY)
        .exclude(series=Series.HISTORY)
        .select_related("area")
        .defer("area__outline")
        .order_by("-received_at", "-id")
    )


def _compared(viewer: Viewer, own: Happening, candidates: QuerySet[Alert], named: set[str]) -> list[Alike]:
    alerts = {alert.pk: alert for alert in candidates[:MOST_COMPARED]}
    filings: dict[int, list[Filing]] = {}
    for filing in Filing.objects.filter(alert__in=alerts).only("alert_id", "filer_id", "relayer", "source_kind"):
        filings.setdefault(filing.alert_id, []).append(filing)
    found = []
    for pk, alert in alerts.items():
        other = _happening(alert, viewer.sight(alert), filings.get(pk, []))
        found.append((pk, similarity.likeness(own, other, _km(own, other), alert.number in named)))
    return [Alike(alerts[pk], one, viewer.sight(alerts[pk])) for pk, one in similarity.foremost(found)]


def _km(one: Happening, other: Happening) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _happening(alert: Alert, sight: Sight, filings: list[Filing]) -> Happening:
    """As much of an alert as the viewer sees: of a shell its kind, area and receipt."""
    if sight is not Sight.WHOLE:
        return Happening(at=alert.received_at, kind=Kind(alert.kind), area=alert.area_id)
    return Happening(
        at=alert.event_at or alert.received_at,
        kind=Kind(alert.kind),
        threats=frozenset(ThreatType(code) for code in alert.threat_types),
        time_precision=TimePrecision(alert.event_precision),
        lat=alert.lat,
        lon=alert.lon,
        radius_km=alert.precision_km or 0.0,
        name=search_key(alert.place_name),
        area=alert.area_id,
        sources=frozenset(map(source_key, filings)),
    )


def source_key(filing: Filing) -> str:
    """Tells apart who told, as far as that can be known without the sealed source: the relayer where one is named,
    else whoever filed it with the kind of their source.
    """
    return search_key(filing.relayer) or f"{filing.filer_id}:{filing.source_kind}"
