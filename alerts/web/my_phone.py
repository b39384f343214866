"""One's own telephone number: whoever tells by phone, and the duty list, find a person by it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alerts.models import Person
from alerts.services import own_phone

from .plain_form import Seen
from .setup_people_forms import checked_phone, phone_field
from .setup_rows import save_row


class PhoneForm(Seen):
    """What is seen of it is the number itself."""

    phone = phone_field()

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def version(self, row: Person) -> str:
        return row.phone


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any) -> HttpResponse:
    """?saved= after it was saved."""
    if request.viewer is None:
        raise Http404
    form = PhoneForm(request.POST if request.method == "POST" else None, row=request.viewer.person)
    return save_row(request, form, lambda: _save(request, **form.cleaned_data), _page, "my_phone")


def _save(request: Any, *, seen: str, phone: str) -> Person:
    return own_phone.change_it(viewer=request.viewer, seen=seen, phone=phone)


def _page(request: Any, form: PhoneForm, status: int) -> HttpResponse:
    facts = {
        "form": form,
        "now_reads": (form.row.phone or "—") if form.stale else "",
        "saved": gettext_lazy("Saved.") if request.GET.get("saved") and status == 200 else "",
    }
    return render(request, "alerts/my_phone.html", facts, status=status)
