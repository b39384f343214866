"""What was done about an alert, as the timeline says it: from the codes of an event, never from what was typed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Data = Mapping[str, Any]
STEPPED = {
    "accepted": gettext_lazy("accepted response %(number)s"),
    "moving": gettext_lazy("response %(number)s is moving"),
    "on_site": gettext_lazy("response %(number)s is on site"),
    "done": gettext_lazy("response %(number)s is done"),
    "aborted": gettext_lazy("broke off response %(number)s"),
    "refused": gettext_lazy("refused response %(number)s"),
}
HANDED_OVER = {
    "asked": gettext_lazy("asked for a hand-over to state forces"),
    "approved": gettext_lazy("approved the hand-over to state forces"),
    "refused": gettext_lazy("refused the hand-over to state forces"),
    "shared": gettext_lazy("shared it with state forces"),
    "outcome": gettext_lazy("noted what state forces did"),
}
TICKED = {
    "done": gettext_lazy("ticked item %(place)d of a checklist"),
    "skipped": gettext_lazy("skipped item %(place)d of a checklist"),
    "undone": gettext_lazy("took back item %(place)d of a checklist"),
}


def responding(data: Data) -> str:
    if data["state"] == "responding":
        return _("began to respond to it")
    return _("left nothing under way: it is decided again")


def proposed(data: Data) -> str:
    return _("proposed response %(number)s") % _facts(data)


def assigned(data: Data) -> str:
    return _("assigned response %(number)s") % _facts(data)


def stepped(data: Data) -> str:
    return str(STEPPED[data["status"]]) % _facts(data)


def reported(data: Data) -> str:
    if data["has_place"]:
        return _("said where response %(number)s is") % _facts(data)
    return _("wrote a line about response %(number)s") % _facts(data)


def carried(data: Data) -> str:
    return _("response %(number)s goes with the joining") % _facts(data)


def stood_down(data: Data) -> str:
    return _("response %(number)s stands down") % _facts(data)


def handed_over(data: Data) -> str:
    return str(HANDED_OVER[data["act"]])


def checklist_started(data: Data) -> str:
    n = data["items"]
    if data["by_itself"]:
        began = ngettext("a checklist of %(n)d item began by itself", "a checklist of %(n)d items began by itself", n)
        return began % {"n": n}
    return ngettext("started a checklist of %(n)d item", "started a checklist of %(n)d items", n) % {"n": n}


def ticked(data: Data) -> str:
    return str(TICKED[data["act"]]) % {"place": data["place"]}


def checklist_carried(data: Data) -> str:
    return _("a checklist goes with the joining")


def _facts(data: Data) -> dict[str, Any]:
    """The short number: 0147/2."""
    number, _slash, ordinal = data["number"].partition("/")
    return {"number": f"{number.rpartition('-')[2]}/{ordinal}"}
