"""The office's displays: a list with what each does now, a form that takes a screen's code, a form for one, an end."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain import pairing
from alerts.models import Display
from alerts.selectors import displays as shelf
from alerts.services import displays
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import for_those_who_set_up, to_list
from .setup_rows import save_row

SLOW = gettext_lazy("Too many codes in ten minutes. Wait, then read the code from the screen again.")


class DisplayForm(Seen):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Where it hangs, so that whoever reads the list knows which one it is."),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the language in which it shows the wall.")},
    )

    def version(self, row: Any) -> str:
        return displays.version(row)

    @property
    def draft(self) -> displays.Draft:
        return displays.Draft(self.cleaned_data["name"], self.cleaned_data["language"])


class PairingForm(DisplayForm):
    code = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        max_length=20,
        help_text=gettext_lazy("Eight letters. Type only one that you see on a screen of your office."),
        error_messages={"required": gettext_lazy("Type the code that the screen shows.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("code", "name", "language")

    def clean_code(self) -> str:
        if not pairing.as_typed(self.cleaned_data["code"]):
            raise forms.ValidationError(_("That is no code: eight letters, none of them a vowel."))
        return str(self.cleaned_data["code"])


@require_safe
@for_those_who_set_up
def list_displays(request: Any) -> HttpResponse:
    """?paired=, ?saved= and ?ended= name the display of the page before."""
    here = shelf.of_office(request.viewer, request.now)
    facts = {
        "rows": [{"display": one, "is_silent": shelf.is_silent(one, request.now)} for one in here.working],
        "past": here.past,
        "saved": _said(request, here),
        "pair_address": _pair_address(request),
    }
    return render(request, "alerts/setup/displays.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def pair(request: Any) -> HttpResponse:
    """Takes the code that a screen shows: it is the office's wall from then on."""
    form = PairingForm(
        request.POST if request.method == "POST" else None, initial={"language": request.viewer.office.language}
    )
    if request.method != "POST":
        return _form(request, form, 200)
    if not form.is_valid():
        return _form(request, form, 422)
    if not ratelimit.consume(request, action="confirm_code", user=request.user):
        form.add_error("code", str(SLOW))
        return _form(request, form, 429)
    try:
        made = displays.confirm(viewer=request.viewer, code=form.cleaned_data["code"], draft=form.draft)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 422)
    return to_list("setup_displays", paired=made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, display: int) -> HttpResponse:
    """Name and language of one that is paired."""
    known = Display.objects.filter(pk=display, office=request.viewer.office, ended_at__isnull=True).first()
    if known is None and (request.method != "POST" or not _was_here(request, display)):
        raise Http404
    form = DisplayForm(request.POST if request.method == "POST" else None, row=known)

    def save() -> Display:
        seen = form.cleaned_data["seen"]
        return displays.change_it(viewer=request.viewer, display_id=display, seen=seen, draft=form.draft)

    return save_row(request, form, save, _form, "setup_displays")


@require_POST
@for_those_who_set_up
def end(request: Any, display: int) -> HttpResponse:
    try:
        ended = displays.end(viewer=request.viewer, display_id=display)
    except Display.DoesNotExist:
        raise Http404 from None
    return to_list("setup_displays", ended=ended.pk)


def _pair_address(request: Any) -> str:
    """What is typed at the screen, without what every browser adds."""
    return f"{request.get_host()}{reverse('wall_pair')}"


def _was_here(request: Any, display: int) -> bool:
    return Display.objects.filter(pk=display, office=request.viewer.office).exists()


def _said(request: Any, here: shelf.Shelf) -> str:
    """What the page before did."""
    sentences = {
        "paired": _("Paired: “%(name)s”. It shows the wall within some seconds."),
        "saved": _("Saved: “%(name)s”."),
        "ended": _("Ended: “%(name)s”. Its screen says so within ten seconds."),
    }
    for asked, sentence in sentences.items():
        for one in here.past if asked == "ended" else here.working:
            if str(one.pk) == request.GET.get(asked):
                return sentence % {"name": one.name}
    return ""


def _form(request: Any, form: DisplayForm, status: int) -> HttpResponse:
    known: Display | None = form.row
    facts = {
        "form": form,
        "display": known,
        "is_new": isinstance(form, PairingForm),
        "pair_address": _pair_address(request),
        "now_reads": f"{known.name}, {dict(settings.LANGUAGES)[known.language]}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/display.html", facts, status=status)
