"""What a press of a button on the page of a report does."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from alerts.services import reading as inbox
from ewrr.common.errors import Refusal
from responses.services import signing

from . import pages
from .forms import ReturnForm
from .reading import Opened, for_reporters, language_asked, opened


@require_POST
@for_reporters
def act(request: Any, ref: str, act: str) -> HttpResponse:
    """A button of the page: back to it once it is done; with the sentence where it is refused."""
    one = opened(request, ref)
    do = DOES.get(act)
    if do is None:
        raise Http404
    try:
        do(request, one)
    except Refusal as refusal:
        return refused(request, ref, refusal)
    return to_page(request, ref)


def refused(request: Any, ref: str, refusal: Refusal, **more: Any) -> HttpResponse:
    """The page as it stands now, with why nothing was done."""
    if isinstance(refusal, signing.Missing):
        raise Http404
    status = 403 if isinstance(refusal, signing.MayNot) else 422 if refusal.code in TYPED else 409
    facts = pages.page_of(request, opened(request, ref), refusal=refusal, **more)
    return render(request, "responses/report.html", facts, status=status)


TYPED = {"incomplete", "too_long"}


def to_page(request: Any, ref: str, part: str = "") -> HttpResponse:
    response = redirect(f"{reverse('report', args=[ref])}?language={language_asked(request)}{part}")
    response.status_code = 303
    return response


class Incomplete(Refusal):
    code = "incomplete"


def _begin(request: Any, one: Opened) -> None:
    signing.begin(one.edition, request.viewer)


def _of(request: Any, one: Opened) -> dict[str, Any]:
    """What every move says: which version, and as of which revision it was looked at."""
    revision = request.POST.get("revision", "")
    if one.version is None:
        raise Http404
    known = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
    return {"viewer": request.viewer, "version": one.version.pk, "revision": known}


def _submit(request: Any, one: Opened) -> None:
    signing.submit(**_of(request, one))


def _return(request: Any, one: Opened) -> None:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        raise Incomplete(form.errors["because"][0], fields={"because": form.errors["because"][0]})
    signing.send_back(**_of(request, one), because=form.cleaned_data["because"])


def _approve(request: Any, one: Opened) -> None:
    signing.approve(**_of(request, one))


def _issue(request: Any, one: Opened) -> None:
    signing.issue(**_of(request, one))


DOES: dict[str, Callable[[Any, Opened], None]] = {
    "begin": _begin,
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "issue": _issue,
}


@require_POST
@for_reporters
def seen(request: Any, ref: str) -> HttpResponse:
    """Sent by the page itself once it is open: notices that lead here count as opened."""
    inbox.saw_notices(request.viewer, reverse("report", args=[opened(request, ref).ref]))
    return HttpResponse(status=204)
