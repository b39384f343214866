"""The forms of signing in, in the words of the other pages."""

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

ADDRESS = frozenset({"login", "email"})


class InOwnWords:
    """A label says what a field is; a placeholder would say it twice, and otherwise."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ADDRESS:
                field.label = _("E-mail address")


class SignIn(InOwnWords, allauth.LoginForm):
    pass


class SignInAgain(InOwnWords, allauth.ReauthenticateForm):
    pass


class ForgottenPassword(InOwnWords, allauth.ResetPasswordForm):
    pass


class PasswordFromMail(InOwnWords, allauth.ResetPasswordKeyForm):
    pass


class OtherPassword(InOwnWords, allauth.ChangePasswordForm):
    pass
