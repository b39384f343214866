"""The living exercise: a fortnight made once through the services, and a drip that goes on with it."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from alerts.domain import lifecycle, rota
from alerts.domain.events import OF_DUTY, Happened
from alerts.domain.lifecycle import Move
from alerts.domain.words import OPEN_STATES, Component, EscalationState, Level, Outcome, OwedKind, State, Verification
from alerts.domain.words_of_deciding import Course, EndingKind, WordBack
from alerts.models import (
    Acknowledgement,
    Alert,
    Decision,
    Delivery,
    Ending,
    Escalation,
    Event,
    Filing,
    Office,
    Owed,
    Source,
)
from alerts.models.delivery import WAITING
from alerts.sample.exercise import dripping, fortnight
from alerts.selectors import duty
from ewrr.common import clock
from tests import make

ZONE = ZoneInfo("Africa/Lubumbashi")
LINE = re.compile(r"BEN-X-\d{4}-\d{4} (critical|high|medium|low)")
MOVES = {
    Happened.ALERT_DECIDED: Move.DECIDE,
    Happened.ALERT_DISMISSED: Move.DISMISS,
    Happened.ALERT_CLOSED: Move.CLOSE,
}


@pytest.fixture(scope="module")
def filled_at(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dt.datetime]:
    """The exercise made once for this module, and undone after it; the moment at which it was begun."""
    with django_db_blocker.unblock():
        undone = transaction.atomic()
        undone.__enter__()
        make.offices()
        Office.objects.filter(code="BEN").update(is_exercising=True)
        now = clock.now()
        mail.outbox = []
        call_command("exercise", "--fill", verbosity=0)
        yield now
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)


@pytest.fixture
def beni(filled_at: dt.datetime, db: Any) -> Office:
    return Office.objects.get(code="BEN")


def counts(field: str, **which: Any) -> Counter[Any]:
    return Counter(Alert.objects.filter(**which).values_list(field, flat=True))


def test_a_fortnight_of_exercise_alerts_is_numbered_in_the_order_of_receipt(beni, filled_at):
    alerts = list(Alert.objects.order_by("year", "serial"))
    assert len(alerts) == 86
    assert all(alert.is_exercise and alert.number.startswith("BEN-X-") for alert in alerts)
    received = [alert.received_at for alert in alerts]
    assert received == sorted(received)
    assert filled_at - dt.timedelta(days=15) < received[0] < filled_at - dt.timedelta(days=13)
    assert received[-1] < clock.now()


def test_a_second_run_adds_nothing_and_asks_little(beni, django_assert_max_num_queries):
    before = Event.objects.count()
    with django_assert_max_num_queries(3):
        call_command("exercise", "--fill", verbosity=0)
    assert (Alert.objects.count(), Event.objects.count()) == (86, before)


def test_the_board_holds_fourteen_in_several_states_and_levels(beni):
    is_open = {"state__in": OPEN_STATES}
    assert counts("level", **is_open) == {"critical": 3, "high": 5, "medium": 4, "low": 2}
    assert counts("state", **is_open) == {"received": 9, "decided": 5}
    assert counts("is_restricted", **is_open)[True] == 2


def test_one_critical_alert_waits_for_force_alone(beni):
    alert = Alert.objects.get(place_name="Mayi-Moya", state=State.RECEIVED)
    owed = Owed.objects.filter(alert=alert, settled_at__isnull=True)
    assert [row.component for row in owed if row.kind == OwedKind.ANSWER] == [Component.MILITARY]
    assert alert.escalations.get().state == EscalationState.UNANSWERED


def test_another_has_two_of_three_answers_and_is_still_telling(beni):
    alert = Alert.objects.get(place_name="Luna", state=State.RECEIVED)
    assert set(alert.acknowledgements.values_list("component", flat=True)) == {"civilian", "military"}
    assert alert.escalations.get().state == EscalationState.RUNNING


def test_what_is_over_was_closed_or_dismissed_with_a_reason(beni, filled_at):
    old = Alert.objects.filter(received_at__lt=filled_at - dt.timedelta(days=2))
    assert set(old.values_list("state", flat=True)) == {"closed", "dismissed"}
    assert counts("outcome", state="closed")[Outcome.HANDLED] > counts("outcome", state="closed")[Outcome.NO_ACTION] > 0
    assert set(counts("dismissed_because", state="dismissed")) == {"nuisance", "not_protection", "refuted"}


def test_it_was_decided_for_many_reasons_and_word_was_given_back_or_not(beni):
    decisions = Decision.objects.filter(alert__office=beni)
    assert set(decisions.values_list("course", flat=True)) == set(Course)
    reasons = Counter(decisions.exclude(reason="").values_list("reason", flat=True))
    assert len(reasons) >= 3 and sum(reasons.values()) == decisions.filter(course=Course.NO_ACTION).count()
    assert not decisions.filter(course=Course.MONITOR, review_date=None).exists()
    assert decisions.exclude(note="").count() > 10
    closings = Ending.objects.filter(alert__office=beni, kind=EndingKind.CLOSED)
    assert set(closings.values_list("word_back", flat=True)) == set(WordBack)
    assert Ending.objects.filter(alert__office=beni, kind=EndingKind.WORD_BACK).count() >= 3
    assert len(counts("verification")) == len(Verification)


def test_what_is_owed_is_owed_by_the_living_of_the_board(beni):
    """Reviews by who decided on an open alert, word back and review after closing; all else went with the decision."""
    owed = Owed.objects.filter(alert__office=beni, settled_at__isnull=True)
    ended = owed.filter(alert__state__in=["closed", "dismissed"]).exclude(subject__startswith="closing:")
    assert not ended.exclude(kind=OwedKind.WORD_BACK).exists()
    assert owed.filter(kind=OwedKind.REVIEW, alert__state=State.DECIDED, person__isnull=False).count() >= 2
    assert not owed.filter(kind__in=[OwedKind.ANSWER, OwedKind.DECIDE], alert__state=State.DECIDED).exists()


def test_all_components_file_in_three_languages_and_hana_most(beni):
    filings = Filing.objects.all()
    filers = Counter(filings.values_list("filer__name", flat=True))
    assert filers.most_common(1)[0][0] == "Hana" and len(filers) >= 8
    components = Counter(filings.values_list("component", flat=True))
    assert all(components[component] >= 10 for component in Component)
    languages = Counter(filings.values_list("language", flat=True))
    assert languages["fr"] > languages["en"] > languages["sw"] > 2
    assert len(set(filings.values_list("text", flat=True))) >= 80


def test_every_kind_of_answer_occurs(beni):
    assert set(counts("level")) == set(Level)
    assert len(counts("kind")) == 5
    assert len(counts("certainty")) >= 4
    assert {"exact", "day", "unknown"} <= set(counts("event_precision"))
    assert set(counts("precision")) >= {"exact", "village", "near", "name_only"}
    assert set(counts("sensitivity")) == {"confidential", "strict"}
    filings = Filing.objects.all()
    assert len(set(filings.values_list("received_by", flat=True))) >= 12
    assert len(set(filings.values_list("source_kind", flat=True))) == 11
    assert len({filing.grade for filing in filings}) >= 12
    assert 20 < Source.objects.count() < 70


def test_some_arrive_hours_late(beni):
    late = Alert.objects.filter(told_at__lt=F("received_at") - dt.timedelta(hours=6))
    assert late.count() >= 5
    for alert in Alert.objects.all():
        clocks = [alert.event_at, alert.told_at, alert.typed_at, alert.received_at, alert.routed_at]
        known = [moment for moment in clocks if moment]
        assert known == sorted(known), alert


def test_answers_come_from_focal_points_and_stand_ins_early_late_or_never(beni):
    people = Counter(Acknowledgement.objects.values_list("person__name", flat=True))
    assert {"Amina", "Ben", "Chidi", "Dora", "Luc", "Tomas", "Rajiv", "Sifa", "Noor"} <= set(people)
    assert set(Acknowledgement.objects.values_list("via", flat=True)) == {"page", "mail"}
    told_again = Delivery.objects.filter(step__gt=0).values("alert").distinct().count()
    assert 5 < told_again < 45
    assert Alert.objects.filter(acknowledgements=None, state="closed").count() >= 3
    assert Delivery.objects.exclude(through=F("duty")).exists()


def test_nothing_of_the_past_is_left_to_send_and_nothing_was_mailed(beni, filled_at):
    assert not Delivery.objects.filter(state__in=WAITING, due_at__lte=filled_at).exists()
    assert not Delivery.objects.filter(state__in=WAITING).exclude(alert__state__in=OPEN_STATES).exists()
    assert not Escalation.objects.filter(state=EscalationState.RUNNING, next_at__lte=filled_at).exists()
    assert not Escalation.objects.filter(next_at__isnull=False).exclude(alert__state__in=OPEN_STATES).exists()
    mails = Delivery.objects.filter(channel="email")
    assert set(mails.values_list("state", flat=True)) == {"sent"}
    assert not mails.exclude(sent_at__lt=F("created_at") + dt.timedelta(seconds=10)).exists()
    assert mail.outbox == []


def test_the_rota_has_a_gap_ahead_and_somebody_standing_in(beni, filled_at):
    roster = duty.roster_at(beni.pk, filled_at, filled_at + dt.timedelta(days=14))
    ahead = rota.gaps(roster, filled_at, filled_at + dt.timedelta(days=14))
    assert [(beni.duties.get(pk=gap.duty_id).code, gap.ends_at - gap.starts_at) for gap in ahead] == [
        ("protection-adviser", dt.timedelta(days=1))
    ]
    assert beni.duties.get(code="hub-chief").shifts.get().person == make.person("Grace")


def test_history_is_without_gap_in_order_and_legal(beni):
    events = list(Event.objects.filter(office=beni).order_by("seq").select_related("alert"))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(one.at <= following.at for one, following in pairwise(events))
    lives: dict[Alert, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind in OF_DUTY:
            continue
        assert event.alert is not None
        lives[event.alert].append(event)
    for alert, lived in lives.items():
        assert [event.kind for event in lived].index(Happened.ALERT_FILED) == 0
        state = State.RECEIVED
        for event in lived:
            if move := MOVES.get(Happened(event.kind)):
                state = lifecycle.after(state, move)
        assert state == alert.state


@pytest.mark.parametrize("moment", ["2026-11-24T22:03", "2026-11-24T23:59", "2027-01-01T00:05", "2028-02-29T12:00"])
def test_the_past_fits_before_any_moment_and_is_the_same_each_time(moment):
    now = dt.datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    lives = fortnight.lives(now, ZONE)
    assert lives == fortnight.lives(now, ZONE)
    for life in lives:
        acts = life.fate.acts
        times = [act.after_min for act in acts]
        assert times == sorted(times)
        assert all(life.received_at < life.at(act) < now for act in acts if act is not life.fate.told_back)
        assessed, decided = life.fate.assessed, life.fate.decided
        assert not assessed or not decided or assessed.after_min < decided.after_min
    attacks = [life for life in lives if life.script.is_attack and life.received_at < now - dt.timedelta(days=2)]
    assert len(attacks) >= 6
    assert all(dt.time(17, 30) < life.received_at.time() < dt.time(19, 50) for life in attacks)


def test_the_cast_brings_what_dripped_to_its_end(beni):
    begun = clock.now()
    alerts = [dripping.file_one(beni)]
    with clock.set_to(begun + dt.timedelta(seconds=1)):
        alerts.append(dripping.file_one(beni))
    assert all(alert.is_exercise and alert.state == State.RECEIVED for alert in alerts)
    for minute in range(1, 60):
        with clock.set_to(begun + dt.timedelta(minutes=minute)):
            assert dripping.let_people_act(beni) <= dripping.MOST_ACTS
    for alert in alerts:
        alert.refresh_from_db()
        assert alert.state in {State.CLOSED, State.DISMISSED}


def test_the_oldest_gives_way_when_the_board_is_full(beni, monkeypatch):
    monkeypatch.setattr(dripping, "MOST_OPEN", 13)
    oldest = Alert.objects.filter(state__in=OPEN_STATES).earliest("received_at")
    assert [dripping.let_people_act(beni) for _ in range(3)] == [1, 1, 0]
    oldest.refresh_from_db()
    assert oldest.state == State.CLOSED


def test_a_visitors_own_alert_is_left_to_the_visitor(beni):
    alert = make.alert(level="low")
    with clock.set_to(clock.now() + dt.timedelta(hours=5)):
        dripping.let_people_act(beni)
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledgements.count()) == (State.RECEIVED, 0)


@pytest.mark.parametrize("what", ["--fill", "--drip"])
def test_it_refuses_where_nobody_exercises(beni, what):
    Office.objects.filter(code="BEN").update(is_exercising=False)
    with pytest.raises(CommandError, match="not exercising"):
        call_command("exercise", what)


def test_it_refuses_outside_development(beni, settings):
    del settings.SAMPLE_PASSWORD
    with pytest.raises(CommandError, match="development only"):
        call_command("exercise", "--drip")
