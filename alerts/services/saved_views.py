"""Lists of the board that a person keeps under a name: theirs alone, in one office."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alerts.models import Person, SavedView
from alerts.selectors import saved_views
from alerts.selectors.access import Viewer
from ewrr.common import clock
from ewrr.common.errors import Refusal

MOST = 20
LONGEST_NAME = 60


class NotKept(Refusal):
    code = "not_kept"


def keep(*, viewer: Viewer, name: str, asks: Mapping[str, str]) -> SavedView:
    """Keeps what the board asks for under a name; one of the same name is replaced. Raises NotKept."""
    name = _sound(name)
    with transaction.atomic():
        held = _held(viewer)
        same = next((view for view in held if view.name == name), None)
        if same is None and len(held) >= MOST:
            raise NotKept(_("At most 20 lists are kept: delete one first."))
        view = same or SavedView(person=viewer.person, office=viewer.office, name=name)
        view.asks, view.saved_at = dict(asks), clock.now()
        view.save()
        return view


def rename(*, viewer: Viewer, view_id: int, name: str) -> None:
    """Raises SavedView.DoesNotExist for one of somebody else's, NotKept."""
    name = _sound(name)
    with transaction.atomic():
        held = _held(viewer)
        view = _one(held, view_id)
        if any(other.name == name and other.pk != view.pk for other in held):
            raise NotKept(_("You keep another list under this name."))
        view.name = name
        view.save(update_fields=["name"])


def delete(*, viewer: Viewer, view_id: int) -> None:
    """Raises SavedView.DoesNotExist."""
    with transaction.atomic():
        _one(_held(viewer), view_id).delete()


def put_first(*, viewer: Viewer, view_id: int, is_first: bool) -> None:
    """What the board shows when nothing is asked for; at most one is. Raises SavedView.DoesNotExist."""
    with transaction.atomic():
        view = _one(_held(viewer), view_id)
        saved_views.of(viewer).update(is_first=False)
        if is_first:
            SavedView.objects.filter(pk=view.pk).update(is_first=True)


def _held(viewer: Viewer) -> list[SavedView]:
    """The person's row is locked: two browsers of theirs write one after the other."""
    Person.objects.select_for_update(no_key=True).get(pk=viewer.person.pk)
    return list(saved_views.of(viewer))


def _one(held: list[SavedView], view_id: int) -> SavedView:
    found = next((view for view in held if view.pk == view_id), None)
    if found is None:
        raise SavedView.DoesNotExist
    return found


def _sound(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise NotKept(_("Give the list a name."))
    if len(name) > LONGEST_NAME:
        raise NotKept(_("A name has at most 60 characters."))
    return name
