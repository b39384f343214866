"""Signing in and out, and one's own password and sessions; the rest of the library's pages stay closed."""

from allauth.account import views
from allauth.usersessions.views import list_usersessions
from django.urls import path, re_path

from . import invitation, my_channels, my_phone

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),  # answers that it is closed
    path("invitation/<str:link>/", invitation.accept, name="invitation"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("channels/", my_channels.edit, name="my_channels"),
    path("phone/", my_phone.edit, name="my_phone"),
]
