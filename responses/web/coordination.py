"""What the pages of agenda and meetings share: for whom they exist, how a refusal is answered, how a text leaves."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from ewrr.common.errors import Refusal
from responses.services import meetings

View = Callable[..., HttpResponse]


def for_those_who_meet(view: View) -> View:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_read_meetings:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def status_of(refusal: Refusal) -> int:
    """Raises Http404 for what is none, or not theirs to know of."""
    if isinstance(refusal, meetings.Missing):
        raise Http404
    return 403 if isinstance(refusal, meetings.MayNot) else 409


def as_text(request: Any, template: str, facts: dict[str, Any], name: str) -> HttpResponse:
    """A file to keep: UTF-8, without empty lines in a row."""
    lines = [line.rstrip() for line in render_to_string(template, facts, request).splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return HttpResponse(
        "\n".join(kept).strip() + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.txt"'},
    )
