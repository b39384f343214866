"""The office's actors: a list, a form for one, and the usual names of the country to begin with."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.words_of_filings import ActorKind
from alerts.models import Actor
from alerts.selectors.actors import naming, of_office
from alerts.services import actors
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .offered import Keeps, Offered
from .setting_up import changed_by, for_those_who_set_up, refused, said, to_list


class ActorForm(Keeps):
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
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stale = ""
        self.faults: list[Any] = []
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def look_again(self, sentence: str, seen: str) -> None:
        """Somebody was quicker: what was typed stays, and the next try knows what is there now."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = seen  # type: ignore[index]

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
    known = Actor.objects.filter(pk=actor, office=request.viewer.office).first() if actor is not None else None
    if actor is not None and known is None:
        raise Http404
    stored = {name: getattr(known, name) for name in ("name", "kind", "aliases")} if known else {}
    stored |= {"seen": actors.version(known)} if known else {}
    form = ActorForm(request.POST if request.method == "POST" else None, initial=stored)
    if request.method != "POST":
        return _form(request, form, known, 200)
    if not form.is_valid():
        return _form(request, form, known, 422)
    try:
        saved = _save(request, form, known)
    except Stale as stale:
        assert known is not None, "a new one is never stale"
        known.refresh_from_db()
        form.look_again(changed_by(stale.event, request.now), actors.version(known))
        return _form(request, form, known, 409)
    except Refusal as refusal:
        form.add_error("name" if refusal.fields else None, str(refusal.sentence))
        return _form(request, form, known, 409)
    return to_list("setup_actors", saved=saved.pk)


def _save(request: Any, form: ActorForm, known: Actor | None) -> Actor:
    if known is None:
        return actors.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return actors.change_it(viewer=request.viewer, actor_id=known.pk, seen=seen, draft=form.draft)


@require_POST
@for_those_who_set_up
def retire(request: Any, actor: int) -> HttpResponse:
    """Retires an actor, or (act=restore) takes it back."""
    is_back = request.POST.get("act") == "restore"
    try:
        actors.retire(viewer=request.viewer, actor_id=actor, seen=request.POST.get("seen", ""), is_back=is_back)
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _list(request, refusal)
    return to_list("setup_actors", saved=actor)


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


def _form(request: Any, form: ActorForm, known: Actor | None, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "actor": known,
        "named": naming(request.viewer, known) if known else 0,
        "shows_use": request.viewer.may_read,
        "seen": actors.version(known) if known else "",
        "now_reads": f"{known.name}, {known.get_kind_display()}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/actor.html", facts, status=status)
