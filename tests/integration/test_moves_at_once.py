"""Two people on one alert: exactly one wins, the other learns who changed it, and nothing is done by halves."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from alerts.domain.words import AnsweredVia, DeliveryState, DismissReason, EscalationState, Level, Outcome, Verification
from alerts.domain.words_of_deciding import Course, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Acknowledgement, Alert, Decision, Delivery, Ending, Escalation, Owed
from alerts.models.delivery import WAITING
from alerts.selectors import timeline
from alerts.services import answering, assessing, lifecycle, routing
from ewrr.common import clock
from tests import make


@pytest.mark.django_db
def test_whoever_is_stale_learns_who_changed_it_and_when(beni):
    alert = make.assessed(make.alert(), by="Amina", verification=Verification.CORROBORATED)
    with pytest.raises(lifecycle.Stale) as refused:
        lifecycle.decide(viewer=make.viewer("Dora"), number=alert.number, version=1, course=Course.RESPOND)
    assert (refused.value.who.name, refused.value.is_self) == ("Amina", False)
    assert refused.value.at == alert.verified_at
    with pytest.raises(lifecycle.Stale) as refused:
        assessing.assess(
            viewer=make.viewer("Amina"),
            number=alert.number,
            version=1,
            verification=Verification.VERIFIED,
            level=Level(alert.level),
        )
    assert refused.value.is_self
    make.decided(alert)  # whoever has looked goes through


@pytest.mark.django_db
@pytest.mark.parametrize("version", [0, -1, 2, 10**12])
def test_a_version_that_never_was_is_stale_and_blames_nobody(beni, version):
    alert = make.alert()
    with pytest.raises(lifecycle.Stale) as refused:
        lifecycle.decide(viewer=make.viewer("Dora"), number=alert.number, version=version, course=Course.RESPOND)
    assert (refused.value.who, refused.value.at) == (None, None)


@pytest.mark.django_db
def test_what_changed_since_begins_with_the_first_change_not_seen(beni):
    alert = make.answered(make.alert(is_routed=True), "Amina")
    make.assessed(alert, by="Ben", verification=Verification.CHECKING)
    make.answered(alert, "Chidi")
    make.decided(alert)
    assert timeline.since(alert, alert.version) == []
    assert [line.who for line in timeline.since(alert, 2)] == ["Dora"]
    assert [line.who for line in timeline.since(alert, 1)] == ["Dora", "Chidi", "Ben"]


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread and a connection of its own, all begun at the same moment; refusals are outcomes."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait(20)
        try:
            return act()
        except (lifecycle.Stale, lifecycle.IllegalMove) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def stale(outcomes: list[Any]) -> list[Any]:
    return [one for one in outcomes if isinstance(one, lifecycle.Stale)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_of_eight_who_decide_at_once_one_decides(offices, turn):
    alert = make.alert(is_routed=True)
    people = [make.viewer(name) for name in ("Dora", "Noor", "Grace", "Dora", "Noor", "Grace", "Dora", "Noor")]
    outcomes = together(
        *(
            lambda who=who: lifecycle.decide(viewer=who, number=alert.number, version=1, course=Course.RESPOND)
            for who in people
        )
    )
    decision = Decision.objects.get(alert=alert)
    assert len(stale(outcomes)) == 7
    assert {refusal.who for refusal in stale(outcomes)} == {decision.by}
    alert.refresh_from_db()
    assert (alert.state, alert.version) == ("decided", 2)
    assert alert.events.filter(kind="alert.decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_one_who_closes_and_one_who_dismisses_one_ends_it(offices):
    alert = make.decided(make.alert(is_routed=True))
    dora, grace = make.viewer("Dora"), make.viewer("Grace")
    outcomes = together(
        lambda: lifecycle.close(
            viewer=dora,
            number=alert.number,
            version=2,
            outcome=Outcome.HANDLED,
            harm=HarmKnown.NONE,
            word_back=WordBack.GIVEN,
        ),
        lambda: lifecycle.dismiss(viewer=grace, number=alert.number, version=2, reason=DismissReason.REFUTED),
    )
    assert len(stale(outcomes)) == 1
    ending = Ending.objects.get(alert=alert)
    alert.refresh_from_db()
    assert (alert.state, alert.version) == (ending.kind, 3)
    assert (alert.outcome == "") == (alert.state == "dismissed")


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_an_answer_at_once_leave_one_true_state(offices):
    """Whichever came first: nothing is owed, nothing waits to be sent, the round is over."""
    viewers = {name: make.viewer(name) for name in ("Amina", "Ben", "Chidi", "Dora")}

    def answer(name: str, number: str) -> Callable[[], Any]:
        return lambda: answering.answer(viewer=viewers[name], number=number, via=AnsweredVia.PAGE)

    def decide(number: str) -> Callable[[], Any]:
        said: dict[str, Any] = {"viewer": viewers["Dora"], "number": number, "version": 1}
        return lambda: lifecycle.decide(**said, course=Course.RESPOND)

    for _turn in range(5):
        alert = make.alert(is_routed=True)
        answers = [answer(name, alert.number) for name in ("Amina", "Ben", "Chidi")]
        outcomes = together(*answers, decide(alert.number), routing.route_due)
        assert stale(outcomes) == []
        assert Acknowledgement.objects.filter(alert=alert).count() == 3
        assert not Owed.objects.filter(alert=alert, settled_at__isnull=True).exists()
        assert not Delivery.objects.filter(alert=alert, state__in=WAITING).exists()
        assert not Escalation.objects.filter(alert=alert, next_at__isnull=False).exists()
        states = set(Escalation.objects.filter(alert=alert).values_list("state", flat=True))
        assert states <= {EscalationState.ANSWERED, EscalationState.CANCELLED}


@pytest.mark.django_db(transaction=True)
def test_two_who_reopen_at_once_begin_one_round(offices):
    alert = make.dismissed(make.alert(is_routed=True))
    dora, grace = make.viewer("Dora"), make.viewer("Grace")
    outcomes = together(
        lambda: lifecycle.reopen(viewer=dora, number=alert.number, version=2, reason="again"),
        lambda: lifecycle.reopen(viewer=grace, number=alert.number, version=2, reason="again"),
    )
    assert len(stale(outcomes)) == 1
    assert list(Escalation.objects.filter(alert=alert).order_by("round").values_list("round", "state")) == [
        (1, "cancelled"),
        (2, "running"),
    ]
    routing.route_due()
    assert Delivery.objects.filter(alert=alert, round=2, state=DeliveryState.PENDING).count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_refused_move_leaves_no_trace(offices):
    """The whole of it is one transaction: what fails at its end has not begun."""
    alert = make.alert(is_routed=True)
    before = Alert.objects.filter(pk=alert.pk).values().get(), clock.now()
    with pytest.raises(lifecycle.Incomplete):
        lifecycle.decide(viewer=make.viewer("Dora"), number=alert.number, version=1, course=Course.MONITOR)
    assert Alert.objects.filter(pk=alert.pk).values().get() == before[0]
    assert not alert.events.filter(at__gte=before[1]).exists()
