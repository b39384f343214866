"""What a move of an alert does to its responses, in the move's own transaction; ewrr.wiring joins the two."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from alerts.domain.events import Happened
from alerts.domain.words_of_deciding import NotResponded, ReviewCause
from alerts.models import Alert, Joining
from alerts.services import reviewing
from ewrr.common.change import Change
from responses.domain import alongside as rules
from responses.domain import course
from responses.domain.alongside import Ending, Fate
from responses.domain.words import Status
from responses.models import Response, Serving

from . import acting, following
from .acting import IllegalMove


def decided(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """An alert that took responses over while it was undecided is being responded to from now on."""
    following.keep_states(c, [alert])


def dismissed(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Its responses stand down, unless another alert needs them."""
    for serving in _serving(alert):
        _end(c, serving, Ending.DISMISSED, NotResponded.NOT_CREDIBLE)


def closed(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What nobody has begun stands down. Raises IllegalMove where something is under way for this alert alone: an alert
    stays open until what was done about it is on record.
    """
    for serving in _serving(alert):
        _end(c, serving, Ending.CLOSED, NotResponded.OVERTAKEN)


def exercise_over(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """All of its responses stand down, those under way too: nobody plays on."""
    for serving in _serving(alert):
        _end(c, serving, Ending.EXERCISE_OVER, NotResponded.OVERTAKEN)


def reopened(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What was under way for it when it ended may have gone on for another alert alone."""
    following.keep_states(c, [alert])


def reviewed(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """A closed alert for which a response came late is reviewed by a second person."""
    late = Serving.objects.filter(alert=alert, until=None, response__on_site_at__gt=F("response__due_at"))
    if late.exists():
        reviewing.owe(c, alert, [ReviewCause.LATE])


def joined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Its responses are carried over to the alert that it repeats; what is done stays where it was done as well."""
    into = Alert.objects.select_related("office", "area").get(pk=data["into"])  # locked by whoever joins
    for serving in _serving(alert):
        response = serving.response
        serving.until, serving.left_with = c.now, data["joining"]
        serving.save(update_fields=["until", "left_with"])
        Serving.objects.get_or_create(
            response=response,
            alert=into,
            until__isnull=True,
            defaults={"since": c.now, "joining": data["joining"]},
        )
        _say_carried(c, response, alert, into)
        if response.on_site_at is not None:
            following.arrived([into], response.on_site_at)
    following.keep_states(c, [into])


def unjoined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What left with that joining comes back, wherever it is by now; it still serves another where it did before."""
    rows = Serving.objects.select_for_update(no_key=True, of=("self", "response")).order_by("response")
    left = rows.filter(alert=alert, left_with=data["joining"])
    for serving in left.select_related("response__lead", "response__office", "response__person"):
        response = serving.response
        serving.left_with = None
        serving.save(update_fields=["left_with"])
        Serving.objects.create(response=response, alert=alert, since=c.now, joining=serving.joining)
        holder = _take_from(c, response, data["joining"])
        _say_carried(c, response, holder, alert)
        if holder is not None:
            following.keep_states(c, acting.lock_alerts([holder.pk]))
    following.keep_states(c, [alert])


def _take_from(c: Change, response: Response, joining: int) -> Alert | None:
    """Ends its service where it came by this joining and those after it; it comes back by none of them. Says whose
    that was; None where it served that one on its own account.
    """
    came_by: int | None = joining
    while came_by is not None:
        hop = Serving.objects.select_related("alert").filter(response=response, joining=came_by).order_by("-pk").first()
        if hop is None:
            return None
        if hop.until is None:
            hop.joining = _brought(response, [hop.alert_id]).values_list("left_with", flat=True).first()
            hop.until = c.now if hop.joining is None else None
            hop.save(update_fields=["until", "joining"])
            return hop.alert
        came_by, hop.left_with = hop.left_with, None
        hop.save(update_fields=["left_with"])
    return None


def _brought(response: Response, alerts: Iterable[int]) -> QuerySet[Serving]:
    """Its service for what was joined to these alerts, by whose undoing it goes back."""
    joinings = Joining.objects.filter(into__in=alerts, undone_at__isnull=True).values("pk")
    return Serving.objects.filter(response=response, left_with__in=joinings).order_by("pk")


def _forget(response: Response, alert: int) -> None:
    """It has left this alert for good: no joining undone later brings it back."""
    alerts = [alert]
    while alerts:
        rows = list(_brought(response, alerts))
        Serving.objects.filter(pk__in=[row.pk for row in rows]).update(left_with=None)
        alerts = [row.alert_id for row in rows]


def _say_carried(c: Change, response: Response, alert: Alert | None, to: Alert) -> None:
    """`alert`: the one that it was for; None: it is for that one as well."""
    acting.write_line(c, response)
    left = alert.pk if alert else None
    c.record(
        Happened.RESPONSE_CARRIED, to, response=response.pk, number=response.number, alert=left, to=to.pk
    )  # fmt: skip
    _owe_anew(c, response)


def _serving(alert: Alert) -> list[Serving]:
    """With their responses locked; the alert's row is locked."""
    rows = Serving.objects.select_for_update(no_key=True, of=("self", "response")).filter(alert=alert, until=None)
    return list(rows.select_related("response__lead", "response__office", "response__person").order_by("response"))


def _others(serving: Serving) -> list[Alert]:
    """Other open alerts that the response serves."""
    rows = Serving.objects.filter(response=serving.response, until=None).exclude(pk=serving.pk)
    alerts = [row.alert for row in rows.select_related("alert__area", "alert__office")]
    return [alert for alert in alerts if alert.is_open]


def _end(c: Change, serving: Serving, ending: Ending, reason: NotResponded) -> None:
    """The alert ends. Raises IllegalMove where it may not."""
    response = serving.response
    others = _others(serving) if response.is_open else []
    status = Status(response.status)
    match rules.fate(ending, status, serves_others=bool(others)):
        case Fate.FORBIDS:
            raise IllegalMove(
                _("Not closed: response %(number)s is under way. Say how it went, or break it off.")
                % {"number": response.short_number}
            )
        case Fate.LEAVES:
            serving.until = c.now
            serving.save(update_fields=["until"])
            _forget(response, serving.alert_id)
            following.owe_next(c, response, others, is_told=False)
        case Fate.STANDS_DOWN:
            response.status = rules.stood_down(status)
            response.reason, response.ended_at, response.version = reason, c.now, response.version + 1
            response.save(update_fields=["status", "reason", "ended_at", "version"])
            acting.write_line(c, response, step=course.Step.ABORT)
            c.record(
                Happened.RESPONSE_STOOD_DOWN,
                serving.alert,
                response=response.pk,
                number=response.number,
                reason=reason,
            )
            following.owe_next(c, response, [], is_told=False)


def _owe_anew(c: Change, response: Response) -> None:
    rows = Serving.objects.filter(response=response, until=None).select_related("alert__area", "alert__office")
    following.owe_next(c, response, [row.alert for row in rows], is_told=False)
