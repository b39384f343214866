"""The evaluation sheet of an exercise: on the screen, on paper, as CSV; what evaluators saw; closed for good."""

import csv
import io
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from alerts.domain.words_of_exercises import Stage
from alerts.models import Exercise, Inject
from alerts.selectors import evaluation
from alerts.selectors import exercises as shelf
from alerts.services import evaluating
from alerts.transfer import exercise_sheet_csv
from ewrr.common.errors import Refusal

from .asked import MOST_OF_A_NOTE, words
from .setup_exercises import for_those_who_run
from .sheet_words import page_rows, sum_rows


class ObservationForm(forms.Form):
    text = words(MOST_OF_A_NOTE)
    key = forms.CharField(max_length=20, required=False)
    seen = forms.CharField(max_length=20, required=False)


@require_safe
def show(request: Any, exercise: int) -> HttpResponse:
    """`?note=` opens the field for the inject of that key."""
    return _page(request, _readable(request, exercise), note=request.GET.get("note"))


@require_POST
@for_those_who_run
def observe(request: Any, exercise: int) -> HttpResponse:
    """Keeps what an evaluator saw; whoever was slower keeps what they typed, and sees what stands there."""
    known = _readable(request, exercise)
    form = ObservationForm(request.POST)
    key = request.POST.get("key", "")[:20]
    if not form.is_valid():
        return _page(request, known, note=key, form=form, status=422)
    said = form.cleaned_data
    try:
        evaluating.observe(
            viewer=request.viewer, exercise_id=exercise, key=said["key"], text=said["text"], seen=said["seen"]
        )
    except Inject.DoesNotExist:
        raise Http404 from None
    except evaluating.Overtaken as late:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = str(late.latest.pk)  # type: ignore[index]
        return _page(request, known, note=key, form=form, refusal=late, status=409)
    except Refusal as refusal:
        return _page(request, known, note=key, form=form, refusal=refusal, status=409)
    return _back(exercise, f"#of-{said['key']}" if said["key"] else "#seen")


@require_POST
@for_those_who_run
def close(request: Any, exercise: int) -> HttpResponse:
    """The sheet never changes from now on."""
    try:
        evaluating.close(viewer=request.viewer, exercise_id=exercise)
    except Refusal as refusal:
        return _page(request, _readable(request, exercise), refusal=refusal, status=409)
    return _back(exercise)


@require_POST
def as_csv(request: Any, exercise: int) -> HttpResponse:
    """A line for each inject; that it was taken out is logged."""
    known = _readable(request, exercise)
    found = evaluation.shown(evaluation.sheet(known, request.now), request.viewer)
    seen = evaluation.observations(known) if request.viewer.reads_whole else {}
    evaluating.log_export(viewer=request.viewer)
    kept = io.StringIO()
    kept.write("\ufeff")
    csv.writer(kept, lineterminator="\r\n").writerows(
        exercise_sheet_csv.rows(found, {key: row.text for key, row in seen.items()}, get_language() or "en")
    )
    response = HttpResponse(kept.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="exercise-{known.pk}.csv"'
    return response


def _readable(request: Any, exercise: int) -> Exercise:
    """Raises Http404 for those who may not know of it, and while it has not begun."""
    if request.viewer is None:
        raise Http404
    try:
        known = shelf.one(request.viewer, exercise)
    except Exercise.DoesNotExist:
        raise Http404 from None
    if known.stage is Stage.PLANNED:
        raise Http404
    return known


def _back(exercise: int, place: str = "") -> HttpResponse:
    response = redirect("setup_evaluation", exercise)
    response["Location"] += place
    response.status_code = 303
    return response


def _page(
    request: Any,
    exercise: Exercise,
    *,
    note: str | None = None,
    form: ObservationForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    found = evaluation.shown(evaluation.sheet(exercise, request.now), viewer)
    seen = evaluation.observations(exercise) if viewer.reads_whole else {}
    asks = viewer.may_observe_exercises and exercise.stage is not Stage.CLOSED
    asked = note if note is not None and any(row["key"] == note for row in found["injects"]) else ""
    latest = seen.get(asked)
    facts = {
        "exercise": exercise,
        "sheet": found,
        "as_of": datetime.fromisoformat(found["as_of"]),
        "rows": page_rows(found, seen, get_language() or "en"),
        "steps": [row["step"] for row in found["sums"]],
        "sums": sum_rows(found),
        "whole": seen.get(""),
        "asks": asks,
        "asked": asked,
        "form": form
        or ObservationForm(initial={"text": latest.text if latest else "", "seen": latest.pk if latest else ""}),
        "latest": latest,
        "refused": str(refusal.sentence) if refusal else "",
        "open": shelf.still_open(exercise).count() if exercise.stage is Stage.ENDED else 0,
    }
    return render(request, "alerts/setup/evaluation.html", facts, status=status)
