"""An office's own layers are added, replaced, shown, hidden and deleted."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.models import Layer, Office
from alerts.selectors import layers
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from .setting_up import TooMany, in_turn

MOST = 20


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self) -> None:
        super().__init__(_("This office has another layer of this name."), fields={"name_en": _("Taken already.")})


class Outdated(Refusal):
    """Somebody changed the layer since it was read."""

    code = "stale"

    def __init__(self) -> None:
        super().__init__(_("This was changed since you opened it: look again. What you typed is kept."))


@dataclass(frozen=True, slots=True)
class Draft:
    """A layer as somebody wants it. `shapes`: a checked FeatureCollection; None keeps what is drawn."""

    name_en: str
    name_fr: str
    credit: str = ""
    is_of_positions: bool = False
    is_shown: bool = True
    shapes: dict[str, Any] | None = None


def create(*, viewer: Viewer, draft: Draft) -> Layer:
    """A new layer. Raises MayNotSetUp, TooMany, NameTaken."""
    with _editing(viewer) as c:
        if Layer.objects.filter(office=viewer.office).count() >= MOST:
            raise TooMany
        _must_be_free(viewer.office, draft.name_en)
        assert draft.shapes is not None, "the door asks for a file"
        layer = Layer(office=viewer.office, shapes=draft.shapes)
        _write(c, layer, draft)
        c.record(Happened.LAYER_CHANGED, act="created", id=layer.pk)
        return layer


def change_layer(*, viewer: Viewer, layer_id: int, seen: str, draft: Draft) -> Layer:
    """`seen`: layers.version as it was read. Raises MayNotSetUp, Layer.DoesNotExist, Outdated, NameTaken."""
    with _editing(viewer) as c:
        layer = _seen(viewer.office, layer_id, seen)
        _must_be_free(viewer.office, draft.name_en, layer.pk)
        if draft.shapes is not None:
            layer.shapes = draft.shapes
        _write(c, layer, draft)
        c.record(Happened.LAYER_CHANGED, act="changed" if draft.shapes is None else "replaced", id=layer.pk)
        return layer


def show(*, viewer: Viewer, layer_id: int, is_shown: bool) -> Layer:
    """On the map or off it; again changes nothing. Raises MayNotSetUp, Layer.DoesNotExist."""
    with _editing(viewer) as c:
        layer = Layer.objects.get(office=viewer.office, pk=layer_id)
        if layer.is_shown != is_shown:
            layer.is_shown, layer.by, layer.at = is_shown, viewer.person, c.now
            layer.save(update_fields=["is_shown", "by", "at"])
            c.record(Happened.LAYER_CHANGED, act="shown" if is_shown else "hidden", id=layer.pk)
        return layer


def delete(*, viewer: Viewer, layer_id: int, seen: str) -> None:
    """For good. Raises MayNotSetUp, Layer.DoesNotExist, Outdated."""
    with _editing(viewer) as c:
        _seen(viewer.office, layer_id, seen).delete()
        c.record(Happened.LAYER_CHANGED, act="deleted", id=layer_id)


def load(office: Office, draft: Draft) -> Layer:
    """By whoever runs the hub: the layer of this English name is made or replaced."""
    with change(office.pk) as c:
        Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        known = Layer.objects.filter(office=office, name_en=draft.name_en).first()
        layer = known or Layer(office=office)
        layer.shapes = draft.shapes or layer.shapes
        _write(c, layer, draft)
        c.record(Happened.LAYER_CHANGED, act="replaced" if known else "created", id=layer.pk)
        return layer


def _editing(viewer: Viewer) -> AbstractContextManager[Change]:
    return in_turn(viewer, _("Your role in this office does not change its layers."))


def _seen(office: Office, layer_id: int, seen: str) -> Layer:
    layer = Layer.objects.get(office=office, pk=layer_id)
    if layers.version(layer) != seen:
        raise Outdated
    return layer


def _must_be_free(office: Office, name_en: str, own: int | None = None) -> None:
    named = Layer.objects.filter(office=office, name_en=name_en).first()
    if named is not None and named.pk != own:
        raise NameTaken


def _write(c: Change, layer: Layer, draft: Draft) -> None:
    layer.name_en, layer.name_fr, layer.credit = draft.name_en, draft.name_fr, draft.credit
    layer.is_of_positions, layer.is_shown = draft.is_of_positions, draft.is_shown
    layer.by, layer.at = c.by, c.now
    layer.save()
