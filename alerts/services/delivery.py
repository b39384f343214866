"""Sending what is due: claimed under a lease, checked to be needed still, sent outside any transaction."""

import logging
import random
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from alerts.domain.events import Happened
from alerts.domain.words import Channel, DeliveryState
from alerts.models import Alert, Delivery
from alerts.transports import BY_CHANNEL, Transport, TransportError
from ewrr.common import clock
from ewrr.common.change import change

from . import telling

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
            .select_related("person")
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
    alert = _alert_if_needed(delivery)
    if alert is None:
        return
    try:
        if delivery.attempts > MOST_ATTEMPTS:  # whoever held it died each time
            raise TransportError("never_finished", is_permanent=True)
        message = telling.message(delivery, alert, delivery.person)
        transports[Channel(delivery.channel)].send(message, delivery.person.email)
    except TransportError as failure:
        _failed(delivery, alert, failure)
    except Exception as bug:  # one poisoned message must not hold the others
        log.exception("delivery %s", delivery.pk)
        _failed(delivery, alert, TransportError(f"bug_{type(bug).__name__}"))
    else:
        _sent(delivery, alert)


def _alert_if_needed(delivery: Delivery) -> Alert | None:
    """Read again after the lease is committed: an answer committed since cancels what it made needless."""
    held = (
        Delivery.objects.select_related("alert__area")
        .defer("alert__area__outline")
        .filter(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts, person__is_active=True)
        .first()
    )
    if held is None:
        return None
    if held.alert.is_open:
        return held.alert
    with change(held.alert.office_id) as c:
        Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING).update(
            state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None
        )
    return None


def _sent(delivery: Delivery, alert: Alert) -> None:
    with change(alert.office_id) as c:
        locked = Alert.objects.select_for_update(no_key=True).only("delivered_at").get(pk=alert.pk)
        mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
        if mine.filter(state=DeliveryState.SENDING).update(
            state=DeliveryState.SENT, sent_at=c.now, ended_at=c.now, leased_until=None
        ):
            c.record(Happened.DELIVERY_SENT, locked, delivery=delivery.pk)
        else:  # cancelled while it was with the mail server: stays cancelled, and the time says that it went out
            mine.update(sent_at=c.now)
        if locked.delivered_at is None:
            locked.delivered_at = c.now
            locked.save(update_fields=["delivered_at"])


def _failed(delivery: Delivery, alert: Alert, failure: TransportError) -> None:
    is_last = failure.is_permanent or delivery.attempts > len(RETRY_AFTER_S)
    with change(alert.office_id) as c:
        locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
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
        if changed:
            c.record(happened, locked, delivery=delivery.pk, failure=failure.code)
