"""Makes the exercise's past through the services, moment by moment as it would have happened."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

from django.db import transaction

from alerts.domain.words import Channel, DeliveryState, OwedKind
from alerts.models import Alert, Delivery, Escalation, Filing, Office, Owed
from alerts.selectors.access import Viewer
from alerts.services import delivery, filing, reminding, routing
from alerts.transports.base import Message
from ewrr.common import clock

from . import acting, ids, rota, telling
from .fates import Act, Decided, Ending
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
        viewers = acting.viewers(office, now)
        made = Past(viewers, now).live(lives(now, ZoneInfo(office.time_zone)))
        rota.make_it_uneven(office, viewers, now)
        return made


class Past:
    """What is still to happen, by its moment, until `now`; whatever comes later is left to the running hub."""

    def __init__(self, viewers: dict[str, Viewer], now: datetime) -> None:
        self.viewers = viewers
        self.now = now
        self._to_come: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._looks_at: dict[int, datetime] = {}
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
        if assessed := life.fate.assessed:
            self._at(life.at(assessed), partial(acting.assess, self.viewers[assessed.name], alert, assessed))
        if decided := life.fate.decided:
            self._at(life.at(decided), partial(self._decide, alert, decided))
        if ended := life.fate.ended:
            self._at(life.at(ended), partial(self._end, alert, ended))
        if told_back := life.fate.told_back:
            self._at(life.at(told_back), partial(acting.tell_back, self.viewers[told_back.name], alert))
        self._follow(alert)

    def _follow(self, alert: Alert) -> None:
        """Looks again when the hub would: at the next step, at the next reminder."""
        steps = Escalation.objects.filter(alert=alert, next_at__isnull=False).values_list("next_at", flat=True)
        debts = Owed.objects.filter(alert=alert, settled_at__isnull=True, reminded_at__isnull=True)
        due = [moment for moment in steps if moment]
        due += debts.exclude(kind=OwedKind.ANSWER).values_list("due_at", flat=True)
        if due:
            looks_at = max(min(due), clock.now()) + ROUTED_AFTER
            if self._looks_at.get(alert.pk) != looks_at:
                self._looks_at[alert.pk] = looks_at
                self._at(looks_at, partial(self._look, alert))

    def _look(self, alert: Alert) -> None:
        if self._looks_at[alert.pk] != clock.now():  # what is due has moved since
            return
        if routing.route_due(1, alert=alert) + reminding.remind_due(1, alert=alert):
            self._at(clock.now() + SENT_AFTER, partial(self._deliver, alert))
        self._follow(alert)

    def _deliver(self, alert: Alert) -> None:
        pending = Delivery.objects.filter(alert=alert, state=DeliveryState.PENDING).count()
        delivery.deliver_due(pending, alert=alert, transports=LONG_SENT)

    def _answer(self, alert: Alert, act: Act) -> None:
        viewer = self.viewers[act.name]
        if acting.answer(viewer, alert, by_mail=self._chance.random() < 0.3).is_complete:
            self._follow(alert)

    def _decide(self, alert: Alert, act: Decided) -> None:
        acting.decide(self.viewers[act.name], alert, act, clock.now())
        self._follow(alert)

    def _end(self, alert: Alert, ending: Ending) -> None:
        acting.end(self.viewers[ending.name], alert, ending, clock.now())
        self._follow(alert)
