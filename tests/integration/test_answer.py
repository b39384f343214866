"""Answering: the first of each component counts, nothing conflicts, needless messages are cancelled."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from alerts.domain.words import AnsweredVia, Channel, DeliveryState, EscalationState, OwedKind
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Owed
from alerts.selectors import board, owing
from alerts.services import answering, routing
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def waiting(alert):
    return set(Delivery.objects.filter(alert=alert, state=DeliveryState.PENDING).values_list("person__name", flat=True))


def answers_owed(alert):
    return Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True)


def test_an_answer_settles_its_component_and_cancels_its_messages(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina")
    assert waiting(alert) == {"Ben", "Chidi", "Dora"}
    still = answers_owed(alert).values_list("component", flat=True)
    assert set(still) == {"police", "military"}
    assert alert.answered_at is None


def test_when_each_component_answered_the_round_ends_and_nothing_is_sent(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED
    assert waiting(alert) == set()
    assert not answers_owed(alert).exists()
    assert alert.answered_at is not None


def test_one_answer_is_enough_for_a_high_alert(beni):
    alert = make.answered(make.alert(level="high", is_routed=True), "Dora")
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED
    assert waiting(alert) == set()


def test_a_second_answer_of_a_component_is_recorded_and_counts_nothing(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Luc")
    assert list(Acknowledgement.objects.filter(alert=alert).values_list("person__name", "counts")) == [
        ("Amina", True),
        ("Luc", False),
    ]


def test_answering_twice_is_answering_once(beni):
    alert = make.alert(is_routed=True)
    make.answered(alert, "Amina", "Amina")
    assert Acknowledgement.objects.filter(alert=alert).count() == 1


def test_somebody_outside_the_chain_counts_for_their_component(beni):
    alert = make.answered(make.alert(is_routed=True), "Rajiv")
    assert Acknowledgement.objects.get(alert=alert).component == "military"
    assert not Owed.objects.filter(alert=alert, component="military", settled_at__isnull=True).exists()


def test_an_answer_after_closing_is_recorded_and_changes_nothing(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    make.closed(alert)
    answer = answering.answer(viewer=make.viewer("Luc"), number=alert.number, via=AnsweredVia.PAGE)
    assert not answer.counts
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED


def test_the_hubs_answer_to_a_critical_alert_speaks_for_no_component(beni):
    alert = make.answered(make.alert(is_routed=True), "Dora")
    assert Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True).count() == 3


def test_a_stand_in_answers_for_the_component_they_were_told_for(beni):
    """Nobody of the police is on duty: the duty falls to the hub duty officer."""
    for code in ("police-focal-point", "police-deputy"):
        beni.duties.get(code=code).rotations.all().delete()
    alert = make.answered(make.alert(is_routed=True), "Dora")
    assert Acknowledgement.objects.get(alert=alert).component == "police"


def test_one_person_standing_in_for_two_components_answers_for_both(beni):
    for code in ("police-focal-point", "police-deputy", "force-focal-point", "force-deputy"):
        beni.duties.get(code=code).rotations.all().delete()
    alert = make.answered(make.alert(is_routed=True), "Dora")
    assert set(Acknowledgement.objects.filter(alert=alert).values_list("component", flat=True)) == {
        "police",
        "military",
    }
    assert waiting(alert) == {"Amina"}
    make.answered(alert, "Amina")
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED


def test_a_component_officer_may_not_answer(beni):
    alert = make.alert(is_routed=True)
    with pytest.raises(answering.MayNotAnswer):
        answering.answer(viewer=make.viewer("Hana"), number=alert.number, via=AnsweredVia.PAGE)


def test_another_office_finds_nothing_to_answer(offices):
    alert = make.alert(is_routed=True)
    with pytest.raises(Alert.DoesNotExist):
        answering.answer(viewer=make.viewer("Esther"), number=alert.number, via=AnsweredVia.PAGE)


def test_an_answer_marks_the_persons_inbox_seen(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina")
    seen = Delivery.objects.filter(alert=alert, channel=Channel.INBOX, seen_at__isnull=False)
    assert set(seen.values_list("person__name", flat=True)) == {"Amina"}


@pytest.mark.django_db(transaction=True)
def test_two_hundred_parallel_answers_leave_one_true_state(offices):
    alert = make.alert(is_routed=True)
    viewers = [make.viewer(name) for name in ("Amina", "Luc", "Ben", "Tomas", "Chidi", "Rajiv", "Dora", "Grace")]

    def answer(turn: int) -> bool:
        try:
            who = viewers[turn % len(viewers)]
            return answering.answer(viewer=who, number=alert.number, via=AnsweredVia.PAGE).is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        new = list(pool.map(answer, range(200)))
    assert sum(new) == len(viewers)
    counted = Acknowledgement.objects.filter(alert=alert, counts=True).values_list("component", flat=True)
    assert sorted(counted) == ["", "civilian", "military", "police"]
    assert Escalation.objects.get(alert=alert).state == EscalationState.ANSWERED
    assert not answers_owed(alert).exists()
    assert not Delivery.objects.filter(alert=alert, state=DeliveryState.PENDING).exists()
    routing.route_due()
    assert Delivery.objects.filter(alert=alert, step__gt=0).count() == 0


def owes_answers(name):
    return owing.owed_by(make.viewer(name)).filter(kind=OwedKind.ANSWER)


def test_whoever_was_told_owes_and_a_colleague_who_was_not_does_not(beni):
    """One answer is enough: everybody told owes it until one gives it."""
    alert = make.alert(level="high", is_routed=True)
    for name, owes in {"Amina": 1, "Ben": 1, "Dora": 1, "Luc": 0, "Grace": 0, "Hana": 0}.items():
        assert owes_answers(name).count() == owes, name
        assert board.counts(make.viewer(name), clock.now()).mine == owes, name
    make.answered(alert, "Ben")
    assert owes_answers("Amina").count() == 0


def test_a_stand_in_owes_the_answer_of_each_component_they_stand_in_for(beni):
    for code in ("police-focal-point", "police-deputy"):
        beni.duties.get(code=code).rotations.all().delete()
    make.alert(is_routed=True)
    assert list(owes_answers("Dora").values_list("component", flat=True)) == ["police"]
    assert owes_answers("Ben").count() == 0


def test_a_later_answer_moves_neither_the_end_nor_the_state_of_a_round(beni):
    alert = make.answered(make.alert(level="high", is_routed=True), "Amina")
    ended_at = Escalation.objects.get(alert=alert).ended_at
    make.answered(alert, "Ben")
    assert Escalation.objects.get(alert=alert).ended_at == ended_at
    other = make.alert(is_routed=True)
    make.decided(other)
    make.answered(other, "Amina", "Ben", "Chidi")
    assert Escalation.objects.get(alert=other).state == EscalationState.CANCELLED
