"""Addresses of the reports."""

from django.urls import path

from . import acts, files, pages, writing

urlpatterns = [
    path("", pages.index, name="reports"),
    path("files/<int:file>/", files.take, name="report_file"),
    path("files/<int:file>/again/", files.again, name="report_file_again"),
    path("<str:ref>/", pages.show, name="report"),
    path("<str:ref>/alerts/", pages.behind, name="report_alerts"),
    path("<str:ref>/write/", writing.write, name="report_write"),
    path("<str:ref>/files/", files.files, name="report_files"),
    path("<str:ref>/seen/", acts.seen, name="report_seen"),
    path("<str:ref>/<str:act>/", acts.act, name="report_act"),
]
