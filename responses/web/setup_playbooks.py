"""The office's playbooks: a list in order, and a form for one with its items."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain import words as w
from alerts.models.choices import labels
from alerts.selectors.rulebook_words import minutes
from alerts.web.setting_up import for_those_who_set_up, said, to_list
from alerts.web.setup_rows import move_asked
from ewrr.common.errors import Refusal
from responses.models import Playbook
from responses.selectors import playbooks as shelf
from responses.selectors.playbooks import Book
from responses.services import playbooks

from .playbook_form import PlaybookForm


@require_safe
@for_those_who_set_up
def list_playbooks(request: Any) -> HttpResponse:
    """?saved= names the row that was changed by the page before."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, playbook: int | None = None) -> HttpResponse:
    """One playbook, new or known; publish=on publishes what is saved. What was typed is never lost."""
    office = request.viewer.office
    book = _book(request, playbook) if playbook is not None else None
    data = request.POST if request.method == "POST" else None
    form = PlaybookForm(data, book=book, duties=shelf.duties(office))
    if data is None:
        return _form(request, form, 200)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        saved = _save(request, form, playbook)
    except playbooks.Outdated as refusal:
        form.look_again(_book(request, playbook or 0), str(refusal.sentence))
        return _form(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 422)
    return to_list("setup_playbooks", saved=saved.pk)


@require_POST
@for_those_who_set_up
def move(request: Any, playbook: int) -> HttpResponse:
    """One place up or down; the button pressed has the focus again."""
    is_up, _place = move_asked(request)
    try:
        playbooks.move(viewer=request.viewer, playbook_id=playbook, is_up=is_up)
    except Playbook.DoesNotExist:
        raise Http404 from None
    return to_list("setup_playbooks", moved=playbook, way="up" if is_up else "down")


@require_POST
@for_those_who_set_up
def retire(request: Any, playbook: int) -> HttpResponse:
    """Retires one, or (act=restore) takes it back."""
    act = playbooks.restore if request.POST.get("act") == "restore" else playbooks.retire
    try:
        act(viewer=request.viewer, playbook_id=playbook, seen=_seen(request.POST.get("seen", "")))
    except Playbook.DoesNotExist:
        raise Http404 from None
    except playbooks.Outdated:
        return _list(request, _("Not done: this was changed since you opened the page. Look again."))
    return to_list("setup_playbooks", saved=playbook)


def _seen(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _save(request: Any, form: PlaybookForm, playbook: int | None) -> Playbook:
    publishes = request.POST.get("publish") == "on"
    if playbook is None:
        return playbooks.create(viewer=request.viewer, draft=form.draft, publishes=publishes)
    seen = form.cleaned_data["seen"] or 0
    return playbooks.save(viewer=request.viewer, playbook_id=playbook, seen=seen, draft=form.draft, publishes=publishes)


def _book(request: Any, playbook: int) -> Book:
    found = shelf.book(request.viewer.office, playbook)
    if found is None:
        raise Http404
    return found


def _list(request: Any, refused: str = "") -> HttpResponse:
    books = shelf.shelf(request.viewer.office)
    standing = [book for book in books if book.playbook.retired_at is None]
    facts = {
        "rows": [
            {
                "book": book,
                "asks": _asks(book.playbook),
                "items": [(item, minutes(item.due_after_min)) for item in book.published],
                "place": place,
                "is_first": place == 1,
                "is_final": place == len(standing),
            }
            for place, book in enumerate(standing, start=1)
        ],
        "retired": [book for book in books if book.playbook.retired_at is not None],
        "saved": said(request, {book.playbook.pk: book.playbook for book in books}),
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "refused": refused,
    }
    return render(request, "responses/setup/playbooks.html", facts, status=409 if refused else 200)


def _asks(playbook: Playbook) -> list[str]:
    """For which alerts it is, a line for each thing asked; none: for any."""
    asked = ((w.ThreatType, playbook.threat_types), (w.Level, playbook.levels), (w.Kind, playbook.kinds))
    return [", ".join(str(label) for label in labels(words, codes)) for words, codes in asked if codes]


def _form(request: Any, form: PlaybookForm, status: int) -> HttpResponse:
    facts = {"form": form, "book": form.book}
    return render(request, "responses/setup/playbook.html", facts, status=status)
