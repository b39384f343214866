"""Addresses of coordination: the daily agenda, and the POC meetings with their decisions."""

from django.urls import path

from . import agenda, decisions, meetings

AGENDA = [path("", agenda.show, name="agenda")]
MEETINGS = [
    path("", meetings.index, name="meetings"),
    path("<int:meeting>/", meetings.show, name="meeting"),
    path("<int:meeting>/close/", meetings.close, name="meeting_close"),
    path("<int:meeting>/decide/", meetings.decide, name="meeting_decide"),
    path("<int:meeting>/share/", meetings.share, name="meeting_share"),
    path("decisions/<int:decision>/", decisions.show, name="meeting_decision"),
    path("decisions/<int:decision>/change/", decisions.change, name="meeting_decision_change"),
    path("decisions/<int:decision>/seen/", decisions.seen, name="meeting_decision_seen"),
]
