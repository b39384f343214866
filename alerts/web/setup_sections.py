"""The office's sections under the three components: a list, and a form for one."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words import Component
from alerts.models import Section
from alerts.models.choices import label, of
from alerts.selectors import lists as shelf
from alerts.selectors import sections as found
from alerts.services import sections
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .setting_up import changed_by, for_those_who_set_up, refused, said, to_list


class SectionForm(forms.Form):
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
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, section: Section | None, component: str = "") -> None:
        stored = {name: getattr(section, name) for name in ("name_en", "name_fr", "component")} if section else {}
        seen = {"seen": found.version(section)} if section else {"component": component}
        super().__init__(data, initial=stored | seen)
        self.stale = ""
        self.faults: list[Any] = []
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    @property
    def draft(self) -> sections.Draft:
        given = self.cleaned_data
        return sections.Draft(given["name_en"], given["name_fr"], Component(given["component"]))

    def refuse(self, refusal: Refusal) -> None:
        for name, sentence in refusal.fields.items():
            self.add_error(name, str(sentence))
        if not refusal.fields:
            self.add_error(None, str(refusal.sentence))

    def look_again(self, sentence: str, seen: str) -> None:
        """Somebody was quicker: what was typed stays, and the next try knows what is there now."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = seen  # type: ignore[index]


@require_safe
@for_those_who_set_up
def list_sections(request: Any) -> HttpResponse:
    """?saved= names the section that the page before changed, ?worded= the component."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, section: int | None = None) -> HttpResponse:
    """One section, new (?component= it is of) or known."""
    known = _of_office(request, section) if section is not None else None
    posted = request.POST if request.method == "POST" else None
    form = SectionForm(posted, section=known, component=request.GET.get("component", ""))
    if posted is None:
        return _form(request, form, known, 200)
    if not form.is_valid():
        return _form(request, form, known, 422)
    try:
        saved = _save(request, form, known)
    except Stale as stale:
        now = _of_office(request, section or 0)
        form.look_again(changed_by(stale.event, request.now), found.version(now))
        return _form(request, form, now, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, known, 409)
    return to_list("setup_sections", saved=saved.pk)


def _save(request: Any, form: SectionForm, known: Section | None) -> Section:
    if known is None:
        return sections.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return sections.change_it(viewer=request.viewer, section_id=known.pk, seen=seen, draft=form.draft)


@require_POST
@for_those_who_set_up
def retire(request: Any, section: int) -> HttpResponse:
    """Retires a section, or (act=restore) takes it back."""
    is_back, seen = request.POST.get("act") == "restore", request.POST.get("seen", "")
    try:
        sections.retire(viewer=request.viewer, section_id=section, seen=seen, is_back=is_back)
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _list(request, refusal)
    return to_list("setup_sections", saved=section)


def _of_office(request: Any, section: int) -> Section:
    known = Section.objects.filter(pk=section, office=request.viewer.office).first()
    if known is None:
        raise Http404
    return known


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


def _form(request: Any, form: SectionForm, known: Section | None, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "section": known,
        "seen": found.version(known) if known else "",
        "now_reads": f"{known.name_en} / {known.name_fr}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/section.html", facts, status=status)
