"""A script's file becomes injects, or faults by line: whatever is put into it, reading never fails."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.domain import exercise_rows, exercise_script
from alerts.domain.exercise_columns import COLUMNS, NEEDED, Away, FaultKind, People
from alerts.domain.exercise_script import Known
from alerts.domain.words import Component, GoingOn, Level, ThreatType
from alerts.domain.words_of_exercises import Step

READY = Path(__file__).resolve().parents[2] / "alerts" / "reference" / "exercises"
RIGHT = {"minute": "3", "threat_types": "movement", "going_on": "now", "place": "Kivumba", "text_en": "Strangers."}
K = FaultKind


def table(*rows: dict[str, str], separator: str = ",") -> str:
    kept = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    written = csv.DictWriter(kept, names, delimiter=separator, restval="")
    written.writeheader()
    written.writerows(rows)
    return kept.getvalue()


def line(**changes: str) -> dict[str, str]:
    return RIGHT | changes


def faults(told: str, known: Known | None = None) -> list[tuple[int, str, FaultKind]]:
    return [(fault.line, fault.column, fault.kind) for fault in exercise_script.read(told, known).faults]


def one(**changes: str) -> Any:
    read = exercise_script.read(table(line(**changes)))
    assert read.faults == ()
    return read.injects[0]


@pytest.mark.parametrize("name", ["first_alert", "storm"])
def test_the_ready_scripts_are_right_and_expect_the_levels_that_the_tables_give(name: str) -> None:
    read = exercise_script.read((READY / f"{name}.csv").read_text("utf-8"), Known())
    assert read.faults == ()
    for inject in read.injects:
        assert inject.level is inject.computed, inject.key
        assert inject.is_restricted is inject.restricts_itself, inject.key
        assert inject.said["text_en"].startswith("EXERCISE. ") and inject.said["text_fr"].startswith("EXERCICE. ")
        assert inject.cells["title_en"] and inject.cells["title_fr"] and inject.away is not None


def test_the_storm_has_duplicates_a_restricted_case_and_a_late_filing() -> None:
    injects = exercise_script.read((READY / "storm.csv").read_text("utf-8")).injects
    assert sum(bool(inject.joins) for inject in injects) >= 5
    assert sum(inject.restricts_itself for inject in injects) == 1
    assert max(inject.said["told_before"] or 0 for inject in injects) == 9 * 60
    assert 90 <= injects[-1].minute <= 120


def test_a_line_says_what_is_filed_and_what_is_expected() -> None:
    inject = one(
        key="7",
        by="police",
        people="11-100",
        joins="",
        level="high",
        restricted="no",
        answered_within="5",
        away="12,5 SO",
    )
    assert (inject.key, inject.minute, inject.by) == ("7", 3, "police")
    assert inject.threat_types == (ThreatType.MOVEMENT,) and inject.going_on is GoingOn.NOW
    assert inject.people == People(11, 100) and inject.away == Away(12.5, 225)
    assert inject.targets == {Step.ANSWERED: 5} and inject.level is Level.HIGH and inject.is_restricted is False


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("", People()),
        ("unknown", People()),
        ("40", People(40, 40)),
        ("500+", People(500)),
        ("11 - 100", People(11, 100)),
    ],
)
def test_how_many_people(cell: str, people: People) -> None:
    assert one(people=cell).people == people


@pytest.mark.parametrize(
    ("changes", "column", "kind"),
    [
        ({"minute": ""}, "minute", K.EMPTY),
        ({"minute": "1441"}, "minute", K.NOT_WHOLE),
        ({"minute": "-1"}, "minute", K.NOT_WHOLE),
        ({"minute": "٣"}, "minute", K.NOT_WHOLE),
        ({"place": ""}, "place", K.EMPTY),
        ({"place": "x" * 201}, "place", K.LONG_TEXT),
        ({"place": "a\x00b"}, "place", K.NUL),
        ({"threat_types": "cows"}, "threat_types", K.NOT_A_CODE),
        ({"threat_types": " ; "}, "threat_types", K.EMPTY),
        ({"going_on": "maybe"}, "going_on", K.NOT_A_CODE),
        ({"people": "0"}, "people", K.NOT_PEOPLE),
        ({"people": "9-3"}, "people", K.NOT_PEOPLE),
        ({"people": "many"}, "people", K.NOT_PEOPLE),
        ({"away": "far N"}, "away", K.NOT_AWAY),
        ({"away": "12 NNE"}, "away", K.NOT_AWAY),
        ({"away": "1001 N"}, "away", K.NOT_AWAY),
        ({"children": "perhaps"}, "children", K.NOT_YES_OR_NO),
        ({"by": "somebody"}, "by", K.NOT_A_FILER),
        ({"by": "section: "}, "by", K.NOT_A_FILER),
        ({"language": "de"}, "language", K.NOT_A_CODE),
        ({"level": "urgent"}, "level", K.NOT_A_CODE),
        ({"answered_within": "0"}, "answered_within", K.NOT_WHOLE),
        ({"joined_within": "5"}, "joined_within", K.NO_JOIN),
        ({"joins": "zz"}, "joins", K.UNKNOWN_KEY),
        ({"key": "9", "joins": "9"}, "joins", K.UNKNOWN_KEY),
        ({"text_en": ""}, "text_en", K.NO_TEXT),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_line_and_column(changes: dict[str, str], column: str, kind: FaultKind) -> None:
    assert faults(table(RIGHT, line(**changes))) == [(3, column, kind)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("", [(0, "", K.NOTHING)]),
        (" \n", [(0, "", K.NOTHING)]),
        ("minute,place\n1,x\n", [(0, "", K.MISSING_COLUMNS)]),
        ("minute,minute,threat_types,going_on,place\n", [(0, "", K.TWICE_NAMED)]),
        ("minute,threat_types,going_on,place\n", [(0, "", K.NOTHING)]),
        (table(line(colour="red")), [(1, "colour", K.UNKNOWN_COLUMN)]),
        (table(RIGHT) + '4,movement,now,"x\n', [(3, "", K.NO_TABLE)]),
        (table(RIGHT) + "4,movement,now,x,y,z\n", [(3, "", K.CELLS)]),
        (table(line(key="a"), line(key="a")), [(3, "key", K.SAME_KEY)]),
        (table(line(key="a", minute="3", joins="b"), line(key="b", minute="9")), [(2, "joins", K.LATER_KEY)]),
        (table(*[RIGHT] * 201), [(0, "", K.TOO_MANY)]),
        ("x" * 400_001, [(0, "", K.TOO_LONG)]),
        ("{", [(0, "", K.NO_JSON)]),
        ("[1]", [(0, "", K.NO_JSON)]),
        ("[]", [(0, "", K.NOTHING)]),
        ('{"injects": "x"}', [(0, "", K.NO_JSON)]),
        ('[{"minute": 1, "hue": 2}]', [(1, "hue", K.UNKNOWN_COLUMN)]),
        (json.dumps([line(text_en="\ud800")]), [(1, "text_en", K.NUL)]),
        ("[" * 50_000, [(0, "", K.NO_JSON)]),
    ],
    ids=lambda value: None,
)
def test_a_wrong_file_is_told_as_a_whole_or_by_line(told: str, found: list[Any]) -> None:
    assert faults(told) == found


def test_who_may_be_named_is_looked_at() -> None:
    known = Known(frozenset({"hana@beni.example"}), {"human rights": Component.CIVILIAN})
    rows = [
        line(by="Hana@Beni.example"),
        line(by="section:Human Rights"),
        line(by="x@y.example"),
        line(by="section:Moon"),
    ]
    assert faults(table(*rows), known) == [(4, "by", K.UNKNOWN_PERSON), (5, "by", K.UNKNOWN_SECTION)]
    assert faults(table(*rows)) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_of_every_country_are_read(separator: str) -> None:
    read = exercise_script.read("\ufeff" + table(line(threat_types="movement;looting"), separator=separator))
    assert read.faults == () and read.injects[0].threat_types == (ThreatType.MOVEMENT, ThreatType.LOOTING)


def test_json_and_csv_say_the_same() -> None:
    rows = [line(key="a", children="yes", threat_types="movement looting"), line(key="b", joins="a")]
    as_json = json.dumps(
        {
            "name": "Drill",
            "injects": [rows[0] | {"children": True, "threat_types": ["movement", "looting"], "minute": 3}, rows[1]],
        }
    )
    told = [
        (one.key, one.minute, one.threat_types, one.joins, one.restricts_itself)
        for one in exercise_script.read(as_json).injects
    ]
    assert told == [
        (one.key, one.minute, one.threat_types, one.joins, one.restricts_itself)
        for one in exercise_script.read(table(*rows)).injects
    ]


def test_words_are_of_the_language_asked_for_where_there_are_any() -> None:
    assert one(text_fr="Des inconnus.").text("fr") == ("Des inconnus.", "fr")
    assert one().text("fr") == ("Strangers.", "en")
    assert one(language="sw").text("en") == ("Strangers.", "sw")
    assert one(title_en="Market").title("fr") == "Market"


def test_the_file_comes_back_with_what_is_wrong_and_is_read_again() -> None:
    read = exercise_script.read(table(RIGHT, line(minute="soon")))
    assert read.table is not None
    back = exercise_rows.with_faults(read.table, {3: "Write a number."}, is_json=False)
    rows = list(csv.DictReader(io.StringIO(back)))
    assert [row["fault"] for row in rows] == ["", "Write a number."] and rows[1]["minute"] == "soon"
    assert faults(back) == [(3, "minute", K.NOT_WHOLE)]


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["now", "movement", "3", "a", "yes", "11-100", "12 NE", "high"])
)


@given(st.lists(st.dictionaries(st.sampled_from([*COLUMNS, "fault", "x"]), CELLS, min_size=1), min_size=1, max_size=4))
def test_whatever_stands_in_a_table_is_read_or_told(rows: list[dict[str, str]]) -> None:
    _is_sound(table(*[dict.fromkeys(NEEDED, "") | row for row in rows]))
    _is_sound(json.dumps(rows))


@given(st.text(max_size=300))
def test_whatever_text_is_sent_is_read_or_told(told: str) -> None:
    _is_sound(told)


def _is_sound(told: str) -> None:
    read = exercise_script.read(told, Known())
    assert read.faults or read.injects, "nothing was said of it"
    wrong = {fault.line for fault in read.faults}
    assert all(0 <= line_of <= 1000 for line_of in wrong)
    if not read.faults:
        keys = [inject.key for inject in read.injects]
        assert len(set(keys)) == len(keys)
        for inject in read.injects:
            assert exercise_script.one({**inject.cells, "key": inject.key}).targets == inject.targets
    if read.table is not None:
        back = exercise_rows.with_faults(read.table, dict.fromkeys(wrong, "wrong"), is_json=read.is_json)
        again = exercise_script.read(back, Known())
        assert len(again.injects) == len(read.injects)
