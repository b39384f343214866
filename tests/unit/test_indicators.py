"""What a weekly report counts, against a table of alerts and figures that were worked out by hand."""

from collections.abc import Iterator

import pytest

from responses.domain import cases
from responses.domain.figures import figures
from responses.domain.indicators import BREAKDOWNS, figure
from tests.unit.report_table import CASES, MONDAY, ROWS, Row, named, reading, report, week

TRIAGED = {"nuisance", "not_protection", "refuted", "duplicate"}
HARMS = {"killed", "injured", "abducted", "displaced"}
RECEIVED = [row for row in ROWS if row.became != "history"]
IN_THE_WEEK = [row.case for row in ROWS if row.week == 0]
REPORTS = [(True, report(is_cleared=True)), (False, report(is_cleared=False))]
LEVELS = ("critical", "high", "medium", "low")

OVERALL = {
    "received": 43,
    "triaged": 7,
    "valid": 36,
    "told": 33,
    "answered": 29,
    "decided": 28,
    "responded": 15,
    "not_responded": 12,
    "pending": 9,
    "closed": 13,
    "before": 3,
    "history": 4,
    "threat": 40,
    "mapped": 23,
    "harm": 19,
    "sensitive": 5,
    "no_response": 1,
}
BY_LEVEL = {  # critical, high, medium, low: alike for whoever reads
    "received": (9, 14, 15, 5),
    "triaged": (0, 2, 4, 1),
    "valid": (9, 12, 11, 4),
    "responded": (6, 5, 3, 1),
    "not_responded": (2, 2, 7, 1),
    "pending": (1, 5, 1, 2),
    "threat": (9, 14, 13, 4),
    "mapped": (6, 9, 8, 0),
    "not_responded:reason=too_far": (1, 1, 1, 0),
    "not_responded:reason=access": (0, 0, 1, 0),
    "not_responded:reason=no_asset": (0, 0, 1, 0),
    "not_responded:reason=not_credible": (0, 0, 1, 0),
    "not_responded:reason=monitored": (0, 1, 0, 1),
    "not_responded:reason=not_recorded": (0, 0, 3, 0),
}
BY_AREA = {  # Beni, Oicha, Mavivi, none: alike for whoever reads
    "received": (15, 14, 11, 3),
    "valid": (12, 11, 10, 3),
    "responded": (6, 5, 4, 0),
    "not_responded": (3, 2, 5, 2),
    "pending": (3, 4, 1, 1),
    "threat": (14, 12, 11, 3),
}
BY_COMPONENT = {  # military, civilian, police, none, hidden: to the cleared and to the others
    "received": ((19, 17, 5, 2, 0), (18, 14, 4, 2, 5)),
    "valid": ((16, 14, 4, 2, 0), (15, 12, 4, 2, 3)),
    "responded": ((9, 4, 2, 0, 0), (9, 3, 2, 0, 1)),
    "not_responded": ((5, 4, 2, 1, 0), (4, 4, 2, 1, 1)),
    "pending": ((2, 6, 0, 1, 0), (2, 5, 0, 1, 1)),
}
TYPES = {  # of all threats, by critical, high, medium, low, to the cleared
    "killing": (5, 3, 0, 0),
    "execution": (0, 1, 0, 0),
    "injury": (2, 0, 1, 0),
    "torture": (1, 0, 2, 0),
    "death_threat": (0, 0, 0, 1),
    "crsv": (0, 3, 0, 0),
    "explosive": (0, 0, 0, 0),
    "abduction": (1, 1, 0, 0),
    "disappearance": (0, 0, 1, 0),
    "arrest": (0, 0, 1, 0),
    "recruitment": (1, 0, 0, 0),
    "looting": (0, 2, 1, 0),
    "extortion": (0, 0, 1, 0),
    "arson": (0, 0, 0, 1),
    "cattle": (0, 0, 1, 0),
    "ambush": (1, 0, 0, 0),
    "movement": (0, 1, 1, 0),
    "incursion": (1, 2, 0, 0),
    "clash": (0, 1, 0, 0),
    "shelling": (1, 0, 0, 0),
    "displacement": (1, 2, 2, 0),
    "site_attack": (1, 0, 0, 0),
    "school_hospital": (0, 0, 1, 0),
    "communal": (0, 0, 0, 1),
    "transhumance": (0, 0, 1, 0),
    "unrest": (0, 0, 0, 0),
    "hate_speech": (0, 0, 0, 1),
    "aid_denied": (0, 0, 1, 0),
    "other": (0, 0, 0, 0),
    "hidden": (0, 0, 0, 0),
}
TYPES_TO_OTHERS = {"killing": (4, 2, 0, 0), "crsv": (0, 1, 0, 0), "death_threat": (0,) * 4, "hidden": (1, 2, 0, 1)}
APART = {  # to the cleared, and to the others
    "triaged:became=nuisance": (1, 1),
    "triaged:became=not_protection": (1, 1),
    "triaged:became=refuted": (2, 1),
    "triaged:became=duplicate": (3, 2),
    "triaged:became=hidden": (0, 2),
    "responded:responder=force": (7, 6),
    "responded:responder=unpol": (2, 2),
    "responded:responder=civilian_section": (3, 3),
    "responded:responder=authority": (1, 1),
    "responded:responder=joint": (1, 1),
    "responded:responder=mission": (0, 0),
    "responded:responder=state": (2, 2),
    "responded:responder=hidden": (0, 1),
    "not_responded:reason=left_to_state": (1, 0),
    "not_responded:reason=left_to_state:level=critical": (1, 0),
    "not_responded:reason=hidden": (0, 1),
    "not_responded:reason=hidden:level=critical": (0, 0),
    "closed:word_back=given": (3, 3),
    "closed:word_back=not_safe": (2, 1),
    "closed:word_back=owed_in_time": (2, 2),
    "closed:word_back=owed_late": (3, 3),
    "closed:word_back=not_said": (3, 3),
    "closed:word_back=hidden": (0, 1),
    "harm": (19, 17),
    "harm:harm=killed": (9, 7),
    "harm:harm=injured": (5, 5),
    "harm:harm=abducted": (3, 3),
    "harm:harm=displaced": (5, 5),
    "harm:harm=hidden": (0, 0),
    "sensitive": (5, 0),
    "sensitive:grave=crsv": (3, 0),
    "sensitive:grave=recruitment_use": (2, 0),
    "threat:family=life": (16, 12),
    "threat:family=liberty": (4, 4),
    "threat:family=property": (7, 7),
    "threat:family=collective": (17, 17),
    "threat:family=hidden": (0, 4),
}


def shown(row: Row) -> str:
    return f"{row.case.alert_id} {row.why}"


def expected() -> Iterator[tuple[str, int, int]]:
    """Each figure of the week by name: to the cleared, and to the others."""
    for name, count in OVERALL.items():
        yield name, *APART.get(name, (count, count))
    for name, (cleared, other) in APART.items():
        yield name, cleared, other
    for name, counts in BY_LEVEL.items():
        yield name, sum(counts), sum(counts)
        yield from ((f"{name}:level={level}", count, count) for level, count in zip(LEVELS, counts, strict=True))
    for name, counts in BY_AREA.items():
        areas = ("1", "2", "3", "not_said")
        yield from ((f"{name}:area={area}", count, count) for area, count in zip(areas, counts, strict=True))
    for name, both in BY_COMPONENT.items():
        components = ("military", "civilian", "police", "not_said", "hidden")
        of_each = zip(components, *both, strict=True)
        yield from ((f"{name}:component={component}", cleared, other) for component, cleared, other in of_each)
    for threat, counts in TYPES.items():
        others = TYPES_TO_OTHERS.get(threat, counts)
        yield f"threat:type={threat}", sum(counts), sum(others)
        of_each = zip(LEVELS, counts, others, strict=True)
        yield from ((f"threat:type={threat}:level={level}", cleared, other) for level, cleared, other in of_each)


@pytest.mark.parametrize("row", RECEIVED, ids=shown)
def test_each_alert_became_what_its_row_says(row: Row) -> None:
    assert cases.became(row.case) == row.became
    assert cases.is_valid(row.case) is (row.became not in TRIAGED)
    assert cases.arrived_late(row.case) is row.is_late


@pytest.mark.parametrize("row", [row for row in ROWS if row.because], ids=shown)
def test_each_alert_without_a_response_says_why(row: Row) -> None:
    assert cases.why_not(row.case) == row.because


@pytest.mark.parametrize("row", [row for row in ROWS if row.word_back], ids=shown)
def test_each_closed_alert_says_where_word_back_stands(row: Row) -> None:
    assert cases.word_back_stands(row.case, reading().today) == row.word_back


def test_a_reason_and_word_back_are_expected_of_just_those_that_have_one() -> None:
    assert all(bool(row.because) is (row.became == "not_responded") for row in ROWS)
    assert all(bool(row.word_back) is ("closed" in row.sets) for row in ROWS)


@pytest.mark.parametrize("row", [row for row in ROWS if row.week is not None], ids=shown)
def test_each_alert_counts_in_its_own_week_as_its_row_says_and_in_no_other(row: Row) -> None:
    of_fate = {"history", "threat"} if row.became == "history" else {"received", "triaged"}
    if row.became not in TRIAGED | {"history"}:
        of_fate = {"received", "valid", "threat", row.became}
    of_harm = {"harm"} if row.sets & HARMS else set()
    assert row.week is not None
    counted = _counted(row, row.week) - {"arrived_late"}
    assert counted == of_fate | of_harm | (row.sets - HARMS)
    assert {harm.value for harm in cases.harms(row.case)} == row.sets & HARMS or row.became in TRIAGED
    assert not any(_counted(row, row.week + turns) for turns in (-1, 1))


def _counted(row: Row, turns: int) -> set[str]:
    counts = figures([row.case], reading(week(turns)), MONDAY).counts[0]
    return {name for name in counts if ":" not in name}


@pytest.mark.parametrize(("name", "cleared", "other"), list(expected()))
def test_each_figure_counts_as_many_as_were_counted_by_hand(name: str, cleared: int, other: int) -> None:
    found = named(name)
    assert (figure(name) is not None) is found.is_known
    for is_cleared, shows in REPORTS:
        count = cleared if is_cleared else other
        assert sum(found.counts(case, reading(is_cleared=is_cleared)) for case in IN_THE_WEEK) == count
        if tuple(facet for facet, _value in found.where) in BREAKDOWNS[found.indicator]:
            assert shows.count(name) == count


def test_nothing_is_counted_by_type_family_reason_or_word_back_that_was_not_counted_by_hand() -> None:
    known = {name for name, _cleared, _other in expected()}
    apart = (
        "threat:type=",
        "threat:family=",
        "not_responded:reason=",
        "responded:responder=",
        "closed:word_back=",
        "triaged:",
        "sensitive:",
    )
    for _is_cleared, shows in REPORTS:
        assert {name for name in shows.counts[0] if name.startswith(apart)} <= known


def test_of_what_is_valid_five_arrived_late() -> None:
    assert {shows.count("arrived_late") for _is_cleared, shows in REPORTS} == {5}
    assert [row.case.alert_id for row in ROWS if row.is_late] == [109, 112, 114, 120, 122, 124, 143]
    late = [row for row in ROWS if row.week is not None and "arrived_late" in _counted(row, row.week)]
    assert [row.case.alert_id for row in late if row.became not in TRIAGED] == [109, 120, 122, 124, 143]


def test_the_table_holds_seventy_nine_alerts_of_which_one_counts_nowhere() -> None:
    assert (len(ROWS), len(CASES), len(IN_THE_WEEK)) == (79, 78, 47)
    assert len({row.case.number for row in ROWS}) == 79


OF_RESPONSES = {  # of the week that tries what responses do: to the cleared, and to the others
    "valid": (16, 16),
    "triaged:became=duplicate": (1, 1),
    "responded": (8, 8),
    "responded:responder=force": (7, 7),
    "responded:responder=humanitarian": (1, 1),
    "responded:responder=unpol": (1, 1),
    "responded:responder=state": (1, 1),
    "responded:responder=joint": (1, 0),
    "responded:responder=hidden": (0, 1),
    "not_responded": (6, 6),
    "not_responded:reason=no_asset": (1, 1),
    "not_responded:reason=access": (1, 1),
    "not_responded:reason=route_insecure": (1, 1),
    "not_responded:reason=monitored": (1, 1),
    "not_responded:reason=overtaken": (1, 1),
    "not_responded:reason=not_recorded": (1, 1),
    "pending": (2, 2),
    "no_response": (2, 2),
    "valid:in_time=received_on_site": (4, 4),
    "valid:too_late=received_on_site": (2, 2),
}


@pytest.mark.parametrize("name", OF_RESPONSES)
def test_each_figure_of_the_week_of_responses_counts_as_many_as_were_counted_by_hand(name: str) -> None:
    for is_cleared, count in zip((True, False), OF_RESPONSES[name], strict=True):
        how = reading(week(2), is_cleared=is_cleared)
        assert sum(named(name).counts(row.case, how) for row in ROWS if row.week == 2) == count


def test_what_was_kept_before_responses_were_recorded_is_read_as_it_was_then() -> None:
    of_old = {name: value for name, value in RESPONDED.to_row().items() if name not in OF_RECORDS}
    old = cases.Case.from_row(of_old)
    assert (cases.became(old), cases.by_whom(old)) == ("responded", ("mission",))
    assert named("responded:responder=mission").counts(old, reading())


RESPONDED = next(row.case for row in ROWS if row.case.alert_id == 101)
OF_RECORDS = (
    "knows_responses",
    "responses",
    "responders",
    "results",
    "ended_because",
    "on_site_due_at",
    "is_handed_over",
)
