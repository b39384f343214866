"""Each verb of the rota: what it does to who holds what, what it records, and what it refuses with a sentence."""

import datetime as dt

import pytest

from alerts.domain import duty as rota
from alerts.domain.words import Component, Role
from alerts.domain.words_of_telling import DutyAct, ShiftKind
from alerts.models import Absence, Delivery, Rotation, Shift
from alerts.selectors import duty as duties
from alerts.services import duty, routing
from alerts.services.duty_checks import BadPeriod, MayNotChange, NotAMember, NotStanding
from ewrr.common import clock
from tests import make
from tests.integration.rota import DAY, HOUR, holds, make_name, post, recorded, watch

pytestmark = pytest.mark.django_db
FIXTURES = (post, watch)

EDITORS, OTHERS = ("Dora", "Noor", "Grace"), ("Amina", "Hana", "Farid", "Ivan")

VERBS = {
    "add": (duty.add, ShiftKind.ADD, DutyAct.ADDED, {"Chidi", "Rajiv"}),
    "replace": (duty.replace, ShiftKind.REPLACE, DutyAct.REPLACED, {"Rajiv"}),
    "surge": (duty.surge, ShiftKind.SURGE, DutyAct.SURGED, {"Rajiv"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_shift_by_hand_holds_from_its_first_moment_to_its_last(post, watch, verb):
    write, kind, act, holders = VERBS[verb]
    begins, ends = watch
    write(viewer=make.viewer("Dora"), duty=post, person=make.person("Rajiv"), starts_at=begins, ends_at=ends)
    assert holds(post, begins - dt.timedelta(seconds=1)) == {"Chidi"}
    assert holds(post, begins) == holds(post, ends - dt.timedelta(seconds=1)) == holders
    assert holds(post, ends) == {"Chidi"}
    shift = Shift.objects.get()
    assert (shift.kind, shift.made_by, shift.cancelled_at) == (kind, make.person("Dora"), None)
    assert recorded() == [
        {
            "act": act,
            "duties": [post.pk],
            "people": [make.person("Rajiv").pk],
            "shifts": [shift.pk],
            "absences": [],
            "rotations": [],
        }
    ]


def test_somebody_taken_out_leaves_a_gap_that_falls_back(post, watch):
    begins, ends = watch
    duty.remove(viewer=make.viewer("Noor"), duty=post, person=make.person("Chidi"), starts_at=begins, ends_at=ends)
    assert holds(post, begins) == set() and holds(post, ends) == {"Chidi"}
    found = rota.holders(post.pk, duties.roster_at(post.office_id, begins), begins)
    assert [make_name(holder.person_id) for holder in found.holders] == ["Rajiv"]
    assert (post.pk, make.person("Chidi").pk, rota.PassedOver.REMOVED) in found.passed_over


@pytest.mark.parametrize("who", EDITORS + OTHERS)
def test_only_the_hub_and_the_head_of_office_write_other_peoples_shifts(post, watch, who):
    asked = {"viewer": make.viewer(who), "duty": post, "person": make.person("Rajiv")}
    if who in EDITORS:
        duty.replace(**asked, starts_at=watch[0], ends_at=watch[1])
        assert Shift.objects.count() == 1
    else:
        with pytest.raises(MayNotChange):
            duty.replace(**asked, starts_at=watch[0], ends_at=watch[1])
        assert not Shift.objects.exists() and not recorded()


PERIODS = {
    "end before start": (2, 1, "ends_at"),
    "no length": (1, 1, "ends_at"),
    "over a year": (1, 24 * 400, "ends_at"),
    "over already": (-3, -1, "ends_at"),
    "begins long ago": (-48, 2, "starts_at"),
    "begins in years": (24 * 400, 24 * 401, "starts_at"),
}


@pytest.mark.parametrize("case", PERIODS)
def test_a_period_that_cannot_be_is_refused_at_its_field(post, case):
    begins, ends, field = PERIODS[case]
    now = clock.now()
    with pytest.raises(BadPeriod) as refused:
        duty.add(
            viewer=make.viewer("Dora"),
            duty=post,
            person=make.person("Rajiv"),
            starts_at=now + begins * HOUR,
            ends_at=now + ends * HOUR,
        )
    assert set(refused.value.fields) == {field} and str(refused.value.sentence)


@pytest.mark.parametrize("who", ["Esther", "Ivan", "closed", "gone"])
def test_only_people_with_a_role_that_reads_alerts_here_are_put_on_duty(post, watch, who):
    person = make.person("Rajiv" if who in {"closed", "gone"} else who)
    if who == "closed":
        person.is_active = False
        person.save()
    if who == "gone":
        person.memberships.update(until_date=clock.now().date() - DAY)
    with pytest.raises(NotAMember) as refused:
        duty.add(viewer=make.viewer("Dora"), duty=post, person=person, starts_at=watch[0], ends_at=watch[1])
    assert person.name in str(refused.value.sentence)


def test_another_offices_duty_and_one_that_is_no_more_do_not_exist(beni, bouar, post, watch):
    asked = {"viewer": make.viewer("Dora"), "person": make.person("Rajiv"), "starts_at": watch[0], "ends_at": watch[1]}
    with pytest.raises(MayNotChange, match="may_not_change_duty"):
        duty.add(duty=bouar.duties.first(), **asked)
    post.retired_at = clock.now()
    post.save()
    with pytest.raises(MayNotChange):
        duty.add(duty=post, **asked)


def test_the_same_said_again_takes_the_place_of_the_older(post, watch):
    asked = {"viewer": make.viewer("Dora"), "duty": post, "person": make.person("Rajiv"), "starts_at": watch[0]}
    duty.replace(**asked, ends_at=watch[1])
    duty.replace(**asked, ends_at=watch[0] + HOUR)
    assert Shift.objects.filter(cancelled_at__isnull=True).count() == 1 and Shift.objects.count() == 2
    assert holds(post, watch[0]) == {"Rajiv"} and holds(post, watch[0] + HOUR) == {"Chidi"}
    assert len(recorded()[1]["shifts"]) == 2


def test_ben_takes_his_component_over_until_the_running_watch_ends(beni):
    post = beni.duties.get(code="police-deputy")
    now = clock.now()
    running = rota.holders(post.pk, duties.roster_at(beni.pk, now), now).holders[0]
    with clock.set_to(now):
        duty.take_now(viewer=make.viewer("Ben"), duty=post)
    shift = Shift.objects.get()
    assert (shift.starts_at, shift.ends_at, shift.kind) == (now, running.until, ShiftKind.REPLACE)
    assert holds(post, now) == {"Ben"} and holds(post, running.until) == {"Tomas"}
    with pytest.raises(NotStanding), clock.set_to(now + dt.timedelta(seconds=5)):
        duty.take_now(viewer=make.viewer("Ben"), duty=post)


def test_the_later_of_two_who_take_it_has_it_and_the_earlier_gets_it_back(post):
    now = clock.now()
    with clock.set_to(now):
        duty.take_now(viewer=make.viewer("Rajiv"), duty=post, ends_at=now + 6 * HOUR)
    with clock.set_to(now + HOUR):
        duty.take_now(viewer=make.viewer("Dora"), duty=post, ends_at=now + 3 * HOUR)
    assert holds(post, now + 2 * HOUR) == {"Dora"} and holds(post, now + 4 * HOUR) == {"Rajiv"}


def test_in_a_gap_one_takes_it_until_the_gap_ends(post):
    now = clock.now()
    Rotation.objects.filter(duty=post).delete()
    with clock.set_to(now):
        duty.add(
            viewer=make.viewer("Dora"),
            duty=post,
            person=make.person("Chidi"),
            starts_at=now + 3 * HOUR,
            ends_at=now + 9 * HOUR,
        )
        duty.take_now(viewer=make.viewer("Rajiv"), duty=post)
    assert holds(post, now) == {"Rajiv"} and holds(post, now + 3 * HOUR) == {"Chidi"}


@pytest.mark.parametrize(
    ("who", "code", "may"),
    [
        ("Amina", "civilian-deputy", True),
        ("Amina", "police-focal-point", False),
        ("Amina", "hub-chief", False),
        ("Hana", "civilian-focal-point", True),
        ("Farid", "hub-chief", False),
        ("Ivan", "hub-chief", False),
        ("Dora", "force-focal-point", True),
        # A duty that opens restricted alerts is given by somebody else.
        ("Amina", "protection-adviser", False),
        ("Dora", "protection-adviser", False),
        ("Noor", "protection-adviser", True),
    ],
)
def test_one_takes_over_what_one_may(beni, who, code, may):
    post = beni.duties.get(code=code)
    if may:
        duty.take_now(viewer=make.viewer(who), duty=post)
        assert make.person(who).name in holds(post, clock.now())
    else:
        with pytest.raises(MayNotChange):
            duty.take_now(viewer=make.viewer(who), duty=post)


def test_who_does_not_edit_takes_it_for_a_day_at_most(beni):
    post = beni.duties.get(code="police-deputy")
    with pytest.raises(BadPeriod):
        duty.take_now(viewer=make.viewer("Ben"), duty=post, ends_at=clock.now() + 2 * DAY)


def test_nobody_names_themselves_to_a_duty_that_opens_restricted_alerts(beni, watch):
    post = beni.duties.get(code="protection-adviser")
    asked = {"viewer": make.viewer("Dora"), "duty": post, "starts_at": watch[0], "ends_at": watch[1]}
    with pytest.raises(MayNotChange):
        duty.replace(person=make.person("Dora"), **asked)
    duty.replace(person=make.person("Amina"), **asked)
    assert holds(post, watch[0]) == {"Amina"}


def test_an_absence_goes_before_what_was_said_earlier_and_not_before_what_is_said_later(post, watch):
    begins, ends = watch
    chidi, dora = make.viewer("Chidi"), make.viewer("Dora")
    duty.declare_absence(viewer=chidi, person=chidi.person, starts_at=begins, ends_at=ends)
    assert holds(post, begins) == set() and holds(post, ends) == {"Chidi"}
    assert recorded()[-1]["absences"] == [Absence.objects.get().pk]
    with clock.set_to(clock.now() + dt.timedelta(seconds=1)):
        duty.add(viewer=dora, duty=post, person=chidi.person, starts_at=begins, ends_at=begins + HOUR)
    assert holds(post, begins) == {"Chidi"} and holds(post, begins + HOUR) == set()


@pytest.mark.parametrize(("who", "may"), [("Chidi", True), ("Dora", True), ("Amina", False), ("Ivan", False)])
def test_one_says_oneself_that_one_is_absent_or_the_hub_does(post, watch, who, may):
    asked = {"viewer": make.viewer(who), "person": make.person("Chidi"), "starts_at": watch[0], "ends_at": watch[1]}
    if may:
        duty.declare_absence(**asked)
        assert holds(post, watch[0]) == set()
    else:
        with pytest.raises(MayNotChange):
            duty.declare_absence(**asked)


def test_what_is_called_off_counts_no_more(post, watch):
    chidi, dora = make.viewer("Chidi"), make.viewer("Dora")
    duty.declare_absence(viewer=chidi, person=chidi.person, starts_at=watch[0], ends_at=watch[1])
    duty.replace(viewer=dora, duty=post, person=make.person("Rajiv"), starts_at=watch[0], ends_at=watch[1])
    duty.cancel(viewer=dora, row=Shift.objects.get())
    assert holds(post, watch[0]) == set()
    duty.cancel(viewer=chidi, row=Absence.objects.get())
    assert holds(post, watch[0]) == {"Chidi"}
    assert [data["act"] for data in recorded()[-2:]] == [DutyAct.CANCELLED, DutyAct.CANCELLED]
    for row in (Shift.objects.get(), Absence.objects.get()):
        with pytest.raises(NotStanding):
            duty.cancel(viewer=dora, row=row)


def test_only_who_wrote_it_or_the_hub_calls_it_off(beni, post, watch):
    dora = make.viewer("Dora")
    duty.replace(viewer=dora, duty=post, person=make.person("Rajiv"), starts_at=watch[0], ends_at=watch[1])
    duty.declare_absence(viewer=dora, person=make.person("Chidi"), starts_at=watch[0], ends_at=watch[1])
    for row in (Shift.objects.get(), Absence.objects.get()):
        with pytest.raises(MayNotChange):
            duty.cancel(viewer=make.viewer("Amina"), row=row)
        with pytest.raises(MayNotChange):
            duty.cancel(viewer=make.viewer("Esther"), row=row)
    duty.cancel(viewer=make.viewer("Chidi"), row=Absence.objects.get())


def test_a_new_alert_goes_to_whoever_took_the_duty_and_a_running_round_finds_them_at_its_next_step(beni):
    running = make.alert(is_routed=True)
    post = beni.duties.get(code="force-focal-point")
    duty.take_now(viewer=make.viewer("Rajiv"), duty=post)
    fresh = make.alert(is_routed=True)
    told = set(Delivery.objects.filter(alert=fresh).values_list("person__name", flat=True))
    assert "Rajiv" in told and "Chidi" not in told
    assert not Delivery.objects.filter(alert=running, person__name="Rajiv").exists()
    with clock.set_to(running.received_at + dt.timedelta(minutes=5, seconds=1)):
        routing.route_due()
    assert Delivery.objects.filter(alert=running, step=1, person__name="Rajiv", duty=post).exists()


def test_officers_of_a_component_take_its_duty_over_though_they_are_in_no_rotation(beni):
    viewer = make.member(beni, Role.OFFICER, Component.POLICE)
    duty.take_now(viewer=viewer, duty=beni.duties.get(code="police-focal-point"))
    assert Shift.objects.get().person == viewer.person
