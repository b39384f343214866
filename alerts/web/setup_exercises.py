"""The office's exercises: a list, the plan of one, its script looked at before it is kept, scripts to begin with."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain import exercise_script
from alerts.domain.words_of_exercises import Stage
from alerts.models import Exercise
from alerts.selectors import exercises as shelf
from alerts.services import exercises
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from . import exercise_words as words
from .exercise_form import ExerciseForm
from .setting_up import changed_by, to_list

READY_FOLDER = Path(__file__).resolve().parents[1] / "reference" / "exercises"
READY = ("first_alert", "storm")
View = Callable[..., HttpResponse]


def for_those_who_run(view: View) -> View:
    """The page does not exist for others; nor does an exercise of another office."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_run_exercises:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except Exercise.DoesNotExist:
            raise Http404 from None

    return guarded


@require_safe
def list_exercises(request: Any) -> HttpResponse:
    """For those who run them all, for others who read evaluations the closed ones."""
    if request.viewer is None or not request.viewer.may_read_evaluations:
        raise Http404
    return render_list(request)


def render_list(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    found = shelf.listed(request.viewer)
    facts = {
        "rows": found,
        "runs": next((one for one in found if one.is_running), None),
        "ready": READY,
        "refused": str(refusal.sentence) if refusal else "",
    }
    return render(request, "alerts/setup/exercises.html", facts, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_run
def edit(request: Any, exercise: int | None = None) -> HttpResponse:
    """One exercise that has not begun, new or known. POST with act=look shows what the script says, act=faults gives
    the file back with what is wrong in it, anything else keeps it. `?ready=` begins with one of the hub's scripts.
    """
    known = _planned(request, exercise) if exercise is not None else None
    posted = request.method == "POST"
    form = ExerciseForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        viewer=request.viewer,
        now=request.now,
        exercise=known,
        initial=_ready(request),
    )
    if not posted:
        form.look(str(form["script"].value() or "")) if form["script"].value() else None
        return _form(request, form, known, 200)
    act = request.POST.get("act", "")
    is_right = form.is_valid()
    if act == "faults" and form.with_faults is not None:
        return _faults(*form.with_faults)
    if act == "look" and not form.wrong and "file" not in form.errors:
        form.errors.clear()  # only looked: nothing was to be kept yet
        return _form(request, form, known, 200)
    if not is_right:
        return _form(request, form, known, 422)
    return _save(request, form, known)


@require_POST
@for_those_who_run
def delete(request: Any, exercise: int) -> HttpResponse:
    """For good, while it has not begun."""
    seen = request.POST.get("seen", "")
    try:
        exercises.delete(
            viewer=request.viewer, exercise_id=exercise, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        )
    except Refusal as refusal:
        return render_list(request, refusal)
    return to_list("setup_exercises")


@require_safe
@for_those_who_run
def script(request: Any, exercise: int) -> HttpResponse:
    """The file as it came, word for word."""
    told = shelf.one(request.viewer, exercise).script
    return _file(told, "script", is_json=told.lstrip("\ufeff \r\n\t")[:1] in ("{", "["))


@require_safe
@for_those_who_run
def ready(request: Any, name: str) -> HttpResponse:
    """A script of the hub's own, to run as it is or to begin one's own with."""
    if name not in READY:
        raise Http404
    return _file((READY_FOLDER / f"{name}.csv").read_text("utf-8"), name, is_json=False)


def _ready(request: Any) -> dict[str, Any]:
    name = request.GET.get("ready", "")
    if name not in READY:
        return {}
    return {"name": words.READY_NAMES[name], "script": (READY_FOLDER / f"{name}.csv").read_text("utf-8")}


def _planned(request: Any, exercise: int) -> Exercise:
    """Raises Http404 for one that has begun: there is nothing to be planned."""
    known = shelf.one(request.viewer, exercise)
    if known.stage is not Stage.PLANNED:
        raise Http404
    return known


def _save(request: Any, form: ExerciseForm, known: Exercise | None) -> HttpResponse:
    try:
        if known is None:
            saved = exercises.create(viewer=request.viewer, plan=form.plan)
        else:
            seen = form.cleaned_data["seen"] or 0
            saved = exercises.change_it(viewer=request.viewer, exercise_id=known.pk, seen=seen, plan=form.plan)
    except Stale as stale:
        assert known is not None, "a new one is never stale"
        known.refresh_from_db()
        form.look_again(changed_by(stale.event, request.now), known.version)
        return _form(request, form, known, 409)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _form(request, form, known, 409)
    response = redirect("setup_exercise", saved.pk)
    response.status_code = 303
    return response


def _form(request: Any, form: ExerciseForm, known: Exercise | None, status: int) -> HttpResponse:
    language = form["language"].value() or "en"
    read = form.read
    facts = {
        "form": form,
        "exercise": known,
        "lines": [preview(placed, language) for placed in form.placed],
        "counted": words.counted(len(read.injects), read.last_minute) if read and read.injects else "",
        "has_file": form.with_faults is not None,
        "now_reads": "",
        "ready": READY,
        "most": exercise_script.MOST_INJECTS,
    }
    return render(request, "alerts/setup/exercise_plan.html", facts, status=status)


def preview(placed: exercises.Placed, language: str) -> dict[str, Any]:
    """One line of the script as it is shown before it is kept."""
    line = placed.line
    return {
        "line": line,
        "title": line.title(language),
        "text": line.text(language)[0],
        "by": words.filer(line.by),
        "place": placed,
        "targets": words.targets(line),
        "wonders": words.wonders(line),
    }


def _faults(told: str, is_json: bool) -> HttpResponse:
    return _file(told, "script-faults", is_json=is_json)


def _file(told: str, name: str, *, is_json: bool) -> HttpResponse:
    kind, ending = ("application/json", "json") if is_json else ("text/csv; charset=utf-8", "csv")
    # Spreadsheets read UTF-8 where the file says so first.
    response = HttpResponse(told if is_json or told.startswith("\ufeff") else "\ufeff" + told, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
