"""The office's actors: a list, a form for one, and the usual names of the country to begin with."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words_of_filings import ActorKind
from alerts.models import Actor
from alerts.selectors.actors import naming, of_office
from alerts.services import actors
from ewrr.common.errors import Refusal

from .offered import Keeps, Offered
from .plain_form import Seen
from .setting_up import for_those_who_set_up, refused, said, to_list
from .setup_rows import retire_row, save_row


class ActorForm(Seen, Keeps):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Give it a name.")}
    )
    kind = Offered(
        ActorKind,
        label=gettext_lazy("Kind"),
        error_messages={"required": gettext_lazy("Choose the kind.")},
    )
    aliases = forms.CharField(
        label=gettext_lazy("Other names, one a line"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def version(self, row: Any) -> str:
        return actors.version(row)

    @property
    def draft(self) -> actors.Draft:
        given = self.cleaned_data
        return actors.Draft(given["name"], ActorKind(given["kind"]), given["aliases"])


@require_safe
@for_those_who_set_up
def list_actors(request: Any) -> HttpResponse:
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, actor: int | None = None) -> HttpResponse:
    """One actor, new or known."""
    known = get_object_or_404(Actor, pk=actor, office=request.viewer.office) if actor is not None else None
    form = ActorForm(request.POST if request.method == "POST" else None, row=known)
    return save_row(request, form, lambda: _save(request, form), _form, "setup_actors")


def _save(request: Any, form: ActorForm) -> Actor:
    if form.row is None:
        return actors.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return actors.change_it(viewer=request.viewer, actor_id=form.row.pk, seen=seen, draft=form.draft)


@require_POST
@for_those_who_set_up
def retire(request: Any, actor: int) -> HttpResponse:
    """Retires an actor, or (act=restore) takes it back."""
    return retire_row(request, actor, partial(actors.retire, actor_id=actor), _list, "setup_actors")


@require_POST
@for_those_who_set_up
def take_usual(request: Any) -> HttpResponse:
    """Begins the list with the usual names of the country."""
    return to_list("setup_actors", taken=actors.take_usual(viewer=request.viewer))


def _list(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    found = {actor.pk: actor for actor in of_office(request.viewer)}
    rows: list[dict[str, Any]] = [
        {"actor": one, "seen": actors.version(one), "aliases": one.aliases.splitlines()} for one in found.values()
    ]
    usual = {draft.name for draft in actors.usual(request.viewer.office.country)}
    taken = request.GET.get("taken", "")
    facts = {
        "rows": [row for row in rows if row["actor"].retired_at is None],
        "retired": [row for row in rows if row["actor"].retired_at is not None],
        "shows_use": request.viewer.may_read,
        "usual": len(usual - {one.name for one in found.values()}),
        "saved": _("Added: %(n)s.") % {"n": taken} if taken.isdecimal() and len(taken) < 5 else said(request, found),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/actors.html", facts, status=409 if refusal else 200)


def _form(request: Any, form: ActorForm, status: int) -> HttpResponse:
    known: Actor | None = form.row
    facts = {
        "form": form,
        "actor": known,
        "named": naming(request.viewer, known) if known else 0,
        "shows_use": request.viewer.may_read,
        "seen": actors.version(known) if known else "",
        "now_reads": f"{known.name}, {known.get_kind_display()}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/actor.html", facts, status=status)
