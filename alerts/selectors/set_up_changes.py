"""What was changed in the set-up, by whom and when: read from the office's history, whatever part recorded it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from alerts.domain.roles import TOLD_OF_ROLES
from alerts.models import Event

from .access import Viewer
from .set_up_words import did, label_of, name_of

PAGE = 50
Namer = Callable[[Collection[int]], Mapping[int, str]]


class Area(StrEnum):
    """As the set-up's own pages are grouped."""

    PEOPLE = "people"
    TOLD = "told"
    LISTS = "lists"
    SCREENS = "screens"
    HUB = "hub"


# Of which area a kind is, by how it begins; those of one kind that lie in two areas are parted by what they are about.
BEGINS = {
    Area.PEOPLE: ("office.", "person.", "role."),
    Area.TOLD: ("playbook.",),
    Area.LISTS: ("layer.", "list.", "gazetteer.", "section.", "position."),
    Area.SCREENS: ("device.", "display.", "channel."),
    Area.HUB: ("exercise.changed",),  # its injects stand on its own page
}
RULES = {Area.TOLD: ("duty", "rule", "plan"), Area.LISTS: ("actor",)}
# Whose names are looked up; what is not known here, or is gone, has none.
MODELS = (
    *("duty", "rule", "plan", "actor", "layer", "device", "person", "display", "section", "position", "channel"),
    "exercise",
)


@dataclass(frozen=True, slots=True)
class Line:
    """`who`: empty where whoever runs the hub did it. `what` it is, its `name` (empty: it has none, or is gone), and
    what was `did` to it.
    """

    seq: int
    at: datetime
    who: str
    what: str
    name: str
    did: str


@dataclass(frozen=True, slots=True)
class Changes:
    lines: list[Line]
    has_more: bool


def areas(viewer: Viewer) -> list[Area]:
    """Those whose changes the viewer may read: who has which role is not everybody's who sets up."""
    if not viewer.may_edit_rules:
        return []
    sees_roles = viewer.may_edit_people or bool(viewer.roles & TOLD_OF_ROLES)
    return [area for area in Area if area is not Area.PEOPLE or sees_roles]


def changes(
    viewer: Viewer, area: Area | None, before: int | None, namers: Mapping[str, Namer] | None = None
) -> Changes:
    """The latest fifty, or those before event `before`. `namers`: names of what other apps set up, by what it is.
    One statement, and one for each kind of thing on the page.
    """
    shown = [one for one in areas(viewer) if area in {None, one}]
    if not shown:
        return Changes([], has_more=False)
    asked = Q(pk__in=[])
    for one in shown:
        asked |= _of(one)
    events: QuerySet[Event] = Event.objects.filter(asked, office=viewer.office, alert__isnull=True)
    if before is not None:
        events = events.filter(seq__lt=before)
    rows = list(events.select_related("person").order_by("-seq")[: PAGE + 1])
    about = {event.pk: _about(event) for event in rows[:PAGE]}
    names = _names(about.values(), namers or {})
    return Changes([_line(event, about[event.pk], names) for event in rows[:PAGE]], len(rows) > PAGE)


def _of(area: Area) -> Q:
    asked = Q(pk__in=[])
    for begins in BEGINS[area]:
        asked |= Q(kind__startswith=begins)
    return asked | Q(kind="rules.changed", data__what__in=RULES[area]) if area in RULES else asked


def _about(event: Event) -> tuple[str, int]:
    """(what, id) of what an event is about; 0 where it names none."""
    prefix = event.kind.partition(".")[0]
    what = event.data.get("what", {"role": "person"}.get(prefix, prefix))
    id = event.data.get("id", event.data.get(what, 0))
    return what, id if isinstance(id, int) else 0


def _names(about: Any, namers: Mapping[str, Namer]) -> dict[tuple[str, int], str]:
    ids: dict[str, set[int]] = {}
    for what, id in about:
        ids.setdefault(what, set()).add(id)
    found: dict[tuple[str, int], str] = {}
    for what, named in ids.items():
        namer = namers.get(what) or _namer(what)
        found |= {(what, id): name for id, name in namer(named).items()}
    return found


def _namer(what: str) -> Namer:
    try:
        model = apps.get_model("alerts", what) if what in MODELS else None
    except LookupError:
        model = None
    if model is None:
        return lambda ids: {}
    rows = model._default_manager
    if what == "exercise":  # whose str() says no name
        return lambda ids: dict(rows.filter(pk__in=ids).values_list("pk", "name"))
    return lambda ids: {pk: str(row) for pk, row in rows.in_bulk(ids).items()}


def _line(event: Event, about: tuple[str, int], names: Mapping[tuple[str, int], str]) -> Line:
    return Line(
        event.seq,
        event.at,
        event.person.name if event.person else "",
        label_of(about[0]),
        names.get(about) or name_of(event.data),
        did(event.kind, event.data),
    )
