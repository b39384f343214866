"""What each person has carried in the last weeks: watches, nights, calls at night, and answers in time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Subquery

from alerts.domain import checking_in as watchkeeping
from alerts.domain import load as rules
from alerts.domain.load import Answer, Answered, Load, Told
from alerts.domain.plan import Need
from alerts.domain.rota import spans
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import ShiftKind
from alerts.models import Acknowledgement, Delivery, Membership, Person, Shift

from . import duty as duties
from .access import Viewer

WEEKS = (4, 12)
SHORT_NOTICE = timedelta(hours=24)  # written so little before its beginning, or after it
NO_LOAD = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """`watches`: begun in the period, two duties at once count once; `at_short_notice`: watches given by hand within
    a day of their beginning; `at_night`: alerts told between 22:00 and 06:00.
    """

    name: str
    where: str  # code of the component, empty: none
    load: Load
    watches: int
    at_short_notice: int
    at_night: int
    answered: Answered
    is_long: bool
    is_nightly: bool

    @property
    def share(self) -> float:
        """For the order only: whoever was never asked comes last."""
        return self.answered.in_time / self.answered.asked if self.answered.asked else -1.0


SORTS: dict[str, Any] = {
    "name": lambda row: row.name,
    "watches": lambda row: -row.watches,
    "hours": lambda row: -row.load.hours,
    "nights": lambda row: -row.load.nights,
    "weekend_days": lambda row: -row.load.weekend_days,
    "short_notice": lambda row: -row.at_short_notice,
    "at_night": lambda row: -row.at_night,
    "answered": lambda row: -row.share,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The last `weeks` up to now, in the order of `sort`."""

    weeks: int
    sort: str
    since: datetime
    rows: list[Row]


def table(viewer: Viewer, now: datetime, weeks: str = "", sort: str = "") -> Table:
    """Everybody who was on duty or was told in the period; what is asked for wrongly is four weeks, the longest hours
    first. Seven statements. Exercises count: they wake people like anything else.
    """
    length = next((one for one in WEEKS if str(one) == weeks), WEEKS[0])
    order = sort if sort in SORTS else "hours"
    since, zone = now - timedelta(weeks=length), ZoneInfo(viewer.office.time_zone)
    posts = duties.posts(viewer.office.pk, since, now)
    held = [span for duty in posts.duties for span in spans(duty.pk, posts.roster, since, now)]
    carried = {one.person_id: one for one in rules.loads(held, zone)}
    begun = _begun(posts, since, now)
    told = list(_told(viewer, since))
    answers = rules.answered(told, _answers(told), now)
    at_night = Counter(
        person_id
        for person_id, _alert in {(one.person_id, one.alert_id) for one in told if rules.is_at_night(one.at, zone)}
    )
    short = _at_short_notice(viewer, since, now)
    ids = carried.keys() | begun.keys() | answers.keys() | at_night.keys()
    rows = [
        Row(
            name,
            where,
            own := carried.get(pk, Load(pk, *NO_LOAD)),
            begun[pk],
            short[pk],
            at_night[pk],
            answers.get(pk, Answered()),
            is_long=4 * own.hours > rules.MOST_HOURS * length,
            is_nightly=4 * own.nights > rules.MOST_NIGHTS * length,
        )
        for pk, name, where in _people(viewer, ids)
    ]
    return Table(length, order, since, sorted(rows, key=lambda row: (SORTS[order](row), row.name)))


def _begun(posts: duties.Posts, since: datetime, now: datetime) -> Counter[int]:
    found = {
        (watch.person_id, watch.starts_at)
        for duty in posts.duties
        for watch in watchkeeping.watches(duty.pk, posts.roster, since, now)
        if since <= watch.starts_at <= now
    }
    return Counter(person_id for person_id, _starts_at in found)


def _told(viewer: Viewer, since: datetime) -> Iterable[Told]:
    """The first message of each round to each person. One statement."""
    rows = (
        Delivery.objects.filter(
            office=viewer.office,
            channel=Channel.INBOX,
            escalation__isnull=False,
            owed__isnull=True,
            created_at__gte=since,
        )
        .order_by("person", "alert", "round", "created_at", "pk")
        .distinct("person", "alert", "round")
    )
    columns = rows.values_list(
        "person_id",
        "alert_id",
        "round",
        "created_at",
        "components",
        F("escalation__plan__answer_within_s"),
        F("escalation__plan__need"),
    )
    for person_id, alert_id, round_, at, components, within_s, need in columns:
        if alert_id is None:
            continue
        asked = frozenset(components) if need == Need.EACH_COMPONENT else frozenset()
        yield Told(person_id, alert_id, round_, at, at + timedelta(seconds=int(within_s or 300)), asked)


def _answers(told: list[Told]) -> Iterable[Answer]:
    """One statement."""
    rows = Acknowledgement.objects.filter(alert__in={one.alert_id for one in told})
    for person_id, alert_id, round_, at, component in rows.values_list(
        "person_id", "alert_id", "round", "at", "component"
    ):
        yield Answer(person_id, alert_id, round_, at, component)


def _at_short_notice(viewer: Viewer, since: datetime, now: datetime) -> Counter[int]:
    """Watches that people were given, or took, within a day of their beginning. One statement."""
    rows = Shift.objects.filter(
        duty__office=viewer.office,
        cancelled_at__isnull=True,
        starts_at__gte=since,
        starts_at__lte=now,
        made_at__gt=F("starts_at") - SHORT_NOTICE,
    ).exclude(kind=ShiftKind.REMOVE)
    return Counter(rows.values_list("person_id", flat=True))


def _people(viewer: Viewer, ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """(id, name, code of the component). One statement."""
    component = Membership.objects.filter(person=OuterRef("pk"), office=viewer.office).order_by("-from_date")
    people = Person.objects.filter(pk__in=ids).annotate(component=Subquery(component.values("component")[:1]))
    return [(pk, name, where or "") for pk, name, where in people.values_list("pk", "name", "component")]
