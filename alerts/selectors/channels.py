"""By which channels an office and each of its people are told, and whether these work."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from alerts.domain.channels import OUTSIDE, Order, by_which
from alerts.domain.events import Happened
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import AlarmKind
from alerts.models import Alarm, ChannelOff, ChannelOrder, Event, Office, Person, PlanStep
from ewrr.common.versions import version_of

from . import health, watch
from .access import Viewer
from .last_event import last_event


def off(office_id: int) -> frozenset[Channel]:
    """Channels by which nobody of the office is told. One statement."""
    return frozenset(map(Channel, ChannelOff.objects.filter(office=office_id).values_list("channel", flat=True)))


def ways(
    office_id: int, people: Collection[int], asked: Sequence[Channel], *, wakes: bool
) -> dict[int, tuple[Channel, ...]]:
    """By which channels each of the people (ids) is told, when so many are asked for. Two statements."""
    if not people:
        return {}
    shut = off(office_id)
    own = {row.person_id: _order(row) for row in ChannelOrder.objects.filter(person__in=people)}
    return {pk: by_which(asked, shut, own.get(pk), wakes=wakes) for pk in people}


def own_order(person: Person) -> ChannelOrder | None:
    """What the person put in order; None: nothing, so that every message goes by every channel. One statement."""
    return ChannelOrder.objects.filter(person=person).first()


def _order(row: ChannelOrder) -> Order:
    return Order(_known(row.normal), _known(row.wake_me))


def _known(codes: Iterable[str]) -> tuple[Channel, ...]:
    return tuple(Channel(code) for code in codes if code in set(Channel))


def order_version(row: ChannelOrder | None) -> str:
    """Another one once the order is another."""
    return version_of(row.normal, row.wake_me) if row else version_of()


@dataclass(frozen=True, slots=True)
class Line:
    """A channel of the hub. `health`: None for the inbox, which is the database itself. `off`: who switched it off;
    `failing_since`: since when it takes nothing; `plans`: names of plans of which a step asks for it.
    """

    channel: Channel
    health: health.ChannelLine | None
    off: ChannelOff | None
    failing_since: datetime | None
    plans: list[str]

    @property
    def is_inbox(self) -> bool:
        return self.channel is Channel.INBOX


def lines(viewer: Viewer, now: datetime) -> list[Line]:
    """Every channel of the hub. Seven statements, however many."""
    office = viewer.office
    shut = {row.channel: row for row in ChannelOff.objects.filter(office=office).select_related("by")}
    works = {line.channel: line for line in health.channels(watch.watch(office, now), now)}
    here = Q(office=office) | Q(office=None)
    failing = dict(Alarm.objects.filter(here, kind=AlarmKind.CHANNEL, ended_at=None).values_list("subject", "since"))
    return [
        Line(channel, works.get(channel), shut.get(channel), failing.get(channel), _plans(office, channel))
        for channel in Channel
    ]


def _plans(office: Office, channel: Channel) -> list[str]:
    """Names of the plans of which a step asks for the channel. One statement."""
    steps = PlanStep.objects.filter(plan__office=office, channels__contains=[channel]).select_related("plan")
    return list(dict.fromkeys(step.plan.name for step in steps.order_by("plan__name_en", "plan_id")))


def nobody_is_woken(found: Sequence[Line]) -> bool:
    """Whether nothing leaves the hub: every channel but the inbox is off."""
    return all(line.off is not None for line in found if line.channel in OUTSIDE)


def last_change(office: Office, channel: str) -> Event | None:
    """The event that switched a channel. One statement."""
    return last_event(office.pk, Happened.CHANNEL_CHANGED, channel=channel)
