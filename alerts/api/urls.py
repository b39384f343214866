"""/api/v1/"""

from django.urls import path

from . import views

urlpatterns = [
    path("alerts/", views.Alerts.as_view(), name="api_alerts"),
    path("alerts/<str:number>/", views.OneAlert.as_view(), name="api_alert"),
    path("alerts/<str:number>/answers/", views.Answers.as_view(), name="api_answers"),
    path("filings/", views.Filings.as_view(), name="api_filings"),
]
