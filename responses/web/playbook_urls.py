"""Addresses of the playbooks within the set-up."""

from django.urls import path

from . import setup_playbooks as pages

urlpatterns = [
    path("", pages.list_playbooks, name="setup_playbooks"),
    path("new/", pages.edit, name="setup_new_playbook"),
    path("<int:playbook>/", pages.edit, name="setup_playbook"),
    path("<int:playbook>/move/", pages.move, name="setup_move_playbook"),
    path("<int:playbook>/retire/", pages.retire, name="setup_retire_playbook"),
]
