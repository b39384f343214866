"""What the office is: one form, with what hangs on each answer."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alerts.domain.restricting import ALWAYS
from alerts.domain.words import ThreatType
from alerts.models import Office
from alerts.models.choices import labels
from alerts.selectors import offices as shelf
from alerts.services import offices
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .setting_up import changed_by, for_administrators, to_list
from .setup_office_form import OfficeForm, zones


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: Any) -> HttpResponse:
    """?saved= says that the page before saved it."""
    office: Office = Office.objects.get(pk=request.viewer.office.pk)
    form = OfficeForm(request.POST if request.method == "POST" else None, office=office)
    if request.method != "POST":
        return _page(request, form, 200)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        offices.change_it(viewer=request.viewer, seen=form.cleaned_data["seen"], draft=form.draft)
    except Stale as stale:
        form.look_again(changed_by(stale.event, request.now), Office.objects.get(pk=office.pk))
        return _page(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, 409)
    return to_list("setup_office", saved="1")


def _page(request: Any, form: OfficeForm, status: int) -> HttpResponse:
    office = form.office
    facts = {
        "form": form,
        "office": office,
        "hanging": shelf.hanging(office),
        "always": labels(ThreatType, sorted(ALWAYS)),
        "zones": zones(),
        "saved": _("Saved. Every page reads so from now on.") if request.GET.get("saved") and status == 200 else "",
        "now_reads": _sentence(office) if form.stale else "",
    }
    return render(request, "alerts/setup/office.html", facts, status=status)


def _sentence(office: Office) -> str:
    """What is stored now, for somebody who was slower."""
    languages = ", ".join(str(name) for code, name in settings.LANGUAGES if code in (office.languages or [code]))
    told = [f"{office.name_en} / {office.name_fr}", office.code, office.country, office.time_zone, languages]
    return ", ".join(told) + "."
