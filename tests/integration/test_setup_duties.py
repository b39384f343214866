"""Duties are made, renamed, ordered, retired and taken back, and never lead in a circle."""

from typing import Any

import pytest

from alerts.domain.rulebook import About, Fault
from alerts.domain.words import Component, ThreatType
from alerts.models import Duty, Event, Office, Plan, PlanStep, Rule
from alerts.selectors import rulebook
from alerts.selectors.access import Sight
from alerts.services import duties, setting_up
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(beni):
    return make.viewer("Dora")


def duty(office, code):
    return Duty.objects.get(office=office, code=code)


def draft(office, **changes):
    fields: dict[str, Any] = {
        "name_en": "Child Protection",
        "name_fr": "Protection de l’enfance",
        "component": Component.CIVILIAN,
        "fallback_id": duty(office, "hub-chief").pk,
        "opens_restricted": True,
    }
    return duties.Draft(**(fields | changes))


def as_is(row, **changes):
    fields: dict[str, Any] = {
        "name_en": row.name_en,
        "name_fr": row.name_fr,
        "component": Component(row.component) if row.component else None,
        "fallback_id": row.fallback_id,
        "opens_restricted": row.opens_restricted,
    }
    return duties.Draft(**(fields | changes))


def seen(office, row):
    return rulebook.version(About.DUTY, rulebook.shelf(office, clock.now()), row.pk)


def change(viewer, row, **changes):
    return duties.change(viewer=viewer, duty_id=row.pk, seen=seen(row.office, row), draft=as_is(row, **changes))


def last(office):
    return Event.objects.filter(office=office).latest("seq").data


def test_a_new_duty_stands_last_in_the_offices_zone(dora, beni):
    made = duties.create(viewer=dora, draft=draft(beni))
    made.refresh_from_db()
    assert (made.code, made.time_zone, made.component) == ("child-protection", beni.time_zone, "civilian")
    assert list(rulebook.shelf(beni, clock.now()).duties)[-1] == made.pk
    assert (last(beni)["what"], last(beni)["act"], last(beni)["code"]) == ("duty", "created", "child-protection")


def test_a_duty_that_nobody_holds_is_shown_as_such(dora, beni):
    made = duties.create(viewer=dora, draft=draft(beni, fallback_id=None))
    found = rulebook.shelf(beni, clock.now()).about(About.DUTY, made.pk)
    assert {one.code for one in found} == {Fault.NEVER_HELD, Fault.NO_FALLBACK}


def test_a_renamed_duty_keeps_its_code(dora, beni):
    row = duty(beni, "hub-chief")
    change(dora, row, name_en="Chief", name_fr="Chef", component=Component.POLICE)
    row.refresh_from_db()
    assert (row.code, row.name_en, row.component) == ("hub-chief", "Chief", "police")
    assert last(beni)["act"] == "changed"


def test_a_fallback_that_leads_back_is_refused(dora, beni):
    chief = duty(beni, "hub-chief")
    with pytest.raises(setting_up.Unsound) as refused:
        change(dora, chief, fallback_id=duty(beni, "hub-duty-officer").pk)
    assert [one.code for one in refused.value.findings] == [Fault.FALLBACK_CIRCLE]
    with pytest.raises(setting_up.Unsound):
        change(dora, chief, fallback_id=chief.pk)
    chief.refresh_from_db()
    assert chief.fallback.code == "head-of-office"


def test_a_duty_falls_to_no_retired_one(dora, beni):
    Duty.objects.filter(office=beni, code="hub-chief").update(retired_at=clock.now())
    with pytest.raises(setting_up.Unsound) as refused:
        duties.create(viewer=dora, draft=draft(beni))
    assert [one.code for one in refused.value.findings] == [Fault.RETIRED_DUTY]


def test_a_duty_moves_on_the_grid(dora, beni):
    before = [row.code for row in rulebook.shelf(beni, clock.now()).duties.values()]
    row = duty(beni, before[2])
    duties.move(viewer=dora, duty_id=row.pk, seen_place=3, is_up=True)
    after = [one.code for one in rulebook.shelf(beni, clock.now()).duties.values()]
    assert after == [before[0], before[2], before[1], *before[3:]]
    assert (last(beni)["before"], last(beni)["after"]) == (3, 2)
    with pytest.raises(setting_up.Stale):
        duties.move(viewer=dora, duty_id=row.pk, seen_place=3, is_up=True)
    events = Event.objects.count()
    duties.move(viewer=dora, duty_id=duty(beni, before[0]).pk, seen_place=1, is_up=True)
    assert Event.objects.count() == events, "the first has nowhere to go"


def test_a_duty_that_is_named_is_not_retired(dora, beni):
    for code, named in (
        ("police-focal-point", "Critical"),
        ("police-deputy", "High: one answer"),
        ("head-of-office", "Hub chief"),
    ):
        row = duty(beni, code)
        with pytest.raises(duties.InUse) as refused:
            duties.retire(viewer=dora, duty_id=row.pk, seen=seen(beni, row))
        assert named in str(refused.value.sentence)


@pytest.mark.parametrize("field", ["last_resort", "decided_by"])
def test_a_duty_that_only_ends_a_plan_is_not_retired(dora, beni, field):
    made = duties.create(viewer=dora, draft=draft(beni))
    Plan.objects.filter(office=beni, code="low").update(**{field: made})
    with pytest.raises(duties.InUse):
        duties.retire(viewer=dora, duty_id=made.pk, seen=seen(beni, made))


def test_a_retired_duty_is_taken_back(dora, beni):
    made = duties.create(viewer=dora, draft=draft(beni))
    gone = duties.retire(viewer=dora, duty_id=made.pk, seen=seen(beni, made))
    assert gone.retired_at and not gone.opens_restricted and last(beni)["act"] == "retired"
    assert made.pk in rulebook.shelf(beni, clock.now()).duties, "it stays, and may be taken back"
    duties.restore(viewer=dora, duty_id=made.pk, seen=seen(beni, made))
    made.refresh_from_db()
    assert made.retired_at is None and last(beni)["act"] == "restored"


def test_a_duty_is_not_taken_back_into_a_circle_or_onto_a_retired_one(dora, beni):
    other = duties.create(viewer=dora, draft=draft(beni, name_en="Other"))
    made = duties.create(viewer=dora, draft=draft(beni, fallback_id=other.pk))
    duties.retire(viewer=dora, duty_id=made.pk, seen=seen(beni, made))
    duties.retire(viewer=dora, duty_id=other.pk, seen=seen(beni, other))
    with pytest.raises(setting_up.Unsound) as refused:
        duties.restore(viewer=dora, duty_id=made.pk, seen=seen(beni, made))
    assert [one.code for one in refused.value.findings] == [Fault.RETIRED_DUTY]


@pytest.mark.parametrize("how", ["change", "retire"])
def test_whoever_loses_restricted_alerts_loses_them_at_once(dora, beni, how):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    assert make.viewer("Sifa").sight(alert) is Sight.WHOLE
    epoch = Office.objects.get(pk=beni.pk).cursor_epoch
    row = duty(beni, "protection-adviser")
    if how == "change":
        change(dora, row, opens_restricted=False)
    else:
        Rule.objects.get(office=beni, name_en="Restricted").duties.remove(row)
        duties.retire(viewer=dora, duty_id=row.pk, seen=seen(beni, row))
    assert make.viewer("Sifa").sight(alert) is Sight.SHELL
    assert Office.objects.get(pk=beni.pk).cursor_epoch == epoch + 1, "open pages are read afresh"


def test_renaming_a_named_duty_narrows_nobody(dora, beni):
    epoch = Office.objects.get(pk=beni.pk).cursor_epoch
    change(dora, duty(beni, "protection-adviser"), name_en="Adviser")
    assert Office.objects.get(pk=beni.pk).cursor_epoch == epoch


def test_whoever_comes_second_is_refused_and_told_by_whom(dora, beni):
    row = duty(beni, "hub-chief")
    opened = seen(beni, row)
    duties.change(viewer=make.viewer("Grace"), duty_id=row.pk, seen=opened, draft=as_is(row, name_en="Chief"))
    for act in (
        lambda: duties.change(viewer=dora, duty_id=row.pk, seen=opened, draft=as_is(row, name_en="Mine")),
        lambda: duties.retire(viewer=dora, duty_id=row.pk, seen=opened),
        lambda: duties.restore(viewer=dora, duty_id=row.pk, seen=opened),
    ):
        with pytest.raises(setting_up.Stale) as refused:
            act()
        assert refused.value.event.person.name == "Grace"


def test_nothing_of_another_office_can_be_named_or_touched(dora, beni, bouar):
    theirs = duty(bouar, "hub-chief")
    with pytest.raises(setting_up.NotHere):
        duties.create(viewer=dora, draft=draft(beni, fallback_id=theirs.pk))
    version = seen(bouar, theirs)
    for act in (
        lambda: duties.change(viewer=dora, duty_id=theirs.pk, seen=version, draft=as_is(theirs)),
        lambda: duties.move(viewer=dora, duty_id=theirs.pk, seen_place=2, is_up=True),
        lambda: duties.retire(viewer=dora, duty_id=theirs.pk, seen=version),
        lambda: duties.restore(viewer=dora, duty_id=theirs.pk, seen=version),
    ):
        with pytest.raises(Duty.DoesNotExist):
            act()


@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_whoever_may_not_changes_nothing(beni, name):
    viewer, row = make.viewer(name), duty(beni, "hub-chief")
    version = seen(beni, row)
    for act in (
        lambda: duties.create(viewer=viewer, draft=draft(beni)),
        lambda: duties.change(viewer=viewer, duty_id=row.pk, seen=version, draft=as_is(row)),
        lambda: duties.move(viewer=viewer, duty_id=row.pk, seen_place=2, is_up=True),
        lambda: duties.retire(viewer=viewer, duty_id=row.pk, seen=version),
        lambda: duties.restore(viewer=viewer, duty_id=row.pk, seen=version),
    ):
        with pytest.raises(setting_up.MayNotSetUp):
            act()


def test_eighty_duties_are_enough(dora, beni):
    Duty.objects.bulk_create(
        Duty(office=beni, code=f"d{number}", name_en="x", name_fr="x", time_zone="UTC") for number in range(duties.MOST)
    )
    with pytest.raises(setting_up.TooMany):
        duties.create(viewer=dora, draft=draft(beni))


def test_the_samples_own_book_is_sound_but_for_what_is_told(beni, bouar):
    """Bouar has posts that nobody holds; nothing else is wrong, and no plan and no rule is."""
    steps = PlanStep.objects.filter(plan__office=beni).count()
    assert steps and rulebook.shelf(beni, clock.now()).findings == ()
    assert {one.code for one in rulebook.shelf(bouar, clock.now()).findings} == {Fault.NEVER_HELD}
