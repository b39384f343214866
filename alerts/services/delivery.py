"""Sending what is due: claimed under a lease, checked to be needed still, sent outside any transaction."""

import logging
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from alerts.domain.events import Happened
from alerts.domain.words import Channel, DeliveryState, EscalationState
from alerts.domain.words_of_telling import Purpose
from alerts.models import Alert, ChannelOff, Delivery, Escalation, Person
from alerts.transports import BY_CHANNEL, Transport, TransportError
from ewrr.common import clock
from ewrr.common.change import Change, change

from . import messages, telling
from .routing import ROUTE

LEASE = timedelta(seconds=15)  # longer than any send may take
RETRY_AFTER_S = (15, 60, 240, 900)  # then given up
MOST_ATTEMPTS = len(RETRY_AFTER_S) + 2
log = logging.getLogger(__name__)


def deliver_due(
    limit: int = 500,
    overdue_s: float = 0.0,
    *,
    alert: Alert | None = None,
    transports: Mapping[Channel, Transport] = BY_CHANNEL,
) -> int:
    """Sends the deliveries that are due, or whose lease lapsed; says how many were handled.

    `overdue_s`: of those never begun, only the ones late by so much (the sweep leaves the worker its chance).
    `alert`: only those of this one. `transports`: what carries the messages, by channel.
    """
    done = 0
    while done < limit and (claimed := _claim(overdue_s, alert)) is not None:
        _send(claimed, transports)
        done += 1
    return done


def test_message(c: Change, person: Person) -> list[Delivery]:
    """A message to oneself by every channel, through the same queue and server as those about alerts."""
    return messages.to_person(c, person.pk, Purpose.TEST)


def _claim(overdue_s: float = 0.0, alert: Alert | None = None) -> Delivery | None:
    """Takes a lease on the delivery that is due longest, and commits before anything is sent."""
    of_alert = Q(alert=alert) if alert is not None else Q()
    with transaction.atomic():
        now = clock.now()
        waiting = Q(
            state__in=[DeliveryState.PENDING, DeliveryState.FAILED], due_at__lte=now - timedelta(seconds=overdue_s)
        )
        left = Q(state=DeliveryState.SENDING, leased_until__lte=now)
        claimed = (
            Delivery.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            .filter(of_alert, waiting | left)
            .order_by("due_at", "id")
            .first()
        )
        if claimed is not None:
            claimed.state = DeliveryState.SENDING
            claimed.leased_until = now + LEASE
            claimed.attempts += 1
            claimed.save(update_fields=["state", "leased_until", "attempts"])
    return claimed


def _send(delivery: Delivery, transports: Mapping[Channel, Transport] = BY_CHANNEL) -> None:
    held = _if_needed(delivery)
    if held is None:
        return
    try:
        if held.attempts > MOST_ATTEMPTS:  # whoever held it died each time
            raise TransportError("never_finished", is_permanent=True)
        transports[Channel(held.channel)].send(telling.message(held), held.person.email)
    except TransportError as failure:
        _failed(held, failure)
    except Exception as bug:  # one poisoned message must not hold the others
        log.exception("delivery %s", held.pk)
        _failed(held, TransportError(f"bug_{type(bug).__name__}"))
    else:
        _sent(held)


def _if_needed(delivery: Delivery) -> Delivery | None:
    """Read again after the lease is committed: what was committed since cancels what it made needless."""
    held = (
        Delivery.objects.select_related("alert__area", "alert__office", "office", "person", "owed", "notice")
        .defer("alert__area__outline")
        .filter(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts)
        .annotate(is_off=Exists(ChannelOff.objects.filter(office=OuterRef("office"), channel=OuterRef("channel"))))
        .first()
    )
    if held is None or _is_needed(held):
        return held
    with change(held.office_id) as c:
        Delivery.objects.filter(pk=held.pk, state=DeliveryState.SENDING).update(
            state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None
        )
    return None


def _is_needed(held: Any) -> bool:
    """A reminder while it is owed, a message about an alert while that is open, a mention and a notice always;
    nothing by a channel that the office switched off meanwhile (`is_off`), nor to a closed account but the invitation
    that opens it.
    """
    if held.is_off:
        return False
    if held.purpose == Purpose.INVITATION:
        return telling.invitation_of(held.person) is not None
    if not held.person.is_active:
        return False
    if held.comment_id is not None:
        return True
    if held.owed is not None:
        return held.owed.settled_at is None
    return held.alert is None or held.alert.is_open


def _lock(delivery: Delivery) -> Alert | None:
    """The alert's row first, as everywhere; none for a notice or a message about the hub itself."""
    if delivery.alert_id is None:
        return None
    return Alert.objects.select_for_update(no_key=True).only("delivered_at").get(pk=delivery.alert_id)


def _sent(delivery: Delivery) -> None:
    with change(delivery.office_id) as c:
        locked = _lock(delivery)
        mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
        if mine.filter(state=DeliveryState.SENDING).update(
            state=DeliveryState.SENT, sent_at=c.now, ended_at=c.now, leased_until=None
        ):
            c.record(Happened.DELIVERY_SENT, locked, delivery=delivery.pk)
        else:  # cancelled while it was with the mail server: stays cancelled, and the time says that it went out
            mine.update(sent_at=c.now)
        if locked is not None and locked.delivered_at is None:
            locked.delivered_at = c.now
            locked.save(update_fields=["delivered_at"])
        if delivery.person.unreachable_since is not None:
            Person.objects.filter(pk=delivery.person_id).update(unreachable_since=None)


def _failed(delivery: Delivery, failure: TransportError) -> None:
    is_last = failure.is_permanent or delivery.attempts > len(RETRY_AFTER_S)
    with change(delivery.office_id) as c:
        locked = _lock(delivery)
        mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts)
        if is_last:
            changed = mine.update(state=DeliveryState.GAVE_UP, failure=failure.code, ended_at=c.now, leased_until=None)
            happened = Happened.DELIVERY_GAVE_UP
        else:
            wait_s = RETRY_AFTER_S[delivery.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311  jitter
            changed = mine.update(
                state=DeliveryState.FAILED,
                failure=failure.code,
                due_at=c.now + timedelta(seconds=wait_s),
                leased_until=None,
            )
            happened = Happened.DELIVERY_FAILED
        if not changed:
            return
        c.record(happened, locked, delivery=delivery.pk, failure=failure.code)
        if failure.is_of_address:
            Person.objects.filter(pk=delivery.person_id, unreachable_since=None).update(unreachable_since=c.now)
        if is_last:
            _advance_if_nobody_was_reached(c, delivery)


def _advance_if_nobody_was_reached(c: Change, delivery: Delivery) -> None:
    """When every message of the round's latest step was given up, the next step does not wait for its time."""
    if delivery.escalation_id is None:
        return
    outside = Delivery.objects.filter(
        escalation_id=delivery.escalation_id, step=delivery.step, owed__isnull=True
    ).exclude(channel=Channel.INBOX)
    if outside.exclude(state=DeliveryState.GAVE_UP).exists():
        return
    running = Escalation.objects.filter(
        pk=delivery.escalation_id, state=EscalationState.RUNNING, step=delivery.step + 1, next_at__gt=c.now
    )
    if running.update(next_at=c.now):
        c.nudge(ROUTE)
