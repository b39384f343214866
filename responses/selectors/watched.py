"""The watch list of an office: all of it, one place with its alerts and history, who has what to review."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from alerts.domain import roles
from alerts.domain.words import OPEN_STATES, Series, State
from alerts.models import Alert, Area, Duty, Membership, Office, Person
from alerts.selectors import access
from alerts.selectors.access import Viewer, visible_to, whole_to
from alerts.selectors.areas import offered
from alerts.selectors.place import standing
from ewrr.common.geo import box, distance_km
from responses.domain.words_of_watching import NEAR_KM, Priority, Standing
from responses.models import WatchedChange, WatchedPlace, choices

MOST = 200  # places that an office keeps on its list
MOST_TAKEN_OFF = 50
MOST_ALERTS = 2000  # of an office, the latest ones, among which those near a place are looked for
MOST_SHOWN = 20
MOST_CHANGES = 100
MOST_TO_REVIEW = 10
MOST_NAMES = 1500
RECENT = dt.timedelta(days=30)
SOON = dt.timedelta(days=7)
IN_ORDER = Case(
    *(When(priority=word.value, then=Value(place)) for place, word in enumerate(Priority)), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Near:
    """An alert by a watched place. `km`: None where it counts for its area, or is only linked."""

    alert: Alert
    km: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the list. `days`: until its review, negative once that day has passed. `count`: alerts near it."""

    place: WatchedPlace
    days: int
    count: int = 0

    @property
    def is_overdue(self) -> bool:
        return self.days < 0

    @property
    def days_over(self) -> int:
        return -self.days


@dataclass(frozen=True, slots=True)
class WatchList:
    """`groups`: must, should, could, each with its rows, what is overdue first. `kept`: how many all in all."""

    groups: list[tuple[Priority, list[Row]]]
    taken_off: list[WatchedPlace]
    kept: int
    overdue: int


def today(office: Office, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(office.time_zone)).date()


def of_office(office: Office) -> QuerySet[WatchedPlace]:
    """With area, owner and who changed it last."""
    rows = WatchedPlace.objects.filter(office=office).select_related(
        "area", "person", "duty", "changed_by", "taken_off_by"
    )
    return rows.defer("area__outline")


def kept(office: Office) -> QuerySet[WatchedPlace]:
    """Must before should before could, in each what is to be reviewed first."""
    return of_office(office).filter(state=Standing.KEPT).order_by(IN_ORDER, "review_date", "name", "id")


def is_owned(viewer: Viewer) -> Q:
    """The condition: by them, or by a duty that they hold now."""
    return Q(person=viewer.person) | Q(duty__in=viewer.holds())


def watch_list(viewer: Viewer, now: dt.datetime, *, only_mine: bool = False, only_due: bool = False) -> WatchList:
    """`only_due`: whose review is overdue or within seven days. Four statements, two more for `only_mine`."""
    day = today(viewer.office, now)
    places = list(kept(viewer.office)[:MOST])
    shown = [place for place in places if not only_due or place.review_date <= day + SOON]
    if only_mine:
        held = viewer.holds()
        shown = [place for place in shown if place.person_id == viewer.person.pk or place.duty_id in held]
    found = near(viewer, shown, now)
    rows = [Row(place, (place.review_date - day).days, len(found[place.pk])) for place in shown]
    off = of_office(viewer.office).filter(state=Standing.TAKEN_OFF).order_by("-taken_off_at", "-id")
    return WatchList(
        groups=[(word, [row for row in rows if row.place.priority == word]) for word in Priority],
        taken_off=[] if only_mine or only_due else list(off[:MOST_TAKEN_OFF]),
        kept=len(places),
        overdue=sum(place.review_date < day for place in places),
    )


def near(viewer: Viewer, places: Iterable[WatchedPlace], now: dt.datetime) -> dict[int, list[Near]]:
    """By place the alerts that are open or came in the last 30 days, newest first: within 10 km of its point, without
    a point in its area, and those that are linked. Only what the viewer sees whole; nothing that was dismissed,
    joined or imported, no exercise but while the office exercises. Two statements, the latest alerts of the office.
    """
    places = list(places)
    if not places:
        return {}
    alerts = list(_recent(viewer, now)[:MOST_ALERTS])
    through = WatchedPlace.alerts.through.objects.filter(watchedplace__in=[place.pk for place in places])
    linked = set(through.values_list("watchedplace_id", "alert_id"))
    return {place.pk: _near_one(place, alerts, linked) for place in places}


def _recent(viewer: Viewer, now: dt.datetime) -> QuerySet[Alert]:
    is_recent = Q(state__in=[state.value for state in OPEN_STATES]) | Q(received_at__gte=now - RECENT)
    rows = visible_to(viewer).filter(whole_to(viewer), is_recent)
    rows = rows.exclude(state__in=[State.DISMISSED.value, State.JOINED.value]).exclude(series=Series.HISTORY)
    if not viewer.office.is_exercising:
        rows = rows.filter(is_exercise=False)
    told = (
        "number",
        "series",
        "serial",
        "lat",
        "lon",
        "area_id",
        "level",
        "kind",
        "state",
        "place_name",
        "received_at",
    )
    return rows.only("office_id", *told).order_by("-received_at", "-id")


def _near_one(place: WatchedPlace, alerts: list[Alert], linked: set[tuple[int, int]]) -> list[Near]:
    found = []
    square = box(place.lat, place.lon, NEAR_KM) if place.lat is not None and place.lon is not None else None
    for alert in alerts:
        km = _km(place, alert) if square and _holds(square, alert) else None
        is_there = km is not None and km <= NEAR_KM
        is_in_area = place.lat is None and place.area_id is not None and place.area_id == alert.area_id
        if is_there or is_in_area or (place.pk, alert.pk) in linked:
            found.append(Near(alert, km))
    return found


def _holds(square: tuple[float, float, float, float], alert: Alert) -> bool:
    south, west, north, east = square
    return alert.lat is not None and alert.lon is not None and south <= alert.lat <= north and west <= alert.lon <= east


def _km(place: WatchedPlace, alert: Alert) -> float | None:
    if place.lat is None or place.lon is None or alert.lat is None or alert.lon is None:
        return None
    return distance_km(place.lat, place.lon, alert.lat, alert.lon)


def one(viewer: Viewer, pk: int) -> WatchedPlace:
    """Raises WatchedPlace.DoesNotExist, also for what the viewer may not know of."""
    rows = of_office(viewer.office) if viewer.may_read_watch_list else WatchedPlace.objects.none()
    return rows.get(pk=pk)


@dataclass(frozen=True, slots=True)
class Page:
    """`linked`: by hand, each with how far it is; `near`: others that are there now. `changes`: newest first."""

    row: Row
    linked: list[Near]
    near: list[Near]
    changes: list[WatchedChange]


def page(viewer: Viewer, place: WatchedPlace, now: dt.datetime) -> Page:
    """Alerts that the viewer does not see whole are absent, from the history too. Four statements."""
    linked = list(place.alerts.filter(whole_to(viewer)).order_by("-received_at", "-id")[:MOST_ALERTS])
    known = {alert.pk for alert in linked}
    around = near(viewer, [place], now)[place.pk]
    seen = Q(alert__isnull=True) | Q(alert__in=Alert.objects.filter(whole_to(viewer)))
    changes = place.changes.filter(seen).select_related("by", "alert").order_by("-id")
    return Page(
        row=Row(place, (place.review_date - today(viewer.office, now)).days, len(around)),
        linked=[Near(alert, _km(place, alert)) for alert in linked],
        near=[one for one in around if one.alert.pk not in known][:MOST_SHOWN],
        changes=list(changes[:MOST_CHANGES]),
    )


def to_review(viewer: Viewer, now: dt.datetime) -> list[Row]:
    """What is the viewer's to review, since the day has come; ten at most, the longest overdue first. One statement,
    besides those for the duties that they hold.
    """
    if not viewer.may_read_watch_list:
        return []
    day = today(viewer.office, now)
    rows = kept(viewer.office).filter(is_owned(viewer), review_date__lte=day).order_by("review_date", "id")
    return [Row(place, (place.review_date - day).days) for place in rows[:MOST_TO_REVIEW]]


def marks(viewer: Viewer) -> list[dict[str, Any]]:
    """Places of the list that have a point, for a map: id, name, lat, lon, priority and its word, threats, in the
    language that is active. One statement; nothing for those who may not read the list.
    """
    if not viewer.may_read_watch_list:
        return []
    rows = kept(viewer.office).filter(lat__isnull=False)[:MOST]
    return [
        {
            "id": place.pk,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "priority": place.priority,
            "word": str(choices.label(Priority(place.priority))),
            "threats": " · ".join(place.threat_labels),
        }
        for place in rows
    ]


def rows(office: Office) -> list[dict[str, Any]]:
    """The list as a report keeps it, as JSON, in its order; the owner's name in English and French. One statement."""
    return [
        {
            "name": place.name,
            "priority": place.priority,
            "threat_types": list(place.threat_types),
            "threat": place.threat,
            "owner": names_of(place.owner),
            "planned_action": place.planned_action,
            "review_date": place.review_date.isoformat(),
        }
        for place in kept(office)[:MOST]
    ]


def names_of(owner: Person | Duty) -> list[str]:
    """English and French; a person has one name."""
    return [owner.name_en, owner.name_fr] if isinstance(owner, Duty) else [owner.name] * 2


def duties(office: Office) -> QuerySet[Duty]:
    """That can own a place, in the order of the grid."""
    return Duty.objects.filter(office=office, retired_at__isnull=True).order_by("position", "id")


def people(office: Office, now: dt.datetime) -> QuerySet[Person]:
    """Who can own a place, by name: those who may read the list."""
    readers = [role.value for role in roles.READS_WHOLE]
    here = Membership.objects.filter(access.current_members(office, now), role__in=readers)
    return Person.objects.filter(is_active=True, pk__in=here.values("person")).order_by("name", "id")


def areas(office: Office, keep: int | None = None) -> QuerySet[Area]:
    return offered(office, keep)


def place_names(office: Office) -> list[str]:
    """Of the gazetteer, to choose from while one types. One statement."""
    found = standing(office.country).order_by("name").values_list("name", flat=True)
    return list(found.distinct()[:MOST_NAMES])
