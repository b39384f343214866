"""One shape for every error of the API: {"code", "message", "fields"}."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from alerts.models import Alert
from ewrr.common.errors import Refusal

BODY = "body"  # stands for what is wrong with no field in particular
OF_NO_FIELD = {"", "__all__", "non_field_errors"}
# A refusal is a conflict with how things stand, but for these.
STATUS = {
    "may_not": 403,
    "may_not_answer": 403,
    "may_not_file": 403,
    "not_theirs": 403,
    "incomplete": 422,
    "nobody_of_that_name": 422,
    "missing": 404,
}


class ScopeMissing(exceptions.PermissionDenied):
    """The token of a device is not good for what was asked."""

    default_code = "scope_missing"


class NotWhole(exceptions.PermissionDenied):
    """Only whoever sees the alert whole gets that."""

    default_code = "not_whole"


def without_name(code: str, *, is_self: bool) -> Refusal:
    """Of something stale. Who it was stands on its page; a machine's log needs no names."""
    sentence = (
        _("You changed this yourself meanwhile: perhaps this was sent twice. Read it again.")
        if is_self
        else _("This changed meanwhile. Read it again before you decide.")
    )
    return Refusal(sentence, code, {"version": sentence})


def answer(failure: Exception, context: dict[str, Any]) -> Response | None:
    """A Refusal is 409, 403 or 422; what Django REST Framework knows keeps its status; anything else is a bug and
    goes on. Whatever was asked for, an error is JSON.
    """
    shaped = _answer(failure, context)
    if shaped is not None and (request := context.get("request")) is not None:
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    return shaped


def _answer(failure: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(failure, Refusal):
        status = STATUS.get(failure.code, 409)
        return _shaped(status, failure.code, str(failure.sentence), failure.fields)
    if isinstance(failure, Alert.DoesNotExist):
        failure = Http404()
    if isinstance(failure, BadRequest):
        return _shaped(400, "bad_request", _("The hub could not read what was sent."))
    response = exception_handler(failure, context)
    if response is None:
        return None
    if isinstance(failure, Http404):
        return _shaped(404, "not_found", _("There is no such thing for you here."))
    if isinstance(failure, PermissionDenied):
        return _shaped(403, "forbidden", _("Your role in this office does not allow that."))
    if isinstance(failure, exceptions.ValidationError):
        return _shaped(422, "invalid", _("Something is missing or wrong."), failure.detail)
    code = failure.get_codes() if isinstance(failure, exceptions.APIException) else "refused"
    shaped = _shaped(response.status_code, str(code), str(getattr(failure, "detail", "")))
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in response:
            shaped[header] = response[header]
    return shaped


def _shaped(status: int, code: str, message: str, fields: Any = None) -> Response:
    said = fields if isinstance(fields, Mapping) else {BODY: fields} if fields else {}
    sentences = {
        BODY if name in OF_NO_FIELD else str(name)[:40]: list(dict.fromkeys(_sentences(found)))
        for name, found in said.items()
    }
    return Response({"code": code, "message": message, "fields": sentences}, status=status)


def _sentences(found: Any) -> Iterator[str]:
    """The sentences about one field, however deep they lie."""
    if isinstance(found, Mapping):
        found = found.values()
    elif not isinstance(found, list | tuple):
        yield str(found)
        return
    for one in found:
        yield from _sentences(one)
