"""Areas and places of the country: searched, listed, called otherwise, retired."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words_of_places import UploadOf
from alerts.models import Area, Place
from alerts.selectors import gazetteer as found
from alerts.services import places
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal
from ewrr.common.geo import to_mgrs

from .setting_up import changed_by, for_those_who_set_up, refused, said, to_list


class AreaForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Give it a name.")})
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: Any) -> None:
        stored = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        if "other_names" in stored:
            stored["other_names"] = "\n".join(filter(None, stored["other_names"].split("|")))
        super().__init__(data, initial=stored | {"seen": found.version(row)})
        self.stale = ""
        self.faults: list[Any] = []
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def look_again(self, sentence: str, seen: str) -> None:
        """Somebody was quicker: what was typed stays, and the next try knows what is there now."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = seen  # type: ignore[index]


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


@require_safe
@for_those_who_set_up
def list_areas(request: Any) -> HttpResponse:
    """?q= narrows, ?after= goes on, ?saved= names the area that the page before changed."""
    return _list(request, UploadOf.AREAS)


@require_safe
@for_those_who_set_up
def list_places(request: Any) -> HttpResponse:
    """The same of places."""
    return _list(request, UploadOf.PLACES)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit_area(request: Any, area: int) -> HttpResponse:
    def save(form: AreaForm) -> Any:
        given = form.cleaned_data
        return places.change_area(viewer=request.viewer, area_id=area, seen=given["seen"], name=given["name"])

    return _edit(request, _row(request, Area, area), AreaForm, save, "setup_areas")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit_place(request: Any, named: int) -> HttpResponse:
    def save(form: AreaForm) -> Any:
        return places.change_place(viewer=request.viewer, place_id=named, **form.cleaned_data)

    return _edit(request, _row(request, Place, named), PlaceForm, save, "setup_places")


@require_POST
@for_those_who_set_up
def retire_area(request: Any, area: int) -> HttpResponse:
    """Retires an area, or (act=restore) takes it back."""
    return _retire(request, UploadOf.AREAS, lambda **how: places.retire_area(area_id=area, **how), area)


@require_POST
@for_those_who_set_up
def retire_place(request: Any, named: int) -> HttpResponse:
    """Retires a place, or (act=restore) takes it back."""
    return _retire(request, UploadOf.PLACES, lambda **how: places.retire_place(place_id=named, **how), named)


def _retire(request: Any, of: UploadOf, retire: Callable[..., Any], pk: int) -> HttpResponse:
    is_back = request.POST.get("act") == "restore"
    try:
        retire(viewer=request.viewer, seen=request.POST.get("seen", ""), is_back=is_back)
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _list(request, of, refusal)
    return to_list(f"setup_{of.value}", saved=pk)


def _row(request: Any, model: Any, pk: int) -> Any:
    row = model.objects.filter(pk=pk, country=request.viewer.office.country).first()
    if row is None:
        raise Http404
    return row


def _edit(request: Any, row: Any, form_of: type[AreaForm], save: Callable[[AreaForm], Any], back: str) -> HttpResponse:
    form = form_of(request.POST if request.method == "POST" else None, row=row)
    if request.method != "POST":
        return _form(request, form, row, back, 200)
    if not form.is_valid():
        return _form(request, form, row, back, 422)
    try:
        saved = save(form)
    except Stale as stale:
        row.refresh_from_db()
        form.look_again(changed_by(stale.event, request.now), found.version(row))
        return _form(request, form, row, back, 409)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _form(request, form, row, back, 409)
    return to_list(back, saved=saved.pk)


def _list(request: Any, of: UploadOf, refusal: Refusal | None = None) -> HttpResponse:
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


def _form(request: Any, form: AreaForm, row: Any, back: str, status: int) -> HttpResponse:
    is_area = isinstance(row, Area)
    facts = {
        "form": form,
        "row": row,
        "is_area": is_area,
        "at": "" if is_area else to_mgrs(row.lat, row.lon, 3),
        "rules": list(found.naming_rules(row).filter(office=request.viewer.office)) if is_area else [],
        "shared": found.shared_by(request.viewer.office),
        "seen": found.version(row),
        "now_reads": row.name if form.stale else "",
        "back": back,
    }
    return render(request, "alerts/setup/place_form.html", facts, status=status)
