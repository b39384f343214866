"""What is handed over is told: to whoever comes, to the fallback where nobody accepts; once, and without content."""

import pytest
from django.core import mail
from django.core.management import call_command

from alerts import tasks
from alerts.domain.events import Happened
from alerts.domain.words import OwedKind
from alerts.domain.words_of_telling import Late, Note
from alerts.models import Event
from alerts.selectors import relief_page
from alerts.selectors import watch as watched
from alerts.services import delivery, relieving
from ewrr.common import clock
from tests import make
from tests.integration.relieving_watches import accepts, begun, debts, hub, open_alert, prepared
from tests.integration.watchkeeping import (
    HALF,
    HOUR,
    MINUTE,
    SECOND,
    TICK,
    at,
    begins,
    noticed,
    recorded,
)

pytestmark = pytest.mark.django_db
FIXTURES = (begins, hub)


def test_what_nobody_accepts_in_half_an_hour_is_told_to_the_fallback_once(hub, begins):
    open_alert()
    relief = begun(begins)
    with at(begins + 5 * MINUTE):
        accepts("Noor", relief.items.first())
    with at(begins + HALF - TICK):
        assert relieving.tell_due() == 0
    with at(begins + HALF):
        assert [relieving.tell_due(), relieving.tell_due()] == [1, 0]
        page = relief_page.page(make.viewer("Noor"), relief.pk, clock.now())
    assert noticed(Note.RELIEF_LEFT) == [("Grace", "pending")]
    assert [line.is_left for line in page.open] == [True] and page.is_left
    grace = make.person("Grace").pk
    left = [{"relief": relief.pk, "duty": hub.pk, "told": [grace], "items": 1}]
    assert recorded(Happened.RELIEF_LEFT) == left


def test_where_all_was_accepted_or_done_nobody_else_hears_of_it(hub, begins):
    alert = open_alert()
    relief = begun(begins)
    with at(begins + MINUTE):
        accepts("Noor", relief.items.get(owed__kind=OwedKind.VERIFY))
        make.decided(alert, by="Noor")
    with at(begins + HALF):
        assert relieving.tell_due() == 0
    assert noticed(Note.RELIEF_LEFT) == []


def test_who_was_down_for_hours_gives_the_half_hour_all_the_same(hub, begins):
    open_alert()
    late = begins + 3 * HOUR
    with at(late):
        assert [relieving.tell_due(), relieving.tell_due()] == [1, 0]
    with at(late + HALF - TICK):
        assert relieving.tell_due() == 0
    with at(late + HALF):
        assert relieving.tell_due() == 1
    assert noticed(Note.RELIEF_LEFT) == [("Grace", "pending")]


def test_the_worker_the_sweep_and_the_command_tell_it_once_between_them(hub, begins):
    open_alert()
    with at(begins + 11 * SECOND):
        assert tasks.tell_due() > 0
        assert relieving.tell_due(overdue_s=10) == 0
        call_command("sweep", "--once")
    with at(begins + HALF + 30 * SECOND):
        call_command("sweep", "--once")
        assert relieving.tell_due() == 0
    assert len(noticed(Note.RELIEF_WAITS)) == len(noticed(Note.RELIEF_LEFT)) == 1


def test_the_watch_says_when_nobody_makes_the_list(hub, begins):
    open_alert()
    with at(begins + 61 * SECOND):
        assert [one.since for one in watched.overdue(clock.now()) if one.what is Late.CHECK_INS] == [begins]
        relieving.tell_due()
        assert not [one for one in watched.overdue(clock.now()) if one.what is Late.CHECK_INS]


def test_the_message_says_nothing_of_what_is_handed_over(hub, begins):
    alert = open_alert()
    with at(begins - HOUR):
        prepared(hub, {debt.pk: "Ask MAMA ROSE" for debt in debts(alert=alert)})
    relief = begun(begins)
    with at(begins):
        delivery.deliver_due()
    sent = next(one for one in mail.outbox if one.to == ["noor@beni.example"] and "watch" in one.subject)
    assert f"/duty/relief/{relief.pk}/" in sent.body
    assert not any(word in f"{sent.subject}{sent.body}" for word in ("ROSE", alert.number, "Hub duty", "Dora"))
    assert not any("ROSE" in str(data) for data in Event.objects.values_list("data", flat=True))
