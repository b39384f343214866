"""Every door, in one place. All ask for a sign-in but those of tests/house/permissions.py."""

from django.urls import include, path

from alerts.web import filing
from ewrr.desk import alert, answer, board, changes, frame, health, home

urlpatterns = [
    path("", home.owed, name="owed"),
    path("file/", filing.file, name="file"),
    path("places/", filing.suggest_places, name="suggest_places"),
    path("board/", board.show, name="board"),
    path("alerts/<str:number>/", alert.show, name="alert"),
    path("alerts/<str:number>/answer/", alert.answer, name="answer"),
    path("alerts/<str:number>/receipt/", alert.receipt, name="receipt"),
    path("answer/<str:token>/", answer.from_message, name="answer_from_message"),
    path("changes/", changes.since, name="changes"),
    path("language/", frame.language, name="language"),
    path("office/", frame.office, name="office"),
    path("accounts/", include("alerts.web.account_urls")),
    path("api/v1/", include("alerts.api.urls")),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]

handler400 = "ewrr.desk.errors.bad_request"
handler403 = "ewrr.desk.errors.forbidden"
handler404 = "ewrr.desk.errors.not_found"
handler500 = "ewrr.desk.errors.failed"
