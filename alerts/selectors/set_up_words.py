"""What was done to a part of the set-up, in words: from the codes of an event. Nouns and facts, so that it reads the
same whatever it is about.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alerts.domain.words import Channel, Component, Role
from alerts.models.choices import SHELF, label

Data = Mapping[str, Any]
WHAT = {
    "office": pgettext_lazy("set-up", "Office"),
    "person": pgettext_lazy("set-up", "Person"),
    "duty": pgettext_lazy("set-up", "Duty"),
    "rule": pgettext_lazy("set-up", "Rule"),
    "plan": pgettext_lazy("set-up", "Plan"),
    "playbook": pgettext_lazy("set-up", "Playbook"),
    "actor": pgettext_lazy("set-up", "Actor"),
    "layer": pgettext_lazy("set-up", "Layer of the map"),
    "section": pgettext_lazy("set-up", "Section"),
    "position": pgettext_lazy("set-up", "Position"),
    "area": pgettext_lazy("set-up", "Area"),
    "place": pgettext_lazy("set-up", "Place"),
    "areas": pgettext_lazy("set-up", "File of areas"),
    "places": pgettext_lazy("set-up", "File of places"),
    "positions": pgettext_lazy("set-up", "File of positions"),
    "list": pgettext_lazy("set-up", "List"),
    "device": pgettext_lazy("set-up", "Device"),
    "display": pgettext_lazy("set-up", "Display"),
    "channel": pgettext_lazy("set-up", "Channel"),
    "exercise": pgettext_lazy("set-up", "Exercise"),
}
DID = {
    "created": pgettext_lazy("set-up", "made"),
    "added": pgettext_lazy("set-up", "made"),
    "made": pgettext_lazy("set-up", "made"),
    "changed": pgettext_lazy("set-up", "changed"),
    "renamed": pgettext_lazy("set-up", "renamed"),
    "replaced": pgettext_lazy("set-up", "another file in its place"),
    "imported": pgettext_lazy("set-up", "taken from a file"),
    "published": pgettext_lazy("set-up", "published"),
    "moved": pgettext_lazy("set-up", "moved in the order"),
    "shown": pgettext_lazy("set-up", "shown"),
    "hidden": pgettext_lazy("set-up", "hidden"),
    "retired": pgettext_lazy("set-up", "retired"),
    "restored": pgettext_lazy("set-up", "taken back"),
    "deleted": pgettext_lazy("set-up", "deleted"),
    "paired": pgettext_lazy("set-up", "paired"),
    "taken": pgettext_lazy("set-up", "its token was taken"),
    "ended": pgettext_lazy("set-up", "ended"),
    "started": pgettext_lazy("set-up", "started"),
    "stopped": pgettext_lazy("set-up", "stopped"),
    "paused": pgettext_lazy("set-up", "paused"),
    "resumed": pgettext_lazy("set-up", "gone on with"),
    "alerts_ended": pgettext_lazy("set-up", "its alerts ended"),
    "observed": pgettext_lazy("set-up", "observation written down"),
    "closed": pgettext_lazy("set-up", "evaluation closed"),
    "worded": pgettext_lazy("set-up", "other words"),
    "taken_in": pgettext_lazy("set-up", "taken in"),
    "taken_back": pgettext_lazy("set-up", "undone"),
    "on": pgettext_lazy("set-up", "switched on"),
    "off": pgettext_lazy("set-up", "switched off"),
    "ordered": pgettext_lazy("set-up", "own order"),
    "as_the_hub": pgettext_lazy("set-up", "order as the hub has it"),
}
INVITED = {
    "invited": gettext_lazy("invited"),
    "sent_again": gettext_lazy("invitation sent again"),
    "shown": gettext_lazy("link of the invitation shown, to be passed on by hand"),
    "withdrawn": gettext_lazy("invitation withdrawn"),
    "accepted": gettext_lazy("invitation taken up"),
}
OFFICE = {
    "begun": gettext_lazy("made from nothing"),
    "checked": gettext_lazy("looked through and confirmed"),
    "set_up": gettext_lazy("beginning over"),
    "begun_again": gettext_lazy("list of the beginning shown again"),
}
FIELDS = {
    "code": gettext_lazy("code"),
    "name_en": gettext_lazy("name"),
    "name_fr": gettext_lazy("name"),
    "name": gettext_lazy("name"),
    "phone": gettext_lazy("phone number"),
    "time_zone": gettext_lazy("time zone"),
    "country": gettext_lazy("country"),
    "lat": gettext_lazy("centre of the map"),
    "lon": gettext_lazy("centre of the map"),
    "week_starts_on": gettext_lazy("reporting week"),
    "languages": gettext_lazy("languages"),
    "language": gettext_lazy("language"),
    "restricts": gettext_lazy("what is restricted"),
}


def label_of(what: str) -> str:
    """What it is; its code where this hub has no word for it."""
    return str(WHAT.get("list" if what in SHELF else what, what))


def name_of(data: Data) -> str:
    """What is called by a word of the hub, not by a name that somebody gave: a list, a channel; else empty."""
    if data.get("what") in SHELF:
        return str(SHELF[data["what"]].name)
    return str(label(Channel(data["channel"]))) if data.get("channel") else ""


def did(kind: str, data: Data) -> str:
    """What an event of the set-up did."""
    said = SAID.get(kind)
    if said is not None:
        return said(data)
    act = str(data.get("act") or kind.partition(".")[2])
    told = str(DID.get(act, act))
    if act == "moved" and data.get("before") and data.get("after"):
        return _("moved in the order: %(before)d → %(after)d") % {"before": data["before"], "after": data["after"]}
    return told


def _office(data: Data) -> str:
    if data["act"] == "changed":
        return _("changed: %(fields)s") % {"fields": _fields(data["fields"])}
    return str(OFFICE[data["act"]])


def _given(data: Data) -> str:
    told = {"role": _role(data), "first": _day(data["from_date"]), "last": _last(data["until_date"])}
    if data["until_date"]:
        return _("role given: %(role)s, %(first)s to %(last)s") % told
    return _("role given: %(role)s, from %(first)s") % told


def _ended(data: Data) -> str:
    return _("role ended: %(role)s, last day %(last)s") % {"role": _role(data), "last": _last(data["until_date"])}


def _closed(data: Data) -> str:
    if data["is_account"]:
        return _("account closed")
    return _("all roles here ended; another office counts on them")


def _role(data: Data) -> str:
    role = str(label(Role(data["role"])))
    return f"{role} ({label(Component(data['component']))})" if data["component"] else role


def _fields(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(str(FIELDS.get(name, name)) for name in names))


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j M Y")


def _last(iso: str) -> str:
    """The day before the first one without it."""
    return date_format(dt.date.fromisoformat(iso) - dt.timedelta(days=1), "j M Y") if iso else ""


SAID = {
    "office.changed": _office,
    "person.invited": lambda data: str(INVITED[data["act"]]),
    "person.changed": lambda data: _("changed: %(fields)s") % {"fields": _fields(data["fields"])},
    "person.deactivated": _closed,
    "person.reactivated": lambda data: _("account opened again"),
    "person.reset_sent": lambda data: _("link to a new password sent"),
    "person.sessions_ended": lambda data: _("signed out: %(n)d") % {"n": data["sessions"]},
    "role.given": _given,
    "role.ended": _ended,
}
