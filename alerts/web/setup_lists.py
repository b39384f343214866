"""The lists that people choose from, as the office has made them its own: what is offered, in which words and order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.lists import LONGEST
from alerts.domain.words import Component, Level, Severity, State, Urgency
from alerts.models.choices import SHELF, label, of
from alerts.selectors import lists as shelf
from alerts.services import lists
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import changed_by, for_those_who_set_up, refused, to_list

# What no office changes: alerts, messages and reports of all offices must mean the same by it.
FIXED = (Level, State, Urgency, Severity)


class EntryForm(Seen):
    """`counts_as` is asked for an entry of the office's own, once."""

    name_en = forms.CharField(label=gettext_lazy("In English"), max_length=LONGEST, required=False)
    name_fr = forms.CharField(label=gettext_lazy("In French"), max_length=LONGEST, required=False)
    counts_as = forms.ChoiceField(
        label=gettext_lazy("Counts as"),
        help_text=gettext_lazy("In the weekly report, and to other systems. It stays so for good."),
        error_messages={"required": gettext_lazy("Choose as what it counts in reports.")},
    )

    def __init__(self, data: Any, *, sheet: shelf.Sheet, line: shelf.Line | None) -> None:
        stored = {"name_en": line.names[0], "name_fr": line.names[1]} if line else {}
        super().__init__(data, row=sheet, initial=stored)
        if line is not None:
            del self.fields["counts_as"]
        else:
            choose = ("", _("Choose…"))
            self.fields["counts_as"].choices = [choose, *of(sheet.kept.listed.words)]  # type: ignore[attr-defined]

    def version(self, row: Any) -> str:
        return str(row.version)


@require_safe
@for_those_who_set_up
def list_lists(request: Any) -> HttpResponse:
    """Every list, those first of which entries can be retired."""
    found = shelf.overview(request.viewer.office)
    rows: list[dict[str, Any]] = [{"kept": kept, **counts} for kept, counts in found]
    facts = {
        "open": [row for row in rows if row["kept"].listed.is_open],
        "worded": [row for row in rows if not row["kept"].listed.is_open],
        "fixed": [[str(label(word)) for word in words] for words in FIXED],
    }
    return render(request, "alerts/setup/lists.html", facts)


@require_safe
@for_those_who_set_up
def one(request: Any, of: str) -> HttpResponse:
    """?saved= names the entry that the page before changed; ?moved= and ?way= the button that was pressed."""
    return _one(request, of)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, of: str, code: str | None = None) -> HttpResponse:
    """The words of one entry, or a new one of the office's own."""
    sheet = _sheet(request, of)
    line = next((line for line in sheet.lines if line.code == code), None)
    if (line is None) is not (code is None) or (code is None and not sheet.kept.listed.may_add):
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None, sheet=sheet, line=line)
    if request.method != "POST":
        return _form(request, form, sheet, line, 200)
    if not form.is_valid():
        return _form(request, form, sheet, line, 422)
    try:
        saved = _save(request, form, of, code)
    except Stale as stale:
        now = shelf.sheet(request.viewer.office, of)
        form.look_again(changed_by(stale.event, request.now), now)
        return _form(request, form, now, next((one for one in now.lines if one.code == code), None), 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, sheet, line, 422 if refusal.fields else 409)
    if of == "component":
        return to_list("setup_sections", worded=saved)
    return to_list("setup_list", of, saved=saved)


def _save(request: Any, form: EntryForm, of: str, code: str | None) -> str:
    typed = {name: form.cleaned_data[name] for name in ("name_en", "name_fr", "seen")}
    if code is None:
        return lists.add(viewer=request.viewer, of=of, counts_as=form.cleaned_data["counts_as"], **typed)
    lists.word(viewer=request.viewer, of=of, code=code, **typed)
    return code


@require_POST
@for_those_who_set_up
def retire(request: Any, of: str, code: str) -> HttpResponse:
    """Retires an entry, or (act=restore) takes it back."""
    is_back, seen = request.POST.get("act") == "restore", request.POST.get("seen", "")
    act = partial(lists.retire, viewer=request.viewer, of=of, code=code, seen=seen, is_back=is_back)
    return _done(request, of, act, saved=code)


@require_POST
@for_those_who_set_up
def move(request: Any, of: str, code: str) -> HttpResponse:
    is_up, seen = request.POST.get("way") == "up", request.POST.get("seen", "")
    act = partial(lists.move, viewer=request.viewer, of=of, code=code, seen=seen, is_up=is_up)
    return _done(request, of, act, moved=code, way="up" if is_up else "down")


def _done(request: Any, of: str, act: Callable[[], None], **asked: str) -> HttpResponse:
    try:
        act()
    except (KeyError, lists.NoSuchEntry):
        raise Http404 from None
    except Refusal as refusal:
        return _one(request, of, refusal)
    return to_list("setup_list", of, **asked)


def _sheet(request: Any, of: str) -> shelf.Sheet:
    if of not in SHELF:
        raise Http404
    return shelf.sheet(request.viewer.office, of, request.viewer)


def _one(request: Any, of: str, refusal: Refusal | None = None) -> HttpResponse:
    sheet = _sheet(request, of)
    named = next((line for line in sheet.lines if line.code == request.GET.get("saved")), None)
    facts = {
        "sheet": sheet,
        "groups": _groups(sheet),
        "shows_use": request.viewer.may_read,
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "saved": _("Saved: “%(name)s”.") % {"name": named.name} if named and not refusal else "",
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/list.html", facts, status=409 if refusal else 200)


def _groups(sheet: shelf.Sheet) -> list[tuple[Any, list[dict[str, Any]]]]:
    """What is offered, under its headings; each line knows whether it can go up or down."""
    found: list[tuple[Any, list[shelf.Line]]] = []
    for line in sheet.offered:
        group = sheet.kept.listed.group_of(line.code)
        if not found or found[-1][0] != group:
            found.append((group, []))
        found[-1][1].append(line)
    return [
        (
            sheet.kept.headings.get(group, ""),
            [{"line": one, "is_first": one is own[0], "is_final": one is own[-1]} for one in own],
        )
        for group, own in found
    ]


def _form(request: Any, form: EntryForm, sheet: shelf.Sheet, line: shelf.Line | None, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "sheet": sheet,
        "line": line,
        "is_component": sheet.kept.listed.words is Component,
        "now_reads": " / ".join(line.names) if form.stale and line else "",
    }
    return render(request, "alerts/setup/list_entry.html", facts, status=status)
