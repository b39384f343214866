"""The office's list of actors: added, changed, retired, and begun with the usual names of its country."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words_of_filings import ActorKind
from alerts.models import Actor
from alerts.selectors.access import Viewer
from alerts.selectors.actors import key_of, last_change
from ewrr.common.change import Change
from ewrr.common.errors import Refusal
from ewrr.common.versions import version_of

from .editing_lists import as_seen, editing_lists, save_named
from .setting_up import TooMany

USUAL = Path(__file__).resolve().parents[1] / "reference" / "actors" / "usual.csv"
MOST = 300


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self) -> None:
        sentence = _("There is one of this name already.")
        super().__init__(sentence, fields={"name": sentence})


@dataclass(frozen=True, slots=True)
class Draft:
    """`aliases`: other names, one a line."""

    name: str
    kind: ActorKind
    aliases: str = ""


def version(actor: Actor) -> str:
    """Another one once anything of it is other."""
    return version_of(actor.name, actor.aliases, actor.kind, actor.retired_at)


def create(*, viewer: Viewer, draft: Draft) -> Actor:
    """Raises MayNotSetUp, NameTaken, TooMany."""
    with editing_lists(viewer) as c:
        if Actor.objects.filter(office=viewer.office).count() >= MOST:
            raise TooMany
        return _save(c, Actor(office=viewer.office), draft, "created")


def change_it(*, viewer: Viewer, actor_id: int, seen: str, draft: Draft) -> Actor:
    """Alerts that name it follow. Raises Actor.DoesNotExist, MayNotSetUp, Stale, NameTaken."""
    with editing_lists(viewer) as c:
        return _save(c, _read(viewer, actor_id, seen), draft, "changed")


def retire(*, viewer: Viewer, actor_id: int, seen: str, is_back: bool = False) -> Actor:
    """Offered no more, or (`is_back`) again; alerts that name it keep it. Raises as `change_it`."""
    with editing_lists(viewer) as c:
        actor = _read(viewer, actor_id, seen)
        actor.retired_at = None if is_back else c.now
        draft = Draft(actor.name, ActorKind(actor.kind), actor.aliases)
        return _save(c, actor, draft, "restored" if is_back else "retired")


def take_usual(*, viewer: Viewer) -> int:
    """Adds the usual names of the office's country that it does not have; says how many. Raises MayNotSetUp."""
    with editing_lists(viewer) as c:
        known = set(Actor.objects.filter(office=viewer.office).values_list("name", flat=True))
        fresh = [draft for draft in usual(viewer.office.country) if draft.name not in known]
        for draft in fresh:
            _save(c, Actor(office=viewer.office), draft, "created")
        return len(fresh)


def usual(country: str) -> list[Draft]:
    """The usual names of a country (ISO 3166-1), from the reference file."""
    with USUAL.open(encoding="utf-8", newline="") as lines:
        return [
            Draft(row["name"], ActorKind(row["kind"]), "\n".join(filter(None, row["aliases"].split(";"))))
            for row in csv.DictReader(lines)
            if row["country"] == country
        ]


def _read(viewer: Viewer, actor_id: int, seen: str) -> Actor:
    here = Actor.objects.filter(office=viewer.office)
    return as_seen(here, actor_id, seen, version, last_change)


def _save(c: Change, actor: Actor, draft: Draft, act: str) -> Actor:
    names = [line.strip() for line in draft.aliases.splitlines() if line.strip()]
    actor.name, actor.kind, actor.aliases = draft.name, draft.kind, "\n".join(names)
    actor.search_key = key_of(actor.name, actor.aliases)
    save_named(actor, NameTaken)
    c.record(Happened.RULES_CHANGED, what="actor", act=act, id=actor.pk, code="", before=None, after=None)
    return actor
