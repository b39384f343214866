"""The whole ladder on the database: last resort, repeats, new rounds, late recovery, reminders."""

from datetime import timedelta

import pytest

from alerts.domain.events import Happened
from alerts.domain.words import DeliveryState, EscalationState, Level, OwedKind, State
from alerts.domain.words_of_telling import Cause, Purpose
from alerts.models import Alert, Delivery, Escalation, Event, Owed, Rotation
from alerts.models.delivery import WAITING
from alerts.services import delivery, matching, messages, owed, reminding, routing
from alerts.transports import BY_CHANNEL, TransportError
from ewrr.common import clock
from ewrr.common.change import change
from tests import make

pytestmark = pytest.mark.django_db
ALL_SILENT = {"Amina", "Ben", "Chidi", "Dora", "Luc", "Tomas", "Rajiv", "Noor", "Grace"}


def at(alert, minutes, seconds=1):
    """So long after receipt: the hub does what is due, routing and reminders."""
    with clock.set_to(alert.received_at + timedelta(minutes=minutes, seconds=seconds)):
        routing.route_due()
        reminding.remind_due()


def newest(alert):
    """Who was told by the latest writing."""
    rows = Delivery.objects.filter(alert=alert)
    latest = rows.order_by("-created_at").first()
    return {row.person.name for row in rows.filter(created_at=latest.created_at).select_related("person")}


def count(alert):
    """Messages of the ladder; reminders are apart."""
    return Delivery.objects.filter(alert=alert).exclude(purpose=Purpose.REMINDER).count()


def rounds(alert):
    return list(Escalation.objects.filter(alert=alert).order_by("round"))


def climbed(alert):
    """Every step is spent and nobody has answered."""
    for minutes in (5, 10, 15, 20):
        at(alert, minutes)
    return alert


def test_once_every_step_is_spent_all_the_silent_are_told_after_five_ten_fifteen_minutes(beni):
    alert = climbed(make.alert(is_routed=True))
    assert newest(alert) == ALL_SILENT
    assert rounds(alert)[0].state == EscalationState.UNANSWERED
    told_at = [20]
    for minute in range(21, 140):
        before = count(alert)
        at(alert, minute, 5)
        if count(alert) > before:
            told_at.append(minute)
    assert told_at == [20, 30, 45, 65, 90, 120]
    assert Event.objects.filter(alert=alert, kind=Happened.ALERT_UNANSWERED).count() == 1


def test_repeats_leave_the_components_out_that_have_answered(beni):
    alert = climbed(make.answered(make.alert(is_routed=True), "Amina", "Chidi"))
    assert newest(alert) == ALL_SILENT - {"Amina", "Luc", "Chidi", "Rajiv"}


def test_an_answer_ends_the_repeats(beni):
    alert = climbed(make.alert(is_routed=True))
    with clock.set_to(alert.received_at + timedelta(minutes=21)):
        make.answered(alert, "Amina", "Ben", "Chidi")
    before = count(alert)
    at(alert, 31)
    assert count(alert) == before
    assert not Delivery.objects.filter(alert=alert, state__in=WAITING).exists()


def test_a_low_alert_rests_once_it_lies_in_an_inbox(beni):
    alert = make.alert(level="low", is_routed=True)
    assert (rounds(alert)[0].state, rounds(alert)[0].next_at) == (EscalationState.RUNNING, None)
    before = count(alert)
    at(alert, 60 * 24 * 3)
    assert count(alert) == before
    reminder = Delivery.objects.filter(alert=alert, purpose=Purpose.REMINDER).first()
    assert (reminder.person.name, reminder.owed.kind) == ("Dora", OwedKind.VERIFY)


def test_a_low_alert_that_finds_nobody_goes_to_the_last_resort_and_is_an_alarm(beni):
    Rotation.objects.exclude(duty__code="head-of-office").delete()
    beni.duties.filter(code="hub-duty-officer").update(fallback=None)
    alert = make.alert(level="low", is_routed=True)
    assert newest(alert) == {"Grace"}
    assert Delivery.objects.filter(alert=alert).first().purpose == Purpose.LAST_RESORT
    assert rounds(alert)[0].state == EscalationState.UNANSWERED


def test_an_answer_that_nobody_decides_upon_is_reminded_of_and_then_everybody_is_told_anew(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    answered_at = Alert.objects.get(pk=alert.pk).answered_at
    debt = Owed.objects.get(alert=alert, kind=OwedKind.DECIDE)
    assert answered_at
    assert (debt.duty.code, debt.due_at - answered_at) == ("hub-duty-officer", timedelta(minutes=15))
    reminders = Delivery.objects.filter(alert=alert, purpose=Purpose.REMINDER)
    at(alert, 14)
    assert not reminders.exists()
    at(alert, 16)
    assert {(row.person.name, row.channel, row.owed) for row in reminders} == {
        ("Dora", "inbox", debt),
        ("Dora", "email", debt),
    }
    at(alert, 17)
    assert reminders.count() == 2, "reminded once"
    at(alert, 21)
    at(alert, 21, 2)
    assert [(one.round, one.cause, one.state) for one in rounds(alert)] == [
        (1, Cause.FILED, EscalationState.ANSWERED),
        (2, Cause.RAN_OUT, EscalationState.RUNNING),
    ]
    assert newest(alert) == {"Amina", "Ben", "Chidi", "Dora"}
    assert Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True).count() == 3
    assert Owed.objects.get(alert=alert, kind=OwedKind.DECIDE, settled_at__isnull=True) == debt, "still late"


def test_a_decision_in_time_lets_the_answer_stand(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    with change(beni.pk, make.person("Dora")) as c:
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        owed.settle_all(locked, c.by, c.now)
        routing.stop(c, locked)
    before = count(alert)
    at(alert, 90)
    assert (count(alert), len(rounds(alert))) == (before, 1)


def test_a_medium_alert_that_is_answered_waits_for_no_decision(beni):
    alert = make.answered(make.alert(level="medium", is_routed=True), "Amina")
    assert rounds(alert)[0].next_at is None
    assert not Owed.objects.filter(alert=alert, kind=OwedKind.DECIDE).exists()


def raised(alert, level):
    with change(alert.office_id, make.person("Dora")) as c:
        locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
        locked.level = level
        locked.save(update_fields=["level"])
        routing.begin_again(c, locked, Cause.LEVEL_ROSE)


def test_a_level_that_rises_begins_a_round_by_the_higher_plan_and_sends_nothing_of_the_old_one(beni):
    alert = make.alert(level="medium", is_routed=True)
    raised(alert, Level.CRITICAL)
    first, second = rounds(alert)
    assert (first.state, second.ladder.name, second.cause) == (
        EscalationState.CANCELLED,
        "critical",
        Cause.LEVEL_ROSE,
    )
    old = Delivery.objects.filter(alert=alert, round=1, channel="email")
    assert set(old.values_list("state", flat=True)) == {DeliveryState.CANCELLED}
    routing.route_due()
    assert set(
        Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True).values_list(
            "component", flat=True
        )
    ) == {"civilian", "police", "military"}
    assert Delivery.objects.filter(alert=alert, round=2, channel="email").count() == 4


def test_an_answer_of_the_round_before_does_not_count_in_the_new_one(beni):
    alert = make.answered(make.alert(level="medium", is_routed=True), "Amina")
    raised(alert, Level.CRITICAL)
    routing.route_due()
    assert newest(alert) == {"Amina", "Ben", "Chidi", "Dora"}
    make.answered(alert, "Amina", "Ben", "Chidi")
    assert rounds(alert)[1].state == EscalationState.ANSWERED


def test_after_three_hours_away_there_is_one_jump_with_one_message_a_person(beni):
    alert = make.alert()
    at(alert, 180)
    assert newest(alert) == ALL_SILENT
    assert count(alert) == 2 * len(ALL_SILENT)
    event = Event.objects.get(alert=alert, kind=Happened.ALERT_ROUTED)
    assert (event.data["jumped"], event.data["step"]) == (4, 4)
    assert event.data["late_s"] == 180 * 60 + 1
    assert rounds(alert)[0].state == EscalationState.UNANSWERED


def test_a_jump_in_the_middle_of_the_ladder_is_said_on_the_timeline(beni, as_):
    alert = make.alert(is_routed=True)
    at(alert, 12)
    page = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "picked up 7 min late; 1 step passed over" in page
    assert newest(alert) == {"Amina", "Ben", "Chidi", "Dora", "Luc", "Tomas", "Rajiv", "Noor"}


class Down:
    def __init__(self, code, **how):
        self.failure = TransportError(code, **how)

    def send(self, message, address):
        raise self.failure


def test_where_every_message_of_a_step_is_given_up_the_next_step_does_not_wait(beni, monkeypatch):
    alert = make.alert(is_routed=True)
    monkeypatch.setitem(BY_CHANNEL, "email", Down("recipient_refused", is_permanent=True))
    delivery.deliver_due()
    routing.route_due()
    assert rounds(alert)[0].step == 2
    assert {"Luc", "Tomas", "Rajiv"} <= newest(alert)


def test_one_message_that_arrives_lets_the_next_step_wait(beni, monkeypatch):
    alert = make.alert(is_routed=True)
    Delivery.objects.filter(alert=alert, channel="email", person__name="Amina").update(state=DeliveryState.SENT)
    monkeypatch.setitem(BY_CHANNEL, "email", Down("recipient_refused", is_permanent=True))
    delivery.deliver_due()
    assert routing.route_due() == 0


def test_whoever_cannot_be_reached_is_passed_over_until_a_message_arrives_again(beni, monkeypatch):
    make.alert(level="high", is_routed=True)
    with monkeypatch.context() as patched:
        patched.setitem(BY_CHANNEL, "email", Down("recipient_refused", is_permanent=True, is_of_address=True))
        Delivery.objects.exclude(person__name="Ben").update(state=DeliveryState.SENT)
        delivery.deliver_due()
    assert make.person("Ben").unreachable_since is not None
    second = make.alert(is_routed=True)
    told = set(Delivery.objects.filter(alert=second).values_list("person__name", flat=True))
    assert "Ben" not in told and "Tomas" in told
    with change(beni.pk, make.person("Ben")) as c:
        delivery.test_message(c, make.person("Ben"))
    delivery.deliver_due()
    assert make.person("Ben").unreachable_since is None


def test_a_test_message_goes_the_way_of_all_messages_and_belongs_to_no_alert(beni, mailoutbox):
    with change(beni.pk, make.person("Amina")) as c:
        delivery.test_message(c, make.person("Amina"))
    assert delivery.deliver_due() == 1
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["amina@beni.example"], "Test message")]
    rows = Delivery.objects.all()
    assert {(row.state, row.alert) for row in rows} == {(DeliveryState.SENT, None)}


def test_a_reminder_is_not_sent_once_the_debt_is_settled(beni, mailoutbox):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    at(alert, 16)
    owed.settle_kind(alert, OwedKind.DECIDE, make.person("Dora"), clock.now())
    with clock.set_to(alert.received_at + timedelta(minutes=17)):
        delivery.deliver_due()
    assert mailoutbox == []
    reminder = Delivery.objects.get(alert=alert, purpose=Purpose.REMINDER, channel="email")
    assert reminder.state == DeliveryState.CANCELLED


def test_a_reminder_links_to_the_alert_and_says_what_is_owed(beni, mailoutbox):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    at(alert, 16)
    with clock.set_to(alert.received_at + timedelta(minutes=17)):
        delivery.deliver_due()
    mail = mailoutbox[-1]
    assert mail.subject == f"{alert.number} CRITICAL: decision owed"
    assert f"/alerts/{alert.number}/" in mail.body and "Mayi-Moya" not in mail.body


def test_the_rehearsal_names_whom_real_routing_then_tells(beni):
    alert = make.alert()
    rehearsal = routing.rehearse(beni.pk, matching.facts_of(alert), [make.person("Hana").pk], clock.now())
    first = {holder.person_id for one in rehearsal.rungs[0].found for holder in one.holders}
    assert not Delivery.objects.exists() and rehearsal.stored[rehearsal.match.rule.id].name_en == "Critical"
    routing.route_due()
    assert first == set(Delivery.objects.filter(alert=alert).values_list("person_id", flat=True))


def test_a_running_round_keeps_the_plan_it_began_with(beni):
    alert = make.alert(is_routed=True)
    beni.plans.get(code="critical").steps.all().delete()
    at(alert, 5)
    assert {"Luc", "Tomas", "Rajiv"} <= newest(alert)
    assert alert.state == State.RECEIVED and messages.DELIVER == "alerts.deliver"
