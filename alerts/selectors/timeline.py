"""What happened to an alert, as sentences in the reader's language, newest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.domain.events import OF_TELLING, QUIET, Happened
from alerts.domain.words import Component, OwedKind
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Event, Person
from alerts.models.choices import label

from . import sentences, sentences_of_responses
from .why import OWES

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """`who`: empty when the hub itself did it. `group`: "people" for what somebody did to the alert, "telling" for
    who was told, answered or not.
    """

    at: datetime
    who: str
    did: str
    group: str = "people"


def timeline(alert: Alert) -> list[Line]:
    """The latest hundred lines. Two statements."""
    return _lines(_shown(alert)[:LIMIT])


def since(alert: Alert, version: int) -> list[Line]:
    """What happened from the first change on that somebody who looked at `version` has not seen, newest first;
    the latest hundred lines. Three statements.
    """
    first = alert.events.filter(data__version__gt=version).aggregate(first=Min("seq"))["first"]
    return _lines(_shown(alert).filter(seq__gte=first)[:LIMIT]) if first else []


def _shown(alert: Alert) -> Any:
    quiet = [kind.value for kind in QUIET]
    return alert.events.exclude(kind__in=quiet).select_related("person").order_by("-seq")


def _lines(found: Iterable[Event]) -> list[Line]:
    events = list(found)
    ids = {person_id for event in events for person_id in event.data.get("people", [])}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [_line(event, names) for event in events]


def _line(event: Event, names: dict[int, str]) -> Line:
    kind = Happened(event.kind)
    group = "telling" if kind in OF_TELLING else "people"
    return Line(event.at, str(event.person or ""), str(SENTENCES[kind](event, names)), group)


def _told(event: Event, names: dict[int, str]) -> str:
    people = ", ".join(names.get(person_id, "?") for person_id in event.data.get("people", []))
    facts = {"step": event.data.get("step", 0) + 1, "people": people}
    if not people:
        said = _("step %(step)d found nobody to tell") % facts
    elif event.data.get("is_repeat"):
        said = _("told again, since nobody has answered: %(people)s") % facts
    elif facts["step"] > 1:
        said = _("step %(step)d tells %(people)s") % facts
    else:
        said = _("told %(people)s") % facts
    if jumped := event.data.get("jumped"):
        late = {"min": round(event.data["late_s"] / 60), "n": jumped}
        said += (
            ngettext(
                " (picked up %(min)d min late; %(n)d step passed over)",
                " (picked up %(min)d min late; %(n)d steps passed over)",
                jumped,
            )
            % late
        )
    return said


def _began(event: Event, names: dict[int, str]) -> str:
    facts = {"n": event.data["round"], "cause": label(Cause(event.data["cause"]))}
    return _("round %(n)d begins: %(cause)s") % facts


def _reminded(event: Event, names: dict[int, str]) -> str:
    people = ", ".join(names.get(person_id, "?") for person_id in event.data["people"])
    what = str(OWES[OwedKind(event.data["owed"])])
    if not event.data.get("is_late", True):
        return _("asked for %(what)s: %(people)s") % {"what": what, "people": people or _("nobody was found")}
    if not people:
        return _("%(what)s is late, and nobody was found to remind") % {"what": what}
    return _("%(what)s is late: reminded %(people)s") % {"what": what, "people": people}


def _answered(event: Event, names: dict[int, str]) -> str:
    names_of = ", ".join(str(label(Component(code))) for code in event.data["components"] if code)
    if not names_of:
        return _("answered")
    if event.data["counts"]:
        return _("answered for %(component)s") % {"component": names_of}
    return _("answered too, for %(component)s") % {"component": names_of}


def _commented(event: Event, names: dict[int, str]) -> str:
    people = ", ".join(names.get(person_id, "?") for person_id in event.data["people"])
    return _("commented, naming %(people)s") % {"people": people} if people else _("commented")


def _failed(event: Event, names: dict[int, str]) -> str:
    return _("a message failed and will be tried again")


SENTENCES: dict[Happened, Callable[[Event, dict[int, str]], Any]] = {
    Happened.ALERT_FILED: lambda event, names: _("filed it"),
    Happened.ALERT_ROUTED: _told,
    Happened.ALERT_TOLD: _told,
    Happened.ALERT_ROUND_BEGAN: _began,
    Happened.ALERT_REMINDED: _reminded,
    Happened.ALERT_ANSWERED: _answered,
    Happened.ALERT_UNANSWERED: lambda event, names: _("every step is spent and nobody has answered"),
    Happened.ALERT_DECIDED: lambda event, names: sentences.decided(event.data),
    Happened.ALERT_DISMISSED: lambda event, names: sentences.dismissed(event.data),
    Happened.ALERT_CLOSED: lambda event, names: sentences.closed(event.data),
    Happened.ALERT_STOOD_DOWN: lambda event, names: _("ended it: the exercise is over"),
    Happened.ALERT_REOPENED: lambda event, names: _("reopened it"),
    Happened.ALERT_ASSESSED: lambda event, names: sentences.assessed(event.data),
    Happened.ALERT_WORD_BACK: lambda event, names: sentences.word_back(event.data),
    Happened.ALERT_HARM_RECORDED: lambda event, names: sentences.harmed(event.data),
    Happened.ALERT_REVIEWED: lambda event, names: _("reviewed how it was handled"),
    Happened.ALERT_FILED_FURTHER: lambda event, names: _("added a filing"),
    Happened.ALERT_JOINED: lambda event, names: _("joined it to another"),
    Happened.ALERT_TOOK_IN: lambda event, names: _("joined another to it"),
    Happened.ALERT_UNJOINED: lambda event, names: _("undid the joining"),
    Happened.ALERT_GAVE_BACK: lambda event, names: _("took another out of it: not the same"),
    Happened.ALERT_SET_APART: lambda event, names: _("found that it is not the same as another"),
    Happened.ALERT_PLACED: lambda event, names: sentences.placed(event.data),
    Happened.ALERT_RESTRICTED: lambda event, names: sentences.restricted(event.data),
    Happened.ALERT_OPENED_UP: lambda event, names: _("lifted the restriction"),
    Happened.ALERT_SUMMARISED: lambda event, names: sentences.summarised(event.data),
    Happened.ALERT_COMMENTED: _commented,
    Happened.ALERT_RESPONDING: lambda event, names: sentences_of_responses.responding(event.data),
    Happened.RESPONSE_PROPOSED: lambda event, names: sentences_of_responses.proposed(event.data),
    Happened.RESPONSE_ASSIGNED: lambda event, names: sentences_of_responses.assigned(event.data),
    Happened.RESPONSE_STEPPED: lambda event, names: sentences_of_responses.stepped(event.data),
    Happened.RESPONSE_REPORTED: lambda event, names: sentences_of_responses.reported(event.data),
    Happened.RESPONSE_CARRIED: lambda event, names: sentences_of_responses.carried(event.data),
    Happened.RESPONSE_STOOD_DOWN: lambda event, names: sentences_of_responses.stood_down(event.data),
    Happened.HANDED_OVER: lambda event, names: sentences_of_responses.handed_over(event.data),
    Happened.CHECKLIST_STARTED: lambda event, names: sentences_of_responses.checklist_started(event.data),
    Happened.CHECKLIST_TICKED: lambda event, names: sentences_of_responses.ticked(event.data),
    Happened.CHECKLIST_CARRIED: lambda event, names: sentences_of_responses.checklist_carried(event.data),
    Happened.FILING_GRADED: lambda event, names: sentences.graded(event.data),
    Happened.FILING_WITHDRAWN: lambda event, names: _("withdrew a filing"),
    Happened.ALERT_IMPORTED: lambda event, names: _("imported from a historical record"),
    Happened.DELIVERY_SENT: lambda event, names: ngettext("%d message sent", "%d messages sent", 1) % 1,
    Happened.DELIVERY_SEEN: lambda event, names: _("read the message"),
    Happened.DELIVERY_FAILED: _failed,
    Happened.DUTY_CHANGED: lambda event, names: _("changed the rota"),
    Happened.DELIVERY_GAVE_UP: lambda event, names: _("a message could not be delivered and was given up"),
    Happened.DEVICE_MADE: lambda event, names: _("made a device"),
    Happened.DEVICE_TAKEN: lambda event, names: _("took the token of a device"),
    Happened.DEVICE_ENDED: lambda event, names: _("ended a token"),
    Happened.DISPLAY_PAIRED: lambda event, names: _("paired a display"),
    Happened.DISPLAY_CHANGED: lambda event, names: _("changed a display"),
    Happened.DISPLAY_ENDED: lambda event, names: _("ended a display"),
    Happened.RULES_CHANGED: lambda event, names: _("changed duties, rules or plans"),
    Happened.LAYER_CHANGED: lambda event, names: _("changed a layer of the map"),
    Happened.LIST_CHANGED: lambda event, names: _("changed a list of the office"),
    Happened.GAZETTEER_CHANGED: lambda event, names: _("changed areas or places"),
    Happened.CHANNEL_CHANGED: lambda event, names: _("changed by which channels people are told"),
    Happened.WATCH_LIST_CHANGED: lambda event, names: _("changed the watch list"),
    Happened.PLAYBOOK_CHANGED: lambda event, names: _("changed a playbook"),
    Happened.EXERCISE_CHANGED: lambda event, names: _("changed an exercise"),
    Happened.INJECT_CHANGED: lambda event, names: _("an inject of an exercise"),
}
