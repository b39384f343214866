"""What a move is refused for, each with its sentence: the state, the right, the past, and what is not whole."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.words import DismissReason, Outcome, ThreatType
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert, Event, Owed
from alerts.services import lifecycle
from tests import make
from tests.house import crowd

pytestmark = pytest.mark.django_db

DO: dict[str, Any] = {
    "decide": lambda **who: lifecycle.decide(**who, course=Course.RESPOND),
    "dismiss": lambda **who: lifecycle.dismiss(**who, reason=DismissReason.REFUTED),
    "close": lambda **who: lifecycle.close(
        **who, outcome=Outcome.HANDLED, harm=HarmKnown.NONE, word_back=WordBack.GIVEN
    ),
    "reopen": lambda **who: lifecycle.reopen(**who, reason="x"),
    "settle_word_back": lambda **who: lifecycle.settle_word_back(**who, word_back=WordBack.GIVEN),
}
ILLEGAL = [
    ("received", "close", "decide or dismiss it first"),
    ("received", "reopen", "nothing to reopen"),
    ("received", "settle_word_back", "on closing"),
    ("decided", "reopen", "nothing to reopen"),
    ("responding", "decide", "under way"),
    ("responding", "dismiss", "closed, not dismissed"),
    ("responding", "reopen", "nothing to reopen"),
    ("closed", "decide", "Closed alerts are not decided: reopen it first."),
    ("closed", "dismiss", "reopen it first"),
    ("closed", "close", "closed before"),
    ("dismissed", "decide", "Dismissed alerts are not decided"),
    ("dismissed", "dismiss", "dismissed before"),
    ("dismissed", "close", "reopen it first"),
    ("dismissed", "settle_word_back", "on closing"),
    ("joined", "decide", "joined to"),
    ("joined", "dismiss", "undo the joining"),
    ("joined", "close", "joined to"),
    ("joined", "reopen", "undo the joining"),
]


@pytest.mark.parametrize(("state", "act", "sentence"), ILLEGAL)
def test_an_illegal_move_is_refused_with_a_sentence_and_changes_nothing(beni, state, act, sentence):
    alert = make.alert(is_routed=True)
    before = "" if state in ("received", "decided", "responding") else "received"
    into = make.alert(by="Ben") if state == "joined" else None
    Alert.objects.filter(pk=alert.pk).update(state=state, state_before=before, joined_to=into)
    rows = Owed.objects.filter(alert=alert, settled_at__isnull=True).count(), Event.objects.count()
    with pytest.raises(lifecycle.IllegalMove) as refused:
        DO[act](viewer=make.viewer("Dora"), number=alert.number, version=1)
    assert sentence in str(refused.value.sentence)
    alert.refresh_from_db()
    assert (alert.state, alert.version) == (state, 1)
    assert rows == (Owed.objects.filter(alert=alert, settled_at__isnull=True).count(), Event.objects.count())


@pytest.mark.parametrize("act", DO)
def test_imported_history_is_neither_decided_nor_reopened(beni, act):
    record = crowd.ten(beni)[-1]
    assert record.is_history
    with pytest.raises(lifecycle.IllegalMove) as refused:
        DO[act](viewer=make.viewer("Dora"), number=record.number, version=record.version)
    assert "Imported history" in str(refused.value.sentence)


@pytest.mark.parametrize("act", DO)
@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_whoever_has_no_such_right_is_refused(beni, act, name):
    alert = make.alert()
    with pytest.raises(lifecycle.MayNot):
        DO[act](viewer=make.viewer(name), number=alert.number, version=1)


@pytest.mark.parametrize("act", DO)
def test_another_office_and_administrators_find_no_such_alert(offices, act):
    alert = make.alert()
    for name in ("Esther", "Ivan"):
        with pytest.raises(Alert.DoesNotExist):
            DO[act](viewer=make.viewer(name), number=alert.number, version=1)


def test_a_restricted_alert_is_decided_only_by_whoever_opens_it(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    for name in ("Dora", "Grace"):
        with pytest.raises(lifecycle.MayNot) as refused:
            DO["decide"](viewer=make.viewer(name), number=alert.number, version=1)
        assert "reads this alert whole" in str(refused.value.sentence)
    assert make.decided(alert, by="Noor").state == "decided"


CLOSED: dict[str, Any] = {"outcome": Outcome.HANDLED, "harm": HarmKnown.NONE, "word_back": WordBack.GIVEN}
INCOMPLETE: list[tuple[str, dict[str, Any], str, str]] = [
    ("decide", {"course": Course.NO_ACTION}, "reason", "why nothing is done"),
    ("decide", {"course": Course.RESPOND, "reason": NotResponded.LATE}, "reason", "Only"),
    ("decide", {"course": Course.MONITOR}, "review_date", "looked at again"),
    ("decide", {"course": Course.RESPOND, "review_date": dt.date(2020, 1, 1)}, "review_date", "past"),
    ("decide", {"course": Course.RESPOND, "review_date": dt.date(9999, 1, 1)}, "review_date", "year ahead"),
    (
        "close",
        {"outcome": Outcome.HANDLED, "harm": HarmKnown.NONE, "word_back": None},
        "word_back",
        "Not closed: word back to the community is missing.",
    ),
    ("close", CLOSED | {"word_back": WordBack.OWED}, "word_back_date", "until which"),
    ("close", CLOSED | {"outcome": Outcome.HISTORICAL}, "outcome", "imported history"),
    ("close", CLOSED | {"harm": None}, "harm", "what is known of harm"),
    ("close", CLOSED | {"harm": HarmKnown.ON_RECORD}, "harm", "No harm is on record"),
]


@pytest.mark.parametrize(("act", "said", "field", "sentence"), INCOMPLETE)
def test_what_is_not_whole_is_refused_at_its_field(beni, act, said, field, sentence):
    alert = make.decided(make.alert())
    with pytest.raises(lifecycle.Incomplete) as refused:
        getattr(lifecycle, act)(viewer=make.viewer("Dora"), number=alert.number, version=2, **said)
    assert sentence in str(refused.value.fields[field])
    alert.refresh_from_db()
    assert (alert.state, alert.version) == ("decided", 2)
