"""/api/v1/responses/"""

from django.urls import path

from . import acting, reading

urlpatterns = [
    path("", reading.Responses.as_view(), name="api_responses"),
    path("<str:response_ref>/", reading.OneResponse.as_view(), name="api_response"),
    path("<str:response_ref>/assign/", acting.Assign.as_view(), name="api_response_assign"),
    path("<str:response_ref>/steps/", acting.Steps.as_view(), name="api_response_steps"),
    path("<str:response_ref>/log/", acting.Log.as_view(), name="api_response_log"),
]
