"""Harm to civilians is put on record row by row, corrected by further rows, and never changed or lost."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from alerts.domain.harm import MOST_ROWS, Harmed
from alerts.domain.words_of_filings import ActorKind, Population
from alerts.domain.words_of_harm import DespiteWarning, Harm, HarmKnown
from alerts.models import Alert, HarmRecord
from alerts.selectors.harm import on_record
from alerts.services import harm
from alerts.services.harm import Row
from alerts.services.moving import IllegalMove, Incomplete, MayNot, Stale
from tests import make
from tests.integration.moving import SHEET

pytestmark = pytest.mark.django_db
KILLED = Harmed(Harm.KILLED, men=2, girls=1, status=Population.DISPLACED, note="Patrol, 06:00.")
TAKEN = Harmed(Harm.ABDUCTED, is_collective=True, actor_kind=ActorKind.REBEL, despite_warning=DespiteWarning.YES)


def record(alert: Alert, *rows: Row, by: str = "Amina") -> Alert:
    return harm.record(viewer=make.viewer(by), number=alert.number, version=alert.version, rows=list(rows))


def sent(alert: Alert, *rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What a browser sends: these rows, then empty ones."""
    said: dict[str, Any] = {"version": alert.version, "rows": str(len(rows) + 2)}
    empty = dict.fromkeys(("corrects", "what", "women", "men", "girls", "boys", "unknown", "status", "note"), "")
    for place, row in enumerate([*rows, {}, {}]):
        typed = empty | {"actor_kind": "", "despite_warning": "unknown"} | row
        said |= {f"row-{place}-{name}": value for name, value in typed.items()}
    return said | changes


def test_rows_are_put_on_record_as_they_are_said(beni):
    alert = make.harmed(make.alert(), KILLED, TAKEN)
    found = on_record(alert)
    assert [one.harmed for one in found.standing] == [KILLED, TAKEN] and found.corrected == []
    assert [(one.number, one.by.name) for one in found.standing] == [(1, "Amina"), (2, "Amina")]
    assert alert.version == 2
    event = alert.events.latest("seq")
    assert (event.kind, event.person.name) == ("alert.harm_recorded", "Amina")
    assert event.data == {"records": [one.pk for one in found.standing], "corrected": [], "version": 2}


def test_a_correction_is_a_further_row_and_what_was_said_stays(beni):
    alert = make.harmed(make.alert(), KILLED)
    better = Harmed(Harm.KILLED, men=3, girls=1)
    record(alert, Row(better, corrects=1), by="Dora")
    found = on_record(alert)
    assert [(one.number, one.harmed, one.by.name) for one in found.standing] == [(2, better, "Dora")]
    assert [(one.number, one.harmed, one.superseded_by.number) for one in found.corrected] == [(1, KILLED, 2)]


def test_whoever_corrects_what_was_corrected_meanwhile_corrects_the_latest(beni):
    alert = make.harmed(make.alert(), KILLED)
    for men in (3, 4):
        record(alert, Row(Harmed(Harm.KILLED, men=men), corrects=1))
        alert.refresh_from_db()
    found = on_record(alert)
    assert [one.harmed.men for one in found.standing] == [4]
    assert [one.superseded_by.number for one in found.corrected] == [2, 3]


def test_a_row_that_was_wrong_altogether_is_corrected_by_one_of_nobody(beni):
    alert = make.harmed(make.alert(), KILLED)
    record(alert, Row(Harmed(Harm.KILLED, men=0), corrects=1))
    assert on_record(alert).harmed == [] and len(on_record(alert).standing) == 1


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([Row(Harmed(Harm.SEXUAL_VIOLENCE, women=1))], "what_0", "refer it to those who are named"),
        ([Row(KILLED), Row(Harmed(Harm.INJURED, men=0))], "women_1", "counts nobody"),
        ([], "version", "Nothing is different"),
        ([Row(KILLED, corrects=1)], "version", "Nothing is different"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_written(beni, rows, field, sentence):
    alert = make.harmed(make.alert(), KILLED)
    with pytest.raises(Incomplete) as refused:
        record(alert, *rows)
    assert sentence in str(refused.value.fields[field])
    assert HarmRecord.objects.count() == 1
    alert.refresh_from_db()
    assert alert.version == 2


def test_a_row_of_another_alert_cannot_be_corrected(beni):
    make.harmed(make.alert(), KILLED, TAKEN)
    alert = make.harmed(make.alert(), KILLED)
    with pytest.raises(Incomplete) as refused:
        record(alert, Row(TAKEN, corrects=2))
    assert "no row of that number" in str(refused.value.sentence)


def test_there_is_an_end_to_the_rows(beni):
    alert = make.alert()
    record(alert, *[Row(Harmed(Harm.INJURED, men=n)) for n in range(1, MOST_ROWS + 1)])
    alert.refresh_from_db()
    with pytest.raises(IllegalMove):
        record(alert, Row(KILLED))
    record(alert, Row(KILLED, corrects=3))
    assert len(on_record(alert).standing) == MOST_ROWS


def test_the_database_refuses_to_change_a_row_or_to_lose_it_or_to_count_sexual_violence(beni):
    alert = make.harmed(make.alert(), KILLED, TAKEN)
    record(alert, Row(Harmed(Harm.KILLED), corrects=1))
    for change in (
        lambda: HarmRecord.objects.filter(number=2).update(men=9),
        lambda: HarmRecord.objects.filter(number=1).update(superseded_by=None),
        lambda: HarmRecord.objects.filter(number=2).delete(),
        lambda: HarmRecord.objects.create(
            alert=alert, number=9, what="sexual_violence", by=make.person("Dora"), at=alert.received_at
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_harm_is_recorded_on_closed_alerts_and_not_on_dismissed_or_joined_ones(beni):
    assert on_record(make.harmed(make.closed(make.alert()), KILLED)).standing
    dismissed, joined = make.dismissed(make.alert()), make.joined(make.alert(), make.alert())
    for alert, sentence in ((dismissed, "Dismissed"), (joined, "joined to another")):
        with pytest.raises(IllegalMove, match="illegal_move") as refused:
            record(alert, Row(KILLED))
        assert sentence in str(refused.value.sentence)


def test_harm_stays_through_reopening(beni):
    alert = make.harmed(make.alert(), KILLED)
    make.closed(alert, harm=HarmKnown.ON_RECORD)
    assert on_record(make.reopened(alert)).standing[0].harmed == KILLED


@pytest.mark.parametrize(("name", "expected"), [("Hana", MayNot), ("Farid", MayNot), ("Esther", Alert.DoesNotExist)])
def test_who_does_not_assess_does_not_record_harm(offices, name, expected):
    alert = make.alert()
    with pytest.raises(expected):
        record(alert, Row(KILLED), by=name)


def test_a_stale_version_is_refused(beni):
    alert = make.alert()
    make.harmed(Alert.objects.get(pk=alert.pk), KILLED)
    with pytest.raises(Stale):
        record(alert, Row(TAKEN))


# --- the page


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
def test_several_rows_are_typed_at_once_and_shown_on_the_alert(as_, beni, headers):
    alert = make.alert(is_routed=True)
    path = f"/alerts/{alert.number}/harm/"
    body = as_("Amina").get(path, headers=headers).content.decode()
    assert body.count('<fieldset class="fd harm-row') == 3 and "hx-get" not in body
    rows = (
        {"what": "killed", "men": "2", "unknown": "0", "status": "displaced", "note": "Patrol."},
        {"what": "displaced", "is_collective": "on", "despite_warning": "yes", "actor_kind": "rebel"},
    )
    done = as_("Amina").post(path, sent(alert, *rows), headers=headers)
    assert done.status_code == (200 if headers else 303)
    assert [one.harmed for one in on_record(alert).standing] == [
        Harmed(Harm.KILLED, men=2, unknown=0, status=Population.DISPLACED, note="Patrol."),
        Harmed(Harm.DISPLACED, is_collective=True, actor_kind=ActorKind.REBEL, despite_warning=DespiteWarning.YES),
    ]
    shown = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert '<th scope="row">Killed</th>' in shown and "Patrol." in shown and "A whole community" in shown
    assert "recorded harm to civilians" in shown


def test_what_stands_is_corrected_on_the_page_and_an_untouched_row_is_left_alone(as_, beni):
    alert = make.harmed(make.alert(), KILLED, TAKEN)
    path = f"/alerts/{alert.number}/harm/"
    body = as_("Amina").get(path).content.decode()
    assert "On record: row 1" in body and "On record: row 2" in body and 'value="Patrol, 06:00."' in body
    first = {"corrects": "1", "what": "killed", "men": "5", "girls": "1", "status": "displaced"}
    second = {
        "corrects": "2",
        "what": "abducted",
        "is_collective": "on",
        "actor_kind": "rebel",
        "despite_warning": "yes",
    }
    assert as_("Amina").post(path, sent(alert, first, second)).status_code == 303
    found = on_record(alert)
    assert [(one.number, one.men) for one in found.standing] == [(2, None), (3, 5)]
    shown = as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert "Corrected since" in shown and "women ·, men 2, girls 1" in shown
    assert "corrected what is on record of harm to civilians" in shown


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "Nothing is different: change a row"),
    "no kind": ({"men": "2"}, "Choose what was done to them."),
    "unknown kind": ({"what": "scared"}, "scared"),
    "sexual violence": ({"what": "sexual_violence", "women": "1"}, "never recorded in numbers here"),
    "nobody": ({"what": "killed", "men": "0"}, "counts nobody"),
    "fewer than none": ({"what": "killed", "men": "-1"}, "Write a whole number"),
    "too many": ({"what": "killed", "men": "1000001"}, "Write a whole number"),
    "words for a number": ({"what": "killed", "men": "some"}, "Write a whole number"),
    "half of one": ({"what": "killed", "men": "1.5"}, "Write a whole number"),
    "endless number": ({"what": "killed", "men": "9" * 400}, "Write a whole number"),
    "unknown status": ({"what": "killed", "status": "tourist"}, "tourist"),
    "unknown actor": ({"what": "killed", "actor_kind": "aliens"}, "aliens"),
    "long note": ({"what": "killed", "note": "é" * 10_240}, "200"),
    "NUL": ({"what": "killed", "note": "a\x00b"}, "Null characters"),
    "garbled row": ({"what": "killed", "corrects": "x"}, "whole number"),
}


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(as_, beni, case, headers):
    row, sentence = WRONG[case]
    alert = make.alert()
    good = {"what": "injured", "boys": "77", "note": "kept as typed"} if row else {}
    path = f"/alerts/{alert.number}/harm/"
    answer = as_("Amina").post(path, sent(alert, good, row), headers=headers)
    body = answer.content.decode()
    assert answer.status_code == 422 and sentence in body and 'role="alert"' in body
    assert not good or ('value="77"' in body and "kept as typed" in body)
    assert not HarmRecord.objects.exists()


@pytest.mark.parametrize("rows", ["", "x", "-1", "²", "9" * 300, "1000000"])
def test_a_garbled_count_of_rows_is_bounded(as_, beni, rows):
    alert = make.alert()
    typed = sent(alert, {"what": "killed"}, rows=rows)
    assert as_("Amina").post(f"/alerts/{alert.number}/harm/", typed).status_code in (303, 422)


def test_what_somebody_else_recorded_meanwhile_is_shown_and_the_text_kept(as_, beni):
    alert = make.alert()
    typed = sent(alert, {"what": "killed", "men": "4", "note": "by radio"})
    make.harmed(Alert.objects.get(pk=alert.pk), TAKEN, by="Ben")
    path = f"/alerts/{alert.number}/harm/"
    refused = as_("Amina").post(path, typed)
    body = refused.content.decode()
    assert refused.status_code == 409 and "<b>Ben</b> recorded harm to civilians" in body and "by radio" in body
    again = as_("Amina").post(path, typed | {"version": alert.version + 1})
    assert again.status_code == 303 and len(on_record(alert).standing) == 2


def test_another_office_finds_nothing_and_a_shell_shows_nothing(as_, offices):
    alert = make.harmed(make.alert(by="Ben"), KILLED, by="Ben")
    assert as_("Esther").get(f"/alerts/{alert.number}/harm/").status_code == 404
    shell = as_("Hana").get(f"/alerts/{alert.number}/").content.decode()
    assert "Patrol, 06:00." not in shell and "Harm to civilians" not in shell
    assert as_("Hana").get(f"/alerts/{alert.number}/harm/").status_code == 403


def test_the_page_is_read_in_french(as_, beni):
    alert = make.harmed(make.alert(), KILLED)
    client = as_("Amina")
    client.post("/language/", {"language": "fr"})
    body = client.get(f"/alerts/{alert.number}/harm/").content.decode()
    assert "Préjudice aux civils" in body and "Déplacé" in body and "Tués" in body


def test_closing_shows_what_is_on_record_and_agrees_with_it(as_, beni):
    alert = make.decided(make.harmed(make.alert(), KILLED))
    path = f"/alerts/{alert.number}/close/"
    body = as_("Dora").get(path).content.decode()
    assert '<th scope="row">Killed</th>' in body and 'value="on_record" checked' in body
    said = {"version": alert.version, "outcome": "handled", "word_back": "given"}
    refused = as_("Dora").post(path, said | {"harm": "none"})
    assert refused.status_code == 422 and "Harm is on record" in refused.content.decode()
    assert as_("Dora").post(path, said | {"harm": "on_record"}).status_code == 303
    shown = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "Harm to civilians: as on record." in shown
