"""Joining: filings go under the alert that is repeated, numbers stay, nothing is lost, and all of it can be undone."""

import threading

import pytest
from django.db import connection

from alerts.domain.words import Component, DismissReason, EscalationState, Role, State, ThreatType
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Delivery, Escalation, Event, Filing, Joining, Office, Owed
from alerts.models.delivery import WAITING
from alerts.services import joining, lifecycle
from alerts.services.joining import NotToBeJoined
from alerts.services.moving import IllegalMove, MayNot, Stale
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(beni):
    """What Hana filed, and what Ben filed of the same."""
    return make.alert(by="Hana", is_routed=True), make.alert(by="Ben", is_routed=True)


def filings_of(alert: Alert) -> list[int]:
    return list(Filing.objects.filter(alert=alert).order_by("id").values_list("pk", flat=True))


def told(alert: Alert) -> tuple[list[str], int]:
    """States of its rounds, and messages that still wait."""
    rounds = list(Escalation.objects.filter(alert=alert).order_by("round").values_list("state", flat=True))
    return rounds, Delivery.objects.filter(alert=alert, state__in=WAITING).count()


def kinds(alert: Alert) -> list[str]:
    return list(Event.objects.filter(alert=alert, person__isnull=False).order_by("seq").values_list("kind", flat=True))


def test_the_filings_go_over_word_for_word_and_both_keep_their_numbers(two):
    known, repeats = two
    numbers, told_before = {known.number, repeats.number}, filings_of(known) + filings_of(repeats)
    make.joined(repeats, known, note="The same shots.")
    assert (repeats.state, repeats.joined_to, repeats.state_before) == (State.JOINED, known, State.RECEIVED)
    assert repeats.closed_at is not None and {known.number, repeats.number} == numbers
    assert (filings_of(known), filings_of(repeats)) == (told_before, [])
    assert (known.filing_count, known.components) == (2, [Component.CIVILIAN, Component.POLICE])
    assert (known.version, repeats.version) == (2, 2)
    assert kinds(repeats)[-1] == "alert.joined" and kinds(known)[-1] == "alert.took_in"


def test_the_repeat_owes_nothing_any_more_and_nobody_is_told_of_it(two):
    known, repeats = two
    make.joined(repeats, known)
    assert not Owed.objects.filter(alert=repeats, settled_at__isnull=True).exists()
    assert told(repeats) == ([EscalationState.CANCELLED], 0)
    assert told(known)[0] == [EscalationState.RUNNING]


def test_a_worse_repeat_raises_the_level_and_all_are_told_anew(beni):
    known, repeats = make.alert(level="medium", is_routed=True), make.alert(by="Ben", level="critical")
    make.joined(repeats, known)
    assert (known.level, known.level_computed, known.kind) == ("critical", "critical", "attack_ongoing")
    latest = Escalation.objects.filter(alert=known).order_by("-round").first()
    assert (latest.round, latest.cause) == (2, Cause.LEVEL_ROSE)


def test_a_lesser_repeat_lowers_nothing(beni):
    known, repeats = make.alert(level="critical", is_routed=True), make.alert(by="Ben", level="low")
    make.joined(repeats, known)
    assert known.level == "critical" and told(known)[0] == [EscalationState.RUNNING]


def test_an_officer_of_the_repeats_component_reads_the_whole_and_no_longer_once_it_is_undone(two, beni):
    known, repeats = two
    officer = make.member(beni, Role.OFFICER, Component.POLICE)
    assert not officer.sees_whole(known)
    make.joined(repeats, known)
    assert officer.sees_whole(known)
    epoch = Office.objects.get(pk=beni.pk).cursor_epoch
    make.unjoined(repeats)
    known.refresh_from_db()
    assert not officer.sees_whole(known)
    assert Office.objects.get(pk=beni.pk).cursor_epoch == epoch + 1


@pytest.mark.parametrize("prepare", [lambda alert: alert, make.decided])
def test_undone_it_is_where_it_was_with_its_filings(two, prepare):
    known, repeats = two
    repeats = prepare(repeats)
    before, own, others = repeats.state, filings_of(repeats), filings_of(known)
    make.joined(repeats, known)
    make.unjoined(repeats)
    known.refresh_from_db()
    assert (repeats.state, repeats.joined_to, repeats.closed_at, repeats.state_before) == (before, None, None, "")
    assert (filings_of(known), filings_of(repeats)) == (others, own)
    assert (known.filing_count, repeats.filing_count) == (1, 1)
    undone = Joining.objects.get(alert=repeats)
    assert undone.undone_by == make.person("Dora") and undone.undone_because == "Two villages."
    if before == State.RECEIVED:
        assert Escalation.objects.filter(alert=repeats).order_by("-round").first().cause == Cause.UNJOINED
    else:
        assert Owed.objects.filter(alert=repeats, kind="review", settled_at__isnull=True).exists()


def test_it_can_be_joined_and_undone_again_and_again(two):
    known, repeats = two
    for _turn in range(3):
        make.joined(repeats, known)
        make.unjoined(repeats)
    assert (len(filings_of(known)), len(filings_of(repeats))) == (1, 1)
    assert Joining.objects.filter(alert=repeats, undone_at__isnull=False).count() == 3


def test_through_a_chain_each_gets_back_its_own(two):
    known, repeats = two
    first = make.alert(by="Chidi")
    own = {alert.pk: filings_of(alert) for alert in (first, known, repeats)}
    make.joined(repeats, known)
    make.joined(known, first)
    assert len(filings_of(first)) == 3
    make.unjoined(repeats)
    make.joined(repeats, first)  # people find the right one
    make.unjoined(known)
    assert filings_of(known) == own[known.pk] and filings_of(first) == sorted(own[first.pk] + own[repeats.pk])
    make.unjoined(repeats)
    assert {alert.pk: filings_of(alert) for alert in (first, known, repeats)} == own


def test_what_was_filed_onto_the_other_meanwhile_stays_there(two):
    known, repeats = two
    make.joined(repeats, known)
    further = make.filed(by="Chidi", onto=known.number)
    make.unjoined(repeats)
    assert further.alert == known and further.filing.pk in filings_of(known)


@pytest.mark.parametrize(
    ("make_one", "make_other", "sentence"),
    [
        ({}, {"threat_types": (ThreatType.CRSV,)}, "restrict the open one first"),
        ({"threat_types": (ThreatType.CRSV,)}, {}, "restrict the open one first"),
    ],
)
def test_a_restricted_and_an_open_one_are_never_one(beni, make_one, make_other, sentence):
    one, other = make.alert(**make_one), make.alert(**make_other)
    with pytest.raises(NotToBeJoined) as refused:
        make.joined(one, other, by="Noor")
    assert sentence in str(refused.value.sentence)


def test_an_exercise_and_an_actual_alert_are_never_one(beni):
    one = make.alert()
    make.offices(exercising=True)
    other = make.alert()
    with pytest.raises(NotToBeJoined):
        make.joined(other, one)


def test_nothing_is_joined_to_itself_or_to_what_has_ended(two):
    known, repeats = two
    with pytest.raises(NotToBeJoined):
        make.joined(known, known)
    third = make.alert(by="Chidi")
    make.joined(third, known)
    with pytest.raises(IllegalMove):
        make.joined(repeats, third)
    make.dismissed(known, reason=DismissReason.REFUTED)
    with pytest.raises(IllegalMove):
        make.joined(repeats, known)
    repeats.refresh_from_db()
    assert repeats.state == State.RECEIVED and filings_of(repeats)


def test_what_ended_is_not_joined(two):
    known, repeats = two
    make.closed(repeats)
    with pytest.raises(IllegalMove):
        make.joined(repeats, known)


def test_only_the_hub_joins_and_undoes(two):
    known, repeats = two
    for name in ("Hana", "Amina", "Farid"):
        with pytest.raises(MayNot):
            make.joined(repeats, known, by=name)
    for name in ("Ivan", "Esther"):
        with pytest.raises(Alert.DoesNotExist):
            make.joined(repeats, known, by=name)
    make.joined(repeats, known)
    with pytest.raises(MayNot):
        make.unjoined(repeats, by="Amina")


def test_a_version_that_is_old_is_told_so(two):
    known, repeats = two
    make.assessed(repeats, verification="checking")
    with pytest.raises(Stale):
        joining.join(viewer=make.viewer("Dora"), number=repeats.number, version=1, into=known.number)


def test_a_joined_alert_is_reopened_by_undoing_the_joining_only(two):
    known, repeats = two
    make.joined(repeats, known)
    with pytest.raises(IllegalMove):
        lifecycle.reopen(viewer=make.viewer("Dora"), number=repeats.number, version=repeats.version, reason="x")
    with pytest.raises(IllegalMove):
        make.unjoined(known)


def test_what_is_not_the_same_is_said_once_for_both(two):
    known, repeats = two
    for _twice in range(2):
        joining.set_apart(viewer=make.viewer("Dora"), number=known.number, other=repeats.number)
    assert [kinds(alert).count("alert.set_apart") for alert in two] == [1, 1]
    with pytest.raises(MayNot):
        joining.set_apart(viewer=make.viewer("Amina"), number=known.number, other=repeats.number)


@pytest.mark.django_db(transaction=True)
def test_two_that_join_crosswise_at_the_same_moment_leave_one_open():
    make.offices()
    known, repeats = make.alert(by="Hana"), make.alert(by="Ben")
    outcomes: list[str] = []

    def join(one: Alert, other: Alert) -> None:
        try:
            make.joined(one, other)
            outcomes.append("joined")
        except (IllegalMove, Stale) as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    pair = [threading.Thread(target=join, args=both) for both in ((known, repeats), (repeats, known))]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(20)
    assert outcomes.count("joined") == 1 and len(outcomes) == 2
    assert sorted(Alert.objects.values_list("state", flat=True)) == ["joined", "received"]
    assert Filing.objects.filter(alert__state="received").count() == 2
