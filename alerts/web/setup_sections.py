"""The office's sections under the three components: a list, and a form for one."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words import Component
from alerts.models import Section
from alerts.models.choices import label, of
from alerts.selectors import lists as shelf
from alerts.selectors import sections as found
from alerts.services import sections
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import for_those_who_set_up, refused, said
from .setup_rows import retire_row, save_row


class SectionForm(Seen):
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name in English.")},
    )
    name_fr = forms.CharField(
        label=gettext_lazy("Name in French"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a name in French.")},
    )
    component = forms.ChoiceField(
        label=gettext_lazy("Component"),
        choices=of(Component),
        error_messages={"required": gettext_lazy("Choose the component.")},
    )

    def version(self, row: Any) -> str:
        return found.version(row)

    @property
    def draft(self) -> sections.Draft:
        given = self.cleaned_data
        return sections.Draft(given["name_en"], given["name_fr"], Component(given["component"]))


@require_safe
@for_those_who_set_up
def list_sections(request: Any) -> HttpResponse:
    """?saved= names the section that the page before changed, ?worded= the component."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, section: int | None = None) -> HttpResponse:
    """One section, new (?component= it is of) or known."""
    known = get_object_or_404(Section, pk=section, office=request.viewer.office) if section is not None else None
    begun = {} if known else {"component": request.GET.get("component", "")}
    form = SectionForm(request.POST if request.method == "POST" else None, row=known, initial=begun)
    return save_row(request, form, lambda: _save(request, form), _form, "setup_sections")


def _save(request: Any, form: SectionForm) -> Section:
    if form.row is None:
        return sections.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return sections.change_it(viewer=request.viewer, section_id=form.row.pk, seen=seen, draft=form.draft)


@require_POST
@for_those_who_set_up
def retire(request: Any, section: int) -> HttpResponse:
    """Retires a section, or (act=restore) takes it back."""
    return retire_row(request, section, partial(sections.retire, section_id=section), _list, "setup_sections")


def _list(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    rows = {section.pk: section for section in found.of_office(request.viewer, request.now)}
    lines = {line.code: line for line in shelf.sheet(request.viewer.office, "component").lines}
    worded = lines.get(request.GET.get("worded", ""))
    facts = {
        "components": [
            {
                "line": lines[component.value],
                "component": component,
                "rows": [one for one in rows.values() if one.component == component and one.retired_at is None],
            }
            for component in Component
        ],
        "retired": [
            {"section": one, "component": label(Component(one.component)), "seen": found.version(one)}
            for one in rows.values()
            if one.retired_at
        ],
        "shows_use": request.viewer.may_read,
        "saved": _("Saved: “%(name)s”.") % {"name": worded.name} if worded else said(request, rows),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/sections.html", facts, status=409 if refusal else 200)


def _form(request: Any, form: SectionForm, status: int) -> HttpResponse:
    known: Section | None = form.row
    facts = {
        "form": form,
        "section": known,
        "seen": found.version(known) if known else "",
        "now_reads": f"{known.name_en} / {known.name_fr}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/section.html", facts, status=status)
