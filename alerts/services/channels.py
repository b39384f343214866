"""An office switches a channel off or on; a person puts their own in order."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from alerts.domain.channels import OUTSIDE, Order, can_wake
from alerts.domain.events import Happened
from alerts.domain.words import Channel
from alerts.models import ChannelOff, ChannelOrder, Person
from alerts.selectors.access import Viewer
from alerts.selectors.channels import last_change, order_version
from ewrr.common.change import change
from ewrr.common.errors import Refusal

from .setting_up import Stale, in_turn


class MayNotBeOff(Refusal):
    code = "may_not_be_off"


class CannotBeWoken(Refusal):
    code = "cannot_be_woken"


def switch(*, viewer: Viewer, channel: Channel, is_on: bool, seen_on: bool) -> None:
    """Nobody of the office is told by a channel that is off; what waits to be sent by it is not sent. `seen_on`: how it
    was when somebody pressed the button. Raises MayNotSetUp, MayNotBeOff, Stale.
    """
    with in_turn(viewer, _("Your role in this office does not change its channels.")) as c:
        if channel is Channel.INBOX:
            raise MayNotBeOff(_("The inbox is the record of who was told what: it is always on."))
        shut = ChannelOff.objects.filter(office=viewer.office, channel=channel)
        if shut.exists() is seen_on:
            raise Stale(last_change(viewer.office, channel))
        if is_on == seen_on:
            return
        if is_on:
            shut.delete()
        else:
            ChannelOff.objects.create(office=viewer.office, channel=channel, by=viewer.person, since=c.now)
        c.record(Happened.CHANNEL_CHANGED, channel=channel.value, act="on" if is_on else "off", of=None)


def put_in_order(*, viewer: Viewer, seen: str, normal: Sequence[Channel], wake_me: Sequence[Channel]) -> ChannelOrder:
    """The viewer's own order, in every office of theirs. Raises CannotBeWoken, Stale."""
    order = Order(_once(normal), _once(wake_me))
    if not can_wake(order):
        sentence = _("Keep one channel by which you are woken: the inbox alone wakes nobody.")
        raise CannotBeWoken(sentence, fields={"wake_me": sentence})
    with change(viewer.office.pk, viewer.person) as c:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=viewer.person.pk)
        _must_be_seen(viewer, seen)
        row, _made = ChannelOrder.objects.update_or_create(
            person=viewer.person, defaults={"normal": order.normal, "wake_me": order.wake_me, "at": c.now}
        )
        c.record(Happened.CHANNEL_CHANGED, channel="", act="ordered", of=viewer.person.pk)
        return row


def as_the_hub(*, viewer: Viewer, seen: str) -> None:
    """No order of their own any more: every message by every channel. Raises Stale."""
    with change(viewer.office.pk, viewer.person) as c:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=viewer.person.pk)
        _must_be_seen(viewer, seen)
        if ChannelOrder.objects.filter(person=viewer.person).delete()[0]:
            c.record(Happened.CHANNEL_CHANGED, channel="", act="as_the_hub", of=viewer.person.pk)


def _must_be_seen(viewer: Viewer, seen: str) -> None:
    if order_version(ChannelOrder.objects.filter(person=viewer.person).first()) != seen:
        raise Stale(None)


def _once(channels: Sequence[Channel]) -> tuple[Channel, ...]:
    return tuple(dict.fromkeys(channel for channel in channels if channel in OUTSIDE))
