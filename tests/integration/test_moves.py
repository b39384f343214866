"""Deciding, dismissing, closing, reopening: each settles what is owed and ends the telling, or is refused whole."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.words import (
    Channel,
    DeliveryState,
    DismissReason,
    EscalationState,
    Outcome,
    OwedKind,
    State,
)
from alerts.domain.words_of_deciding import Course, EndingKind, NotResponded, WordBack
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Decision, Delivery, Ending, Escalation, Owed
from alerts.models.delivery import WAITING
from alerts.services import delivery, lifecycle, routing
from ewrr.common import clock
from responses.domain.course import Step
from tests import make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def owed(alert: Alert) -> set[str]:
    """But the review of a closing: test_review.py."""
    return set(Owed.objects.filter(alert=alert, settled_at__isnull=True, subject="").values_list("kind", flat=True))


def is_quiet(alert: Alert) -> bool:
    """Nobody is told any more, and nobody will be."""
    return not (
        Delivery.objects.filter(alert=alert, state__in=WAITING).exists()
        or Escalation.objects.filter(alert=alert, next_at__isnull=False).exists()
    )


def last_event(alert: Alert) -> tuple[str, dict[str, Any], str]:
    event = alert.events.latest("seq")
    return event.kind, event.data, str(event.person)


def test_deciding_settles_what_is_owed_and_ends_the_telling(beni):
    alert = make.alert(is_routed=True)
    assert Owed.objects.filter(alert=alert, settled_at__isnull=True).count() >= 3 and not is_quiet(alert)
    done = lifecycle.decide(
        viewer=make.viewer("Dora"), number=alert.number, version=1, course=Course.RESPOND, note="Go now."
    )
    alert.refresh_from_db()
    assert (alert.state, alert.version, alert.decided_at) == (State.DECIDED, 2, done.decided_at)
    assert owed(alert) == set() and is_quiet(alert)
    assert set(alert.owed.exclude(settled_by=make.person("Dora"))) == set()
    assert Escalation.objects.get(alert=alert).state == EscalationState.CANCELLED
    mails = Delivery.objects.filter(alert=alert, channel=Channel.EMAIL)
    assert set(mails.values_list("state", flat=True)) == {DeliveryState.CANCELLED}
    decision = Decision.objects.get(alert=alert)
    assert (decision.course, decision.note, decision.by.name) == ("respond", "Go now.", "Dora")
    codes = {"course": "respond", "reason": "", "review_date": "", "version": 2}
    assert last_event(alert) == ("alert.decided", codes, "Dora")


def test_what_is_to_be_looked_at_again_is_owed_by_whoever_decided(beni):
    alert = make.decided(make.alert(), by="Noor", course=Course.MONITOR, review_date=make.today() + 2 * DAY)
    review = Owed.objects.get(alert=alert, settled_at__isnull=True)
    assert (review.kind, review.person) == (OwedKind.REVIEW, make.person("Noor"))
    assert review.due_at == dt.datetime.combine(make.today() + 3 * DAY, dt.time(), dt.timezone(dt.timedelta(hours=2)))


def test_deciding_again_settles_the_review_and_keeps_the_first_time_of_decision(beni):
    alert = make.decided(make.alert(), course=Course.MONITOR, review_date=make.today())
    first = alert.decided_at
    make.decided(alert, by="Grace", course=Course.NO_ACTION, reason=NotResponded.OVERTAKEN)
    assert (alert.state, alert.decided_at, owed(alert)) == (State.DECIDED, first, set())
    assert list(alert.decisions.values_list("course", "reason")) == [("monitor", ""), ("no_action", "overtaken")]


@pytest.mark.parametrize("reason", DismissReason)
def test_dismissing_settles_and_ends_with_its_reason(beni, reason):
    alert = make.alert(is_routed=True)
    lifecycle.dismiss(viewer=make.viewer("Dora"), number=alert.number, version=1, reason=reason, note="Nobody there.")
    alert.refresh_from_db()
    assert (alert.state, alert.state_before, alert.dismissed_because) == ("dismissed", "received", reason)
    assert alert.closed_at is not None and owed(alert) == set() and is_quiet(alert)
    ending = Ending.objects.get(alert=alert)
    assert (ending.kind, ending.reason, ending.note) == (EndingKind.DISMISSED, reason, "Nobody there.")
    assert last_event(alert) == ("alert.dismissed", {"reason": reason.value, "version": 2}, "Dora")


def test_closing_says_that_word_was_given_back(beni):
    alert = make.closed(make.alert(), word_back=WordBack.GIVEN, note="Patrol back.")
    assert (alert.state, alert.state_before, alert.outcome) == ("closed", "decided", "handled")
    assert alert.word_back_at == alert.closed_at and owed(alert) == set()
    assert Ending.objects.get(alert=alert).note == "Patrol back."
    codes = {"outcome": "handled", "harm": "none", "word_back": "given", "word_back_date": "", "version": 3}
    codes["review_for"] = ["critical"]
    assert last_event(alert) == ("alert.closed", codes, "Dora")


def test_closing_says_that_word_back_is_not_safe(beni):
    alert = make.closed(make.alert(), word_back=WordBack.NOT_SAFE, outcome=Outcome.NO_ACTION)
    assert alert.word_back_at is None and owed(alert) == set()


def test_word_back_that_is_owed_lives_on_after_closing_until_it_is_given(beni):
    alert = make.closed(make.alert(), by="Noor", word_back=WordBack.OWED, word_back_date=make.today() + DAY)
    row = Owed.objects.get(alert=alert, settled_at__isnull=True, subject="")
    assert (row.kind, row.person.name, alert.word_back_at) == (OwedKind.WORD_BACK, "Noor", None)
    lifecycle.settle_word_back(
        viewer=make.viewer("Dora"),
        number=alert.number,
        version=alert.version,
        word_back=WordBack.GIVEN,
        note="Told the chief by phone.",
    )
    alert.refresh_from_db()
    row.refresh_from_db()
    assert (alert.state, row.settled_by.name, owed(alert)) == ("closed", "Dora", set())
    assert alert.word_back_at == row.settled_at
    assert alert.endings.latest("id").note == "Told the chief by phone."
    assert last_event(alert) == ("alert.word_back", {"word_back": "given", "version": 4}, "Dora")


def test_word_back_that_turns_out_unsafe_is_settled_without_a_time(beni):
    alert = make.closed(make.alert(), word_back=WordBack.OWED, word_back_date=make.today())
    said: dict[str, Any] = {"viewer": make.viewer("Dora"), "number": alert.number}
    lifecycle.settle_word_back(**said, version=alert.version, word_back=WordBack.NOT_SAFE)
    alert.refresh_from_db()
    assert alert.word_back_at is None and owed(alert) == set()
    # Safe after all, and then given once and for all.
    lifecycle.settle_word_back(**said, version=alert.version, word_back=WordBack.GIVEN)
    alert.refresh_from_db()
    with pytest.raises(lifecycle.IllegalMove, match="illegal_move"):
        lifecycle.settle_word_back(**said, version=alert.version, word_back=WordBack.GIVEN)


def test_an_undecided_alert_that_is_reopened_is_told_anew(beni):
    alert = make.reopened(make.dismissed(make.alert(is_routed=True)), reason="They came back at night.")
    assert (alert.state, alert.state_before, alert.closed_at, alert.dismissed_because) == ("received", "", None, "")
    rounds = Escalation.objects.filter(alert=alert).order_by("round").values_list("round", "state", "cause")
    assert list(rounds) == [(1, "cancelled", Cause.FILED), (2, "running", Cause.REOPENED)]
    assert OwedKind.ANSWER in owed(alert)
    routing.route_due()
    assert (
        Delivery.objects.filter(alert=alert, round=2, channel=Channel.EMAIL, state=DeliveryState.PENDING).count() == 4
    )
    assert alert.endings.latest("id").note == "They came back at night."
    reopened = alert.events.get(kind="alert.reopened")
    assert reopened.data == {"state": "received", "version": 3}


def test_a_decided_alert_that_is_reopened_owes_a_look_at_the_decision_today(beni):
    alert = make.reopened(make.closed(make.alert(is_routed=True)), by="Grace")
    assert (alert.state, alert.outcome, alert.closed_at) == ("decided", "", None)
    review = Owed.objects.get(alert=alert, settled_at__isnull=True)
    assert (review.kind, review.person.name) == (OwedKind.REVIEW, "Grace")
    assert is_quiet(alert)


def test_what_a_community_was_promised_stays_promised_through_reopening_and_deciding_anew(beni):
    alert = make.closed(make.alert(), word_back=WordBack.OWED, word_back_date=make.today() + DAY)
    make.decided(make.reopened(alert))
    assert owed(alert) == {OwedKind.WORD_BACK}
    make.closed(alert, word_back=WordBack.GIVEN)
    assert owed(alert) == set()


def test_a_responding_alert_is_closed_and_reopened_to_responding(beni):
    alert = make.decided(make.alert())
    make.stepped(make.response(alert), Step.ACCEPT, Step.FINISH)
    assert make.closed(alert).state_before == "responding"
    assert make.reopened(alert).state == "responding"


def test_the_day_is_the_offices_own(beni):
    """At 23:30 in Beni it is still today there, though another day is said elsewhere."""
    alert = make.alert()
    late = dt.datetime(2026, 11, 24, 21, 30, tzinfo=dt.UTC)
    with clock.set_to(late):
        assert make.decided(alert, review_date=dt.date(2026, 11, 24)).state == "decided"
    with clock.set_to(late + dt.timedelta(hours=1)), pytest.raises(lifecycle.Incomplete):
        make.decided(alert, review_date=dt.date(2026, 11, 24))


def test_a_decision_while_a_message_is_with_the_mail_server_lets_that_one_go_and_no_other(beni):
    alert = make.alert(is_routed=True)
    claimed = delivery._claim()
    assert claimed is not None and claimed.state == DeliveryState.SENDING
    make.decided(alert)
    delivery._send(claimed)
    assert delivery.deliver_due() == 0
    mails = Delivery.objects.filter(alert=alert, channel=Channel.EMAIL)
    assert set(mails.values_list("state", flat=True)) == {DeliveryState.CANCELLED}
    assert mails.filter(sent_at__isnull=False).count() <= 1
