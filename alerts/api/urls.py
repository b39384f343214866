"""/api/v1/"""

from django.urls import path

from . import adding, harm, moves, placing, reading, writing

urlpatterns = [
    path("filings/", writing.Filings.as_view(), name="api_filings"),
    path("alerts/", reading.Alerts.as_view(), name="api_alerts"),
    path("alerts/<str:number>/", reading.OneAlert.as_view(), name="api_alert"),
    path("alerts/<str:number>/filings/", reading.FilingsOfAlert.as_view(), name="api_filings_of_alert"),
    path("alerts/<str:number>/answers/", writing.Answers.as_view(), name="api_answers"),
    path("alerts/<str:number>/assessments/", moves.Assessments.as_view(), name="api_assessments"),
    path("alerts/<str:number>/placings/", placing.Placings.as_view(), name="api_placings"),
    path("alerts/<str:number>/joinings/", moves.Joinings.as_view(), name="api_joinings"),
    path("alerts/<str:number>/unjoinings/", moves.Unjoinings.as_view(), name="api_unjoinings"),
    path("alerts/<str:number>/decisions/", moves.Decisions.as_view(), name="api_decisions"),
    path("alerts/<str:number>/dismissals/", moves.Dismissals.as_view(), name="api_dismissals"),
    path("alerts/<str:number>/closings/", moves.Closings.as_view(), name="api_closings"),
    path("alerts/<str:number>/harm/", harm.Harms.as_view(), name="api_harm"),
    path("alerts/<str:number>/reopenings/", moves.Reopenings.as_view(), name="api_reopenings"),
    path("alerts/<str:number>/words-back/", moves.WordsBack.as_view(), name="api_words_back"),
    path("alerts/<str:number>/summaries/", adding.Summaries.as_view(), name="api_summaries"),
    path("alerts/<str:number>/comments/", adding.Comments.as_view(), name="api_comments"),
    path("alerts/<str:number>/grades/", adding.Grades.as_view(), name="api_grades"),
    path("alerts/<str:number>/withdrawals/", adding.Withdrawals.as_view(), name="api_withdrawals"),
    path("events/", reading.Events.as_view(), name="api_events"),
]
