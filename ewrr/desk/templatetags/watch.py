"""How alarms of the hub itself are said."""

from enum import StrEnum

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.words_of_telling import AlarmKind, Part
from alerts.models import Alarm, Delivery
from alerts.models.choices import label
from alerts.selectors import alarm_words
from alerts.selectors.watch import Watch

from .hub import clock, span

register = template.Library()
GRAVE = {AlarmKind.OVERDUE, AlarmKind.CHANNEL}  # somebody may not have been told


@register.filter
def lines(watch: Watch) -> list[str]:
    """One sentence for each thing that is wrong, the gravest first; that nobody watches goes before all, since
    nothing else is known then.
    """
    if not watch.is_unwatched:
        return [sentence(alarm) for alarm in watch.alarms]
    if watch.watched_at is None:
        return [_("Nothing watches the hub: alerts may not be told. Call by radio.")]
    since = clock(watch.watched_at)
    return [_("Nothing watches the hub since %(time)s: alerts may not be told. Call by radio.") % {"time": since}]


@register.filter
def is_grave(watch: Watch) -> bool:
    return watch.is_unwatched or any(alarm.kind in GRAVE for alarm in watch.alarms)


@register.filter
def sentence(alarm: Alarm) -> str:
    return alarm_words.sentence(alarm, clock(alarm.since))


@register.filter
def worded(code: StrEnum) -> str:
    """The word a person reads for a code of a vocabulary."""
    return str(label(code))


DOES = {
    Part.WORKER: gettext_lazy("finds whom to tell"),
    Part.SENDER: gettext_lazy("sends the messages"),
    Part.BEAT: gettext_lazy("gives the time every few seconds"),
    Part.SWEEP: gettext_lazy("takes what nobody took, and keeps this watch"),
    Part.REDIS: gettext_lazy("carries hints, no content"),
}


@register.filter
def does(part: Part) -> str:
    """What a part is there for, in a few words."""
    return str(DOES[part])


@register.filter
def took(delivery: Delivery) -> str:
    """How long it took from the writing of a message until it was sent."""
    return span(delivery.sent_at - delivery.created_at) if delivery.sent_at else ""


@register.filter
def title(alarm: Alarm) -> str:
    return alarm_words.title(alarm)
