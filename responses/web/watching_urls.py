"""Addresses of the watch list."""

from django.urls import path

from . import watching

urlpatterns = [
    path("", watching.show_list, name="watch_list"),
    path("new/", watching.edit, name="new_watched_place"),
    path("<int:place>/", watching.show, name="watched_place"),
    path("<int:place>/edit/", watching.edit, name="edit_watched_place"),
    path("<int:place>/take-off/", watching.take_off, name="take_off_watched_place"),
    path("<int:place>/put-back/", watching.put_back, name="put_back_watched_place"),
    path("<int:place>/link/", watching.link, name="link_watched_place"),
    path("<int:place>/unlink/", watching.unlink, name="unlink_watched_place"),
]
