"""Everything that the alert's page shows, in a bounded number of statements."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import pgettext_lazy

from alerts.models import Acknowledgement, Alert, Delivery, Filing, Position

from .access import Viewer
from .card import Card, cards
from .place import Near, nearest_place, nearest_positions
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
class Told:
    """One person who was told: by which messages, for which duty, and when they answered."""

    name: str
    components: list[str]
    duty: str
    through: str
    is_stand_in: bool
    deliveries: list[Delivery] = field(default_factory=list)
    answer: Acknowledgement | None = None
    is_late: bool = False

    @property
    def steps(self) -> int:
        """How many times they were told."""
        return len({(delivery.round, delivery.step) for delivery in self.deliveries})

    @property
    def latest(self) -> list[Delivery]:
        """The newest message by each channel."""
        return list({delivery.channel: delivery for delivery in self.deliveries}.values())


@dataclass(frozen=True, slots=True)
class AlertPage:
    card: Card
    clocks: list[Clock]
    filings: list[Filing]
    told: list[Told]
    others_answered: list[Acknowledgement]
    near: Near | None
    positions: list[tuple[Position, float, str]]
    lines: list[Line]
    why: dict[str, object]


@dataclass(frozen=True, slots=True)
class Receipt:
    card: Card
    told: list[Told]


def receipt(viewer: Viewer, alert: Alert, now: datetime) -> Receipt:
    """What became of a filing: who was told, by name only to those who see the alert whole. Four statements."""
    card = cards(viewer, [alert], now)[0]
    return Receipt(card, _who_was_told(card)[0] if card.is_whole else [])


def alert_page(viewer: Viewer, alert: Alert, now: datetime) -> AlertPage:
    """The page of an alert that the viewer may at least know of; a shell carries no filings, people or place."""
    card = cards(viewer, [alert], now)[0]
    if not card.is_whole:
        return AlertPage(card, _clocks(card), [], [], [], None, [], [], {})
    told, others = _who_was_told(card)
    has_point = alert.lat is not None and alert.lon is not None
    return AlertPage(
        card=card,
        clocks=_clocks(card),
        filings=list(
            alert.filings.select_related("filer", "section", "source")
            .defer("source__sealed")
            .order_by("received_at", "id")
        ),
        told=told,
        others_answered=others,
        near=nearest_place(alert.lat, alert.lon, alert.place_name) if has_point else None,  # type: ignore[arg-type]
        positions=nearest_positions(viewer.office, alert.lat, alert.lon) if has_point and alert.is_open else [],  # type: ignore[arg-type]
        lines=timeline(alert),
        why={"escalation": card.escalation, "rule": card.escalation.rule if card.escalation else None},
    )


def _clocks(card: Card) -> list[Clock]:
    """The rail: intervals between neighbours that are both known, a dash while the next is awaited."""
    times = [(str(name), getattr(card.alert, field_name)) for field_name, name in CLOCKS]
    marks = []
    for place, (name, at) in enumerate(times):
        following = times[place + 1][1] if place + 1 < len(times) else None
        if at and following:
            marks.append(Clock(name, at, following - at if following >= at else None))
        else:
            awaited = bool(at) and place + 1 < len(times) and not any(later for _name, later in times[place + 1 :])
            is_open = awaited and card.alert.is_open
            marks.append(Clock(name, at, card.now - at if is_open and at else None, is_open, is_open and card.is_late))
    return marks


def _who_was_told(card: Card) -> tuple[list[Told], list[Acknowledgement]]:
    """People told in the order they were first told, and answers of people who were not. One statement."""
    deliveries = (
        Delivery.objects.filter(alert=card.alert)
        .select_related("person", "duty", "through")
        .order_by("step", "created_at", "id")
    )
    answers = {answer.person_id: answer for answer in card.acknowledgements}
    silent = {component.value for component in card.silent}
    people: dict[int, Told] = {}
    by_person: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_person[delivery.person_id].append(delivery)
        people.setdefault(
            delivery.person_id,
            Told(
                name=delivery.person.name,
                components=delivery.components,
                duty=delivery.duty.name,
                through=delivery.through.name,
                is_stand_in=delivery.through_id != delivery.duty_id,
            ),
        )
    for person_id, told in people.items():
        told.deliveries = by_person[person_id]
        told.answer = answers.pop(person_id, None)
        told.is_late = told.answer is None and card.is_late and bool(silent & set(told.components))
    return list(people.values()), list(answers.values())
