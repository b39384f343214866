"""Everything that the alert's page shows, in a bounded number of statements."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.translation import pgettext_lazy

from alerts.domain.words import Channel, OwedKind
from alerts.models import Acknowledgement, Alert, Comment, Delivery, Filing, Joining, Summary

from . import decided, remarks, why
from .access import Viewer
from .card import Card, cards
from .corroboration import Corroboration, corroboration
from .harm import OnRecord, on_record
from .place import Near, Reach, nearest_place, nearest_positions
from .similar import Alike, to_alert
from .timeline import Line, timeline

CLOCKS = (
    ("event_at", pgettext_lazy("clock", "event")),
    ("told_at", pgettext_lazy("clock", "told")),
    ("typed_at", pgettext_lazy("clock", "typed")),
    ("received_at", pgettext_lazy("clock", "received")),
    ("routed_at", pgettext_lazy("clock", "routed")),
    ("delivered_at", pgettext_lazy("clock", "delivered")),
    ("answered_at", pgettext_lazy("clock", "answered")),
    ("verified_at", pgettext_lazy("clock", "verified")),
    ("decided_at", pgettext_lazy("clock", "decided")),
    ("on_site_at", pgettext_lazy("clock", "on site")),
    ("closed_at", pgettext_lazy("clock", "closed")),
)


# What makes the dash towards a clock late; towards every other one, the answer.
LATE_WITH = {
    "verified_at": (OwedKind.VERIFY, OwedKind.DECIDE),
    "decided_at": (OwedKind.DECIDE, OwedKind.VERIFY),
    "on_site_at": (OwedKind.ARRIVE, OwedKind.REVIEW),
    "closed_at": (OwedKind.REVIEW,),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One mark of the rail. `until_next`: time to the next mark when both are known; `is_running`: the next
    one is awaited; `is_late`: and should have come.
    """

    name: str
    at: datetime | None
    until_next: timedelta | None = None
    is_running: bool = False
    is_late: bool = False


@dataclass(slots=True)
class Occasion:
    """The messages that one step, repeat or reminder wrote to a person, and why: what was not said before."""

    deliveries: list[Delivery]
    reasons: list[str]


@dataclass(slots=True)
class Told:
    """One person who was told: on which occasions, for which duty, and their answer in the round that counts
    now (`answer`), else in an earlier one (`earlier`).
    """

    name: str
    components: list[str]
    duty: str
    through: str
    is_stand_in: bool
    is_viewer: bool
    occasions: list[Occasion] = field(default_factory=list)
    answer: Acknowledgement | None = None
    earlier: Acknowledgement | None = None
    is_late: bool = False

    @property
    def latest(self) -> list[Delivery]:
        """The newest message by each channel."""
        rows = [delivery for occasion in self.occasions for delivery in occasion.deliveries]
        return list({delivery.channel: delivery for delivery in rows}.values())


@dataclass(frozen=True, slots=True)
class AlertPage:
    """`alike`: likely the same, for those who join; `taken_in`: by id of a filing, the joining that brought it here;
    `summaries`: the latest of each language; `bore`: numbers from before it was restricted.
    """

    card: Card
    clocks: list[Clock]
    filings: list[Filing]
    told: list[Told]
    others_answered: list[Acknowledgement]
    near: Near | None
    positions: list[Reach]
    lines: list[Line]
    why: dict[str, object]
    said: decided.Decided = decided.NOTHING
    harm: OnRecord = field(default_factory=OnRecord)
    rests_on: Corroboration | None = None
    alike: list[Alike] = field(default_factory=list)
    taken_in: dict[int, Joining] = field(default_factory=dict)
    summaries: list[Summary] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    bore: list[str] = field(default_factory=list)

    @property
    def has_unseen(self) -> bool:
        """Whether a message in the reader's own inbox was not opened yet."""
        mine = [occasion for told in self.told if told.is_viewer for occasion in told.occasions]
        rows = [row for occasion in mine for row in occasion.deliveries]
        return any(row.channel == Channel.INBOX and row.seen_at is None for row in rows)


@dataclass(frozen=True, slots=True)
class Receipt:
    card: Card
    told: list[Told]


def receipt(viewer: Viewer, alert: Alert, now: datetime) -> Receipt:
    """What became of a filing: who was told, by name only to those who see the alert whole. Four statements."""
    card = cards(viewer, [alert], now)[0]
    return Receipt(card, _who_was_told(viewer, card)[0] if card.is_whole else [])


def alert_page(viewer: Viewer, alert: Alert, now: datetime, card: Card | None = None) -> AlertPage:
    """The page of an alert that the viewer may at least know of; a shell carries no filings, people or place.
    `card`: the alert's, where it is at hand.
    """
    card = card or cards(viewer, [alert], now)[0]
    if not card.is_whole:
        return AlertPage(card, _clocks(card), [], [], [], None, [], [], {})
    told, others = _who_was_told(viewer, card)
    has_point = alert.lat is not None and alert.lon is not None
    filings = _filings(alert)
    return AlertPage(
        card=card,
        clocks=_clocks(card),
        filings=filings,
        told=told,
        others_answered=others,
        near=nearest_place(alert.lat, alert.lon, alert.place_name) if has_point else None,  # type: ignore[arg-type]
        positions=nearest_positions(viewer.office, alert.lat, alert.lon) if has_point and alert.is_open else [],  # type: ignore[arg-type]
        lines=timeline(alert),
        why={"escalation": card.escalation, "rule": card.escalation.rule if card.escalation else None},
        said=decided.decided(alert),
        harm=OnRecord() if alert.is_history else on_record(alert),
        rests_on=corroboration(filings),
        alike=_alike(viewer, alert, filings, now),
        taken_in=_taken_in(alert, filings),
        summaries=remarks.summaries(alert),
        comments=list(alert.comments.select_related("by").order_by("at", "pk")),
        actors=[actor.name for actor in alert.actors.all()],
        bore=[former.number for former in alert.former_numbers.all()] if alert.is_restricted else [],
    )


def alike(viewer: Viewer, card: Card, now: datetime) -> list[Alike]:
    """What is likely the same as an alert of the page, for those who join."""
    return _alike(viewer, card.alert, list(card.alert.filings.all()), now) if card.is_whole else []


def _alike(viewer: Viewer, alert: Alert, filings: list[Filing], now: datetime) -> list[Alike]:
    return to_alert(viewer, alert, filings, now) if viewer.may_join else []


def _filings(alert: Alert) -> list[Filing]:
    """As they came in, each with its grades and whether it was withdrawn. Two statements."""
    rows = alert.filings.select_related("filer", "section", "source", "withdrawal").defer("source__sealed")
    return list(rows.prefetch_related("grades__by").order_by("received_at", "id"))


def _taken_in(alert: Alert, filings: list[Filing]) -> dict[int, Joining]:
    """Which joining brought each filing that was not filed here. One statement where there is more than one."""
    if len(filings) < 2:
        return {}
    ids = [filing.pk for filing in filings]
    standing = Joining.objects.filter(undone_at__isnull=True, filings__overlap=ids).select_related("alert", "by")
    return {pk: joining for joining in standing.order_by("-at", "-pk") for pk in joining.filings if pk in ids}


def _clocks(card: Card) -> list[Clock]:
    """The rail: intervals between neighbours that are both known, a dash while the next is awaited."""
    times = [(str(name), getattr(card.alert, field_name)) for field_name, name in CLOCKS]
    marks = []
    for place, (name, at) in enumerate(times):
        following = times[place + 1][1] if place + 1 < len(times) else None
        if at and following:
            marks.append(Clock(name, at, following - at if following >= at else None))
        else:
            awaited = bool(at) and place + 1 < len(times) and card.alert.is_open
            is_late = awaited and card.is_overdue(*LATE_WITH.get(CLOCKS[place + 1][0], (OwedKind.ANSWER,)))
            # Answers stay owed when the hub verifies before they came; other clocks are overtaken by later ones.
            is_owed = is_late and CLOCKS[place + 1][0] == "answered_at"
            is_open = awaited and (is_owed or not any(later for _name, later in times[place + 1 :]))
            is_late = is_late and is_open
            marks.append(Clock(name, at, card.now - at if is_open and at else None, is_open, is_late))
    return marks


def _who_was_told(viewer: Viewer, card: Card) -> tuple[list[Told], list[Acknowledgement]]:
    """People told in the order they were first told, and answers of people who were not. Three statements."""
    deliveries = list(
        Delivery.objects.filter(alert=card.alert)
        .select_related("person", "duty", "through", "owed", "escalation__rule")
        .order_by("created_at", "round", "step", "id")
    )
    reasons = why.whys(deliveries)
    people: dict[int, Told] = {}
    for (person_id, _occasion), rows in groupby(sorted(deliveries, key=_by_occasion), _by_occasion):
        occasion = list(rows)
        told = people.setdefault(person_id, _told(occasion[0], viewer))
        known = {reason for earlier in told.occasions for reason in earlier.reasons}
        told.occasions.append(Occasion(occasion, [one for one in reasons[occasion[0].pk] if one not in known]))
    current = card.escalation.round if card.escalation else 0
    silent = {component.value for component in card.silent}
    others = []
    for answer in card.acknowledgements:
        told_one = people.get(answer.person_id)
        if told_one is None:
            others.append(answer)
        elif answer.round == current:
            told_one.answer = answer
        else:
            told_one.earlier = answer
    for told in people.values():
        is_late = card.is_overdue(OwedKind.ANSWER)
        told.is_late = told.answer is None and is_late and bool(silent & set(told.components))
    first = {delivery.person_id: place for place, delivery in reversed(list(enumerate(deliveries)))}
    return [people[person_id] for person_id in sorted(people, key=first.__getitem__)], others


def _by_occasion(delivery: Delivery) -> tuple[int, tuple[int, int, int]]:
    return delivery.person_id, (delivery.round, delivery.step, delivery.owed_id or 0)


def _told(delivery: Delivery, viewer: Viewer) -> Told:
    """A reminder to a person who owes something in person is for no duty."""
    return Told(
        name=delivery.person.name,
        components=delivery.components,
        duty=delivery.duty.name if delivery.duty else "",
        through=delivery.through.name if delivery.through else "",
        is_stand_in=delivery.through_id != delivery.duty_id,
        is_viewer=delivery.person_id == viewer.person.pk,
    )
