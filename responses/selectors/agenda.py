"""The daily agenda of an office, built from what is open and owed: one section each, in the order of the meeting.

A further section is one more function in BUILDERS: it reads what it needs of the reading and gives a Section.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alerts.domain.words import OPEN_STATES, Component, Level, OwedKind, Series, State
from alerts.models import Alert, Owed
from alerts.models.choices import label
from alerts.selectors import duty_page, owing
from alerts.selectors.access import Viewer, visible_to
from alerts.selectors.board_order import LEVEL_RANK
from alerts.selectors.card import Card, cards
from alerts.selectors.duty_page import Gap, OnDuty

from . import decisions
from .decisions import Row

MOST = 5  # rows of a section: the whole is to fit on one sheet
MOST_COUNTED = 1000
NEW_SINCE = dt.timedelta(hours=24)
GAPS_AHEAD = dt.timedelta(hours=24)
OF_COMMUNITY = (OwedKind.WORD_BACK, OwedKind.REVIEW)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads when, and whether for others: then without what is restricted, names of people and places."""

    viewer: Viewer
    now: dt.datetime
    is_shared: bool = False

    @property
    def alerts(self) -> QuerySet[Alert]:
        """All that may stand on it; records of the past never. Shared: exercises only while there is one."""
        found = visible_to(self.viewer).exclude(series=Series.HISTORY)
        if not self.is_shared:
            return found
        found = found.filter(is_restricted=False)
        return found if self.viewer.office.is_exercising else found.filter(is_exercise=False)

    @property
    def ends(self) -> dt.datetime:
        """The midnight that ends the office's day."""
        zone = ZoneInfo(self.viewer.office.time_zone)
        tomorrow = self.now.astimezone(zone).date() + dt.timedelta(days=1)
        return dt.datetime.combine(tomorrow, dt.time(), zone)


@dataclass(frozen=True, slots=True)
class Owes:
    """What is owed of an alert: `what` and `who` in words."""

    what: str
    who: str
    since: dt.datetime
    due_at: dt.datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An alert on the agenda. The sheet is printed and lies about: of a restricted alert `what` and `where` say no more
    than that it is restricted and its area. `answered_by`: components, and names where the sheet stays in the house.
    """

    number: str
    level: str
    what: str
    where: str
    received_at: dt.datetime
    is_exercise: bool
    is_restricted: bool
    answered_by: tuple[str, ...]
    owes: tuple[Owes, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`title`, `empty`: its words; the second where it holds nothing. `more`: how many further ones there are, of which
    `query` opens the board (no less than that where it stops counting). `counts`: (level, how many).
    """

    key: str
    title: Any
    empty: Any = ""
    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)
    on_duty: list[OnDuty] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    more: int = 0
    query: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.rows or self.on_duty)


def new(reading: Reading) -> Section:
    """Received in the last 24 hours, by level. Two statements and those of the cards."""
    since = reading.now - NEW_SINCE
    found = reading.alerts.filter(received_at__gt=since, received_at__lte=reading.now)
    counted = dict(found.values_list("level").annotate(n=Count("pk")))
    day = since.astimezone(ZoneInfo(reading.viewer.office.time_zone)).date()
    counts = [(level.value, counted[level.value]) for level in Level if level.value in counted]
    return _of_alerts(
        reading, "new", _("New in the last 24 hours"), found, f"tab=open&from={day.isoformat()}", counts=counts
    )


def grave(reading: Reading) -> Section:
    """Critical and high ones that are open."""
    open_ones = reading.alerts.filter(state__in=OPEN_STATES, level__in=(Level.CRITICAL, Level.HIGH))
    return _of_alerts(reading, "grave", _("Critical and high, still open"), open_ones, "tab=open&level=critical,high")


def undecided(reading: Reading) -> Section:
    """Of every level."""
    received = reading.alerts.filter(state=State.RECEIVED)
    return _of_alerts(reading, "undecided", _("Not decided yet"), received, "tab=open&state=received")


def overdue(reading: Reading) -> Section:
    """What is late, but for word back and reviews: those have a section of their own."""
    late = owing.standing(reading.viewer.office.pk).filter(due_at__lte=reading.now).exclude(kind__in=OF_COMMUNITY)
    return _of_debts(reading, "overdue", _("Overdue"), late, "tab=overdue")


def word_back(reading: Reading) -> Section:
    """Word back that is owed, and decisions to be looked at again by tonight."""
    standing = owing.standing(reading.viewer.office.pk)
    owed = standing.filter(kind=OwedKind.WORD_BACK) | standing.filter(kind=OwedKind.REVIEW, due_at__lt=reading.ends)
    return _of_debts(reading, "word_back", _("Word back owed, reviews due today"), owed, "tab=overdue")


def of_the_meeting(reading: Reading) -> Section:
    """Decisions of the POC meeting that are due today or late."""
    office = reading.viewer.office
    due = decisions.due(office, reading.now)
    due = decisions.unrestricted(due) if reading.is_shared else due
    found = list(due[: MOST_COUNTED + 1])
    shown = decisions.rows(reading.viewer, found[:MOST], reading.now, office=office)
    title, empty = _("Decisions of the POC meeting, due or overdue"), _("No decision is due.")
    return Section("of_the_meeting", title, empty, rows=shown, more=len(found) - len(shown))


def on_duty(reading: Reading) -> Section:
    """Who has which duty now, and what nobody holds within 24 hours. Four statements."""
    week = duty_page.duty_week(reading.viewer, reading.now, "")
    gaps = [gap for gap in week.gaps if gap.starts_at < reading.now + GAPS_AHEAD]
    title, empty = _("On duty now, gaps of the next 24 hours"), _("The office has no duty.")
    return Section("on_duty", title, empty, on_duty=week.on_duty, gaps=gaps[:MOST], more=max(0, len(gaps) - MOST))


def under_way(reading: Reading) -> Section:
    """Alerts for which a response is under way or waits to be accepted, what is due first."""
    owed = Owed.objects.filter(settled_at__isnull=True, subject__startswith="response:")
    return _of_debts(reading, "responses", _("Responses under way"), owed, "state=responding")


Builder = Callable[[Reading], Section]
BUILDERS: list[Builder] = [new, grave, undecided, under_way, overdue, word_back, of_the_meeting, on_duty]


@dataclass(frozen=True, slots=True)
class Agenda:
    reading: Reading
    sections: list[Section]


def agenda(viewer: Viewer, now: dt.datetime, *, is_shared: bool = False) -> Agenda:
    """All of it. The statements do not grow with the alerts."""
    reading = Reading(viewer, now, is_shared)
    return Agenda(reading, [build(reading) for build in BUILDERS])


def _of_alerts(reading: Reading, key: str, title: Any, found: QuerySet[Alert], query: str, **more: Any) -> Section:
    """The worst first, the oldest of them first."""
    ranked = found.annotate(rank=LEVEL_RANK).order_by("rank", "received_at", "id")
    alerts = list(ranked.select_related("area").defer("area__outline")[:MOST])
    lines = [_line(reading, card, card.debts) for card in cards(reading.viewer, alerts, reading.now)]
    left = found[: MOST_COUNTED + 1].count() - len(alerts)
    return Section(key, title, _("None."), lines=lines, more=left, query=query, **more)


def _of_debts(reading: Reading, key: str, title: Any, owed: QuerySet[Owed], query: str) -> Section:
    """By what is due first; an alert that owes several stands once."""
    may_stand = reading.alerts.filter(pk=OuterRef("alert"))
    due = owed.filter(Exists(may_stand)).order_by("due_at", "id").values_list("pk", "alert_id")
    found = list(due[: MOST_COUNTED + 1])
    ids = list(dict.fromkeys(alert_id for _pk, alert_id in found))
    wanted, shown = {pk for pk, _alert in found}, ids[:MOST]
    alerts = Alert.objects.filter(pk__in=shown).select_related("area").defer("area__outline")
    made = {card.alert.pk: card for card in cards(reading.viewer, alerts, reading.now)}
    lines = [
        _line(reading, made[pk], (row for row in made[pk].debts if row.pk in wanted)) for pk in shown if pk in made
    ]
    return Section(key, title, _("None."), lines=lines, more=len(ids) - len(lines), query=query)


def _line(reading: Reading, card: Card, debts: Iterable[Owed]) -> Line:
    alert = card.alert
    area = alert.area.name if alert.area else gettext("area not known")
    says_place = not (alert.is_restricted or reading.is_shared) and card.is_whole
    return Line(
        number=alert.number,
        level=alert.level,
        what=gettext("Restricted") if alert.is_restricted else alert.get_kind_display(),
        where=(alert.place_name or area) if says_place else area,
        received_at=alert.received_at,
        is_exercise=alert.is_exercise,
        is_restricted=alert.is_restricted,
        answered_by=_answered(reading, card),
        owes=tuple(_owes(reading, card, row) for row in debts),
    )


def _answered(reading: Reading, card: Card) -> tuple[str, ...]:
    """Each component once, and who answered for none."""
    heard = [answer for answer in card.acknowledgements if answer.counts or not answer.component]
    said = {
        answer.component or "hub": str(label(Component(answer.component))) if answer.component else gettext("The hub")
        for answer in heard
    }
    if reading.is_shared:
        return tuple(said.values())
    names = {answer.component or "hub": answer.person.name for answer in heard}
    return tuple(f"{word} ({names[key]})" for key, word in said.items())


def _owes(reading: Reading, card: Card, row: Owed) -> Owes:
    return Owes(
        str(label(OwedKind(row.kind))), _who(reading, card, row), row.since, row.due_at, row.due_at <= reading.now
    )


def _who(reading: Reading, card: Card, row: Owed) -> str:
    if row.person is not None:
        return gettext("whoever decided") if reading.is_shared else row.person.name
    if row.duty is not None:
        return row.duty.name
    if row.component:
        return str(label(Component(row.component)))
    return ", ".join(str(label(component)) for component in card.silent) or gettext("The hub")
