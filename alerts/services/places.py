"""One area or place of a country is called otherwise, retired or taken back: by whoever sets up an office there."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from alerts.domain.events import Happened
from alerts.models import Area, Place
from alerts.selectors.access import Viewer
from alerts.selectors.gazetteer import last_change, naming_rules, version
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from .editing_lists import as_seen, editing_lists
from .gazetteer import names_key, place_into_areas


class Named(Refusal):
    """A rule asks for it."""

    code = "named"


def change_place(*, viewer: Viewer, place_id: int, seen: str, name: str, other_names: str, population: int) -> Place:
    """`other_names`: one a line. Where it is stays: a place that lies elsewhere is another one.

    Raises Place.DoesNotExist, MayNotSetUp, Stale.
    """
    with editing_lists(viewer) as c:
        place: Place = _read(Place, viewer, place_id, seen)
        others = [line.strip() for line in other_names.splitlines() if line.strip()]
        place.name, place.other_names, place.population = name, "|".join(others), population
        place.search_key = names_key(name, place.other_names)
        place.save(update_fields=["name", "other_names", "population", "search_key"])
        _record(c, "place", "changed", place.pk)
        return place


def retire_place(*, viewer: Viewer, place_id: int, seen: str, is_back: bool = False) -> Place:
    """Found and offered no more, or (`is_back`) again; alerts keep what they are called. Raises as `change_place`."""
    with editing_lists(viewer) as c:
        place: Place = _read(Place, viewer, place_id, seen)
        place.retired_at = None if is_back else c.now
        place.save(update_fields=["retired_at"])
        _record(c, "place", "restored" if is_back else "retired", place.pk)
        return place


def change_area(*, viewer: Viewer, area_id: int, seen: str, name: str) -> Area:
    """Raises Area.DoesNotExist, MayNotSetUp, Stale."""
    with editing_lists(viewer) as c:
        area: Area = _read(Area, viewer, area_id, seen)
        area.name = name
        area.save(update_fields=["name"])
        _record(c, "area", "changed", area.pk)
        return area


def retire_area(*, viewer: Viewer, area_id: int, seen: str, is_back: bool = False) -> Area:
    """Nothing new is found to lie in it, or (`is_back`) it is again; alerts keep it. Its places go to whichever area
    holds them now. Raises as `change_area`, and Named.
    """
    with editing_lists(viewer) as c:
        area: Area = _read(Area, viewer, area_id, seen)
        if not is_back and (rules := list(naming_rules(area)[:5])):
            own = [rule.name for rule in rules if rule.office_id == viewer.office.pk]
            others = len(rules) > len(own)
            raise Named(_who_names(own, others=others))
        area.retired_at = None if is_back else c.now
        area.save(update_fields=["retired_at"])
        if area.outline is not None:
            place_into_areas(viewer.office.country)
        _record(c, "area", "restored" if is_back else "retired", area.pk)
        return area


def _who_names(own: list[str], *, others: bool) -> str:
    """Rules of another office are not named: nobody sees another office."""
    said = [_("Rules of this office ask for it: %(names)s.") % {"names": ", ".join(own)}] if own else []
    said += [_("A rule of another office of this country asks for it.")] if others else []
    return " ".join([*said, _("Change the rules first.")])


def _read(model: Any, viewer: Viewer, pk: int, seen: str) -> Any:
    here = model.objects.filter(country=viewer.office.country)
    return as_seen(here, pk, seen, version, partial(last_change, viewer.office))


def _record(c: Change, what: str, act: str, pk: int) -> None:
    c.record(Happened.GAZETTEER_CHANGED, what=what, act=act, id=pk, rows=None)
