"""Is this process alive, and can it do its work? For the proxy and the runner; says nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from ewrr.common import pump


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"live": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers. Redis is told of but not needed: without it the hub goes on, slower."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except Error:
        return JsonResponse({"ready": False, "database": "silent"}, status=503)
    return JsonResponse({"ready": True, "database": "answers", "redis": "answers" if pump.answers() else "silent"})
