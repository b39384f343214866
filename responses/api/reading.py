"""Reading responses, and making them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework import response as rest
from rest_framework.request import Request

from alerts.api.asks import Nothing
from alerts.api.described import describe
from alerts.api.doors import checked
from alerts.api.reading import asked
from alerts.domain.scopes import Scope
from alerts.models import Alert, Device
from alerts.selectors.numbered import by_number
from responses.models import Response
from responses.selectors import listed
from responses.selectors.listed import Narrowed
from responses.services import acting, tasking

from .asks import ResponseAsks, ResponsesAsks
from .doors import ResponseDoor, of_a_response, task_of
from .shapes import LogShape, ResponseShape, ResponsesShape, ResponseWithLogShape, ref


class Responses(ResponseDoor):
    """To propose needs the scope to assess, to assign that to decide."""

    def needs(self, device: Device) -> Scope:
        return Scope.DECIDE if self.assigns else Scope.ASSESS

    @property
    def assigns(self) -> bool:
        sent = self.request.data
        return isinstance(sent, dict) and sent.get("assign") is True

    @describe("List responses", ResponsesShape, query=ResponsesAsks)
    def get(self, request: Request) -> rest.Response:
        """Newest first; those of which the reader sees an alert whole, or which are theirs to do."""
        said = asked(ResponsesAsks, request).validated_data
        after = self._after(said.get("after", ""))
        shown, last = listed.page(self.viewer, self._narrowed(said), after, said["limit"], self.now)
        page = {"responses": ResponseShape(shown, many=True).data, "after": ref(last) if last else None}
        return rest.Response(page)

    def _after(self, said: str) -> Response | None:
        try:
            return listed.by_ref(self.viewer, said) if said else None
        except Response.DoesNotExist:
            raise exceptions.ValidationError({"after": [_("There is no response of that number for you.")]}) from None

    def _narrowed(self, said: dict[str, Any]) -> Narrowed:
        alert = None
        try:
            alert = listed.alert_known(self.viewer, said["alert"]) if said.get("alert") else None
        except Alert.DoesNotExist:
            raise exceptions.ValidationError({"alert": [_no_alert()]}) from None
        return Narrowed(
            tuple(said["status"]), tuple(said["responder"]), alert, said["mine"], said["late"], said["open"]
        )

    @describe("Make a response", ResponseShape, takes=ResponseAsks, statuses=(200, 201), conflicts=True)
    def post(self, request: Request) -> rest.Response:
        """Proposed, or assigned at once: 201; the same response sent again: 200; 409 where the client id was used for
        another one.
        """
        if not (self.viewer.may_task if self.assigns else self.viewer.may_propose):
            raise acting.MayNot(acting.NOT_YOURS)
        said = checked(ResponseAsks, request.data)
        with self.refusals():
            begun = tasking.begin_once(
                viewer=self.viewer,
                client_id=said["client_id"],
                numbers=self._numbers(said["alerts"]),
                task=task_of(self.viewer, said),
                assigns=said["assign"],
            )
        return self.answer(begun.response, 201 if begun.is_new else 200)

    def _numbers(self, said: list[str]) -> list[str]:
        try:
            return [by_number(self.viewer, number).number for number in said]
        except Alert.DoesNotExist:
            raise exceptions.ValidationError({"alerts": [_no_alert()]}) from None


def _no_alert() -> str:
    return _("There is no alert of that number for you here.")


@of_a_response
class OneResponse(ResponseDoor):
    @describe("Read a response", ResponseWithLogShape)
    def get(self, request: Request, response_ref: str) -> rest.Response:
        """With its log: what was said by radio, when, from where; never who said it."""
        asked(Nothing, request)
        found = self.found(response_ref)
        said = ResponseShape(self.seen(found)).data
        return rest.Response(said | LogShape({"log": listed.log(found)}).data)
