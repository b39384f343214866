"""One shape for every error of the API: {"code", "message", "fields"}."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from ewrr.common.errors import Refusal


def answer(failure: Exception, context: dict[str, Any]) -> Response | None:
    """A Refusal is 409; what Django REST Framework knows keeps its status; anything else is a bug and goes on."""
    if isinstance(failure, Refusal):
        return _shaped(409, failure.code, str(failure.sentence), failure.fields)
    response = exception_handler(failure, context)
    if response is None:
        return None
    if isinstance(failure, Http404):
        return _shaped(404, "not_found", _("There is no such thing for you here."))
    if isinstance(failure, PermissionDenied):
        return _shaped(403, "forbidden", _("Your role in this office does not allow that."))
    if isinstance(failure, exceptions.ValidationError):
        return _shaped(422, "invalid", _("Something is missing or wrong."), failure.detail)
    code = failure.default_code if isinstance(failure, exceptions.APIException) else "refused"
    shaped = _shaped(response.status_code, code, str(getattr(failure, "detail", "")))
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in response:
            shaped[header] = response[header]
    return shaped


def _shaped(status: int, code: str, message: str, fields: Any = None) -> Response:
    return Response({"code": code, "message": message, "fields": fields or {}}, status=status)
