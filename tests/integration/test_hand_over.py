"""Handing over to state forces: never by itself, never by one person, and on record with what came of it."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.domain.words import OwedKind, State
from alerts.domain.words_of_filings import ActorKind, Release
from alerts.models import Alert, Event, Owed
from alerts.services import moving
from responses.domain.handing_over import Because, Diligence, Stage
from responses.domain.words import Responder
from responses.models import Handover
from responses.selectors import handovers
from responses.services import acting, handing_over
from responses.services.handing_over import Request
from tests import make

pytestmark = pytest.mark.django_db
WHAT = Request(Responder.STATE_ARMY, "Sector operations officer", "Armed men north of Oicha.", Diligence.CLEAR)


@pytest.fixture
def alert() -> Alert:
    make.offices()
    return make.decided(make.alert(is_routed=True))


def asked(alert: Alert, **changes: Any) -> Handover:
    return handing_over.ask(viewer=make.viewer("Dora"), number=alert.number, request=replace(WHAT, **changes))


def owes(one: Handover) -> list[str]:
    return list(Owed.objects.filter(subject=one.subject, settled_at=None).values_list("kind", flat=True))


def by(name: str, one: Handover, **said: Any) -> dict[str, Any]:
    one.refresh_from_db()
    return {"viewer": make.viewer(name), "handover": one.pk, "version": one.version} | said


def test_the_whole_act_is_on_record_and_each_step_is_owed_until_it_is_done(alert):
    one = asked(alert)
    assert (one.stage, one.because, owes(one)) == (Stage.ASKED, [], [OwedKind.APPROVE])
    handing_over.approve(**by("Noor", one))
    assert owes(one) == [OwedKind.OTHER]
    handing_over.share(**by("Dora", one))
    assert owes(one) == [OwedKind.RESULT]
    handing_over.note_outcome(**by("Dora", one, is_known=True, outcome="They sent a section."))
    one.refresh_from_db()
    assert (one.stage, one.decided_by.name, one.shared_by.name, one.outcome) == (
        Stage.SHARED,
        "Noor",
        "Dora",
        "They sent a section.",
    )
    assert owes(one) == []
    acts = [event.data["act"] for event in Event.objects.filter(kind="response.handed_over").order_by("seq")]
    assert acts == ["asked", "approved", "shared", "outcome"]
    assert "Oicha" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_decision_to_hand_over_shares_nothing(alert):
    assert not Handover.objects.exists()
    alert.refresh_from_db()
    assert alert.state == State.DECIDED


def test_nobody_approves_what_they_asked_for(alert):
    one = handing_over.ask(viewer=make.viewer("Noor"), number=alert.number, request=WHAT)
    with pytest.raises(acting.MayNot):
        handing_over.approve(**by("Noor", one))
    with pytest.raises(acting.MayNot):
        handing_over.approve(**by("Dora", one))
    assert handing_over.approve(**by("Grace", one)).stage == Stage.APPROVED


@pytest.mark.parametrize("way", ["said", "actor", "release"])
@pytest.mark.parametrize("is_restricted", [False, True])
def test_where_it_is_grave_only_the_head_of_office_approves_and_says_why(alert, way, is_restricted):
    if is_restricted:
        make.restricted(alert, by="Noor")
    if way == "actor":
        Alert.objects.filter(pk=alert.pk).update(actor_kind=ActorKind.STATE)
    if way == "release":
        Alert.objects.filter(pk=alert.pk).update(release=Release.MISSION)
    alert.refresh_from_db()
    request = replace(WHAT, is_implicated=way == "said")
    one = handing_over.ask(viewer=make.viewer("Noor"), number=alert.number, request=request)
    assert one.because == [Because.RELEASE if way == "release" else Because.IMPLICATED]
    with pytest.raises(acting.MayNot):
        handing_over.approve(**by("Noor", one, reason="It saves lives."))
    with pytest.raises(acting.Incomplete):
        handing_over.approve(**by("Grace", one))
    assert handing_over.approve(**by("Grace", one, reason="It saves lives.")).stage == Stage.APPROVED


def test_nothing_is_shared_unapproved_or_after_a_refusal(alert):
    one = asked(alert)
    with pytest.raises(acting.IllegalMove):
        handing_over.share(**by("Dora", one))
    with pytest.raises(acting.Incomplete):
        handing_over.refuse(**by("Noor", one, reason=" "))
    handing_over.refuse(**by("Noor", one, reason="They were part of it."))
    with pytest.raises(acting.IllegalMove):
        handing_over.share(**by("Dora", one))
    assert owes(one) == []


def test_what_is_missing_is_said_beside_its_field(alert):
    for changes, field in (
        ({"what": " "}, "what"),
        ({"with_whom": ""}, "with_whom"),
        ({"to": Responder.FORCE}, "to"),
        ({"diligence": Diligence.MITIGATED}, "diligence_note"),
    ):
        with pytest.raises(acting.Incomplete) as refused:
            asked(alert, **changes)
        assert list(refused.value.fields) == [field]


def test_others_neither_ask_nor_see(alert):
    with pytest.raises(moving.MayNot):
        handing_over.ask(viewer=make.viewer("Amina"), number=alert.number, request=WHAT)
    one = asked(alert)
    assert handovers.seen(make.viewer("Esther"), one.pk) is None
    assert handovers.seen(make.viewer("Ivan"), one.pk) is None
    assert handovers.seen(make.viewer("Amina"), one.pk) == one


def test_an_alert_that_ends_takes_what_was_not_shared_with_it(alert):
    one = asked(alert)
    make.dismissed(alert)
    one.refresh_from_db()
    assert (one.stage, owes(one)) == (Stage.REFUSED, [])


def test_joined_it_waits_on_the_alert_that_stays(alert):
    one, into = asked(alert), make.alert(is_routed=True)
    make.joined(alert, into)
    one.refresh_from_db()
    assert (one.alert, owes(one)) == (into, [OwedKind.APPROVE])
    assert Owed.objects.get(subject=one.subject, settled_at=None).alert == into


def test_two_who_decide_at_once_leave_one_decision(alert):
    one = asked(alert)
    first, second = by("Noor", one), by("Grace", one, reason="No.")
    handing_over.approve(**first)
    with pytest.raises(acting.IllegalMove):
        handing_over.refuse(**second)
