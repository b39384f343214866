"""Check-in: who may, until when; no check-in in half an hour is a gap, told once and ended at once."""

import datetime as dt

import pytest

from alerts.domain.events import Happened
from alerts.domain.routing import Facts
from alerts.domain.words import AnsweredVia, Kind, Level, ThreatType
from alerts.domain.words_of_telling import CheckedInVia
from alerts.models import CheckIn, Delivery, Duty, Owed
from alerts.selectors import checking_in as selected
from alerts.selectors import holding, why
from alerts.services import answering, checking_in, duty, routing
from alerts.services.checking_in import NothingToCheckIn
from alerts.services.duty_checks import MayNotChange
from ewrr.common import clock
from ewrr.common.change import change
from tests import make
from tests.integration.watchkeeping import (
    DAY,
    HALF,
    HOUR,
    MINUTE,
    TICK,
    asks,
    at,
    begins,
    comes_on,
    force,
    recorded,
    says_here,
    told,
)

pytestmark = pytest.mark.django_db
FIXTURES = (begins, force)


def test_whoever_holds_the_duty_checks_in_once_however_often_they_tap(force, begins):
    with at(begins + 5 * MINUTE):
        first = says_here("Chidi", force)
    with at(begins + 9 * MINUTE):
        again = says_here("Chidi", force)
    assert first == again and CheckIn.objects.count() == 1
    assert (first.starts_at, first.at, first.via, first.by.name) == (begins, begins + 5 * MINUTE, "page", "Chidi")
    chidi = make.person("Chidi").pk
    assert recorded(Happened.DUTY_CHECKED_IN) == [{"duty": force.pk, "person": chidi, "via": "page"}]


def test_the_hub_writes_down_what_was_said_by_radio_and_nobody_else_does(force, begins):
    with at(begins + MINUTE):
        with pytest.raises(MayNotChange):
            says_here("Chidi", force, by="Amina")
        row = says_here("Chidi", force, by="Dora")
    assert (row.person.name, row.by.name, row.via) == ("Chidi", "Dora", "radio")


@pytest.mark.parametrize("who", ["Amina", "Rajiv", "Ivan"])
def test_nobody_checks_in_for_a_watch_that_is_not_theirs(force, begins, who):
    with at(begins), pytest.raises(NothingToCheckIn):
        says_here(who, force)
    assert not CheckIn.objects.exists()


def test_nobody_checks_in_for_a_duty_that_does_not_ask_or_is_of_another_office(beni, bouar, force, begins):
    other = asks(bouar)
    plain = beni.duties.get(code="police-focal-point")
    with at(begins):
        for post, who in ((plain, "Ben"), (other, "Chidi")):
            with pytest.raises(Duty.DoesNotExist):
                says_here(who, post)


def test_one_checks_in_from_an_hour_before(force, begins):
    comes_on(force, "Rajiv", begins)
    with at(begins - HOUR - TICK), pytest.raises(NothingToCheckIn):
        says_here("Rajiv", force)
    with at(begins - HOUR):
        assert says_here("Rajiv", force).starts_at == begins
    with at(begins + HALF):
        assert told(force) == ["Rajiv"]


def test_at_half_an_hour_the_fallback_is_told_too_and_whoever_has_it_still_is(force, begins):
    with at(begins + HALF - TICK):
        assert told(force) == ["Chidi"]
    with at(begins + HALF):
        assert told(force) == ["Chidi", "Rajiv"]
        says_here("Chidi", force)
        assert told(force) == ["Chidi"]


def test_an_alert_in_a_gap_is_told_to_both_and_says_why(force, begins):
    with at(begins + HALF):
        alert = make.alert(is_routed=True)
        rows = Delivery.objects.filter(alert=alert, channel="inbox", duty=force).select_related("person")
        assert {row.person.name for row in rows} == {"Chidi", "Rajiv"}
        with_reasons = rows.select_related("escalation__rule", "duty", "through", "owed")
        reasons = {row.person.name: why.whys([row])[row.pk] for row in with_reasons}
        assert "Told too: Chidi, who has not checked in (Force focal point)." in reasons["Rajiv"]
        assert "Force focal point therefore falls to Force deputy." in reasons["Rajiv"]
        assert not any("checked in" in line for line in reasons["Chidi"])


def test_what_the_duty_owes_the_fallback_owes_beside_whoever_has_it(force, begins):
    alert = make.alert()
    Owed.objects.create(alert=alert, kind="other", duty=force, since=clock.now(), due_at=begins)
    with at(begins + HALF):
        assert force.pk in holding.held_by(make.person("Rajiv").pk, force.office_id, clock.now())
        assert force.pk in holding.held_by(make.person("Chidi").pk, force.office_id, clock.now())
        says_here("Chidi", force)
        assert force.pk not in holding.held_by(make.person("Rajiv").pk, force.office_id, clock.now())


def test_a_gap_opens_no_restricted_alert_to_the_fallback(beni, begins):
    named = asks(beni, "protection-adviser")
    Duty.objects.filter(pk=named.pk).update(fallback=beni.duties.get(code="civilian-deputy"))
    with at(begins + HALF):
        assert told(named) == ["Sifa", "Luc"]
        alert = make.alert(threat_types=(ThreatType.CRSV,))
        assert not make.viewer("Luc").sees_whole(alert) and make.viewer("Sifa").sees_whole(alert)


@pytest.mark.parametrize("via", [AnsweredVia.PAGE, AnsweredVia.MAIL, AnsweredVia.API])
def test_an_answer_of_a_person_ends_the_gap_and_one_of_a_machine_does_not(force, begins, via):
    with at(begins + HALF):
        alert = make.alert(is_routed=True)
        if via is AnsweredVia.MAIL:
            row = Delivery.objects.get(alert=alert, person=make.person("Chidi"), channel="email")
            answering.answer_message(delivery=row)
        else:
            answering.answer(viewer=make.viewer("Chidi"), number=alert.number, via=via)
        assert told(force) == (["Chidi", "Rajiv"] if via is AnsweredVia.API else ["Chidi"])
        assert list(CheckIn.objects.values_list("via", flat=True)) == ([] if via is AnsweredVia.API else ["answer"])


def test_an_answer_of_the_fallback_ends_nothing(force, begins):
    with at(begins + HALF):
        alert = make.alert(is_routed=True)
        make.answered(alert, "Rajiv")
        assert told(force) == ["Chidi", "Rajiv"]


def test_an_answer_costs_one_statement_where_nobody_asks_for_check_in(beni, django_assert_num_queries):
    with change(beni.pk, make.person("Chidi")) as c, django_assert_num_queries(1):
        checking_in.is_there(c, CheckedInVia.ANSWER)


def test_whoever_takes_a_duty_over_now_is_there(force, begins):
    with at(begins + 3 * HOUR):
        duty.take_now(viewer=make.viewer("Rajiv"), duty=force)
    row = CheckIn.objects.get()
    assert (row.person.name, row.via, row.starts_at) == ("Rajiv", "taken", begins + 3 * HOUR)


def test_whom_the_hub_puts_on_a_watch_that_runs_has_half_an_hour_from_then(force, begins):
    now = begins + 5 * HOUR
    with at(now):
        comes_on(force, "Rajiv", begins + HOUR)  # written as of hours ago
        assert told(force) == ["Rajiv"]
    with at(now + HALF - TICK):
        assert told(force) == ["Rajiv"]
    with at(now + HALF):
        assert told(force) == ["Rajiv"] and selected.manned(force.office_id, now + HALF).gaps[force.pk].people


def test_who_comes_back_because_an_absence_is_called_off_has_half_an_hour_too(force, begins):
    chidi = make.viewer("Chidi")
    duty.declare_absence(viewer=chidi, person=chidi.person, starts_at=begins, ends_at=begins + 6 * HOUR)
    absence = force.office.absences.get()
    with at(begins + 3 * HOUR):
        assert told(force) == ["Rajiv"]
        duty.cancel(viewer=make.viewer("Chidi"), row=absence)
        assert told(force) == ["Chidi"]
    with at(begins + 3 * HOUR + HALF):
        assert told(force) == ["Chidi", "Rajiv"]


def test_a_change_of_the_next_week_gives_nobody_more_time(force, begins):
    with at(begins + 20 * MINUTE):
        comes_on(force, "Rajiv", begins + 6 * DAY)
    with at(begins + HALF):
        assert told(force) == ["Chidi", "Rajiv"]


def test_what_the_wall_asks_for(beni, force, begins):
    with at(begins + HALF):
        assert selected.checked_in(beni, clock.now()) == {force.pk: None}
        gap = selected.manned(beni.pk, clock.now()).gaps[force.pk]
        assert [make.person("Chidi").pk] == list(gap.people) and gap.since == begins + HALF
        assert [one.person_id for one in gap.falls_to] == [make.person("Rajiv").pk]
        row = says_here("Chidi", force)
        assert selected.checked_in(beni, clock.now()) == {force.pk: row}
        assert selected.manned(beni.pk, clock.now()).gaps == {}


def test_asking_begins_with_the_switch_and_not_before(force, begins):
    with at(begins + 5 * HOUR):
        Duty.objects.filter(pk=force.pk).update(asked_since=clock.now())
        assert told(force) == ["Chidi"]
    with at(begins + 5 * HOUR + HALF):
        assert told(force) == ["Chidi", "Rajiv"]


def test_a_rehearsal_of_tomorrow_asks_the_rota_alone(force, begins):
    facts = Facts(Level.CRITICAL, Kind.ATTACK_ONGOING, frozenset(), frozenset(), False)
    ahead = routing.rehearse(force.office_id, facts, [], clock.now() + dt.timedelta(days=3))
    found = [one for one in ahead.rungs[0].found if one.holders and one.holders[0].duty_id == force.pk]
    assert [holder.person_id for holder in found[0].holders] == [make.person("Chidi").pk]
