"""The people of the office: a list that is searched, an invitation, a test message to whoever was not reached yet."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from alerts.models import Membership
from alerts.selectors import people as shelf
from alerts.services import inviting, trial
from ewrr.common.errors import Refusal

from .setting_up import for_administrators, to_list
from .setup_people_forms import STANDINGS, InviteForm, NarrowForm
from .setup_person import role_words


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def list_people(request: Any) -> HttpResponse:
    """POST narrows the list and turns its page, so that no name gets into an address; it changes nothing."""
    form = NarrowForm(request.POST if request.method == "POST" else {})
    asked = form.asked
    page = shelf.page(request.viewer, asked, request.now)
    sent = request.GET.get("tested", "")
    facts = {
        "form": form,
        "is_narrowed": bool(asked.text or asked.role or asked.component or asked.standing),
        "rows": [_row(row, request) for row in page.rows],
        "after": page.rows[-1].person.pk if page.has_more else None,
        "is_later": asked.after is not None,
        "unreached": shelf.unreached(request.viewer.office, request.now).count(),
        "saved": _tested(sent),
    }
    return render(request, "alerts/setup/people.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def invite(request: Any) -> HttpResponse:
    """An address that has an account is asked about once: sent again, the role goes to it."""
    office = request.viewer.office
    today = request.now.astimezone(ZoneInfo(office.time_zone)).date()
    form = InviteForm(request.POST if request.method == "POST" else None, office=office, today=today)
    if request.method != "POST":
        return _form(request, form, 200)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        invited = inviting.invite(viewer=request.viewer, asked=form.asked)
    except inviting.KnownAddress as known:
        form.ask_again(str(known.sentence))
        return _form(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 422 if refusal.fields else 409)
    done = "invited" if invited.invitation else "known"
    return to_list("setup_person", invited.person.pk, done=done)


@require_POST
@for_administrators
def send_tests(request: Any) -> HttpResponse:
    """A test message to everybody of whom nothing shows yet that one reaches them."""
    return to_list("setup_people", tested=trial.send_to_unreached(request.viewer))


def _row(row: shelf.Row, request: Any) -> dict[str, Any]:
    return {
        "person": row.person,
        "roles": [role_words(one, request) for one in row.memberships],
        "standing": row.standing.value,
        "said": STANDINGS[row.standing],
        "invitation": row.invitation,
        "is_oneself": row.person.pk == request.viewer.person.pk,
    }


def _tested(sent: str) -> str:
    """How many test messages the page before sent."""
    if not sent.isdecimal() or len(sent) > 4:
        return ""
    n = int(sent)
    if not n:
        return _("Nobody is left to whom one could be sent now: the last ones are less than a minute old.")
    return ngettext("%(n)d test message is on its way.", "%(n)d test messages are on their way.", n) % {"n": n}


def _form(request: Any, form: InviteForm, status: int) -> HttpResponse:
    is_first = (
        not Membership.objects.filter(office=request.viewer.office).exclude(person=request.viewer.person).exists()
    )
    return render(request, "alerts/setup/invite.html", {"form": form, "is_first": is_first}, status=status)
