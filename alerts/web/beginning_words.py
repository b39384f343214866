"""The steps of an office's beginning in words: what each is, what is missing of it, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alerts.domain.beginning import Step, Ticked
from alerts.domain.words import Role
from alerts.models.choices import label
from alerts.selectors.access import Viewer
from alerts.selectors.rulebook import Shelf

NAMES = {
    Step.OFFICE: gettext_lazy("Look through what the office is"),
    Step.PEOPLE: gettext_lazy("Invite the people"),
    Step.DUTIES: gettext_lazy("Put somebody on every duty for two weeks"),
    Step.PLACES: gettext_lazy("Have the areas and names of places"),
    Step.POSITIONS: gettext_lazy("Enter bases and posts"),
    Step.RULES: gettext_lazy("Have rules without an error"),
    Step.REACHED: gettext_lazy("See that a message reaches everybody"),
    Step.DISPLAY: gettext_lazy("Pair a display"),
    Step.EXERCISE: gettext_lazy("Start an exercise"),
    Step.FILED: gettext_lazy("File the first exercise alert"),
    Step.ANSWERED: gettext_lazy("Have it answered"),
}
# The first of these pages that this hub has.
WHERE = {
    Step.OFFICE: ("setup_office",),
    Step.PEOPLE: ("setup_people",),
    Step.DUTIES: ("duty_rotation",),
    Step.PLACES: ("setup_areas", "setup_layers"),
    Step.POSITIONS: ("setup_positions",),
    Step.RULES: ("setup_rules",),
    Step.REACHED: ("setup_people",),
    Step.DISPLAY: ("setup_displays",),
    Step.EXERCISE: ("setup_exercises",),
    Step.FILED: ("setup_exercises",),
    Step.ANSWERED: ("setup_exercises",),
}
ADMINISTERED = frozenset({Step.OFFICE, Step.PEOPLE, Step.REACHED})  # pages that only administrators have


@dataclass(frozen=True, slots=True)
class Line:
    """`href`: empty where there is nothing to go to. `is_next`: the first that is not done."""

    name: Any
    said: str
    href: str
    is_done: bool
    is_next: bool


def lines(ticked: list[Ticked], viewer: Viewer, read: Shelf) -> list[Line]:
    first = next((one for one in ticked if not one.is_done), None)
    return [_line(one, viewer, read, is_next=one is first) for one in ticked]


def _line(one: Ticked, viewer: Viewer, read: Shelf, *, is_next: bool) -> Line:
    may = viewer.may_edit_people or one.step not in ADMINISTERED
    return Line(NAMES[one.step], SAID[one.step](one, read), _where(one.step) if may else "", one.is_done, is_next)


def _where(step: Step) -> str:
    for route in WHERE[step]:
        try:
            return reverse(route)
        except NoReverseMatch:
            continue
    return ""


def _office(one: Ticked, read: Shelf) -> str:
    if one.is_done:
        return _("Names, zone, languages and centre were confirmed.")
    return _("Names, zone, languages, centre and what is restricted: save the page once it is right.")


def _people(one: Ticked, read: Shelf) -> str:
    said = _("%(n)d of %(of)d can sign in.") % {"n": one.count, "of": one.of}
    if not one.lacks:
        return said
    roles = ", ".join(str(label(Role(code))) for code in one.lacks)
    return f"{said} " + _("Nobody yet: %(roles)s.") % {"roles": roles}


def _duties(one: Ticked, read: Shelf) -> str:
    said = _("%(n)d of %(of)d that a rule names find somebody at every moment.") % {"n": one.count, "of": one.of}
    names = ", ".join(read.duties[int(pk)].name for pk in one.lacks if int(pk) in read.duties)
    return f"{said} " + _("Nobody for: %(duties)s.") % {"duties": names} if names else said


def _places(one: Ticked, read: Shelf) -> str:
    return _("%(areas)d areas with an outline and %(places)d names of the country are known.") % {
        "areas": one.count,
        "places": one.of,
    }


def _positions(one: Ticked, read: Shelf) -> str:
    if not one.count:
        return _("None yet: the hub cannot say who is near.")
    return ngettext("%(n)d is known.", "%(n)d are known.", one.count) % {"n": one.count}


def _rules(one: Ticked, read: Shelf) -> str:
    if one.count:
        return ngettext("%(n)d error is to be put right.", "%(n)d errors are to be put right.", one.count) % {
            "n": one.count
        }
    if not one.is_done:
        return _("No last rule catches what no other does.")
    return ngettext("%(n)d rule, the last one catches all.", "%(n)d rules, the last one catches all.", one.of) % {
        "n": one.of
    }


def _reached(one: Ticked, read: Shelf) -> str:
    return _("A message is known to reach %(n)d of %(of)d.") % {"n": one.count, "of": one.of}


def _display(one: Ticked, read: Shelf) -> str:
    if not one.count:
        return _("None yet: open /wall/pair/ on the screen that is to hang on the wall.")
    return ngettext("%(n)d is paired.", "%(n)d are paired.", one.count) % {"n": one.count}


def _exercise(one: Ticked, read: Shelf) -> str:
    if one.is_done:
        return _("It was started.")
    return _("Plan the script “First alert”, then start it: what is filed while it runs is an exercise.")


def _filed(one: Ticked, read: Shelf) -> str:
    if one.is_done:
        return _("It has its number.")
    return _("The script files it at its minute; or somebody who may file presses “File an alert”.")


def _answered(one: Ticked, read: Shelf) -> str:
    if one.is_done:
        return _("Somebody said: I have it.")
    return _("Whoever is on duty opens the message and presses “I have it”.")


SAID: dict[Step, Callable[[Ticked, Shelf], str]] = {
    Step.OFFICE: _office,
    Step.PEOPLE: _people,
    Step.DUTIES: _duties,
    Step.PLACES: _places,
    Step.POSITIONS: _positions,
    Step.RULES: _rules,
    Step.REACHED: _reached,
    Step.DISPLAY: _display,
    Step.EXERCISE: _exercise,
    Step.FILED: _filed,
    Step.ANSWERED: _answered,
}
