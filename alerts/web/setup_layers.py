"""The office's own layers: a list, and a form for one with what is drawn beside it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.models import Layer
from alerts.selectors import layers as shelf
from alerts.services import layers
from ewrr.common.errors import Refusal

from .setting_up import for_those_who_set_up, said, to_list
from .setup_layers_form import LayerForm


@require_safe
@for_those_who_set_up
def list_layers(request: Any) -> HttpResponse:
    """?saved= names the layer that was changed by the page before."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, layer: int | None = None) -> HttpResponse:
    """One layer, new or known. What was typed is never lost; a file is the browser's to choose again."""
    known = _of_office(request, layer) if layer is not None else None
    posted = request.method == "POST"
    form = LayerForm(
        request.POST if posted else None, request.FILES if posted else None, office=request.viewer.office, row=known
    )
    if not posted:
        return _form(request, form, 200)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        saved = _save(request, form, layer)
    except Layer.DoesNotExist:
        raise Http404 from None
    except layers.Outdated as refusal:
        form.look_again(str(refusal.sentence), _of_office(request, layer or 0))
        return _form(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 409)
    if form.checked and form.checked.notes:
        request.session["layer_notes"] = {"id": saved.pk, "notes": form.checked.notes}
    return to_list("setup_layers", saved=saved.pk)


@require_POST
@for_those_who_set_up
def show(request: Any, layer: int) -> HttpResponse:
    """On the map (is_shown=on) or off it."""
    try:
        layers.show(viewer=request.viewer, layer_id=layer, is_shown=request.POST.get("is_shown") == "on")
    except Layer.DoesNotExist:
        raise Http404 from None
    return to_list("setup_layers", changed=layer)


@require_POST
@for_those_who_set_up
def delete(request: Any, layer: int) -> HttpResponse:
    """For good."""
    try:
        layers.delete(viewer=request.viewer, layer_id=layer, seen=request.POST.get("seen", ""))
    except Layer.DoesNotExist:
        raise Http404 from None
    except layers.Outdated:
        return _list(request, _("Not done: this was changed since you opened the page. Look again."))
    return to_list("setup_layers")


def _save(request: Any, form: LayerForm, layer: int | None) -> Layer:
    if layer is None:
        return layers.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return layers.change_layer(viewer=request.viewer, layer_id=layer, seen=seen, draft=form.draft)


def _of_office(request: Any, layer: int) -> Layer:
    return get_object_or_404(Layer, office=request.viewer.office, pk=layer)


def _list(request: Any, refused: str = "") -> HttpResponse:
    found = {layer.pk: layer for layer in shelf.shelf(request.viewer.office)}
    saved = said(request, found)
    kept = request.session.pop("layer_notes", None) if saved else None
    facts = {
        "rows": [{"layer": layer, **shelf.summary(layer)} for layer in found.values()],
        "saved": saved,
        "notes": kept["notes"] if kept and str(kept["id"]) == request.GET.get("saved") else [],
        "changed": request.GET.get("changed", ""),
        "refused": refused,
    }
    return render(request, "alerts/setup/layers.html", facts, status=409 if refused else 200)


def _form(request: Any, form: LayerForm, status: int) -> HttpResponse:
    layer: Layer | None = form.row
    facts: dict[str, Any] = {"form": form, "layer": layer}
    if layer is not None:
        facts |= {"drawn": shelf.summary(layer), "seen": shelf.version(layer), "shapes": layer.shapes}
    return render(request, "alerts/setup/layer.html", facts, status=status)
