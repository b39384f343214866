"""One's own telephone number: whoever tells by phone, and the duty list, find a person by it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alerts.models import Person
from alerts.services import own_phone
from alerts.services.setting_up import Stale

from .setting_up import changed_by, to_list
from .setup_people_forms import Plain, checked_phone, phone_field


class PhoneForm(Plain):
    """`seen`: the number as it stood when the page was made."""

    phone = phone_field()
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, person: Person) -> None:
        super().__init__(data, initial={"phone": person.phone, "seen": person.phone})

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def look_again(self, sentence: str, person: Person) -> None:
        """Keeps what was typed, and takes what is stored now as seen: saving again is meant."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = person.phone  # type: ignore[index]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any) -> HttpResponse:
    """?saved= after it was saved."""
    if request.viewer is None:
        raise Http404
    person = request.viewer.person
    form = PhoneForm(request.POST if request.method == "POST" else None, person=person)
    if request.method != "POST":
        return _page(request, form, 200)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        own_phone.change_it(viewer=request.viewer, seen=form.cleaned_data["seen"], phone=form.cleaned_data["phone"])
    except Stale as stale:
        person.refresh_from_db(fields=["phone"])
        form.look_again(changed_by(stale.event, request.now), person)
        return _page(request, form, 409)
    return to_list("my_phone", saved=1)


def _page(request: Any, form: PhoneForm, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "now_reads": (request.viewer.person.phone or "—") if form.stale else "",
        "saved": gettext_lazy("Saved.") if request.GET.get("saved") and status == 200 else "",
    }
    return render(request, "alerts/my_phone.html", facts, status=status)
