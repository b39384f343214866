"""What a move of an alert does to its responses, in the move's own transaction; ewrr.wiring joins the two."""

from typing import Any

from django.utils.translation import gettext as _

from alerts.domain.events import Happened
from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Alert
from ewrr.common.change import Change
from responses.domain import course
from responses.domain.words import Status
from responses.models import Response, Serving

from . import acting, following
from .acting import IllegalMove

UNDER_WAY = [status.value for status in course.UNDER_WAY]


def decided(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """An alert that took responses over while it was undecided is being responded to from now on."""
    following.keep_states(c, [alert])


def dismissed(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Its responses stand down, unless another alert needs them."""
    for serving in _serving(alert):
        _leave(c, serving, NotResponded.NOT_CREDIBLE)


def closed(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What nobody has begun stands down. Raises IllegalMove where something is under way for this alert alone: an alert
    stays open until what was done about it is on record.
    """
    for serving in _serving(alert):
        response = serving.response
        if response.status in UNDER_WAY and not _others(serving):
            raise IllegalMove(
                _("Not closed: response %(number)s is under way. Say how it went, or break it off.")
                % {"number": response.short_number}
            )
        if response.is_open:
            _leave(c, serving, NotResponded.OVERTAKEN)


def joined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Its responses are carried over to the alert that it repeats; what is done stays where it was done as well."""
    into = Alert.objects.select_related("office", "area").get(pk=data["into"])  # locked by whoever joins
    for serving in _serving(alert):
        response = serving.response
        serving.until = c.now
        serving.save(update_fields=["until"])
        Serving.objects.get_or_create(
            response=response,
            alert=into,
            until__isnull=True,
            defaults={"since": c.now, "joining": data["joining"]},
        )
        acting.write_line(c, response)
        c.record(
            Happened.RESPONSE_CARRIED, into, response=response.pk, number=response.number, alert=alert.pk, to=into.pk
        )
        _owe_anew(c, response)
        if response.on_site_at is not None:
            following.arrived([into], response.on_site_at)
    following.keep_states(c, [into])


def unjoined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What came over with that joining goes back; it still serves the other one where it did before."""
    carried = Serving.objects.filter(joining=data["joining"], until__isnull=True)
    for serving in carried.select_related("response__lead", "alert__office", "alert__area").order_by("pk"):
        serving.until = c.now
        serving.save(update_fields=["until"])
        response = serving.response
        Serving.objects.create(response=response, alert=alert, since=c.now)
        acting.write_line(c, response)
        c.record(
            Happened.RESPONSE_CARRIED, alert, response=response.pk, number=response.number, alert=serving.alert_id,
            to=alert.pk,
        )  # fmt: skip
        _owe_anew(c, response)
        following.keep_states(c, [serving.alert])
    following.keep_states(c, [alert])


def _serving(alert: Alert) -> list[Serving]:
    """With their responses locked; the alert's row is locked."""
    rows = Serving.objects.select_for_update(no_key=True, of=("self", "response")).filter(alert=alert, until=None)
    return list(rows.select_related("response__lead", "response__office", "response__person").order_by("response"))


def _others(serving: Serving) -> list[Alert]:
    """Other open alerts that the response serves."""
    rows = Serving.objects.filter(response=serving.response, until=None).exclude(pk=serving.pk)
    alerts = [row.alert for row in rows.select_related("alert__area", "alert__office")]
    return [alert for alert in alerts if alert.is_open]


def _leave(c: Change, serving: Serving, reason: NotResponded) -> None:
    """The response serves this alert no more; it stands down where it serves no other."""
    response = serving.response
    if not response.is_open:
        return
    if others := _others(serving):
        serving.until = c.now
        serving.save(update_fields=["until"])
        following.owe_next(c, response, others, is_told=False)
        return
    response.status = Status.REFUSED if response.status == Status.PROPOSED else Status.ABORTED
    response.reason, response.ended_at, response.version = reason, c.now, response.version + 1
    response.save(update_fields=["status", "reason", "ended_at", "version"])
    acting.write_line(c, response, step=course.Step.ABORT)
    c.record(Happened.RESPONSE_STOOD_DOWN, serving.alert, response=response.pk, number=response.number, reason=reason)
    following.owe_next(c, response, [], is_told=False)


def _owe_anew(c: Change, response: Response) -> None:
    rows = Serving.objects.filter(response=response, until=None).select_related("alert__area", "alert__office")
    following.owe_next(c, response, [row.alert for row in rows], is_told=False)
