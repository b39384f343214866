"""What every door for responses begins and ends with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework import response as rest

from alerts.api.doors import Door
from alerts.api.errors import without_name
from alerts.selectors.access import Viewer
from alerts.selectors.positions import standing
from alerts.services import reading
from ewrr.common.errors import Refusal
from responses.domain.words import Phase, Responder, ResponseType
from responses.models import Response
from responses.selectors import listed, owners
from responses.selectors.responses import Line
from responses.services import acting
from responses.services.tasking import Task

from .shapes import ResponseShape

REF = OpenApiParameter(
    "response_ref",
    {
        "type": "string",
        "pattern": "^[A-Z]{3}-([XRH]-)?[0-9]{4}-[0-9]{4,}\\.[0-9]+$",
        "examples": ["BEN-2026-0147.1"],
    },
    OpenApiParameter.PATH,
    description="The `ref` of the response: its number, with a full stop instead of the slash.",
)
of_a_response = extend_schema(parameters=[REF])


class ResponseDoor(Door):
    def found(self, ref: str) -> Response:
        """Raises Http404 for what the viewer may not know of."""
        try:
            return listed.by_ref(self.viewer, ref)
        except Response.DoesNotExist:
            raise Http404 from None

    def seen(self, response: Response) -> Line:
        """As it stands; that it tells of a restricted alert which the reader sees whole is logged."""
        line = listed.one(self.viewer, response, self.now)
        for alert in line.alerts:
            if alert.is_restricted and self.viewer.sees_whole(alert):
                reading.log(viewer=self.viewer, alert=alert)
        return line

    def answer(self, response: Response, status: int = 200) -> rest.Response:
        return rest.Response(ResponseShape(self.seen(response)).data, status=status)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Of the services, in the words of the API: no names, and fields as they are called here."""
        try:
            yield
        except acting.Stale as stale:
            raise without_name(stale.code, is_self=stale.who == self.viewer.person) from None
        except Refusal as refusal:
            fields = {("duty" if name == "owner" else name): said for name, said in refusal.fields.items()}
            raise Refusal(refusal.sentence, refusal.code, fields) from None


def task_of(viewer: Viewer, said: dict[str, Any], known: Task | None = None) -> Task:
    """What was asked for, over what is `known`. Raises ValidationError for a duty or base that is not the office's."""
    given: dict[str, Any] = {name: said[name] for name in ("unit", "strength", "task", "due_at") if name in said}
    for name, words in (("type", ResponseType), ("responder", Responder), ("phase", Phase)):
        if said.get(name):
            given[name] = words(said[name])
    if "duty" in said:
        given |= {"duty": _id(owners.duties(viewer.office), "duty", code=said["duty"]), "person": None}
    if "position" in said:
        given["position"] = _id(standing(viewer.office), "position", name=said["position"])
    return replace(known, **given) if known is not None else Task(**given)


def _id(among: Any, field: str, **called: str) -> int | None:
    if not all(called.values()):
        return None
    found: int | None = among.filter(**called).order_by("pk").values_list("pk", flat=True).first()
    if found is None:
        raise exceptions.ValidationError({field: [_("There is none of that name in this office.")]})
    return found
