"""Routing: the people on duty are found through duties, told once, and the hub says why."""

from datetime import timedelta

import pytest
from django.db import connection

from alerts.domain.events import Happened
from alerts.domain.words import DeliveryState, EscalationState, Precision, ThreatType
from alerts.models import Delivery, Escalation, Event, Rotation, Shift
from alerts.services import routing
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def told(alert, step=None):
    rows = Delivery.objects.filter(alert=alert)
    if step is not None:
        rows = rows.filter(step=step)
    return set(rows.values_list("person__name", "channel"))


def names(alert, step=None):
    return {name for name, _channel in told(alert, step)}


def later(alert, **gap):
    return clock.set_to(alert.received_at + timedelta(**gap))


def test_a_critical_alert_tells_each_focal_point_and_the_hub_by_inbox_and_mail(beni):
    alert = make.alert(is_routed=True)
    expected = {"Amina", "Ben", "Chidi", "Dora"}
    assert told(alert) == {(name, channel) for name in expected for channel in ("inbox", "email")}
    assert alert.routed_at and alert.delivered_at


def test_a_low_alert_stays_in_the_inbox(beni):
    alert = make.alert(level="low", is_routed=True)
    assert told(alert) == {("Amina", "inbox"), ("Dora", "inbox")}


def test_a_restricted_alert_tells_the_named_duties_only(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    assert names(alert) == {"Sifa", "Noor"}


def test_routing_again_tells_nobody_twice(beni):
    alert = make.alert(is_routed=True)
    count = Delivery.objects.count()
    Escalation.objects.filter(alert=alert).update(step=0, next_at=clock.now())
    routing.route_due()
    assert Delivery.objects.count() == count


def test_the_next_step_tells_the_silent_again_and_their_deputies(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina")
    with later(alert, minutes=5, seconds=1):
        assert routing.route_due() == 1
    assert names(alert, step=1) == {"Ben", "Chidi", "Tomas", "Rajiv", "Dora"}


def test_the_last_steps_reach_chief_and_head_of_office_then_count_as_unanswered(beni):
    alert = make.alert(is_routed=True)
    for minutes, who in ((5, "Luc"), (10, "Noor"), (15, "Grace")):
        with later(alert, minutes=minutes, seconds=1):
            routing.route_due()
        assert who in names(alert), minutes
    with later(alert, minutes=20, seconds=1):
        routing.route_due()
    escalation = Escalation.objects.get(alert=alert)
    assert escalation.next_at
    assert (escalation.state, escalation.next_at - escalation.started_at) == (
        EscalationState.UNANSWERED,
        timedelta(minutes=30, seconds=1),
    )
    assert Event.objects.filter(alert=alert, kind=Happened.ALERT_UNANSWERED).exists()


def test_an_unanswered_alert_can_still_be_answered(beni):
    alert = make.alert(is_routed=True)
    Escalation.objects.filter(alert=alert).update(state=EscalationState.UNANSWERED, next_at=None)
    make.answered(alert, "Amina", "Ben", "Chidi")
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED


def test_the_filer_is_passed_over_and_the_log_says_why(beni):
    alert = make.alert(by="Amina", is_routed=True)
    assert names(alert) == {"Luc", "Ben", "Chidi", "Dora"}
    event = Event.objects.get(alert=alert, kind=Happened.ALERT_ROUTED)
    assert [item[1:] for item in event.data["passed_over"]] == [[make.person("Amina").pk, "filer"]]


def test_an_unmanned_duty_falls_back_at_once(beni):
    Rotation.objects.filter(duty__code="force-focal-point").delete()
    alert = make.alert(is_routed=True)
    delivery = Delivery.objects.filter(alert=alert, person=make.person("Rajiv")).first()
    assert (delivery.duty.code, delivery.through.code, delivery.components) == (
        "force-focal-point",
        "force-deputy",
        ["military"],
    )


def test_somebody_whose_role_ended_is_passed_over(beni):
    make.person("Ben").memberships.update(until_date=clock.now().date() - timedelta(days=1))
    assert "Tomas" in names(make.alert(is_routed=True))


def test_a_step_that_finds_nobody_is_skipped_at_once(beni):
    Rotation.objects.exclude(duty__code="head-of-office").delete()
    for code in ("hub-chief",):
        beni.duties.filter(code=code).update(fallback=None)
    alert = make.alert(is_routed=True)
    assert names(alert) == {"Grace"}
    assert Delivery.objects.filter(alert=alert).first().step == 3


def test_nobody_at_all_ends_in_a_visible_alarm(beni):
    Rotation.objects.all().delete()
    alert = make.alert(is_routed=True)
    assert Escalation.objects.get(alert=alert).state == EscalationState.UNANSWERED
    assert not Delivery.objects.exists()


def test_at_the_second_of_hand_over_the_incoming_person_is_told(beni):
    duty = beni.duties.get(code="police-focal-point")
    duty.rotations.all().delete()
    alert = make.alert()
    Shift.objects.create(
        duty=duty,
        person=make.person("Tomas"),
        starts_at=alert.received_at - timedelta(hours=8),
        ends_at=alert.received_at,
    )
    Shift.objects.create(
        duty=duty,
        person=make.person("Ben"),
        starts_at=alert.received_at,
        ends_at=alert.received_at + timedelta(hours=8),
    )
    with clock.set_to(alert.received_at):
        routing.route_due()
    assert "Ben" in names(alert) and "Tomas" not in names(alert)


def test_only_what_is_late_enough_is_taken_by_the_sweep(beni):
    alert = make.alert()
    assert routing.route_due(overdue_s=10) == 0
    with later(alert, seconds=11):
        assert routing.route_due(overdue_s=10) == 1


def test_a_locked_alert_is_left_to_whoever_holds_it(transactional_db):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import transaction

    from alerts.models import Alert

    make.offices()
    first, second = make.alert(), make.alert()

    def route() -> int:
        try:
            return routing.route_due()
        finally:
            connection.close()

    with transaction.atomic():
        Alert.objects.select_for_update(no_key=True).get(pk=first.pk)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(route).result() == 1
    assert not Delivery.objects.filter(alert=first).exists()
    assert Delivery.objects.filter(alert=second).exists()


def test_an_area_rule_matches_the_area_of_the_place(beni):
    from alerts.models import Rule

    inside = make.alert(level="low")
    assert inside.area is not None
    rule = Rule.objects.create(
        office=beni,
        position=99,
        name_en="Here",
        name_fr="Ici",
        plan=beni.plans.get(code="high"),
    )
    Rule.objects.filter(office=beni, position__lt=5).delete()
    rule.areas.set([inside.area])
    rule.duties.set([beni.duties.get(code="hub-chief")])
    assert Escalation.objects.get(alert=make.alert(level="low")).rule == rule
    outside = make.alert(level="low", lat=None, lon=None, precision=Precision.NAME_ONLY)
    assert Escalation.objects.get(alert=outside).rule.is_last


def test_every_message_waits_until_it_is_sent(beni):
    make.alert(is_routed=True)
    states = set(Delivery.objects.values_list("channel", "state"))
    assert states == {("inbox", DeliveryState.SENT), ("email", DeliveryState.PENDING)}
