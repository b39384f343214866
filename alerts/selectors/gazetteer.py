"""Areas and places of a country as the set-up lists them, and the files that were taken in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from alerts.domain.events import Happened
from alerts.domain.words_of_places import UploadOf, UploadState
from alerts.models import Area, Event, Office, Place, Rule, Upload
from ewrr.common.versions import version_of
from ewrr.common.words import search_key

from .last_event import last_event

PAGE = 50
MOST_UPLOADS = 10


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, `after` the last of which the next page begins (its id, None at the end)."""

    rows: list[Any]
    after: int | None


def places(office: Office, text: str = "", after: int | None = None, *, is_retired: bool = False) -> Page:
    """Of the office's country, by name; `text`: in any of their names, two letters at least. Two statements."""
    rows = Place.objects.filter(country=office.country, retired_at__isnull=not is_retired)
    if len(key := search_key(text)) >= 2:
        rows = rows.filter(search_key__contains=key)
    return _page(rows.select_related("area").defer("area__outline").order_by("name", "id"), after)


def areas(office: Office, text: str = "", after: int | None = None, *, is_retired: bool = False) -> Page:
    """The same of areas, with `places_in`: how many places lie in each, and `has_outline`. Two statements."""
    rows = Area.objects.filter(country=office.country, retired_at__isnull=not is_retired)
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(code__iexact=text.strip()))
    told = rows.annotate(
        places_in=Count("places", filter=Q(places__retired_at__isnull=True)), has_outline=Q(outline__isnull=False)
    )
    return _page(told.select_related("parent").defer("outline", "parent__outline").order_by("name", "id"), after)


def _page(rows: QuerySet[Any], after: int | None) -> Page:
    if after is not None and (last := rows.model.objects.filter(pk=after).values_list("name", flat=True).first()):
        rows = rows.filter(Q(name__gt=last) | Q(name=last, pk__gt=after))
    found = list(rows[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def counts(office: Office) -> dict[str, int]:
    """How many areas and places the office's country has that are offered. Two statements."""
    return {
        "areas": Area.objects.filter(country=office.country, retired_at__isnull=True).count(),
        "places": Place.objects.filter(country=office.country, retired_at__isnull=True).count(),
    }


def shared_by(office: Office) -> list[Office]:
    """Other offices of the same country: what is changed here, they see too. One statement."""
    return list(Office.objects.filter(country=office.country).exclude(pk=office.pk).order_by("code"))


def naming_rules(area: Area) -> QuerySet[Rule]:
    """Rules of any office that ask for the area."""
    return Rule.objects.filter(areas=area).select_related("office").order_by("office__code", "position")


def uploads(office: Office, of: UploadOf) -> list[Upload]:
    """Files that were taken in, the latest first: of the country for areas and places, else of the office; and those of
    the office that wait. One statement.
    """
    here = Q(office=office) if of is UploadOf.POSITIONS else Q(country=office.country)
    was_done = Q(state__in=[UploadState.TAKEN_IN, UploadState.TAKEN_BACK])
    waits = Q(state=UploadState.WAITING, office=office)
    rows = Upload.objects.filter(here & was_done | waits, of=of)
    return list(rows.select_related("office", "by").defer("content", "before")[:MOST_UPLOADS])


def version(row: Area | Place) -> str:
    """Another one once anything of it that somebody could have typed is other."""
    of_place = (row.other_names, row.population) if isinstance(row, Place) else ()
    return version_of(row.name, row.retired_at, *of_place)


def last_change(office: Office, row: Area | Place) -> Event | None:
    """The event of this office that made it what it is; None where another office of the country did. One statement."""
    what = "place" if isinstance(row, Place) else "area"
    return last_event(office.pk, Happened.GAZETTEER_CHANGED, what=what, id=row.pk)
