"""Everything that a form about an alert asks stands in the report, or on this list of what is left out on purpose."""

import csv
import datetime as dt
import inspect
import io
import zipfile
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from alerts.domain.harm import COUNTED
from alerts.domain.words import Verification
from alerts.models import Actor, Alert
from alerts.web import asked, filing_form, finding_forms, harm_form, joining_forms, move_forms, remark_forms
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.words_of_reports import Format
from responses.services.reporting import files, gathering
from tests import make
from tests.integration import reported

# Where a field is found: a column of the list of alerts, or a table.
COLUMNS = {
    "FilingForm": {
        "threat_types": "Threats",
        "place": "Place",
        "precision": "Place known",
        "when": "Time known",
        "at_time": "Event",
        "at_date": "Event",
        "people": "People, from",
        "people_number": "People, to",
        "going_on": "Kind",
        "population": "Status of the people",
        "age_sex": "Women, men, girls, boys",
        "certainty": "Certainty",
        "reliability": "Grade",
        "credibility": "Grade",
        "actor_kind": "Kind of actor",
        "actor_name": "Actor as told",
        "typed_at": "Written",
        "onto": "Filings",
    },
    "AssessForm": {
        "verification": "Verification",
        "level": "Level",
        "going_on": "Kind",
        "threat_types": "Threats",
        "certainty": "Certainty",
        "people_from": "People, from",
        "people_to": "People, to",
        "population": "Status of the people",
        "age_sex": "Women, men, girls, boys",
        "actors": "Actors known to the office",
        "actor_kind": "Kind of actor",
        "actor_name": "Actor as told",
    },
    "PlaceForm": {"name": "Place", "place": "Latitude, to 5 km", "precision": "Place known", "area": "Area"},
    "DecideForm": {"course": "What became of it", "reason": "Why not responded"},
    "DismissForm": {"reason": "What became of it"},
    "CloseForm": {"outcome": "Outcome", "word_back": "Word back", "word_back_date": "Word back"},
    "WordBackForm": {"word_back": "Word back"},
    "GradeForm": {"reliability": "Grade", "credibility": "Grade"},
    "JoinForm": {"keep": "What became of it"},
}
TABLES = {"FilingForm": {"received_by": "channels", "grave_violation": "sensitive", "concerns_children": "A"}}
TELLS_WHO = "with place and hour it could tell who told"
WORDS = "free words may name people; they stay with the alert"
MARKED = "the report has a marking and a release of its own"
TECHNICAL = "no answer: it belongs to the sending of the form"
HARM = "harm done is on record with the alert; the report counts who was threatened"
HISTORY = "why something was changed is in the history of the alert"
LEFT_OUT = {
    "FilingForm": {
        "client_id": TECHNICAL,
        "status": "an edition holds what is real or exercises, never both",
        "text": WORDS,
        "language": WORDS,
        "people_note": WORDS,
        "source_kind": TELLS_WHO,
        "source_name": TELLS_WHO,
        "source_contact": TELLS_WHO,
        "relayer": TELLS_WHO,
        "release": MARKED,
        "sensitivity": MARKED,
    },
    "AssessForm": {
        "more": TECHNICAL,
        "reason": HISTORY,
        "people_note": WORDS,
        "release": MARKED,
        "sensitivity": MARKED,
    },
    "PlaceForm": {"reason": HISTORY},
    "DecideForm": {"note": WORDS, "review_date": "what is owed ahead is on the board"},
    "DismissForm": {"note": WORDS},
    "CloseForm": {"note": WORDS, "harm": HARM},
    "HarmRow": {"corrects": TECHNICAL, "note": WORDS}
    | dict.fromkeys(("what", "status", "actor_kind", "despite_warning", "is_collective", *COUNTED), HARM),
    "ReviewForm": dict.fromkeys(("went_well", "went_badly", "to_change"), WORDS),
    "ReopenForm": {"reason": HISTORY},
    "WordBackForm": {"note": WORDS},
    "CommentForm": {"text": WORDS},
    "SummaryForm": {"language": WORDS, "text": WORDS},
    "OfFiling": {"filing": TECHNICAL},
    "GradeForm": {"filing": TECHNICAL},
    "WithdrawForm": {"filing": TECHNICAL, "reason": WORDS},
    "RestrictForm": {"reason": WORDS},
    "OpenUpForm": {"reason": WORDS},
    "JoinForm": {"note": WORDS},
    "UnjoinForm": {"reason": HISTORY},
}


def asked_fields() -> dict[str, set[str]]:
    """Form -> its fields, of every form about an alert; which version was looked at is no answer."""
    rooms = (asked, filing_form, finding_forms, harm_form, joining_forms, move_forms, remark_forms)
    found = {}
    for room in rooms:
        for name, form in inspect.getmembers(room, inspect.isclass):
            if issubclass(form, forms.Form) and form.__module__ == room.__name__ and name != "MoveForm":
                found[name] = set(form.base_fields) - {"version"}
    return found


def test_every_field_has_its_place_in_the_report_or_is_left_out_on_purpose():
    fields = asked_fields()
    assert len(fields) >= 15
    for name, asks in fields.items():
        placed = [set(where.get(name, {})) for where in (COLUMNS, TABLES, LEFT_OUT)]
        assert set().union(*placed) == asks, name
        assert sum(map(len, placed)) == len(asks), f"{name}: once each"


def rows_of(beni) -> list[dict[str, str]]:
    """The list of alerts as the cleared have it, from the CSV."""
    gathered = gathering.gather(reported.edition(beni), None, clock.now(), is_cleared=True)
    archive = zipfile.ZipFile(io.BytesIO(files.WRITERS[Format.CSV](gathered, "en", lambda _done: None)))
    head, _tags, *rows = csv.reader(io.StringIO(archive.read("alerts.csv").decode("utf-8-sig")))
    return [dict(zip(head, row, strict=True)) for row in rows]


TYPED: dict[str, Any] = {
    "threat_types": ["killing", "arson"],
    "place": "0.817, 29.578",
    "when": "earlier",
    "at_time": "00:00",
    "people": "number",
    "people_number": "77",
    "going_on": "over",
    "population": ["displaced"],
    "age_sex": ["women", "girls"],
    "certainty": "Observed",
    "reliability": "B",
    "credibility": "2",
    "actor_kind": "rebel",
    "actor_name": "Men in grey",
    "received_by": "hotline",
    "text": "CANARY",
    "people_note": "CANARY",
    "relayer": "CANARY",
    "source_name": "CANARY",
}
READ = {
    "Threats": "Killing, murder; Burning of houses or villages",
    "Kind": "Incident after the fact",
    "Time known": "time known",
    "People, from": "77",
    "People, to": "77",
    "Status of the people": "Displaced",
    "Certainty": "Observed",
    "Grade": "B2",
    "Kind of actor": "Rebel group",
    "Actor as told": "Men in grey",
    "Verification": "Verified",
    "Outcome": "Handled",
    "Word back": "Told",
    "What became of it": "Responded",
    "Responder": "Force",
    "Result": "Deterrent presence, no contact",
    "Latitude, to 5 km": "0.825",
    "Filings": "1",
}


def closed_as_typed(beni) -> Alert:
    """Filed with every field, assessed, decided, responded to, closed."""
    now = clock.now()
    when = {"at_date": f"{now:%Y-%m-%d}", "typed_at": (now - dt.timedelta(minutes=9)).isoformat()}
    form = filing_form.FilingForm(_sent(make.form(**TYPED, **when)), office=beni, now=now)
    assert form.is_valid(), form.errors
    alert = make.filed(**{name: getattr(form.told, name) for name in form.told.__dataclass_fields__}).alert
    alert.actors.add(Actor.objects.filter(office=beni)[0])
    make.assessed(alert, verification=Verification.VERIFIED)
    make.decided(alert)
    make.stepped(make.response(alert), Step.ARRIVE, Step.FINISH)
    return make.closed(alert)


@pytest.mark.django_db
def test_every_column_that_is_named_is_there_and_holds_what_was_typed(beni):
    alert = closed_as_typed(beni)
    (row,) = rows_of(beni)
    assert {column for columns in COLUMNS.values() for column in columns.values()} <= set(row)
    assert {column: row[column] for column in READ} == READ
    assert (row["Reference"], row["Actors known to the office"]) == (alert.number, alert.actors.get().name)
    assert all(row[column] for column in ("Received", "Event", "Written", "Decided", "Closed", "Level", "Place known"))
    assert "CANARY" not in str(row)


@pytest.mark.django_db
def test_every_table_that_is_named_is_there_and_counts_what_was_typed(beni):
    closed_as_typed(beni)
    tables = gathering.gather(reported.edition(beni), None, clock.now(), is_cleared=True).paper("en").tables
    shown = {table.key: [[cell.text for cell in line] for line in table.rows] for table in tables}
    assert {key for keys in TABLES.values() for key in keys.values()} <= set(shown)
    assert ["Toll-free hotline", "1"] in [line[:2] for line in shown["channels"]]


def _sent(form):
    sent = QueryDict(mutable=True)
    for name, value in form.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent
