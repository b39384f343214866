"""The bases and posts of an office: added, changed, retired."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Component, PositionKind
from alerts.models import Position
from alerts.selectors.access import Viewer
from alerts.selectors.positions import last_change, version
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from .editing_lists import as_seen, editing_lists, save_named
from .setting_up import TooMany

MOST = 300


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self) -> None:
        sentence = _("This office has another position of this name and kind.")
        super().__init__(sentence, fields={"name": sentence})


@dataclass(frozen=True, slots=True)
class Draft:
    """WGS 84. `contact`: None keeps what is there, for whoever may not see it."""

    name: str
    kind: PositionKind
    component: Component
    lat: float
    lon: float
    as_typed: str = ""
    call_sign: str = ""
    contact: str | None = None


def create(*, viewer: Viewer, draft: Draft) -> Position:
    """Raises MayNotSetUp, NameTaken, TooMany."""
    with editing_lists(viewer) as c:
        if Position.objects.filter(office=viewer.office).count() >= MOST:
            raise TooMany
        return _save(c, Position(office=viewer.office), draft, "created")


def change_it(*, viewer: Viewer, position_id: int, seen: str, draft: Draft) -> Position:
    """Responses that name it follow. Raises Position.DoesNotExist, MayNotSetUp, Stale, NameTaken."""
    with editing_lists(viewer) as c:
        return _save(c, _read(viewer, position_id, seen), draft, "changed")


def retire(*, viewer: Viewer, position_id: int, seen: str, is_back: bool = False) -> Position:
    """Offered and measured from no more, or (`is_back`) again; responses keep it. Raises as `change_it`."""
    with editing_lists(viewer) as c:
        position = _read(viewer, position_id, seen)
        position.retired_at = None if is_back else c.now
        return _write(c, position, "restored" if is_back else "retired")


def _read(viewer: Viewer, position_id: int, seen: str) -> Position:
    here = Position.objects.filter(office=viewer.office)
    return as_seen(here, position_id, seen, version, last_change)


def _save(c: Change, position: Position, draft: Draft, act: str) -> Position:
    position.name, position.kind, position.component = draft.name, draft.kind, draft.component
    position.lat, position.lon, position.as_typed = draft.lat, draft.lon, draft.as_typed
    position.call_sign = draft.call_sign
    position.contact = position.contact if draft.contact is None else draft.contact
    return _write(c, position, act)


def _write(c: Change, position: Position, act: str) -> Position:
    save_named(position, NameTaken)
    c.record(Happened.LIST_CHANGED, what="position", act=act, id=position.pk, code="")
    return position
