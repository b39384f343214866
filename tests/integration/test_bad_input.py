"""Bad input gets a sentence in the person's language, keeps what was typed, and is never a failure of ours."""

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from alerts.models import Alert, Filing
from tests import make

pytestmark = pytest.mark.django_db

LONG = "x" * 10_000_000
# field changes -> words of the sentence that must be shown
WRONG: dict[str, tuple[dict[str, Any], str | None]] = {
    "empty kind": ({"threat_types": []}, "what kind of threat"),
    "unknown kind": ({"threat_types": ["martians"]}, "martians"),
    "empty place": ({"place": "  "}, "Give a place"),
    "bad grid": ({"place": "61N QA 866 901"}, "grid reference cannot be read"),
    "odd grid": ({"place": "35N QA 866 90"}, "grid reference cannot be read"),
    "grid without square": ({"place": "35N Q1 866 901"}, None),
    "off the earth": ({"place": "95.2, 29.4"}, "not on the earth"),
    "far off the earth": ({"place": "0.4, 360"}, "not on the earth"),
    "swapped": ({"place": "29.4731, 0.4911"}, "look swapped"),
    "far away": ({"place": "48.85, 2.35"}, "Check the figures"),
    "long place": ({"place": "x" * 300}, "200"),
    "future time": ({"when": "earlier", "at_date": "2999-01-01"}, "still to come"),
    "no such day": ({"when": "earlier", "at_date": "2026-02-30"}, "day cannot be read"),
    "1969": ({"when": "earlier", "at_date": "1969-01-01"}, "day cannot be read"),
    "no such time": ({"when": "today", "at_time": "24:61"}, "time cannot be read"),
    "no time": ({"when": "today"}, "Type the time"),
    "no day": ({"when": "earlier"}, "Type the day"),
    "empty people": ({"people": ""}, "about how many people"),
    "no number": ({"people": "number"}, "Type the number"),
    "words for a number": ({"people": "number", "people_number": "a few"}, "whole number"),
    "negative number": ({"people": "number", "people_number": "-3"}, "greater than or equal to 1"),
    "huge number": ({"people": "number", "people_number": "9" * 40}, None),
    "empty going on": ({"going_on": ""}, "whether it is going on"),
    "empty text": ({"text": " \n "}, "what was told"),
    "long text": ({"text": "é" * 20_001}, "20000"),
    "NUL": ({"text": "a\x00b"}, "Null characters"),
    "NUL in place": ({"place": "a\x00b"}, "Null characters"),
    "bad client id": ({"client_id": "12"}, "UUID"),
    "unknown field": ({"level": "low"}, "does not know the field level"),
    "unknown source kind": ({"source_kind": "spy"}, "spy"),
}
ODD_BUT_FINE: dict[str, dict[str, Any]] = {
    "right to left": {"text": "\u202eevil\u202c and zero\u200bwidth"},
    "markup": {"text": "<script>alert(1)</script>{{ x }} %s ' OR 1=1 --", "people_note": "<b>x</b>"},
    "emoji and scripts": {"text": "🚨👩🏾‍🌾 ሰላም مرحبا Béni œ", "place": "Mbau-Mamové, l’école"},
    "NFD": {"place": "Oïcha"},
    "one long line": {"text": "a" * 20_000},
    "comma decimals": {"place": "0,817 N 29,578 E"},
    "lower case grid": {"place": "35n qa 866 901"},
    "just words": {"place": "near"},
    "wrong clock": {"typed_at": "2999-01-01T00:00:00Z"},
    "garbled clock": {"typed_at": "yesterday"},
}


@pytest.fixture
def hana(as_):
    return as_("Hana")


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_gets_a_sentence_and_keeps_what_was_typed(hana, beni, case):
    changes, sentence = WRONG[case]
    fields = make.form(people_note="kept as typed") | changes
    answer = hana.post("/file/", fields)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in body
    assert sentence is None or sentence in body
    assert "kept as typed" in body
    assert not Alert.objects.exists()


@pytest.mark.parametrize("case", [case for case in WRONG if case not in {"NUL", "NUL in place"}])
def test_the_api_refuses_the_same_with_the_same_sentence(hana, beni, case):
    changes, sentence = WRONG[case]
    answer = hana.post("/api/v1/filings/", json.dumps(make.form() | changes), content_type="application/json")
    assert answer.status_code == 422
    error = answer.json()
    assert set(error) == {"code", "message", "fields"}
    assert sentence is None or sentence in json.dumps(error["fields"], ensure_ascii=False)


@pytest.mark.parametrize("case", ODD_BUT_FINE)
def test_what_is_odd_but_true_is_taken_word_for_word(hana, beni, case):
    fields = make.form() | ODD_BUT_FINE[case]
    answer = hana.post("/file/", fields)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    filing = Filing.objects.get()
    assert (filing.text, filing.place_as_told) == (fields["text"], fields["place"])
    for path in (f"/alerts/{filing.alert.number}/", "/board/", "/"):
        body = hana.get(path).content.decode()
        assert "<script>alert" not in body and "<b>x</b>" not in body


def test_the_sentences_are_in_the_persons_language(hana, beni):
    person = make.person("Hana")
    person.language = "fr"
    person.save()
    body = hana.post("/file/", make.form(place="29.4731, 0.4911", text="")).content.decode()
    assert "look swapped" not in body and "Write what was told" not in body
    assert "inversées" in body


def test_ten_megabytes_get_a_sentence(hana, beni):
    answer = hana.post("/file/", make.form(text=LONG))
    assert answer.status_code == 413
    assert "256 kB" in answer.content.decode()
    answer = hana.post("/api/v1/filings/", json.dumps(make.form(text=LONG)), content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["code"] == "http_413"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b'{"text": {"a": 1}}',
        b'{"threat_types": [["killing"]]}',
        b'{"text": "\\ud800"}',
        b'{"people_number": 1e400}',
        b'{"text": NaN}',
        b"\xff\xfe",
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"text": "a\\u0000b"}',
    ],
)
def test_bodies_that_are_no_filing_never_fail_us(hana, beni, body):
    answer = hana.post("/api/v1/filings/", body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert {"code", "message"} <= set(answer.json())


def test_invalid_utf8_in_a_form_is_no_failure(hana, beni):
    answer = hana.post("/file/", b"text=%ff%fe&place=%c3", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["file", "board", "owed", "changes"])
def test_odd_queries_never_fail_us(as_, beni, name):
    client = as_("Dora")
    for query in (
        "tab=%00&open=%00",
        "tab=x&after=~~~",
        "after=0~0~2026-01-01T00:00:00~1",
        "after=0~0~9999-99-99~x",
        "tab=history&from=2026-02-30&until=x",
        "tab=history&after=2026-01-01T00:00:00%2B00:00~999999999999999999999999",
        "tab=history&from=0001-01-01&until=9999-12-31",
        "after=99999999999999999999~0~2026-01-01T00:00:00%2B00:00~1",
        "open=%F0%9F%9A%A8",
        "since=" + "x" * 5000,
    ):
        answer = client.get(f"{reverse(name)}?{query}")
        assert answer.status_code in {200, 400, 404}, (name, query)


def test_a_resend_with_other_words_keeps_them_and_takes_a_fresh_id(hana, beni):
    sent = str(uuid.uuid4())
    assert hana.post("/file/", make.form(client_id=sent)).status_code == 303
    answer = hana.post("/file/", make.form(client_id=sent, text="Other words"))
    body = answer.content.decode()
    assert answer.status_code == 422 or answer.status_code == 409
    assert "Other words" in body and sent not in body
    assert Alert.objects.count() == 1


def test_numbers_that_are_none_are_not_found(as_, beni):
    client = as_("Dora")
    for number in ("BEN", "BEN-2026-9999", "0", "%00", "..", "é", "x" * 300):
        assert client.get(f"/alerts/{number}/").status_code in {400, 404}, number


def test_links_of_messages_that_were_cut_or_forged_say_so(client, beni):
    for token in ("x", "1:2:3", "MQ:1abc:xxxx", "é"):
        answer = client.get(f"/answer/{token}/")
        assert answer.status_code == 404
        assert "no longer valid" in answer.content.decode()
