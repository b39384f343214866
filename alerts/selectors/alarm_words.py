"""What an alarm of the hub means, as a sentence in the reader's language: head of the page, mail, page of health."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alerts.domain.words import Channel
from alerts.domain.words_of_telling import AlarmKind, Late, Part
from alerts.models import Alarm
from alerts.models.choices import label

# What is wrong, since when (%(since)s), and what follows from it for whoever relies on the hub.
WRONG: Mapping[AlarmKind, Mapping[str, Any]] = {
    AlarmKind.SILENT: {
        Part.WORKER: gettext_lazy(
            "The worker has been silent since %(since)s. The sweep finds whom to tell instead, up to 20 s later."
        ),
        Part.SENDER: gettext_lazy(
            "The sender has been silent since %(since)s. The sweep sends the messages instead, up to 20 s later."
        ),
        Part.BEAT: gettext_lazy(
            "The beat has been silent since %(since)s. The sweep gives the time instead, nothing comes late."
        ),
        Part.SWEEP: gettext_lazy(
            "The sweep has been silent since %(since)s. All are still told, but nobody steps in if the worker fails."
        ),
        Part.REDIS: gettext_lazy(
            "Redis has been silent since %(since)s. The sweep tells instead, up to 20 s later, and pages ask for "
            "news every few seconds."
        ),
    },
    AlarmKind.OVERDUE: {
        Late.STEPS: gettext_lazy("People who should have been told since %(since)s have not been. Call by radio."),
        Late.MESSAGES: gettext_lazy(
            "Messages have waited to be sent since %(since)s. They stand in the inbox; call by radio."
        ),
        Late.REMINDERS: gettext_lazy("Reminders have waited to be written since %(since)s. Look at what is owed."),
        Late.CHECK_INS: gettext_lazy(
            "Those to whom a duty falls should have been told since %(since)s and have not been. Look at the duties."
        ),
        Late.STOPPED: gettext_lazy(
            "An alert received at %(since)s is undecided and nobody is told of it any more. Look at the board."
        ),
    },
    AlarmKind.CHANNEL: {
        Channel.EMAIL: gettext_lazy(
            "No e-mail has gone out since %(since)s. The inbox still tells; call whoever must know by radio."
        ),
    },
}
UNMANNED = gettext_lazy("%(duty)s: nobody holds it since %(since)s, and no fallback does. Find somebody now.")
UNSEEN = gettext_lazy(
    "%(duty)s: nobody has checked in, for it or for those it falls to; found at %(since)s. Call them by radio."
)
CLOCK = gettext_lazy(
    "The hub’s clock was put back at %(since)s. What is due was moved with it; some messages may come early."
)
SUBJECTS: Mapping[AlarmKind, type[StrEnum]] = {
    AlarmKind.SILENT: Part,
    AlarmKind.OVERDUE: Late,
    AlarmKind.CHANNEL: Channel,
}
OTHER = gettext_lazy("The hub does not work as it should since %(since)s.")


def sentence(alarm: Alarm, since: str) -> str:
    """`since`: the alarm's beginning as the reader reads times. Needs what selectors.watch.ringing annotates."""
    facts = {"since": since, "duty": _duty(alarm)}
    if alarm.kind == AlarmKind.UNMANNED:
        return str(UNMANNED) % facts
    if alarm.kind == AlarmKind.UNSEEN:
        return str(UNSEEN) % facts
    if alarm.kind == AlarmKind.CLOCK:
        return str(CLOCK) % facts
    return str(WRONG[AlarmKind(alarm.kind)].get(alarm.subject, OTHER)) % facts


def title(alarm: Alarm) -> str:
    """What and where, in a few words: "a silent part: worker"."""
    kind = AlarmKind(alarm.kind)
    if kind is AlarmKind.CLOCK:
        return str(label(kind))
    return _("%(kind)s: %(subject)s") % {"kind": label(kind), "subject": _subject(alarm, kind)}


def _subject(alarm: Alarm, kind: AlarmKind) -> str:
    if kind in {AlarmKind.UNMANNED, AlarmKind.UNSEEN}:
        return _duty(alarm)
    return str(label(SUBJECTS[kind](alarm.subject)))


def _duty(alarm: Alarm) -> str:
    """The duty's name in the reader's language; its code where the duty is gone."""
    names = getattr(alarm, "duty_name_en", None), getattr(alarm, "duty_name_fr", None)
    return names[(get_language() or "en").startswith("fr")] or alarm.subject
