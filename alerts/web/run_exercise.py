"""An exercise that runs: begun after a look at who will be told, led inject by inject, stopped."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain import exercise_script
from alerts.domain.words import OPEN_STATES
from alerts.domain.words_of_exercises import InjectState, Stage
from alerts.models import Alert, Exercise, Inject
from alerts.selectors import exercises as shelf
from alerts.selectors.evaluation import LATE_S
from alerts.services import ending_exercises, exercising
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from . import exercise_words as words
from .setting_up import changed_by
from .setup_exercises import for_those_who_run

ACTS = {"pause": exercising.pause, "resume": exercising.resume}
ACTS_OF_INJECTS = {"skip": exercising.skip, "forward": exercising.bring_forward}


@require_safe
@for_those_who_run
def show(request: Any, exercise: int) -> HttpResponse:
    """The page; for its own script, which asks every few seconds, the piece that changes: {now, fragments}."""
    known = shelf.one(request.viewer, exercise)
    if request.headers.get("Accept") == "application/json":
        html = render_to_string("alerts/setup/parts/injects.html", _facts(request, known), request)
        return JsonResponse({"now": request.now.isoformat(), "fragments": [{"id": "injects", "html": html}]})
    return _page(request, known)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_run
def start(request: Any, exercise: int) -> HttpResponse:
    """GET says who will be told. POST begins."""
    known = shelf.one(request.viewer, exercise)
    if known.stage is not Stage.PLANNED:
        return _back(known)
    if request.method != "POST":
        return _ask_start(request, known)
    seen = request.POST.get("seen", "")
    try:
        exercising.start(
            viewer=request.viewer,
            exercise_id=exercise,
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
            announces=request.POST.get("announces") == "on",
        )
    except Stale as stale:
        return _ask_start(request, shelf.one(request.viewer, exercise), changed_by(stale.event, request.now))
    except Refusal as refusal:
        return _ask_start(request, known, str(refusal.sentence))
    return _back(known)


@require_POST
@for_those_who_run
def act(request: Any, exercise: int) -> HttpResponse:
    """act=pause or resume; act=skip-7 or forward-7 of the inject with the id 7."""
    said, _dash, inject = request.POST.get("act", "").partition("-")
    known = {"viewer": request.viewer, "exercise_id": exercise}
    try:
        if said in ACTS:
            ACTS[said](**known)
        elif said in ACTS_OF_INJECTS and inject.isdecimal() and len(inject) < 15:
            ACTS_OF_INJECTS[said](**known, inject_id=int(inject))
        else:
            raise Http404
    except Inject.DoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _page(request, shelf.one(request.viewer, exercise), refusal)
    return _back(shelf.one(request.viewer, exercise))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_run
def stop(request: Any, exercise: int) -> HttpResponse:
    """GET says what ends. POST stops it, and closes its alerts unless they are to stay open (alerts=leave)."""
    known = shelf.one(request.viewer, exercise)
    if not known.is_running:
        return _back(known)
    if request.method != "POST":
        facts = _facts(request, known) | {"open": shelf.still_open(known).count(), "is_polled": False}
        return render(request, "alerts/setup/exercise_stop.html", facts)
    try:
        exercising.stop(viewer=request.viewer, exercise_id=exercise)
    except Refusal as refusal:  # somebody stopped it in this very moment
        return _page(request, shelf.one(request.viewer, exercise), refusal)
    if request.POST.get("alerts") != "leave":
        ending_exercises.end_alerts(viewer=request.viewer, exercise_id=exercise)
    return _back(known)


@require_POST
@for_those_who_run
def end_alerts(request: Any, exercise: int) -> HttpResponse:
    """Closes what was left open."""
    try:
        ending_exercises.end_alerts(viewer=request.viewer, exercise_id=exercise)
    except Refusal as refusal:
        return _page(request, shelf.one(request.viewer, exercise), refusal)
    return _back(shelf.one(request.viewer, exercise))


def _back(exercise: Exercise) -> HttpResponse:
    response = redirect("setup_exercise", exercise.pk)
    response.status_code = 303
    return response


def _ask_start(request: Any, exercise: Exercise, refused: str = "") -> HttpResponse:
    office = request.viewer.office
    posts = shelf.on_duty(office, request.now)
    facts = {
        "exercise": exercise,
        "refused": refused,
        "posts": posts,
        "people": len({person.pk for post in posts for person in post.people}),
        "runs": shelf.running(office),
        "real": Alert.objects.filter(office=office, is_exercise=False, state__in=OPEN_STATES).count(),
        "injects": exercise.injects.count(),
    }
    return render(request, "alerts/setup/exercise_start.html", facts, status=409 if refused else 200)


def _page(request: Any, exercise: Exercise, refusal: Refusal | None = None) -> HttpResponse:
    facts = _facts(request, exercise) | {"refused": str(refusal.sentence) if refusal else ""}
    return render(request, "alerts/setup/exercise.html", facts, status=409 if refusal else 200)


def _facts(request: Any, exercise: Exercise) -> dict[str, Any]:
    rows = [_row(inject) for inject in shelf.injects(exercise)]
    waiting = [row["inject"] for row in rows if row["inject"].state == InjectState.WAITING]
    return {
        "exercise": exercise,
        "rows": rows,
        "filed": sum(row["inject"].state == InjectState.FILED for row in rows),
        "waiting": len(waiting),
        "next": min((one.due_at for one in waiting if one.due_at), default=None),
        "open": shelf.still_open(exercise).count() if exercise.stopped_at else 0,
        "is_polled": exercise.is_running,
    }


def _row(inject: Inject) -> dict[str, Any]:
    line = exercise_script.one(inject.cells)
    return {
        "inject": inject,
        "line": line,
        "title": line.title(get_language() or "en"),
        "by": words.filer(line.by),
        "targets": words.targets(line),
        "is_late": inject.late_s >= LATE_S,
    }
