"""The worker's doors: each drains what is due and carries nothing."""

import logging
import time
from collections.abc import Callable
from functools import wraps

from celery import shared_task

from alerts.domain.words_of_telling import Part
from alerts.services import chasing, delivery, messages, pulse, reminding, routing, watch
from ewrr.common import pump
from ewrr.common.errors import DATABASE_AWAY

# Of work in one task: Celery's time limit must never cut a message in two, and beat is heard only between two tasks.
AT_MOST_S = 8.0
log = logging.getLogger(__name__)


def unless_away(task: Callable[[], None]) -> Callable[[], None]:
    """With the database away there is nothing to be done: what is due stays due, and the next hint comes soon."""

    @wraps(task)
    def guarded() -> None:
        try:
            task()
        except DATABASE_AWAY as failure:
            log.warning("database away: %s", type(failure).__name__)

    return guarded


def drain(task: str, part: Part, work: Callable[[], int]) -> int:
    """Works until nothing is due; what is left after a while is for another task. Says how much was done.

    Between two pieces a sign of life: a mail server may take long for each.
    """
    done, until = 0, time.monotonic() + AT_MOST_S
    while count := work():
        done += count
        pulse.seen(part)
        if time.monotonic() > until:
            pump.nudge(task)
            break
    return done


@shared_task(name=routing.ROUTE)
@unless_away
def route() -> None:
    pump.begun(routing.ROUTE)
    pulse.seen(Part.WORKER)
    if drain(routing.ROUTE, Part.WORKER, tell_due):
        pump.nudge(messages.DELIVER)


def tell_due() -> int:
    """A few of each: alerts, what is owed for responses, what is late."""
    return routing.route_due(10) + chasing.chase_due(10) + reminding.remind_due(10)


@shared_task(name=messages.DELIVER)
@unless_away
def deliver() -> None:
    pump.begun(messages.DELIVER)
    pulse.seen(Part.SENDER)
    drain(messages.DELIVER, Part.SENDER, lambda: delivery.deliver_due(1))


@shared_task(name=watch.WATCH)
@unless_away
def keep_watch() -> None:
    """Sent by beat alone: that it comes shows that beat works. The sweep's rounds come first, this steps in."""
    pulse.seen(Part.WORKER)
    pulse.seen(Part.BEAT)
    watch.make_round(watch.SECOND_ROAD_S)
