"""Makes the exercise's past through the services, moment by moment as it would have happened."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from django.db import transaction

from alerts.domain.escalation import LAST_WAIT, Step
from alerts.domain.words import Channel, DeliveryState
from alerts.models import Alert, Delivery, Escalation, Filing, Office
from alerts.selectors.access import Viewer
from alerts.services import delivery, filing, lifecycle, routing
from alerts.transports.base import Message
from ewrr.common import clock

from . import acting, ids, telling
from .fates import Act, Ending
from .fortnight import Life, lives

ROUTED_AFTER = timedelta(seconds=2)
SENT_AFTER = timedelta(seconds=3)


class LongSent:
    """The channel of messages that belong to the past: they count as sent and reach nobody."""

    def send(self, message: Message, address: str) -> None:
        pass


LONG_SENT = {Channel.EMAIL: LongSent()}


def is_filled(office: Office) -> bool:
    """Whether the past was made already. One statement."""
    return Filing.objects.filter(office=office, client_id=ids.past(0)).exists()


def fill(office: Office) -> int:
    """Makes the past of the office, all or nothing; says how many alerts, 0 where it was made before."""
    if is_filled(office):
        return 0
    now = clock.now()
    with transaction.atomic():
        past = Past(acting.viewers(office, now), now)
        return past.live(lives(now, ZoneInfo(office.time_zone)))


class Past:
    """What is still to happen, by its moment, until `now`; whatever comes later is left to the running hub."""

    def __init__(self, viewers: dict[str, Viewer], now: datetime) -> None:
        self.viewers = viewers
        self.now = now
        self._to_come: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._settled: set[int] = set()  # alerts of which nobody is told any more
        self._chance = random.Random(0)  # noqa: S311  chance of a sample, not of a secret

    def live(self, told: list[Life]) -> int:
        """Everything that happens until now, in its order; says how many alerts there are."""
        for place, life in enumerate(told):
            self._at(life.received_at, partial(self._file, life, place))
        while self._to_come:
            moment, _order, happens = heapq.heappop(self._to_come)
            with clock.set_to(moment):
                happens()
        return len(told)

    def _at(self, moment: datetime, happens: Callable[[], None]) -> None:
        if moment <= self.now:
            heapq.heappush(self._to_come, (moment, next(self._order), happens))

    def _file(self, life: Life, place: int) -> None:
        alert = filing.file(
            viewer=self.viewers[life.filer],
            client_id=ids.past(place),
            told=telling.told(life.script, life.spot, life.received_at, self._chance),
        ).alert
        for act in life.fate.answers:
            self._at(life.at(act), partial(self._answer, alert, act))
        if decided := life.fate.decided:
            self._at(life.at(decided), partial(self._decide, alert, decided))
        if ended := life.fate.ended:
            self._at(life.at(ended), partial(self._end, alert, ended))
        started = Escalation.objects.get(alert=alert)
        for step in [*started.ladder.steps, None]:  # after the last, the round counts as unanswered
            self._at(_due_at(started, step) + ROUTED_AFTER, partial(self._route, alert, step))

    def _route(self, alert: Alert, step: Step | None) -> None:
        if alert.pk in self._settled:
            return
        routing.route_due(1, alert=alert)
        if step is not None and Channel.EMAIL in step.channels:
            self._at(clock.now() + SENT_AFTER, partial(self._deliver, alert))

    def _deliver(self, alert: Alert) -> None:
        pending = Delivery.objects.filter(alert=alert, state=DeliveryState.PENDING).count()
        delivery.deliver_due(pending, alert=alert, transports=LONG_SENT)

    def _answer(self, alert: Alert, act: Act) -> None:
        viewer = self.viewers[act.name]
        if acting.answer(viewer, alert, by_mail=self._chance.random() < 0.3).is_complete:
            self._settled.add(alert.pk)

    def _decide(self, alert: Alert, act: Act) -> None:
        self._settled.add(alert.pk)
        lifecycle.decide(alert=alert, by=self.viewers[act.name].person)

    def _end(self, alert: Alert, ending: Ending) -> None:
        self._settled.add(alert.pk)
        acting.end(self.viewers[ending.name], alert, ending)


def _due_at(started: Escalation, step: Step | None) -> datetime:
    last = started.ladder.steps[-1].after
    return started.started_at + (step.after if step is not None else last + LAST_WAIT)
