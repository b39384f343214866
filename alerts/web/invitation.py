"""The page behind an invitation's link: its person chooses a password and signs in. Opening it changes nothing."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth import logout, password_validation
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from alerts.models import Invitation, Person
from alerts.services import inviting

from .setup_people_forms import checked_phone, language_field

CHOSEN = "language"  # ?language=fr: the page in another language than the invitation's


class AcceptForm(forms.Form):
    """`person`: whose name and address a password must not repeat."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 14 characters: a sentence that only you know is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    again = forms.CharField(
        label=_("The password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the password again.")},
    )
    language = forms.ChoiceField(label=_("Language"))
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=20,
        required=False,
        help_text=_("May stay empty. With the country’s code: +243 990 000 000."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: Any, *, invitation: Invitation) -> None:
        person = invitation.person
        super().__init__(data, initial={"language": person.language, "phone": person.phone})
        self.person = person
        self.use_required_attribute = False
        self.fields["language"].choices = language_field(invitation.office)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed, self.person)
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two are not the same. Type both again."))
        return given


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
@sensitive_variables("link")
def accept(request: Any, link: str) -> HttpResponse:
    """Holding the link is the right. Guessing is slowed as at the sign-in."""
    answer: Any = _answer(request, link)
    answer._has_been_logged = True  # of what is refused Django notes the address, which here is a key
    return answer


@sensitive_variables("form", "given", "link")
def _answer(request: Any, link: str) -> HttpResponse:
    if not ratelimit.consume(request, action="invitation"):
        return render(request, "account/invitation_gone.html", {"is_slowed": True}, status=429)
    try:
        invitation = inviting.waiting_for(link)
    except inviting.LinkGone as gone:
        return render(request, "account/invitation_gone.html", {"sentence": gone.sentence}, status=404)
    with translation.override(_language(request, invitation.person)):
        form = AcceptForm(request.POST if request.method == "POST" else None, invitation=invitation)
        if request.method != "POST" or not form.is_valid():
            return _page(request, form, invitation, 200 if request.method != "POST" else 422)
        given = form.cleaned_data
        try:
            person = inviting.accept(
                link=link, password=given["password"], language=given["language"], phone=given["phone"]
            )
        except inviting.LinkGone as gone:
            return render(request, "account/invitation_gone.html", {"sentence": gone.sentence}, status=404)
    return _sign_in(request, person)


def _language(request: Any, person: Person) -> str:
    """Of whoever is invited, unless they chose another on the page."""
    chosen = request.POST.get(CHOSEN, request.GET.get(CHOSEN, ""))
    return chosen if chosen in dict(settings.LANGUAGES) else person.language


def _sign_in(request: Any, person: Person) -> HttpResponse:
    """Whoever was signed in at this browser goes out first."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, method="password", email=person.email)
    return perform_login(request, Login(user=person, email=person.email))


def _page(request: Any, form: AcceptForm, invitation: Invitation, status: int) -> HttpResponse:
    facts = {"form": form, "invitation": invitation, "person": invitation.person, "is_invitation": True}
    return render(request, "account/invitation.html", facts, status=status)
