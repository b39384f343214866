"""Bad input to the moves: a sentence at its field, in page and sheet, nothing changed, never a failure of ours."""

from typing import Any

import pytest

from alerts.domain.words import Verification
from alerts.models import Alert, Decision, Ending
from tests import make
from tests.integration.moving import MOVES, SHEET, fields, hidden_version, ready

pytestmark = pytest.mark.django_db

LONG = "é" * 10_240
# move, what is typed otherwise, words of the sentence
WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "empty course": ("decide", {"course": ""}, "Choose what is to be done."),
    "unknown course": ("decide", {"course": "attack"}, "attack"),
    "no reason": ("decide", {"reason": ""}, "Choose why nothing is done."),
    "unknown reason": ("decide", {"reason": "lazy"}, "lazy"),
    "NUL": ("decide", {"note": "a\x00b"}, "Null characters"),
    "NUL in a code": ("decide", {"course": "respond\x00"}, ""),
    "long note": ("decide", {"note": LONG}, "At most 2000 characters; these are 10240."),
    "monitor without a day": ("decide", {"course": "monitor"}, "looked at again"),
    "past day": ("decide", {"review_date": "2020-02-03"}, "That day is past"),
    "far day": ("decide", {"review_date": "2999-01-01"}, "more than a year ahead"),
    "no such day": ("decide", {"review_date": "2026-02-30"}, "cannot be read"),
    "year of five figures": ("decide", {"review_date": "99999-01-01"}, "cannot be read"),
    "words for a day": ("decide", {"review_date": "tomorrow"}, "cannot be read"),
    "NUL in a day": ("decide", {"review_date": "2026-01-01\x00"}, ""),
    "missing version": ("decide", {"version": ""}, "which state of the alert"),
    "garbled version": ("decide", {"version": "two"}, "which state of the alert"),
    "negative version": ("decide", {"version": "-1"}, "which state of the alert"),
    "endless version": ("decide", {"version": "9" * 400}, ""),
    "empty verification": ("assess", {"verification": ""}, "how far it is verified"),
    "unknown verification": ("assess", {"verification": "sure"}, "sure"),
    "unknown level": ("assess", {"level": "apocalyptic"}, "apocalyptic"),
    "level without a reason": ("assess", {"reason": "  "}, "Give the reason for the other level."),
    "nothing new": ("assess", {"verification": "unverified", "level": "critical"}, "Nothing is different"),
    "long reason": ("assess", {"reason": LONG}, "At most 500 characters"),
    "no reason to dismiss": ("dismiss", {"reason": ""}, "Choose why it is no alert."),
    "unknown reason to dismiss": ("dismiss", {"reason": "boring"}, "boring"),
    "no outcome": ("close", {"outcome": ""}, "Choose how it ended."),
    "historical outcome": ("close", {"outcome": "historical"}, "historical"),
    "nothing of harm": ("close", {"harm": ""}, "what is known of harm to civilians"),
    "unknown harm": ("close", {"harm": "some"}, "some"),
    "harm that is not on record": ("close", {"harm": "on_record"}, "No harm is on record"),
    "no word back": ("close", {"word_back": ""}, "Not closed: word back to the community is missing."),
    "unknown word back": ("close", {"word_back": "sung"}, "sung"),
    "owed without a day": ("close", {"word_back_date": ""}, "Give the day until which word back is owed."),
    "owed in the past": ("close", {"word_back_date": "2001-01-01"}, "That day is past"),
    "no reason to reopen": ("reopen", {"reason": " \r\n "}, "Say why it is opened again."),
    "long reason to reopen": ("reopen", {"reason": LONG}, "At most 2000"),
    "nothing of the word back": ("word-back", {"word_back": ""}, "not safe to give"),
    "still owed": ("word-back", {"word_back": "owed"}, "owed"),
}


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_gets_a_sentence_and_changes_nothing(as_, beni, case, headers):
    move, changes, sentence = WRONG[case]
    alert = ready(move)
    before = Alert.objects.filter(pk=alert.pk).values().get()
    answer = as_("Dora").post(f"/alerts/{alert.number}/{move}/", fields(alert, move, **changes), headers=headers)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in body and sentence in body
    assert Alert.objects.filter(pk=alert.pk).values().get() == before


@pytest.mark.parametrize("move", MOVES)
def test_an_empty_form_is_refused_at_its_fields(as_, beni, move):
    alert = ready(move)
    answer = as_("Dora").post(f"/alerts/{alert.number}/{move}/")
    assert answer.status_code == 422 and hidden_version(answer) == alert.version


def test_a_field_error_does_not_make_whoever_is_stale_current(as_, beni):
    """The version that was looked at stays in the form until what changed was shown."""
    alert = make.alert()
    sent = fields(alert, "decide", course="")
    make.assessed(alert, by="Amina", verification=Verification.CHECKING)
    answer = as_("Dora").post(f"/alerts/{alert.number}/decide/", sent)
    assert answer.status_code == 422 and hidden_version(answer) == 1


def test_what_another_choice_left_behind_is_not_meant(as_, beni):
    """The page hides the reason and the day when the choice that needs them is left again."""
    alert = make.alert()
    as_("Dora").post(f"/alerts/{alert.number}/decide/", fields(alert, "decide", course="respond"))
    assert Decision.objects.get().reason == ""
    alert.refresh_from_db()
    as_("Dora").post(f"/alerts/{alert.number}/close/", fields(alert, "close", word_back="given"))
    assert Ending.objects.get().word_back_date is None


@pytest.mark.parametrize("typed", ["28.11.2030", "28/11/2030", "2030-11-28"])
def test_a_day_is_read_as_people_write_it(as_, beni, typed):
    alert = make.alert()
    answer = as_("Dora").post(f"/alerts/{alert.number}/decide/", fields(alert, "decide", review_date=typed))
    assert "more than a year ahead" in answer.content.decode()


def test_a_line_of_a_note_counts_once(as_, beni):
    alert = make.alert()
    note = "\r\n".join("x" for _line in range(1000))  # 1,999 characters as the page counts them
    as_("Dora").post(f"/alerts/{alert.number}/decide/", fields(alert, "decide", note=note))
    assert Decision.objects.get().note.count("\n") == 999
