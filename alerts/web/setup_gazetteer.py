"""Areas and places of the country: searched, listed, called otherwise, retired."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words_of_places import UploadOf
from alerts.models import Area, Place
from alerts.selectors import gazetteer as found
from alerts.services import places
from ewrr.common.errors import Refusal
from ewrr.common.geo import to_mgrs

from .plain_form import Seen
from .setting_up import for_those_who_set_up, refused, said
from .setup_rows import retire_row, save_row


class AreaForm(Seen):
    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Give it a name.")})

    def version(self, row: Any) -> str:
        return found.version(row)


class PlaceForm(AreaForm):
    other_names = forms.CharField(
        label=_("Other names, one a line"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    population = forms.IntegerField(
        label=_("Inhabitants"),
        min_value=0,
        max_value=100_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a whole number; 0 where it is not known.")
        ),
    )
    field_order = ("name", "other_names", "population")

    def __init__(self, data: Any, *, row: Place) -> None:
        super().__init__(data, row=row, initial={"other_names": "\n".join(filter(None, row.other_names.split("|")))})


@require_safe
@for_those_who_set_up
def list_areas(request: Any) -> HttpResponse:
    """?q= narrows, ?after= goes on, ?saved= names the area that the page before changed."""
    return _list(request, of=UploadOf.AREAS)


@require_safe
@for_those_who_set_up
def list_places(request: Any) -> HttpResponse:
    """The same of places."""
    return _list(request, of=UploadOf.PLACES)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit_area(request: Any, area: int) -> HttpResponse:
    form = AreaForm(request.POST if request.method == "POST" else None, row=_row(request, Area, area))

    def save() -> Area:
        return places.change_area(viewer=request.viewer, area_id=area, **form.cleaned_data)

    return save_row(request, form, save, _form, "setup_areas")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit_place(request: Any, named: int) -> HttpResponse:
    form = PlaceForm(request.POST if request.method == "POST" else None, row=_row(request, Place, named))

    def save() -> Place:
        return places.change_place(viewer=request.viewer, place_id=named, **form.cleaned_data)

    return save_row(request, form, save, _form, "setup_places")


@require_POST
@for_those_who_set_up
def retire_area(request: Any, area: int) -> HttpResponse:
    """Retires an area, or (act=restore) takes it back."""
    page = partial(_list, of=UploadOf.AREAS)
    return retire_row(request, area, partial(places.retire_area, area_id=area), page, "setup_areas")


@require_POST
@for_those_who_set_up
def retire_place(request: Any, named: int) -> HttpResponse:
    """Retires a place, or (act=restore) takes it back."""
    page = partial(_list, of=UploadOf.PLACES)
    return retire_row(request, named, partial(places.retire_place, place_id=named), page, "setup_places")


def _row(request: Any, model: Any, pk: int) -> Any:
    return get_object_or_404(model, pk=pk, country=request.viewer.office.country)


def _list(request: Any, refusal: Refusal | None = None, *, of: UploadOf) -> HttpResponse:
    office, text, after = (
        request.viewer.office,
        request.GET.get("q", "")[:80].replace("\x00", ""),
        request.GET.get("after", ""),
    )
    since = int(after) if after.isdecimal() and len(after) < 15 else None
    list_of, model = (found.areas, Area) if of is UploadOf.AREAS else (found.places, Place)
    saved = request.GET.get("saved", "")
    named: Any = model.objects.filter(pk=saved, country=office.country) if saved.isdecimal() and len(saved) < 15 else []
    facts = {
        "of": of.value,
        "text": text,
        "page": list_of(office, text, since),
        "is_further": since is not None,
        "retired": [{"row": row, "seen": found.version(row)} for row in list_of(office, text, is_retired=True).rows],
        "count": found.counts(office)[of.value],
        "shared": found.shared_by(office),
        "uploads": found.uploads(office, of),
        "saved": said(request, {row.pk: row for row in named}) if not refusal else "",
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, f"alerts/setup/{of.value}.html", facts, status=409 if refusal else 200)


def _form(request: Any, form: AreaForm, status: int) -> HttpResponse:
    row, is_area = form.row, isinstance(form.row, Area)
    facts = {
        "form": form,
        "row": row,
        "is_area": is_area,
        "at": "" if is_area else to_mgrs(row.lat, row.lon, 3),
        "rules": list(found.naming_rules(row).filter(office=request.viewer.office)) if is_area else [],
        "shared": found.shared_by(request.viewer.office),
        "seen": found.version(row),
        "now_reads": row.name if form.stale else "",
        "back": "setup_areas" if is_area else "setup_places",
    }
    return render(request, "alerts/setup/place_form.html", facts, status=status)
