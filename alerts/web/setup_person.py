"""One person: what they are called, their roles, their invitation, where they are signed in, closing the account."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from alerts.domain.words_of_telling import Purpose
from alerts.models import Membership
from alerts.selectors import leaving
from alerts.selectors import people as shelf
from alerts.services import accounts, inviting, people, roles
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .browser_words import device
from .setting_up import changed_by, for_administrators, refused, to_list
from .setup_people_forms import A_DAY, STANDINGS, EndForm, PersonForm, RoleForm

DONE = {
    "invited": gettext_lazy("Invited: the mail is on its way. The link in it is good once, for seven days."),
    "known": gettext_lazy("The role is given. The account was there already: no invitation is needed."),
    "saved": gettext_lazy("Saved. They are told that it was changed."),
    "given": gettext_lazy("The role is given. Hub chief and Head of Office are told."),
    "ended": gettext_lazy("The role ends. Hub chief and Head of Office are told."),
    "again": gettext_lazy("Sent again: a new link, good for seven days. The one before is worth nothing."),
    "withdrawn": gettext_lazy("Withdrawn: the link is worth nothing, and the roles ended."),
    "reset": gettext_lazy("The link to a new password is on its way, to their own address and to nobody else."),
    "out": gettext_lazy("Signed out. They can sign in again with their password."),
    "closed": gettext_lazy("The account is closed. Roles, watches and all that was done stay on record."),
    "left": gettext_lazy("All roles here ended. The account stays open: another office counts on it."),
    "reopened": gettext_lazy("The account is open again, with the password and the roles that it had."),
}
Act = Callable[[], Any]


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def show(request: Any, person: int) -> HttpResponse:
    """POST changes name, phone and language. ?done= says what the page before did."""
    row = _row(request, person)
    if request.method != "POST":
        return page(request, row)
    form = PersonForm(request.POST, person=row.person, office=request.viewer.office)
    if not form.is_valid():
        return page(request, row, form=form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("seen", "name", "phone", "language")}
    try:
        people.change_it(viewer=request.viewer, person_id=person, **typed)
    except Stale as stale:
        row = _row(request, person)
        form.look_again(changed_by(stale.event, request.now), row.person)
        return page(request, row, form=form, status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, row, form=form, status=409)
    return to_list("setup_person", person, done="saved")


@require_POST
@for_administrators
def give_role(request: Any, person: int) -> HttpResponse:
    row = _row(request, person)
    form = RoleForm(request.POST, office=request.viewer.office, today=_today(request))
    if not form.is_valid():
        return page(request, row, giving=form, status=422)
    try:
        roles.give(viewer=request.viewer, person_id=person, draft=form.role_draft)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, row, giving=form, status=422 if refusal.fields else 409)
    return to_list("setup_person", person, done="given")


@require_POST
@for_administrators
def end_role(request: Any, person: int, membership: int) -> HttpResponse:
    """last_day: the last one with the role; now=on ends it at once."""
    form = EndForm(request.POST)
    if request.POST.get("now") == "on":
        until, seen = _today(request), request.POST.get("seen", "")[:12]
    elif form.is_valid():
        until, seen = form.cleaned_data["last_day"] + A_DAY, form.cleaned_data["seen"]
    else:
        return page(request, _row(request, person), ending=(membership, form), status=422)

    def act() -> None:
        if not Membership.objects.filter(pk=membership, person=person).exists():
            raise Membership.DoesNotExist
        roles.end(viewer=request.viewer, membership_id=membership, seen=seen, until_date=until)

    return _done(request, person, act, "ended")


@require_POST
@for_administrators
@sensitive_variables("link")
def invitation(request: Any, person: int) -> HttpResponse:
    """act=again sends a new link, act=show shows one on this page and never again, act=withdraw ends it."""
    act = request.POST.get("act", "")
    if act == "withdraw":
        return _done(request, person, lambda: inviting.withdraw(viewer=request.viewer, person_id=person), "withdrawn")
    if act != "show":
        return _done(request, person, lambda: inviting.send_again(viewer=request.viewer, person_id=person), "again")
    row = _row(request, person)
    try:
        link = inviting.show_link(viewer=request.viewer, person_id=person)
    except Refusal as refusal:
        return page(request, row, refusal=refusal, status=409)
    return render(request, "alerts/setup/invitation_link.html", {"person": row.person, "link": _whole(link)})


@require_POST
@for_administrators
def reset(request: Any, person: int) -> HttpResponse:
    return _done(request, person, lambda: accounts.send_reset(viewer=request.viewer, person_id=person), "reset")


@require_POST
@for_administrators
def end_sessions(request: Any, person: int) -> HttpResponse:
    """session=<id> ends one, session=all ends all."""
    asked = request.POST.get("session", "")
    if asked != "all" and not (asked.isdecimal() and len(asked) < 15):
        raise Http404
    one = None if asked == "all" else int(asked)

    def act() -> int:
        return accounts.end_sessions(viewer=request.viewer, person_id=person, session_id=one)

    return _done(request, person, act, "out")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def close(request: Any, person: int) -> HttpResponse:
    """What closing the account would leave is seen before it is done."""
    row = _row(request, person)
    refusal = None
    if request.method == "POST":
        try:
            is_account = accounts.deactivate(viewer=request.viewer, person_id=person)
            return to_list("setup_person", person, done="closed" if is_account else "left")
        except Refusal as refused_:
            refusal = refused_
    office = request.viewer.office
    facts = {
        "row": row,
        "person": row.person,
        "roles": [role_words(one, request) for one in row.memberships],
        "leaving": leaving.leaving(request.viewer, row.person, request.now),
        "devices": shelf.devices(office, row.person, request.now),
        "sessions": len(shelf.sessions(row.person, request.now)),
        "is_elsewhere": shelf.is_elsewhere(office, row.person, _today(request)),
        "refused": str(refusal.sentence) if refusal else "",
    }
    return render(request, "alerts/setup/close_account.html", facts, status=409 if refusal else 200)


@require_POST
@for_administrators
def reopen(request: Any, person: int) -> HttpResponse:
    return _done(request, person, lambda: accounts.reactivate(viewer=request.viewer, person_id=person), "reopened")


def role_words(membership: Membership, request: Any) -> dict[str, Any]:
    """A role for a list; `last_day`: the one before the first day without it; `is_coming`: it has not begun."""
    until = membership.until_date
    return {
        "membership": membership,
        "last_day": until - A_DAY if until else None,
        "is_coming": membership.from_date > _today(request),
        "seen": roles.until_of(membership),
    }


def page(
    request: Any,
    row: shelf.Row,
    *,
    form: PersonForm | None = None,
    giving: RoleForm | None = None,
    ending: tuple[int, EndForm] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The person's page; forms that were refused stand in it as they were typed."""
    office, person, today = request.viewer.office, row.person, _today(request)
    is_oneself = person.pk == request.viewer.person.pk
    mail = shelf.last_mail(person, Purpose.RESET if person.is_active else Purpose.INVITATION)
    facts = {
        "row": row,
        "person": person,
        "said": STANDINGS[row.standing],
        "is_oneself": is_oneself,
        "may_be_reopened": row.standing is shelf.Standing.CLOSED,
        "form": form or PersonForm(None, person=person, office=office),
        "giving": giving or RoleForm(None, office=office, today=today),
        "is_giving": giving is not None or not row.memberships,
        "roles": [role_words(one, request) for one in row.memberships],
        "past": [role_words(one, request) for one in shelf.past_roles(office, person, today)],
        "ending": ending,
        "mail": mail,
        "sessions": [{"session": one, "device": device(one.user_agent)} for one in shelf.sessions(person, request.now)],
        "devices": shelf.devices(office, person, request.now),
        "saved": DONE.get(request.GET.get("done", ""), "") if status == 200 else "",
        "refused": refused(refusal, request.now) if refusal else "",
        "now_reads": f"{person.name}, {person.phone}" if form and form.stale else "",
    }
    return render(request, "alerts/setup/person.html", facts, status=status)


def _done(request: Any, person: int, act: Act, done: str) -> HttpResponse:
    """A button of the page: back to it once it is done; the page with the sentence where it is refused."""
    row = _row(request, person)
    try:
        act()
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return page(request, row, refusal=refusal, status=409)
    return to_list("setup_person", person, done=done)


def _row(request: Any, person: int) -> shelf.Row:
    row = shelf.row(request.viewer, person, request.now)
    if row is None:
        raise Http404
    return row


def _today(request: Any) -> Any:
    return request.now.astimezone(ZoneInfo(request.viewer.office.time_zone)).date()


def _whole(link: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('invitation', args=[link])}"
