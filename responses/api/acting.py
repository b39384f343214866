"""What is said of a response: given to somebody else, a step on, a line of its log."""

from typing import Any

from rest_framework import response as rest
from rest_framework.request import Request

from alerts.api.described import describe
from alerts.api.doors import checked
from alerts.domain.scopes import Scope
from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Device
from responses.domain.course import Step
from responses.domain.words import Phase, Responder, ResponseType, Result
from responses.models import Response
from responses.selectors import listed
from responses.services import acting, steps, tasking
from responses.services.steps import Said
from responses.services.tasking import Task

from .asks import AssignAsks, LineAsks, StepAsks
from .doors import ResponseDoor, of_a_response, task_of
from .shapes import LineShape, ResponseShape


@of_a_response
class Assign(ResponseDoor):
    scope = Scope.DECIDE

    @describe("Assign a response", ResponseShape, takes=AssignAsks, conflicts=True)
    def post(self, request: Request, response_ref: str) -> rest.Response:
        """A proposed one to its owner; one that nobody has begun to another owner, or until another time."""
        found = self.found(response_ref)
        if not self.viewer.may_task:
            raise acting.MayNot(acting.NOT_YOURS)
        said = checked(AssignAsks, request.data)
        task = task_of(self.viewer, said, _task(found))
        with self.refusals():
            tasking.assign(viewer=self.viewer, response=found.pk, version=said["version"], task=task)
        return self.answer(found)


class OfWhoeverSpeaks(ResponseDoor):
    """The owner, whose device answers; or the hub, whose device decides, for whoever speaks by radio."""

    def needs(self, device: Device) -> Scope:
        return Scope.DECIDE if Scope.DECIDE in device.scopes else Scope.ANSWER


@of_a_response
class Steps(OfWhoeverSpeaks):
    @describe("Take a step of a response", ResponseShape, takes=StepAsks, conflicts=True)
    def post(self, request: Request, response_ref: str) -> rest.Response:
        """By its owner, or by the hub for whoever spoke by radio. `accept`, `move` and `arrive` sent again without a
        version are taken once; `finish` has a result, `refuse` and `abort` have a reason. Only the hub breaks off.
        """
        found = self.found(response_ref)
        said = checked(StepAsks, request.data)
        with self.refusals():
            steps.take(
                viewer=self.viewer,
                response=found.pk,
                step=Step(said["step"]),
                version=said.get("version"),
                said=_said(said),
            )
        return self.answer(found)


@of_a_response
class Log(OfWhoeverSpeaks):
    @describe("Add to the log of a response", LineShape, takes=LineAsks, statuses=(201,), conflicts=True)
    def post(self, request: Request, response_ref: str) -> rest.Response:
        """A line that moves nothing: what was said by radio, where they are. With `said_at`, the same line sent again
        is written once.
        """
        found = self.found(response_ref)
        said = checked(LineAsks, request.data)
        with self.refusals():
            entry = steps.report(viewer=self.viewer, response=found.pk, said=_said(said))
        return rest.Response(LineShape(listed.lines_of(found).get(pk=entry.pk)).data, status=201)


def _said(said: dict[str, Any]) -> Said:
    return Said(
        said_at=said.get("said_at"),
        text=said.get("text", ""),
        lat=said.get("lat"),
        lon=said.get("lon"),
        result=Result(said["result"]) if said.get("result") else None,
        reason=NotResponded(said["reason"]) if said.get("reason") else None,
    )


def _task(response: Response) -> Task:
    return Task(
        type=ResponseType(response.type),
        responder=Responder(response.responder),
        due_at=response.due_at,
        phase=Phase(response.phase),
        duty=response.duty_id,
        person=response.person_id,
        unit=response.unit,
        position=response.position_id,
        strength=response.strength,
        task=response.task,
    )
