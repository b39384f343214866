"""Assessing: verification and level, what they settle and set going; never a gate, never quieter than it was."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.words import Level, OwedKind, ThreatType, Verification
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Assessment, Escalation, Owed
from alerts.services import assessing, lifecycle, routing
from tests import make
from tests.house import crowd

pytestmark = pytest.mark.django_db
FOUND_OUT = ["corroborated", "verified", "refuted", "unverifiable"]


def verification_owed(alert: Alert) -> bool:
    return Owed.objects.filter(alert=alert, kind=OwedKind.VERIFY, settled_at__isnull=True).exists()


def owe_verification(alert: Alert) -> None:
    """Owed from the filing on, where the office's plan names who looks into it."""
    now = alert.received_at
    Owed.objects.get_or_create(
        alert=alert,
        kind=OwedKind.VERIFY,
        settled_at=None,
        defaults={
            "since": now,
            "due_at": now + dt.timedelta(minutes=30),
            "duty": alert.office.duties.get(code="hub-duty-officer"),
        },
    )


@pytest.mark.parametrize("verification", FOUND_OUT)
def test_what_is_found_out_settles_the_verification_and_sets_its_clock(beni, verification):
    alert = make.alert()
    owe_verification(alert)
    make.assessed(alert, verification=Verification(verification))
    assert (alert.verification, alert.version, verification_owed(alert)) == (verification, 2, False)
    assert alert.verified_at is not None
    first = alert.verified_at
    make.assessed(alert, by="Ben", verification=Verification.CHECKING)
    again = Verification.REFUTED if verification == "verified" else Verification.VERIFIED
    make.assessed(alert, by="Ben", verification=again)
    assert alert.verified_at == first


def test_being_looked_into_settles_nothing_yet(beni):
    alert = make.alert()
    owe_verification(alert)
    make.assessed(alert, verification=Verification.CHECKING)
    assert (alert.verified_at, verification_owed(alert)) == (None, True)


def test_it_is_recorded_with_who_and_why_and_the_computed_level_stays(beni):
    alert = make.assessed(make.alert(level="high"), level=Level.LOW, reason="Known herders, seen before.")
    assert (alert.level, alert.level_computed) == ("low", "high")
    found = Assessment.objects.get(alert=alert)
    assert (found.level, found.reason, found.by.name) == ("low", "Known herders, seen before.", "Amina")
    event = alert.events.get(kind="alert.assessed")
    assert event.data == {
        "verification": "unverified",
        "level": "low",
        "before": ["unverified", "high"],
        "fields": [],
        "version": 2,
    }


def test_a_level_that_rises_begins_a_round_with_the_higher_plan(beni):
    alert = make.answered(make.alert(level="medium", is_routed=True), "Dora")
    make.assessed(alert, level=Level.CRITICAL, reason="Shooting heard.")
    rounds = Escalation.objects.filter(alert=alert).order_by("round")
    assert [(one.round, one.cause) for one in rounds] == [(1, Cause.FILED), (2, Cause.LEVEL_ROSE)]
    assert rounds[1].ladder.name == "critical"
    still = Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True)
    assert set(still.values_list("component", flat=True)) == {"civilian", "police", "military"}
    routing.route_due()
    assert alert.deliveries.filter(round=2, channel="email").count() == 4


def test_a_level_that_falls_leaves_the_running_round_as_it_is(beni):
    alert = make.alert(is_routed=True)
    before = Escalation.objects.filter(alert=alert).values().get()
    owed = list(Owed.objects.filter(alert=alert).order_by("id").values())
    make.assessed(alert, level=Level.LOW, reason="Blasting at the quarry.")
    assert Escalation.objects.filter(alert=alert).values().get() == before
    assert list(Owed.objects.filter(alert=alert).order_by("id").values()) == owed


@pytest.mark.parametrize("end", [make.dismissed, make.closed])
def test_a_rise_on_an_ended_alert_tells_nobody(beni, end):
    alert = end(make.alert(level="low", is_routed=True))
    rounds = alert.escalations.count()
    make.assessed(alert, level=Level.CRITICAL, reason="Learned afterwards.", verification=Verification.VERIFIED)
    assert (alert.level, alert.escalations.count()) == ("critical", rounds)
    assert not Owed.objects.filter(alert=alert, settled_at__isnull=True).exists()


def test_a_rise_on_a_decided_alert_tells_anew(beni):
    alert = make.decided(make.alert(level="low", is_routed=True))
    make.assessed(alert, level=Level.HIGH, reason="More of them.")
    assert alert.state == "decided"
    assert Escalation.objects.filter(alert=alert, cause=Cause.LEVEL_ROSE, next_at__isnull=False).exists()


def test_another_level_needs_a_reason_and_nothing_new_is_no_assessment(beni):
    alert = make.alert()
    said: dict[str, Any] = {"viewer": make.viewer("Amina"), "number": alert.number, "version": 1}
    with pytest.raises(lifecycle.Incomplete) as refused:
        assessing.assess(**said, verification=Verification.UNVERIFIED, level=Level.HIGH)
    assert set(refused.value.fields) == {"reason"}
    with pytest.raises(lifecycle.Incomplete) as refused:
        assessing.assess(**said, verification=Verification.UNVERIFIED, level=Level.CRITICAL, reason="same")
    assert "Nothing is different" in str(refused.value.fields["verification"])
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("name", ["Amina", "Ben", "Dora", "Noor", "Grace"])
def test_focal_points_and_the_hub_assess(beni, name):
    assert make.assessed(make.alert(), by=name, verification=Verification.CHECKING).verification == "checking"


@pytest.mark.parametrize("name", ["Hana", "Farid"])
def test_officers_and_poc_managers_do_not(beni, name):
    with pytest.raises(lifecycle.MayNot):
        make.assessed(make.alert(), by=name, verification=Verification.CHECKING)


def test_a_restricted_alert_is_assessed_only_by_whoever_opens_it(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    for name in ("Amina", "Dora", "Grace"):
        with pytest.raises(lifecycle.MayNot):
            make.assessed(alert, by=name, verification=Verification.CHECKING)
    for name in ("Sifa", "Noor"):
        make.assessed(alert, by=name, verification=Verification.CHECKING)
        make.assessed(alert, by=name, verification=Verification.UNVERIFIED)


def test_imported_history_is_not_assessed(beni):
    record = crowd.ten(beni)[-1]
    with pytest.raises(lifecycle.IllegalMove):
        make.assessed(record, by="Dora", verification=Verification.VERIFIED)
