"""The latest of an office as its wall says it: what happened to which number, without a word of what was told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alerts.domain import deciding
from alerts.domain.events import Happened
from alerts.domain.words import Component, Level
from alerts.models import Event
from alerts.models.choices import label

from .access import Viewer

MOST = 24
SINCE = timedelta(hours=24)
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: empty for what is restricted, of which nothing else is said, and for what is of no alert."""

    at: datetime
    number: str
    did: str


def latest(viewer: Viewer, now: datetime) -> list[Line]:
    """Of a day at most, newest first; what is restricted counts as restricted also from before. One statement."""
    kinds = [kind.value for kind in SAID]
    events = Event.objects.filter(office=viewer.office, kind__in=kinds)  # by their numbers: no index has their times
    found: list[Line] = []
    for event in events.select_related("alert").order_by("-seq")[:MOST]:
        line = _line(event) if event.at > now - SINCE else None
        if line is not None and (not found or (line.number, line.did) != (found[-1].number, found[-1].did)):
            found.append(line)
    return found


def _line(event: Event) -> Line | None:
    if event.alert is not None and event.alert.is_restricted:
        return Line(event.at, "", str(RESTRICTED))
    said = SAID[Happened(event.kind)](event.data)
    number = event.alert.short_number if event.alert is not None else ""
    return Line(event.at, number, str(said)) if said else None


def _answered(data: Data) -> str:
    names = ", ".join(str(label(Component(code))) for code in data.get("components", []) if code)
    return _("answered by %(who)s") % {"who": names} if names else _("answered")


def _told(data: Data) -> str:
    if not data.get("people"):
        return _("a step found nobody to tell")
    return _("told again, nobody has answered") if data.get("is_repeat") else _("further people told")


def _assessed(data: Data) -> str:
    level, before = Level(data["level"]), Level(data["before"][1])
    if level is before:
        return _("assessed")
    said = {"level": str(label(level)).lower()}
    return _("raised to %(level)s") % said if deciding.rises(before, level) else _("lowered to %(level)s") % said


STEPPED = {
    "accepted": pgettext_lazy("wall", "response accepted"),
    "moving": pgettext_lazy("wall", "response moving"),
    "on_site": pgettext_lazy("wall", "response on site"),
    "done": pgettext_lazy("wall", "response done"),
    "aborted": pgettext_lazy("wall", "response broken off"),
    "refused": pgettext_lazy("wall", "response refused"),
}
RESTRICTED = gettext_lazy("Restricted: news")


def _only(words: Any) -> Callable[[Data], Any]:
    return lambda _data: words


SAID: dict[Happened, Callable[[Data], Any]] = {
    Happened.ALERT_FILED: _only(pgettext_lazy("wall", "received")),
    Happened.ALERT_FILED_FURTHER: _only(pgettext_lazy("wall", "a further filing")),
    Happened.ALERT_TOLD: _told,
    Happened.ALERT_ANSWERED: _answered,
    Happened.ALERT_UNANSWERED: _only(gettext_lazy("nobody has answered, every step is spent")),
    Happened.ALERT_ASSESSED: _assessed,
    Happened.ALERT_PLACED: _only(pgettext_lazy("wall", "placed anew")),
    Happened.ALERT_DECIDED: _only(pgettext_lazy("wall", "decided")),
    Happened.ALERT_JOINED: _only(pgettext_lazy("wall", "joined to another")),
    Happened.ALERT_DISMISSED: _only(pgettext_lazy("wall", "dismissed")),
    Happened.ALERT_CLOSED: _only(pgettext_lazy("wall", "closed")),
    Happened.ALERT_REOPENED: _only(pgettext_lazy("wall", "reopened")),
    Happened.ALERT_WORD_BACK: _only(pgettext_lazy("wall", "word back given")),
    Happened.ALERT_RESTRICTED: _only(RESTRICTED),
    Happened.RESPONSE_ASSIGNED: _only(pgettext_lazy("wall", "response assigned")),
    Happened.RESPONSE_STEPPED: lambda data: STEPPED.get(data.get("status", ""), ""),
    Happened.DUTY_CHANGED: _only(pgettext_lazy("wall", "rota changed")),
}
