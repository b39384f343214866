"""The board of responses, each one's page, and the doors of what is done to one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ewrr.common.errors import Refusal
from responses.domain.course import IllegalStep, Step
from responses.domain.words import Status
from responses.selectors import responses as selected
from responses.selectors.responses import Page
from responses.services import acting, steps
from responses.web.step_forms import EndForm, FinishForm, SaidForm
from responses.web.task_forms import AssignForm, TaskForm, flat

from . import fragments, response_pieces
from .context import live
from .viewer import for_readers

TAPS = {"accept": Step.ACCEPT, "move": Step.MOVE, "arrive": Step.ARRIVE}
ENDS = {"finish": (Step.FINISH, FinishForm), "abort": (Step.ABORT, EndForm), "refuse": (Step.REFUSE, EndForm)}
TITLES = {
    "finish": (_("How did it go?"), _("Record the result")),
    "abort": (_("Break it off"), pgettext_lazy("step", "Break off")),
    "refuse": (_("Refuse it: say why"), pgettext_lazy("step", "Refuse")),
    "assign": (_("Who does it, until when"), pgettext_lazy("step", "Assign")),
}


@require_safe
@for_readers
def board(request: Any) -> HttpResponse:
    """Everything under way, what is late first."""
    ask = response_pieces.read(request.GET)
    following = live(request, "responses", **ask.asks)
    facts = {"ask": ask, "responders": response_pieces.responders(), "board": response_pieces.board(request, ask)}
    return render(request, "responses/board.html", following | facts)


@require_safe
@for_readers
def show(request: Any, response: int) -> HttpResponse:
    following = live(request, "response", open=str(response))
    page = _page(request, response)
    form = SaidForm(office=request.viewer.office, now=request.now)
    return _shown(request, page, form, 200, following)


@require_POST
@for_readers
def tap(request: Any, response: int, act: str) -> HttpResponse:
    """Accepted, moving, on site: one tap; sent twice it is one step."""
    try:
        steps.take(viewer=request.viewer, response=response, step=TAPS[act])
    except acting.Missing:
        raise Http404 from None
    except Refusal as refusal:
        return _refused(request, refusal)
    return _done(request, response)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def end(request: Any, response: int, act: str) -> HttpResponse:
    """Done, broken off, refused: with how it went, or why."""
    page = _page(request, response)
    step, form_of = ENDS[act]
    if not steps.may_take(request.viewer, page.line.response, step):
        return _refused(request, acting.MayNot(_("Only the owner or the hub says that.")))
    refused = None if step in page.steps else acting.why_not(_illegal(page, step))
    given = {"office": request.viewer.office, "now": request.now}
    form: SaidForm = form_of(request.POST, **given) if request.method == "POST" else form_of(**given)
    if request.method != "POST" or not form.is_valid():
        status = 409 if refused else 422 if form.is_bound else 200
        return _form(request, page, act, form, status, refused)
    try:
        steps.take(viewer=request.viewer, response=response, step=step, said=form.said)
    except Refusal as refusal:
        return _back(request, page, act, form, refusal)
    return _done(request, response)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def assign(request: Any, response: int) -> HttpResponse:
    """To whom, until when: of a proposal, or anew."""
    page = _page(request, response)
    if not request.viewer.may_task:
        return _refused(request, acting.MayNot(acting.NOT_YOURS))
    row = page.line.response
    refused = None if Step.ASSIGN in page.steps else acting.why_not(_illegal(page, Step.ASSIGN))
    if request.method != "POST":
        form = AssignForm(initial=AssignForm.of(row), response=row)
        return _form(request, page, "assign", form, 409 if refused else 200, refused)
    form = AssignForm(request.POST, response=row)
    if not form.is_valid():
        return _form(request, page, "assign", form, 422, None)
    try:
        form.assign(request.viewer)
    except Refusal as refusal:
        return _back(request, page, "assign", form, refusal)
    return _done(request, response)


@require_POST
@for_readers
def log(request: Any, response: int) -> HttpResponse:
    """A line of the log: what was said by radio, where they are."""
    page = _page(request, response)
    form = SaidForm(request.POST, office=request.viewer.office, now=request.now)
    if not form.is_valid():
        return _shown(request, page, form, 422, {})
    try:
        steps.report(viewer=request.viewer, response=response, said=form.said)
    except acting.MayNot as refusal:
        return _refused(request, refusal)
    except Refusal as refusal:
        for field, sentence in refusal.fields.items():
            form.add_error(field, sentence)
        return _shown(request, page, form, 422, {})
    return _done(request, response)


def _page(request: Any, response: int) -> Page:
    found = selected.page(request.viewer, response, request.now)
    if found is None:
        raise Http404
    return found


def _illegal(page: Page, step: Step) -> Any:
    return IllegalStep(Status(page.line.response.status), step)


def _shown(request: Any, page: Page, form: SaidForm, status: int, following: dict[str, Any]) -> HttpResponse:
    piece = response_pieces.one(request, page)
    facts = {"page": page, "line": page.line, "one": page.line.response, "piece": piece, "form": form}
    return render(request, "responses/response.html", following | facts, status=status)


def _form(request: Any, page: Page, act: str, form: SaidForm | TaskForm, status: int, refused: Any) -> HttpResponse:
    title, button = TITLES[act]
    facts = {"page": page, "one": page.line.response, "act": act, "form": form, "refused": refused}
    facts |= {"title": title, "button": button, "version": page.line.response.version}
    if isinstance(form, TaskForm):
        facts |= {"types": flat(form.fields["type"].choices), "owners": flat(form.fields["owner"].choices)}  # type: ignore[attr-defined]
    return render(request, "responses/act.html", facts, status=status)


def _back(request: Any, page: Page, act: str, form: SaidForm | TaskForm, refusal: Refusal) -> HttpResponse:
    """The form again with everything typed, and what is wrong beside its field; else above it."""
    if isinstance(refusal, acting.MayNot):
        return _refused(request, refusal)
    for field, sentence in refusal.fields.items():
        form.add_error(field if field in form.fields else None, sentence)
    status = 422 if isinstance(refusal, acting.Incomplete) else 409
    fresh = _page(request, page.line.response.pk)
    return _form(request, fresh, act, form, status, None if refusal.fields else refusal.sentence)


def _refused(request: Any, refusal: Refusal) -> HttpResponse:
    template = "parts/refused.html" if request.htmx else "desk/refusal.html"
    status = 403 if isinstance(refusal, acting.MayNot) else 409
    return render(request, template, {"refusal": refusal, "place": request.htmx.target}, status=status)


def _done(request: Any, response: int) -> HttpResponse:
    """Back to where the button stood: the first page, the board, or the response itself."""
    place = request.POST.get("next", "")
    if request.htmx and place == "home":
        return HttpResponse(fragments.home_lists(request))
    if request.htmx and place == "board":
        return HttpResponse(response_pieces.board(request, response_pieces.read(request.GET)))
    if request.htmx:
        return HttpResponse(response_pieces.one(request, _page(request, response)))
    where = {"home": "owed", "board": "responses"}.get(place)
    answer = redirect(where) if where else redirect("response", response=response)
    answer.status_code = 303
    return answer
