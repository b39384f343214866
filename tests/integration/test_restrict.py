"""From open to restricted: another number, fewer readers, others told, and what was seen before is said."""

import pytest

from alerts.domain.words import Role, Sensitivity
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Assessment, Escalation, Event, FormerNumber, Office
from alerts.selectors import exposure
from alerts.selectors.access import visible_to
from alerts.services import delivery, reading, restricting
from alerts.services.moving import MayNot, Stale
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def test_it_bears_the_next_number_of_its_series_and_the_old_one_leads_nowhere_else(beni):
    year = make.today().year
    alert, was = make.alert(), f"BEN-{year}-0001"
    make.restricted(alert)
    assert (alert.number, alert.series, alert.is_restricted) == (f"BEN-R-{year}-0001", "R", True)
    assert alert.sensitivity == Sensitivity.STRICT
    assert FormerNumber.objects.get().number == was
    assert make.alert().number == f"BEN-{year}-0002"  # never given again
    assert alert.search_key.startswith(f"ben r {year} 0001")


def test_an_exercise_keeps_its_series(beni):
    make.offices(exercising=True)
    alert = make.restricted(make.alert())
    assert alert.number.startswith("BEN-X-") and alert.is_restricted and not FormerNumber.objects.exists()


def test_from_now_on_only_the_chief_and_the_named_duties_read_it(beni):
    alert = make.alert()
    assert all(make.viewer(name).sees_whole(alert) for name in ("Amina", "Dora", "Grace", "Farid", "Hana"))
    make.restricted(alert)
    seeing = [
        name
        for name in ("Amina", "Dora", "Grace", "Farid", "Hana", "Noor", "Sifa")
        if make.viewer(name).sees_whole(alert)
    ]
    assert seeing == ["Noor", "Sifa"]
    assert visible_to(make.viewer("Amina")).filter(pk=alert.pk).exists()  # that it exists


def test_pages_that_stand_open_are_read_afresh(beni):
    before = Office.objects.get(pk=beni.pk).cursor_epoch
    make.restricted(make.alert())
    assert Office.objects.get(pk=beni.pk).cursor_epoch == before + 1


def test_undecided_it_is_told_anew_to_those_named_for_restricted_alerts(beni):
    alert = make.restricted(make.alert(is_routed=True))
    latest = Escalation.objects.filter(alert=alert).order_by("-round").first()
    assert (latest.round, latest.cause, latest.rule.for_restricted) == (2, Cause.RESTRICTED, True)


def test_what_was_joined_to_it_is_restricted_with_it(beni):
    known, repeats, further = make.alert(by="Hana"), make.alert(by="Ben"), make.alert(by="Chidi")
    make.joined(further, repeats)
    make.joined(repeats, known)
    make.restricted(known)
    for one in (known, repeats, further):
        one.refresh_from_db()
    assert [one.series for one in (known, repeats, further)] == ["R", "R", "R"]
    assert not make.viewer("Dora").sees_whole(repeats) and FormerNumber.objects.count() == 3
    make.unjoined(repeats, by="Noor")
    assert repeats.is_restricted


def test_decided_nobody_is_told_anew(beni):
    alert = make.restricted(make.decided(make.alert(is_routed=True)))
    assert Escalation.objects.filter(alert=alert).count() == 1


def test_what_was_already_seen_is_said_before_and_kept_after(beni):
    alert = make.alert(is_routed=True)
    reading.seen(viewer=make.viewer("Amina"), number=alert.number)
    delivery.deliver_due()
    seen = exposure.exposure(alert, clock.now())
    names = lambda people: [person.name for person in people]  # noqa: E731
    assert {"Amina", "Ben", "Chidi", "Dora"} <= set(names(seen.told)) and names(seen.opened) == ["Amina"]
    assert set(names(seen.mailed)) == set(names(seen.told))
    assert {"Amina", "Hana", "Farid", "Grace", "Noor"} <= set(names(seen.could))
    assert not {"Ivan", "Esther"} & set(names(seen.could))
    make.restricted(alert)
    event = Event.objects.get(kind="alert.restricted")
    assert event.data["opened"] == [make.person("Amina").pk] and set(event.data["told"]) == set(seen.told_ids)
    found = Assessment.objects.get(alert=alert)
    assert found.changes["is_restricted"] == [False, True] and found.reason == "A child is named."


def test_messages_that_go_out_later_bear_the_new_number(beni, mailoutbox):
    alert = make.alert(is_routed=True)
    make.restricted(alert)
    delivery.deliver_due()
    assert not any("BEN-2026-0001" in mail.subject + mail.body for mail in mailoutbox)


@pytest.mark.parametrize("name", ["Hana", "Farid"])
def test_whoever_does_not_assess_does_not_restrict(beni, name):
    with pytest.raises(MayNot):
        make.restricted(make.alert(), by=name)


@pytest.mark.parametrize("name", ["Ivan", "Esther"])
def test_whoever_may_not_know_of_it_does_not_learn_of_it(beni, name):
    with pytest.raises(Alert.DoesNotExist):
        make.restricted(make.alert(), by=name)


def test_it_is_restricted_once_and_by_somebody_who_has_looked(beni):
    alert = make.alert()
    with pytest.raises(Stale):
        restricting.restrict(viewer=make.viewer("Dora"), number=alert.number, version=7, reason="x")
    make.restricted(alert)
    with pytest.raises(restricting.AlreadySo):
        make.restricted(alert, by="Noor")


def test_only_a_chief_lifts_it_and_the_number_stays(beni):
    alert = make.restricted(make.alert())
    number = alert.number
    for name in ("Sifa", "Dora"):
        with pytest.raises(MayNot):
            restricting.open_up(viewer=make.viewer(name), number=number, version=alert.version, reason="No child.")
    assert Role.HUB_CHIEF in make.viewer("Noor").roles
    restricting.open_up(viewer=make.viewer("Noor"), number=number, version=alert.version, reason="No child.")
    alert.refresh_from_db()
    assert (alert.number, alert.is_restricted, alert.sensitivity) == (number, False, "confidential")
    assert make.viewer("Amina").sees_whole(alert)
