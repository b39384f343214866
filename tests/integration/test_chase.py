"""A response that nobody takes on, or that is late, is told of as an unanswered alert is."""

import datetime as dt

import pytest

from alerts.domain.words import DeliveryState, OwedKind
from alerts.models import Alert, Chase, Delivery, Event, Owed
from alerts.services import chasing, delivery, reminding, telling
from ewrr.common import clock
from responses.domain.course import Step
from responses.models import Response
from tests import make

pytestmark = pytest.mark.django_db
LATER = (0, 6, 11, 16, 21)  # minutes: at once; late after five; then as the plan has it for an alert, from there on


@pytest.fixture
def made() -> Response:
    make.offices()
    return make.response(make.decided(make.alert(is_routed=True)))


@pytest.fixture
def at(monkeypatch):
    start = clock.now()

    def go(minutes: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(minutes=minutes))

    go(0)
    return go


def told(made: Response) -> list[set[str]]:
    """By step, who."""
    rows = Delivery.objects.filter(owed__subject=made.subject).select_related("person")
    steps = sorted({row.step for row in rows})
    return [{row.person.name for row in rows if row.step == step} for step in steps]


def test_the_owner_is_told_at_once_and_only_the_owner(made):
    assert chasing.chase_due() == 1
    assert told(made) == [{"Chidi"}]
    assert chasing.chase_due() == 0


def test_not_accepted_in_time_the_hub_then_the_chief_then_the_head_are_told_and_again_until_it_is(made, at):
    for minutes in LATER:
        at(minutes)
        assert chasing.chase_due() == 1
    assert told(made)[0] == {"Chidi"}
    assert told(made)[1] == {"Chidi", "Dora"}
    assert ("Noor" in told(made)[3], "Grace" in told(made)[4]) == (True, True)
    assert all("Chidi" in people and "Amina" not in people for people in told(made))
    before = len(told(made))
    at(40)
    assert chasing.chase_due() == 1
    assert len(told(made)) == before + 1
    make.stepped(made, Step.ACCEPT)
    at(90)
    assert chasing.chase_due() == 0


def test_what_was_written_and_not_sent_is_cancelled_with_the_acceptance(made):
    chasing.chase_due()
    make.stepped(made, Step.ACCEPT)
    waiting = Delivery.objects.filter(owed__subject=made.subject, owed__kind=OwedKind.ACCEPT, channel="email")
    assert {row.state for row in waiting} == {DeliveryState.CANCELLED}
    assert delivery.deliver_due(alert=made.lead) == 0


def test_a_response_that_does_not_arrive_in_time_is_chased_from_then_on(made, at):
    make.stepped(made, Step.ACCEPT)
    debt = Owed.objects.get(subject=made.subject, settled_at__isnull=True)
    assert (debt.kind, debt.due_at) == (OwedKind.ARRIVE, made.due_at)
    at(119)
    assert chasing.chase_due() == 0
    at(121)
    assert chasing.chase_due() == 1
    rows = Delivery.objects.filter(owed=debt).select_related("person")
    assert {row.person.name for row in rows} == {"Chidi", "Dora"}
    assert reminding.remind_due() == 0  # not told twice by two roads
    event = Event.objects.filter(kind="alert.reminded").order_by("seq").last()
    assert event is not None
    assert event.data["is_late"] is True
    assert "Stay on the road" not in str(event.data)


def test_the_sweep_leaves_the_worker_ten_seconds(made, at):
    assert chasing.chase_due(overdue_s=10) == 0
    at(0.2)
    assert chasing.chase_due(overdue_s=10) == 1


def test_after_hours_away_the_right_step_is_taken_and_not_all_of_them(made, at):
    at(180)
    assert chasing.chase_due() == 1
    steps = set(Delivery.objects.filter(owed__subject=made.subject).values_list("step", flat=True))
    assert len(steps) == 1
    assert Chase.objects.get(owed__subject=made.subject, next_at__isnull=False).step > 2


def test_an_owner_who_left_is_passed_over_and_the_next_step_does_not_wait(made):
    person = make.person("Chidi")
    person.is_active = False
    person.save()
    assert chasing.chase_due() == 1
    assert told(made) == [{"Dora"}]


def test_what_another_alert_takes_over_goes_on_being_chased(made):
    other: Alert = make.decided(make.alert(is_routed=True))
    make.joined(made.lead, other)
    assert Chase.objects.filter(owed__alert=other, next_at__isnull=False).count() == 1
    assert Chase.objects.filter(owed__alert=made.lead, next_at__isnull=False).count() == 0


def test_the_message_leads_to_the_response_and_says_nothing_of_the_task(made):
    chasing.chase_due()
    row = Delivery.objects.select_related("alert__area", "person", "owed", "notice").get(
        owed__subject=made.subject, channel="email"
    )
    message = telling.message(row)
    assert f"/responses/{made.pk}/" in message.text
    for word in ("2 Coy", "Stay on the road", "Mavivi"):
        assert word not in message.text + message.subject + message.html


def test_a_new_round_of_the_alert_leaves_the_owners_message_alone(made):
    chasing.chase_due()
    make.decided(made.lead)
    row = Delivery.objects.get(owed__subject=made.subject, channel="email")
    assert row.state == DeliveryState.PENDING
