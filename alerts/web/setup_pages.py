"""The pages of the set-up in their groups: what the navigation and the first page show, to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.selectors.access import Viewer

May = Callable[[Viewer], bool]


def everybody(viewer: Viewer) -> bool:
    return viewer.may_edit_rules


def administrators(viewer: Viewer) -> bool:
    return viewer.may_edit_people


def whoever_runs_it(viewer: Viewer) -> bool:
    return viewer.may_see_health


@dataclass(frozen=True, slots=True)
class Page:
    """`what`: what one does there, in one line."""

    route: str
    name: Any
    what: Any
    may: May = everybody

    @property
    def href(self) -> str:
        return reverse(self.route)


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: Any
    pages: tuple[Page, ...]

    @property
    def routes(self) -> set[str]:
        return {page.route for page in self.pages}


GROUPS = (
    Group(
        "people",
        _("Office and people"),
        (
            Page("setup_office", _("Office"), _("Names, zone, languages, centre, what is restricted"), administrators),
            Page("setup_people", _("People"), _("Who has which role, invitations, sessions"), administrators),
            Page("setup_sections", _("Sections"), _("The sections of each component")),
        ),
    ),
    Group(
        "told",
        _("Who is told"),
        (
            Page("setup_duties", _("Duties"), _("Posts that must be manned, and whom each falls to")),
            Page("setup_rules", _("Rules"), _("Which alert is told to which duties, by which plan")),
            Page("setup_plans", _("Plans"), _("After how long who is told next, and when it is answered")),
            Page(
                "setup_playbooks", _("Playbooks"), _("What is done in each kind of case, by whom and within how long")
            ),
            Page("setup_try", _("Who would be told now?"), _("Tries the rules on any alert; writes and sends nothing")),
        ),
    ),
    Group(
        "lists",
        _("Places and lists"),
        (
            Page("setup_positions", _("Positions"), _("Bases and posts, with who sits there")),
            Page("setup_areas", _("Areas"), _("Provinces and territories, with their outlines")),
            Page("setup_places", _("Names of places"), _("The gazetteer: every name under which a place is known")),
            Page(
                "setup_layers",
                _("Layers of the map"),
                _("Areas of responsibility and whatever else the office draws on its own map"),
            ),
            Page("setup_actors", _("Actors"), _("Who does it, with all the names under which people speak of them")),
            Page("setup_lists", _("Lists"), _("The words of the forms, in English and French")),
        ),
    ),
    Group(
        "screens",
        _("Screens and devices"),
        (
            Page("setup_displays", _("Displays"), _("Which walls show this office")),
            Page("setup_channels", pgettext_lazy("set-up", "Channels"), _("By which ways people are told")),
            Page(
                "setup_devices",
                _("Devices"),
                _("Which phones and systems speak to the hub, with which token"),
                lambda viewer: viewer.may_issue_tokens,
            ),
        ),
    ),
    Group(
        "hub",
        _("The hub itself"),
        (
            Page("setup_exercises", _("Exercises"), _("Start and stop one, and read how it went")),
            Page("setup_changes", _("What was changed"), _("Who changed what of the set-up, and when")),
            Page("setup_health", _("Health"), _("Whether every part of the hub works"), whoever_runs_it),
        ),
    ),
)


def groups(viewer: Viewer) -> list[Group]:
    """Those that hold something for the viewer, with the pages that this hub has."""
    found = [Group(one.code, one.name, tuple(page for page in one.pages if _is_there(page, viewer))) for one in GROUPS]
    return [one for one in found if one.pages]


def _is_there(page: Page, viewer: Viewer) -> bool:
    try:
        return page.may(viewer) and bool(page.href)
    except NoReverseMatch:
        return False
