"""One way through every form of the rota: typed, looked at with what it would leave, saved only as it was seen."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import week
from alerts.domain.words_of_telling import DutyAct
from alerts.selectors import duty_preview
from alerts.selectors.access import Viewer
from alerts.selectors.duty_preview import Preview
from alerts.services import duty
from alerts.services.duty_checks import BadPeriod, NotAMember
from alerts.services.duty_drafts import Draft
from ewrr.common.errors import Refusal

from .duty_forms import RotaForm

TYPED_WRONG = (BadPeriod, NotAMember)  # 422; what else is refused is a matter of rights or of what stands: 409
Drafting = Callable[[datetime], Draft]


class Changed(Refusal):
    """The rota, or what was typed, is not what was looked at."""

    code = "changed_since_seen"


def serve(
    request: Any,
    form: RotaForm,
    draft: Drafting,
    facts: dict[str, Any],
    save: Callable[[Drafting], DutyAct] | None = None,
) -> HttpResponse:
    """The form with what it would leave; 303 to the week once it is saved. `draft(now)` reads the valid form.
    `save` takes a draft that checks itself against what was seen; None: makes the change.
    """
    viewer, status = request.viewer, 200
    if form.is_bound and form.is_valid():
        try:
            drafted = draft(request.now)
            facts |= _seen(viewer, form, drafted, request.now)
            if request.method == "POST" and request.POST.get("action") == "save":
                act = (save or _make(viewer))(_as_seen(viewer, form, draft, request.POST.get("seen", "")))
                return _to_week(viewer, drafted, act)
        except Refusal as refusal:
            if request.method == "POST":
                status = 422 if isinstance(refusal, TYPED_WRONG) else 409
            for name, sentence in (refusal.fields or {"": refusal.sentence}).items():
                form.add_error(name if name in form.fields else None, str(sentence))
    elif form.is_bound and request.method == "POST":
        status = 422
    is_looking = request.POST.get("action") != "save"
    if status == 422 and is_looking and form.errors.keys() <= getattr(form, "next_step", set()):
        form.errors.clear()  # not wrong, only not said yet
        status = 200
    if request.htmx and is_looking:  # the page asks while somebody types: nothing was sent yet
        status = 200
    return render(request, facts.pop("template", "alerts/duty_form.html"), facts | {"form": form}, status=status)


def _seen(viewer: Viewer, form: RotaForm, drafted: Draft, now: datetime) -> dict[str, Any]:
    preview = look(viewer, drafted, now)
    return {"preview": preview, "seen": _token(form, preview)}


def look(viewer: Viewer, drafted: Draft, now: datetime) -> Preview:
    return duty_preview.preview(viewer, drafted.redraw, drafted.from_at, drafted.until_at, drafted.duty_ids, now)


def _as_seen(viewer: Viewer, form: RotaForm, draft: Drafting, seen: str) -> Drafting:
    """The draft that refuses to be anything but what the person saw."""

    def checked(now: datetime) -> Draft:
        drafted = draft(now)
        if _token(form, look(viewer, drafted, now)) != seen:
            raise Changed(_("Something has changed since you looked: look again, then save."))
        return drafted

    return checked


def _token(form: RotaForm, preview: Preview) -> str:
    """What was typed and what it leaves, as one word; when a gap begins moves with the clock and is left out."""
    typed = [(name, form.data.get(name, "")) for name in sorted(form.fields)]
    lines = [*preview.gaps, *preview.filled, *preview.moved, *preview.held]
    left = [(line.duty, line.ends_at.isoformat(), line.people, line.is_gap) for line in lines]
    return hashlib.blake2b(repr((typed, left)).encode(), digest_size=12).hexdigest()


def _make(viewer: Viewer) -> Callable[[Drafting], DutyAct]:
    return lambda checked: duty.save(viewer, checked).act


def _to_week(viewer: Viewer, drafted: Draft, act: DutyAct) -> HttpResponse:
    day = drafted.from_at.astimezone(ZoneInfo(viewer.office.time_zone)).date()
    place = f"#duty-{drafted.duty_ids[0]}" if drafted.duty_ids else ""
    response = redirect(f"{reverse('duty')}?week={week.code(day)}&done={act}{place}")
    response.status_code = 303
    return response
