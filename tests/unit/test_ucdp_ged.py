"""UCDP's rows: what each becomes, and what is refused."""

import csv
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.words import Precision, ThreatType, TimePrecision
from alerts.selectors.outlines import Box
from alerts.transfer import ucdp_ged
from alerts.transfer.profile import Setting, check
from alerts.transfer.ucdp_ged import PROFILE, Violence

BANGUI = ZoneInfo("Africa/Bangui")
CAR = Setting("CF", Box(2.2, 14.4, 11.0, 27.4), BANGUI, dt.date(2026, 11, 24))
SOUND = {
    "id": "240525",
    "date_start": "2017-04-16",
    "date_end": "2017-04-16",
    "date_prec": "1",
    "type_of_violence": "3",
    "side_a": "UPC",
    "side_b": "Civilians",
    "adm_1": "Mbomou province",
    "where_coordinates": "Nzako village",
    "where_description": "Nzako (near Yalinga)",
    "where_prec": "1",
    "latitude": "6.137611",
    "longitude": "22.864256",
    "source_headline": "Incident Report",
    "source_article": '"LRA Crisis Tracker,2017-04-16,Incident Report"',
    "source_original": "",
    "deaths_civilians": "4",
    "best": "4",
    "low": "4",
    "high": "4",
}


def checked(tmp_path, *rows, setting=CAR):
    """What is found in a file of these rows; each row names only what differs from a sound one."""
    file = tmp_path / "events.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, SOUND)
        writer.writeheader()
        writer.writerows(SOUND | row for row in rows)
    return check(file, PROFILE, setting)


def record(tmp_path, **cells):
    found = checked(tmp_path, cells)
    assert found.faults == []
    return found.records[0]


def faults(tmp_path, *rows, setting=CAR):
    found = checked(tmp_path, *rows, setting=setting)
    return [(fault.row, fault.column, fault.value) for fault in found.faults]


@pytest.mark.parametrize(
    ("violence", "side_a", "side_b", "expected"),
    [
        ("1", "Government of Central African Republic", "anti-Balaka", ThreatType.CLASH),
        ("1", "Government of Uganda", "LRA", ThreatType.CLASH),
        ("2", "anti-Balaka", "FPRC", ThreatType.CLASH),
        ("2", "anti-Balaka", "Peuhl militia (Zemio)", ThreatType.CLASH),
        ("2", "Christians (CAR)", "Muslims (CAR)", ThreatType.COMMUNAL),
        ("2", "anti-Balaka", "Muslims (CAR)", ThreatType.CLASH),
        ("3", "LRA", "Civilians", ThreatType.KILLING),
    ],
)
def test_violence_becomes_a_threat_type(violence, side_a, side_b, expected):
    assert ucdp_ged.threat_type(Violence(violence), side_a, side_b) is expected


@pytest.mark.parametrize(
    ("violence", "side_a", "side_b", "expected"),
    [
        (
            "3",
            "Government of Central African Republic",
            "Civilians",
            ("Government of Central African Republic", "state"),
        ),
        ("3", "Government of Chad", "Civilians", ("Government of Chad", "external")),
        ("3", "LRA", "Civilians", ("LRA", "")),
        ("3", "Forces of Francois Bozize", "Civilians", ("Forces of Francois Bozize", "")),
        ("1", "Government of Uganda", "LRA", ("Government of Uganda / LRA", "")),
        ("2", "A\nB\u202e", "C" * 300, ("A B / " + "C" * 193 + "…", "")),
    ],
)
def test_sides_become_an_actor(violence, side_a, side_b, expected):
    assert ucdp_ged.actor(Violence(violence), side_a, side_b, "CF") == expected


def test_a_known_day_is_that_day_in_the_offices_zone(tmp_path):
    found = record(tmp_path)
    assert found.event_precision is TimePrecision.DAY
    assert found.event_at == dt.datetime(2017, 4, 15, 23, tzinfo=dt.UTC)  # Bangui is an hour ahead
    assert found.event_until == dt.datetime(2017, 4, 16, 23, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "cells",
    [
        {"date_prec": "4", "date_start": "2014-02-01", "date_end": "2014-02-28"},
        {"date_prec": "1", "date_start": "2014-02-01", "date_end": "2014-02-28"},
    ],
)
def test_several_days_are_a_range_to_the_end_of_the_last(tmp_path, cells):
    found = record(tmp_path, **cells)
    assert found.event_precision is TimePrecision.RANGE
    assert (found.event_at, found.event_until) == (
        dt.datetime(2014, 2, 1, tzinfo=BANGUI),
        dt.datetime(2014, 3, 1, tzinfo=BANGUI),
    )


def test_an_uncertain_single_day_is_a_range(tmp_path):
    assert record(tmp_path, date_prec="2").event_precision is TimePrecision.RANGE


def test_the_year_is_the_one_on_the_offices_calendar(tmp_path):
    found = record(tmp_path, date_start="2014-01-01", date_end="2014-01-01")
    assert (found.year, found.event_at.astimezone(dt.UTC).year) == (2014, 2013)


@pytest.mark.parametrize(
    ("code", "precision", "is_placed"),
    [
        ("1", Precision.VILLAGE, True),
        ("2", Precision.NEAR, True),
        ("3", Precision.AREA, True),
        ("4", Precision.AREA, True),
        ("5", Precision.AREA, True),
        ("6", Precision.NAME_ONLY, False),
        ("7", Precision.NAME_ONLY, False),
    ],
)
def test_a_country_is_not_drawn_as_a_place(tmp_path, code, precision, is_placed):
    found = record(tmp_path, where_prec=code)
    assert found.precision is precision
    assert (found.lat, found.lon) == ((6.137611, 22.864256) if is_placed else (None, None))
    assert found.original["latitude"] == "6.137611"


def test_an_event_is_in_no_area_where_the_record_names_none(tmp_path):
    assert record(tmp_path).is_in_one_area
    assert not record(tmp_path, adm_1="", where_prec="5").is_in_one_area
    assert not record(tmp_path, where_prec="6").is_in_one_area


def test_the_words_are_the_records_own(tmp_path):
    found = record(tmp_path, where_description='East of "Nzako"\nnear Yalinga', source_original="UN\r\nstaff")
    assert found.text.split("\n\n") == [
        "Incident Report",
        'East of "Nzako"\nnear Yalinga',
        '"LRA Crisis Tracker,2017-04-16,Incident Report"',
        "UN\r\nstaff",
    ]
    assert found.original["source_original"] == "UN\r\nstaff"


def test_an_empty_time_of_day_is_passed_over(tmp_path):
    assert record(tmp_path, date_start="2017-04-16 00:00:00.000").year == 2017


def test_the_fingerprint_follows_the_row_and_not_the_order_of_columns(tmp_path):
    assert record(tmp_path).fingerprint == record(tmp_path).fingerprint
    assert record(tmp_path).fingerprint != record(tmp_path, best="5").fingerprint


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", ""),
        ("id", "A1"),
        ("id", "007"),
        ("id", "١٢"),
        ("date_start", "16/04/2017"),
        ("date_start", "2017-02-29"),
        ("date_end", "2017-13-01"),
        ("date_start", "1066-10-14"),
        ("date_start", "2026-11-25"),
        ("date_prec", "6"),
        ("type_of_violence", "4"),
        ("type_of_violence", ""),
        ("where_prec", "0"),
        ("side_a", " "),
        ("where_coordinates", ""),
        ("latitude", "NaN"),
        ("latitude", "Infinity"),
        ("latitude", "1e1"),
        ("latitude", "6,13"),
        ("latitude", "90.0001"),
        ("longitude", "-180.1"),
        ("longitude", "1e309"),
        ("longitude", "22°51'E"),
        ("longitude", ""),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, column, value):
    found = faults(tmp_path, {}, {"id": "2", "date_end": "2026-12-01", column: value})
    assert found == [(3, column, value)]


def test_every_fault_of_every_row_is_named(tmp_path):
    found = faults(tmp_path, {"id": "x", "latitude": "y"}, {}, {"id": "2", "where_prec": "9", "date_end": "2017-04-15"})
    assert found == [
        (2, "id", "x"),
        (2, "latitude", "y"),
        (4, "where_prec", "9"),
        (4, "date_start, date_end", "2017-04-16, 2017-04-15"),
    ]


def test_a_number_is_used_once(tmp_path):
    assert faults(tmp_path, {}, {"id": "2"}, {}) == [(4, "id", "240525")]


def test_exchanged_coordinates_are_told_from_far_ones(tmp_path):
    found = checked(
        tmp_path,
        {"id": "1", "latitude": "22.864256", "longitude": "6.137611"},
        {"id": "2", "latitude": "0", "longitude": "0"},
        {"id": "3", "latitude": "2.0", "longitude": "13.0"},  # within 5 degrees: the outlines are not that exact
    )
    exchanged, far = found.faults
    assert (exchanged.row, exchanged.column, exchanged.value) == (2, "latitude, longitude", "22.864256, 6.137611")
    assert "exchanged" in exchanged.sentence
    assert (far.row, "5 degrees outside" in far.sentence) == (3, True)


def test_where_no_outline_is_known_no_point_is_far(tmp_path):
    assert (
        faults(tmp_path, {"latitude": "50", "longitude": "-70"}, setting=Setting("UG", None, BANGUI, CAR.today)) == []
    )
