"""Everything that can happen to an office, as one table of acts: a new act is one more line in ACTS."""

import datetime as dt
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from alerts.domain.words import Channel, Component, DismissReason, Level, Outcome, Role, ThreatType, Verification
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Absence, Alert, Delivery, Duty, Membership, Office, Person, Shift
from alerts.selectors.harm import on_record
from alerts.services import (
    answering,
    delivery,
    duty,
    importing,
    lifecycle,
    reading,
    reminding,
    routing,
    timekeeping,
    watch,
)
from alerts.transports import TransportError
from ewrr.common import clock
from ewrr.common.errors import Refusal
from tests import make
from tests.integration import acts_of_the_desk, filed_records

MIN, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
FILERS = ("Hana", "Amina", "Ben", "Chidi", "Dora", "Luc", "Esther")
ANSWERERS = ("Amina", "Ben", "Chidi", "Dora", "Sifa", "Luc", "Tomas", "Rajiv", "Noor", "Grace")
DECIDERS = ("Dora", "Noor", "Grace")


class NotNow(Exception):
    """Nothing here to which this could be done."""


@dataclass
class World:
    """An office that lives by its own clock; everything that happens in it follows from the seed."""

    office: Office
    random: random.Random
    now: dt.datetime
    done: list[str] = field(default_factory=list)

    def one(self, found: Any) -> Any:
        rows = list(found)
        if not rows:
            raise NotNow
        return self.random.choice(rows)

    def alert(self, **where: Any) -> Alert:
        """Mostly one of the latest: on it much happens."""
        rows = list(Alert.objects.filter(office=self.office, **where).exclude(series="H").order_by("-pk")[:6])
        return self.one(rows)

    def person(self, names: tuple[str, ...]) -> Any:
        return make.viewer(self.random.choice(names))

    def today(self) -> dt.date:
        return (self.now + 2 * HOUR).date()

    def act(self) -> str:
        """Does one thing that can be done now; says which."""
        names = list(ACTS)
        weights = [ACTS[name][0] for name in names]
        while True:
            name = self.random.choices(names, weights)[0]
            with clock.set_to(self.now):
                try:
                    ACTS[name][1](self)
                except (NotNow, Refusal, ObjectDoesNotExist):
                    continue
            self.done.append(name)
            return name


# Filing and telling


def file(w: World) -> None:
    more: dict[str, Any] = {}
    if w.random.random() < 0.25:
        more = {"threat_types": (ThreatType.CRSV,)}
    level = w.random.choice(list(make.FOR_LEVEL))
    made = make.filed(by=w.random.choice(FILERS), level=level, **more).alert
    if w.random.random() < 0.7:
        routing.route_due(alert=made)


def file_again(w: World) -> None:
    """The same sent twice: changes nothing."""
    key, by = uuid.uuid4(), w.random.choice(FILERS)
    for _turn in range(2):
        make.filed(by=by, level="low", client_id=key)


def route(w: World) -> None:
    if not routing.route_due():
        raise NotNow


def deliver(w: World) -> None:
    if not delivery.deliver_due():
        raise NotNow


class Down:
    """A channel that takes nothing."""

    def send(self, *_message: Any) -> None:
        raise TransportError("down")


def deliver_in_vain(w: World) -> None:
    if not delivery.deliver_due(limit=2, transports=dict.fromkeys(Channel, Down())):
        raise NotNow


def remind(w: World) -> None:
    if not reminding.remind_due():
        raise NotNow


def look(w: World) -> None:
    """Somebody opens an alert about which they were told."""
    row = w.one(Delivery.objects.filter(channel="inbox", seen_at__isnull=True, alert__office=w.office)[:20])
    reading.seen(viewer=make.viewer(row.person.name), number=row.alert.number)


# Answers


def answer_on_page(w: World) -> None:
    answering.answer(viewer=w.person(ANSWERERS), number=w.alert().number, via=make.AnsweredVia.PAGE)


def answer_from_mail(w: World) -> None:
    row = w.one(Delivery.objects.filter(channel="email", alert__office=w.office).order_by("-pk")[:20])
    answering.answer_message(delivery=row)


# Moves


def assess(w: World) -> None:
    alert = w.alert()
    found = {"verification": w.random.choice(list(Verification)), "level": w.random.choice(list(Level))}
    make.assessed(alert, by=w.random.choice(ANSWERERS[:4]), reason="Seen.", **found)


def rise(w: World) -> None:
    make.assessed(w.alert(level__in=["low", "medium"], state="received"), level=Level.CRITICAL, reason="Worse.")


def decide(w: World) -> None:
    course = w.random.choice(list(Course))
    said: dict[str, Any] = {"note": "So be it."}
    if course is Course.NO_ACTION:
        said["reason"] = w.random.choice(list(NotResponded))
    if course is Course.MONITOR:
        said["review_date"] = w.today() + DAY * w.random.randrange(2)
    make.decided(w.alert(), by=w.random.choice(DECIDERS), course=course, **said)


def dismiss(w: World) -> None:
    make.dismissed(w.alert(), by=w.random.choice(DECIDERS), reason=w.random.choice(list(DismissReason)))


def close(w: World) -> None:
    word_back = w.random.choice(list(WordBack))
    until: dict[str, Any] = {"word_back_date": w.today()} if word_back is WordBack.OWED else {}
    alert = w.alert(state="decided")
    lifecycle.close(
        viewer=w.person(DECIDERS),
        number=alert.number,
        version=alert.version,
        outcome=w.random.choice([Outcome.HANDLED, Outcome.NO_ACTION]),
        harm=HarmKnown.ON_RECORD if on_record(alert).harmed else w.random.choice([HarmKnown.NONE, HarmKnown.UNKNOWN]),
        word_back=word_back,
        **until,
    )


def give_word_back(w: World) -> None:
    alert = w.alert(state="closed", word_back_at=None)
    lifecycle.settle_word_back(
        viewer=w.person(DECIDERS),
        number=alert.number,
        version=alert.version,
        word_back=w.random.choice([WordBack.GIVEN, WordBack.NOT_SAFE]),
    )


def reopen(w: World) -> None:
    make.reopened(w.alert(state__in=["closed", "dismissed"]), by=w.random.choice(DECIDERS))


# The rota


def take_duty(w: World) -> None:
    by = w.person(ANSWERERS)
    duty.take_now(viewer=by, duty=w.one(Duty.objects.filter(office=w.office, retired_at=None)))


def be_absent(w: World) -> None:
    by = w.person(ANSWERERS)
    duty.declare_absence(viewer=by, person=by.person, starts_at=w.now, ends_at=w.now + HOUR * w.random.randint(1, 9))


def replace(w: World) -> None:
    """From an hour on, somebody else of those in the office: no event tells when the hour comes."""
    post = w.one(Duty.objects.filter(office=w.office, retired_at=None))
    who = make.person(w.random.choice(ANSWERERS))
    duty.replace(viewer=w.person(("Dora",)), duty=post, person=who, starts_at=w.now + HOUR, ends_at=w.now + 3 * HOUR)


def call_off(w: World) -> None:
    shifts = Shift.objects.filter(cancelled_at=None, ends_at__gt=w.now, duty__office=w.office)
    absences = Absence.objects.filter(cancelled_at=None, ends_at__gt=w.now, office=w.office)
    duty.cancel(viewer=w.person(("Dora",)), row=w.one([*shifts, *absences]))


# The rest


def import_history(w: World) -> None:
    importing.take_in(office=w.office, system="ucdp-ged", records=[filed_records.record(w.random.randrange(10**6))])


def watch_round(w: World) -> None:
    """May raise or end an alarm of the hub itself. This world's clock stands still between acts: no clock put back."""
    timekeeping._mine = None
    watch.make_round(0)


def elsewhere(w: World) -> None:
    """Another office lives too."""
    make.alert(by="Esther", is_routed=True)


def wait(w: World) -> None:
    """Things fall due, watches change hands: by the clock alone."""
    w.now += w.random.choice([MIN, 4 * MIN, 17 * MIN, HOUR])
    with clock.set_to(w.now):
        watch_round(w)  # the hub's own watch goes on meanwhile


def lose_role(w: World) -> None:
    """And is given another one in its place."""
    who = Person.objects.get(email=w.random.choice(["hana@beni.example", "farid@beni.example"]))
    role = w.random.choice([Role.OFFICER, Role.POC_MANAGER, Role.HUB_DUTY])
    component = Component.POLICE if role is Role.OFFICER else ""
    Membership.objects.filter(person=who, office=w.office).update(role=role, component=component)


ACTS: dict[str, tuple[int, Callable[[World], None]]] = {
    "file": (8, file),
    "file again": (1, file_again),
    "route": (5, route),
    "deliver": (4, deliver),
    "deliver in vain": (1, deliver_in_vain),
    "remind": (2, remind),
    "look": (3, look),
    "answer on the page": (7, answer_on_page),
    "answer from mail": (4, answer_from_mail),
    "assess": (5, assess),
    "level rises": (2, rise),
    "decide": (5, decide),
    "dismiss": (2, dismiss),
    "close": (3, close),
    "word back": (2, give_word_back),
    "reopen": (2, reopen),
    "take a duty": (3, take_duty),
    "be absent": (2, be_absent),
    "replace": (2, replace),
    "call off": (1, call_off),
    "import": (1, import_history),
    "watch": (1, watch_round),
    "elsewhere": (1, elsewhere),
    "wait": (8, wait),
    "lose a role": (1, lose_role),
} | acts_of_the_desk.ACTS
