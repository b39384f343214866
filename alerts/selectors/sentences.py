"""What people decided and found, as the timeline says it: from the codes of an event, never from a note."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain import deciding
from alerts.domain.words import DismissReason, Level, Outcome, Precision, Verification
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.models.choices import label

Data = Mapping[str, Any]


def decided(data: Data) -> str:
    """Course, reason and the day of the review; only "decided" of events from before these were recorded."""
    if not data.get("course"):
        return _("decided")
    what = _said(Course(data["course"]))
    if data["reason"]:
        what = f"{what}, {_said(NotResponded(data['reason']))}"
    if not data["review_date"]:
        return _("decided: %(what)s") % {"what": what}
    return _("decided: %(what)s; looked at again by %(day)s") % {"what": what, "day": _day(data["review_date"])}


def dismissed(data: Data) -> str:
    return _("dismissed it: %(reason)s") % {"reason": label(DismissReason(data["reason"]))}


def closed(data: Data) -> str:
    """Outcome, what became of the word back, and whether a second person reviews it."""
    said = _closed(data)
    return _("%(what)s; to be reviewed by a second person") % {"what": said} if data.get("review_for") else said


def harmed(data: Data) -> str:
    """New rows, corrected ones, or both."""
    if not data["corrected"]:
        return _("recorded harm to civilians")
    if len(data["corrected"]) == len(data["records"]):
        return _("corrected what is on record of harm to civilians")
    return _("recorded and corrected harm to civilians")


def _closed(data: Data) -> str:
    what = _said(Outcome(data["outcome"]))
    match data.get("word_back"):
        case WordBack.GIVEN:
            return _("closed it: %(what)s; word back given") % {"what": what}
        case WordBack.NOT_SAFE:
            return _("closed it: %(what)s; word back not safe to give") % {"what": what}
        case WordBack.OWED:
            day = _day(data["word_back_date"])
            return _("closed it: %(what)s; word back owed until %(day)s") % {"what": what, "day": day}
    return _("closed it: %(what)s") % {"what": what}


def word_back(data: Data) -> str:
    if data["word_back"] == WordBack.GIVEN:
        return _("gave word back to the community")
    return _("found word back not safe to give")


def assessed(data: Data) -> str:
    """What is new: verification, level, what else was found."""
    verification, level = Verification(data["verification"]), Level(data["level"])
    verification_before, level_before = Verification(data["before"][0]), Level(data["before"][1])
    found = []
    if level is not level_before:
        words = {"level": _said(level), "before": _said(level_before)}
        if deciding.rises(level_before, level):
            found.append(_("raised the level from %(before)s to %(level)s") % words)
        else:
            found.append(_("lowered the level from %(before)s to %(level)s") % words)
    if verification is not verification_before:
        found.append(_("verification: %(what)s") % {"what": _said(verification)})
    named = _fields(data.get("fields", []))
    if named:
        found.append(_("anew: %(what)s") % {"what": ", ".join(named)})
    if not named and level is level_before:
        return _("assessed it: %(what)s") % {"what": _said(verification)}
    return "; ".join(found)


FIELDS = {
    "kind": gettext_lazy("what is going on"),
    "threat_types": gettext_lazy("what happens"),
    "certainty": gettext_lazy("how certain"),
    "people_from": gettext_lazy("people at risk"),
    "people_to": gettext_lazy("people at risk"),
    "people_note": gettext_lazy("people at risk"),
    "population": gettext_lazy("who they are"),
    "age_sex": gettext_lazy("who they are"),
    "actor_kind": gettext_lazy("by whom"),
    "actor_name": gettext_lazy("by whom"),
    "actors": gettext_lazy("by whom"),
    "release": gettext_lazy("with whom it may be shared"),
    "sensitivity": gettext_lazy("how sensitive"),
}


def _fields(names: list[str]) -> list[str]:
    """Each once; what only follows from others is not named."""
    return list(dict.fromkeys(str(FIELDS[name]) for name in FIELDS if name in names))


def placed(data: Data) -> str:
    return _("placed it anew: %(precision)s") % {"precision": _said(Precision(data["precision"]))}


def graded(data: Data) -> str:
    return _("graded a filing %(grade)s") % {"grade": f"{data['reliability']}{data['credibility']}"}


def restricted(data: Data) -> str:
    """With how many had been told of it until then."""
    told, opened = len(data["told"]), len(data["opened"])
    return _("restricted it; told before: %(told)d, of whom %(opened)d had opened it") % {
        "told": told,
        "opened": opened,
    }


def summarised(data: Data) -> str:
    return _("wrote a summary in %(language)s") % {"language": LANGUAGES.get(data["language"], data["language"])}


LANGUAGES = {"en": gettext_lazy("English"), "fr": gettext_lazy("French")}


def _said(code: Any) -> str:
    """A label within a sentence; what begins with an acronym stays."""
    words = str(label(code))
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j M Y")
