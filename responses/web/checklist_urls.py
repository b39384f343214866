"""Addresses of the checklists of an alert."""

from django.urls import path

from . import checklists

urlpatterns = [
    path("<str:number>/", checklists.show, name="checklists"),
    path("<str:number>/start/", checklists.start, name="checklist_start"),
    path("<str:number>/items/<int:item>/", checklists.say, name="checklist_item"),
]
