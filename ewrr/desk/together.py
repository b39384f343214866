"""One act on several alerts of the board: each done or refused by itself, and the reason asked once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alerts.domain.words import DismissReason
from alerts.selectors.access import visible_to
from alerts.services import together
from alerts.services.together import Chosen, Result
from alerts.web.move_forms import DismissForm
from ewrr.common.errors import Refusal

from . import board_asks
from .templatetags.board import join_path
from .viewer import for_readers

LONGEST_CHOICE = 40


@require_POST
@for_readers
def act(request: Any) -> HttpResponse:
    """`alert`: each as number~version, as it was looked at; `act`: answer, join, dismiss. 200 with what was done and
    what was not and why; 303 to the page that compares before joining; 422 where nothing was chosen.
    """
    if not request.viewer.may_answer:
        return _refused(request, _("Your role in this office does not do that."), 403)
    chosen, name = _chosen(request.POST.getlist("alert")), request.POST.get("act", "")
    if not chosen or name not in ACTS:
        return _refused(request, _("Choose the alerts, then what to do with them."), 422)
    try:
        return ACTS[name](request, chosen)
    except Refusal as refusal:
        return _refused(request, refusal.sentence, 409)


def _chosen(values: list[str]) -> list[Chosen]:
    parted = (value.partition("~") for value in values if len(value) <= LONGEST_CHOICE)
    return [
        Chosen(number, int(version)) for number, _tilde, version in parted if version.isascii() and version.isdigit()
    ]


def _answer(request: Any, chosen: list[Chosen]) -> HttpResponse:
    results = together.answer(viewer=request.viewer, chosen=chosen)
    done = sum(result.why_not is None for result in results)
    return _said(request, ngettext("%(n)s alert answered.", "%(n)s alerts answered.", done) % {"n": done}, results)


def _join(request: Any, chosen: list[Chosen]) -> HttpResponse:
    if len(chosen) < 2:
        return _refused(request, _("Choose two alerts or more to join them."), 422)
    response = redirect(join_path([one.number for one in chosen]))
    response.status_code = 303
    return response


def _dismiss(request: Any, chosen: list[Chosen]) -> HttpResponse:
    if not request.viewer.may_decide:
        return _refused(request, _("Your role in this office does not do that."), 403)
    is_sent = "reason" in request.POST or "note" in request.POST
    form = DismissForm({**request.POST.dict(), "version": 0} if is_sent else None)
    if not is_sent or not form.is_valid():
        numbers = [one.number for one in chosen]
        shown = visible_to(request.viewer).filter(number__in=numbers).order_by("received_at", "id")
        facts = {"form": form, "chosen": chosen, "alerts": shown.select_related("area").defer("area__outline")}
        return _page(request, "parts/dismiss_together.html", facts, 422 if is_sent else 200)
    said = form.cleaned_data
    results = together.dismiss(
        viewer=request.viewer, chosen=chosen, reason=DismissReason(said["reason"]), note=said["note"]
    )
    done = sum(result.why_not is None for result in results)
    return _said(request, ngettext("%(n)s alert dismissed.", "%(n)s alerts dismissed.", done) % {"n": done}, results)


ACTS = {"answer": _answer, "join": _join, "dismiss": _dismiss}


def _said(request: Any, sentence: str, results: list[Result]) -> HttpResponse:
    refused = [result for result in results if result.why_not is not None]
    return _page(request, "parts/acted.html", {"sentence": sentence, "refused": refused}, 200)


def _refused(request: Any, sentence: Any, status: int) -> HttpResponse:
    return _page(request, "parts/acted.html", {"sentence": sentence, "is_refused": True}, status)


def _page(request: Any, part: str, facts: dict[str, Any], status: int) -> HttpResponse:
    """The part alone for htmx, else on a page of its own; `back` is the list that one came from."""
    query = request.POST.get("back", "")
    facts |= {"part": part, "back": board_asks.of_text(query).query, "in_sheet": bool(request.htmx)}
    return render(request, part if request.htmx else "desk/together.html", facts, status=status)
