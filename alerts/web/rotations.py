"""Rotations: which there are, and the forms that begin, change and end one."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alerts.domain.words_of_telling import Turn
from alerts.models import Rotation
from alerts.selectors import duty_choices
from alerts.services import rotation_drafts
from alerts.services.duty_drafts import Draft

from .duty_forms import EndForm, RotationForm
from .rota_page import serve

SPARE = 4  # empty places beyond those of the rotation that is changed


@require_http_methods(["GET", "HEAD", "POST"])
def rotation(request: Any) -> HttpResponse:
    """Without anything in the address the list; `duty=` begins one, `rotation=` changes it, with `end=1` ends it."""
    viewer = request.viewer
    if viewer is None or not viewer.may_edit_rotations:
        raise PermissionDenied
    if "rotation" in request.GET:
        found = duty_choices.rotation(viewer, request.GET["rotation"])
        if found is None:
            raise Http404
        return _end(request, found) if "end" in request.GET else _set(request, found)
    if "duty" in request.GET or request.method == "POST":
        return _set(request, None)
    return render(request, "alerts/rotations.html", {"duties": duty_choices.rotations(viewer, request.now)})


def _set(request: Any, instead_of: Rotation | None) -> HttpResponse:
    asked = request.GET.get("duty", "")[:18]
    initial: dict[str, Any] = {"duty": asked, "first_date": _first_day(request, asked)}
    if instead_of is not None:
        initial = _as_typed(request, instead_of)
    form = RotationForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        viewer=request.viewer,
        now=request.now,
        places=RotationForm.PLACES if instead_of is None else instead_of.places.count() + SPARE,
    )

    def draft(now: datetime) -> Draft:
        said = form.cleaned_data
        return rotation_drafts.rotation(
            request.viewer,
            now,
            duty=said["duty"],
            people=form.people(),
            turn=Turn(said["turn"]),
            from_time=said["from_time"],
            until_time=said["until_time"],
            first_date=said["first_date"],
            instead_of=instead_of,
        )

    title = _("New rotation") if instead_of is None else _("Change a rotation")
    intro = _(
        "Days and times are those of the duty’s own zone. A watch that crosses midnight belongs to its first day."
    )
    return serve(request, form, draft, {"title": title, "intro": intro, "back": "duty_rotation"})


def _as_typed(request: Any, rotation: Rotation) -> dict[str, Any]:
    """The rotation as a form would have it, from tomorrow on."""
    people = enumerate(rotation_drafts.as_value(rotation).person_ids, start=1)
    return {
        "duty": rotation.duty_id,
        "turn": rotation.turn,
        "from_time": rotation.from_time,
        "until_time": rotation.until_time,
        "first_date": max(_tomorrow(request), rotation.first_date),
    } | {f"place_{place}": person_id for place, person_id in people}


def _first_day(request: Any, duty: str) -> date:
    """Today for a duty that nobody took turns at: it waits for somebody. Else tomorrow, the first whole day."""
    tomorrow = _tomorrow(request)
    is_begun = duty_choices.is_in_turns(request.viewer, duty)
    return tomorrow if is_begun else tomorrow - timedelta(days=1)


def _tomorrow(request: Any) -> date:
    """By the office's clock."""
    return request.now.astimezone(ZoneInfo(request.viewer.office.time_zone)).date() + timedelta(days=1)


def _end(request: Any, found: Rotation) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None, viewer=request.viewer, now=request.now)

    def draft(now: datetime) -> Draft:
        return rotation_drafts.end(request.viewer, now, rotation=found, until_date=form.cleaned_data["until_date"])

    facts = {"title": _("End a rotation"), "rotation": found, "back": "duty_rotation", "verb": _("End it")}
    return serve(request, form, draft, facts)
