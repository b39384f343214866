"""What holds of a report whatever alerts it reads."""

import json
from collections import Counter
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.words import Level
from responses.domain import cases
from responses.domain.cases import Case
from responses.domain.figures import Figures, blurred, figures
from responses.domain.indicators import VEILED, Figure, facets, figure, indicators
from responses.domain.periods import Period
from responses.domain.words_of_reports import TRIAGED_OUT, Became, Facet, Indicator
from tests.unit.any_report_case import (
    ANY,
    FIELDS,
    MANY,
    OPEN,
    SECRET,
    SECRET_COMPONENT,
    SECRET_PLACE,
    SECRET_REASON,
    SECRET_SECTION,
    SECRET_TYPE,
)
from tests.unit.report_table import CASES, MONDAY, NOVEMBER, WEEK, reading

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=40)
CLEARED = st.booleans()
PERIODS = st.sampled_from([WEEK, NOVEMBER, Period(WEEK.first, WEEK.first.replace(day=17), WEEK.zone)])
RECEIVED = ANY.filter(lambda case: not case.is_history)


def report(found: list[Case], period: Period = WEEK, *, is_cleared: bool) -> Figures:
    return figures(found, reading(period, is_cleared=is_cleared), MONDAY)


def named(name: str) -> Figure:
    found = figure(name)
    assert found is not None
    return found


def windows(shows: Figures) -> list[Period]:
    return [shows.period.before(turns) for turns in range(len(shows.counts))]


def test_any_alert_has_every_field_of_one() -> None:
    assert {*FIELDS, "number"} == {field.name for field in fields(Case)}


@FIXED
@given(RECEIVED, CLEARED)
def test_every_alert_has_exactly_one_fate_and_every_valid_one_one_of_three(case: Case, is_cleared: bool) -> None:
    found = indicators(case, reading(is_cleared=is_cleared))
    fate = cases.became(case)
    assert fate in Became
    assert (Indicator.TRIAGED in found) is (fate in TRIAGED_OUT) is not (Indicator.VALID in found)
    of_valid = found & {Indicator.RESPONDED, Indicator.NOT_RESPONDED, Indicator.PENDING}
    assert {one.value for one in of_valid} == ({fate.value} if Indicator.VALID in found else set())
    assert Indicator.RECEIVED in found and Indicator.HISTORY not in found


@FIXED
@given(ANY.filter(lambda case: case.is_history), CLEARED)
def test_history_counts_in_threat_tables_only(case: Case, is_cleared: bool) -> None:
    found = indicators(case, reading(is_cleared=is_cleared))
    assert found >= {Indicator.THREAT, Indicator.HISTORY}
    allowed = {Indicator.THREAT, Indicator.HISTORY, Indicator.MAPPED, Indicator.HARM, Indicator.SENSITIVE}
    assert found <= allowed
    assert not cases.is_valid(case)


@FIXED
@given(MANY, PERIODS, CLEARED)
def test_the_sums_add_up(found: list[Case], period: Period, is_cleared: bool) -> None:
    shows = report(found, period, is_cleared=is_cleared)
    for turns in range(len(shows.counts)):
        count = {name.value: shows.count(name, turns) for name in Indicator}
        assert count["valid"] == count["responded"] + count["not_responded"] + count["pending"]
        assert count["received"] == count["valid"] + count["triaged"]
        assert count["threat"] == count["valid"] + count["history"]
        for name in ("received", "valid", "threat", "mapped"):
            assert sum(shows.count(f"{name}:level={level}", turns) for level in Level) == count[name]


@FIXED
@given(MANY, CLEARED)
def test_facets_with_one_value_for_each_alert_add_up_to_the_whole(found: list[Case], is_cleared: bool) -> None:
    counts = report(found, is_cleared=is_cleared).counts[0]
    wholes = ("received:area", "triaged:became", "valid:component", "valid:section", "valid:channel", "threat:kind")
    for whole in (*wholes, "not_responded:reason", "closed:word_back", "threat:actor"):
        parts = [n for name, n in counts.items() if name.startswith(f"{whole}=") and name.count(":") == 1]
        assert sum(parts) == counts.get(whole.partition(":")[0], 0)


@FIXED
@given(MANY, PERIODS, CLEARED)
def test_every_name_that_is_counted_counts_as_many_alerts(found: list[Case], period: Period, is_cleared: bool) -> None:
    shows = report(found, period, is_cleared=is_cleared)
    for turns, (window, counts) in enumerate(zip(windows(shows), shows.counts, strict=True)):
        how = reading(window, is_cleared=is_cleared)
        within = [case for case in found if window.holds(case.counted_at)]
        for name, count in counts.items():
            behind = named(name)
            assert str(behind) == name
            assert sum(behind.counts(case, how) for case in within) == count == shows.count(name, turns) > 0


@FIXED
@given(MANY, PERIODS, CLEARED)
def test_figures_are_kept_as_json_and_read_again(found: list[Case], period: Period, is_cleared: bool) -> None:
    shows = report(found, period, is_cleared=is_cleared)
    again = Figures.from_json(json.loads(json.dumps(shows.to_json())))
    assert again == shows
    assert (again.period, again.reading) == (period, reading(period, is_cleared=is_cleared))


@FIXED
@given(ANY)
def test_an_alert_is_kept_as_a_row_of_json_and_read_again(case: Case) -> None:
    again = Case.from_row(json.loads(json.dumps(case.to_row())))
    assert again == case
    assert {name: type(getattr(again, name)) for name in FIELDS} == {name: type(getattr(case, name)) for name in FIELDS}


def test_a_row_that_was_kept_by_an_older_or_a_newer_hub_is_read() -> None:
    row = CASES[0].to_row()
    assert Case.from_row(row | {"of_tomorrow": 1}) == CASES[0]
    older = {name: value for name, value in row.items() if name != "people_from"}
    assert Case.from_row(older) == replace(CASES[0], people_from=None)
    assert "actors" not in row  # what is not known is left out


@FIXED
@given(st.data(), MANY, CLEARED)
def test_the_order_of_alerts_does_not_matter(data: st.DataObject, found: list[Case], is_cleared: bool) -> None:
    shuffled = data.draw(st.permutations(found))
    assert report(shuffled, is_cleared=is_cleared) == report(found, is_cleared=is_cleared)


def test_the_order_of_the_table_does_not_matter() -> None:
    for is_cleared in (True, False):
        assert report(CASES[::-1], is_cleared=is_cleared) == report(CASES, is_cleared=is_cleared)


@FIXED
@given(OPEN, SECRET)
def test_what_is_restricted_shows_in_no_name_no_list_and_no_place(told: list[Case], secret: list[Case]) -> None:
    secret = [replace(case, received_at=WEEK.starts_at, event_at=WEEK.starts_at) for case in secret]
    shows = report([*told, *secret], is_cleared=False)
    tellers = (SECRET_TYPE, SECRET_REASON, SECRET_COMPONENT, str(SECRET_SECTION))
    assert not [name for name in shows.counts[0] for _facet, value in named(name).where if value in tellers]
    assert not [number for listed in shows.references.values() for number, _critical in listed if "-R-" in number]
    lat, lon = SECRET_PLACE
    assert (blurred(lat), blurred(lon)) not in {(point[0], point[1]) for point in shows.points}
    assert SECRET_REASON not in shows.references
    assert not [name for name in (*shows.spans, *shows.late) if SECRET_COMPONENT in name]


@FIXED
@given(OPEN, SECRET)
def test_to_the_others_all_restricted_ones_of_a_kind_read_alike(told: list[Case], secret: list[Case]) -> None:
    """Whatever is veiled, changed in each, changes no figure."""
    veiled: dict[str, Any] = {
        **{"component": "military", "section": 1, "received_by": "radio", "population": ("refugee",)},
        **{"threats": ("arson",), "age_sex": ("girls",), "grave_violation": "abduction", "actor_kind": "rebel"},
        **{"people_from": 7, "lat": 1.5, "lon": 28.5, "precision": "village", "number": "BEN-R-2026-9999"},
    }
    changed = [replace(case, **veiled) for case in secret]
    assert report([*told, *secret], is_cleared=False) == report([*told, *changed], is_cleared=False)


@FIXED
@given(OPEN, SECRET)
def test_to_the_others_times_of_what_is_restricted_are_in_the_whole_only(told: list[Case], secret: list[Case]) -> None:
    without, shows = report(told, is_cleared=False), report([*told, *secret], is_cleared=False)
    for lengths, fewer in ((shows.spans, without.spans), (shows.late, without.late)):
        assert {name: n for name, n in lengths.items() if ":" in name} == {
            name: n for name, n in fewer.items() if ":" in name
        }
    assert shows.people == without.people and shows.points == without.points


@FIXED
@given(ANY)
def test_what_is_veiled_has_one_value_to_the_others_and_its_own_to_the_cleared(case: Case) -> None:
    to_others, to_cleared = (facets(case, reading(is_cleared=is_cleared)) for is_cleared in (False, True))
    assert set(to_others) == set(to_cleared)
    hidden = {facet for facet, values in to_others.items() if values == ("hidden",)}
    assert hidden == (VEILED & set(to_others) if case.is_restricted else set())
    assert all("hidden" not in values for values in to_cleared.values())
    assert {facet: to_others[facet] for facet in to_others if facet not in hidden} == {
        facet: to_cleared[facet] for facet in to_cleared if facet not in hidden
    }


def test_what_is_veiled_is_what_is_defined_to_be() -> None:
    defined = "became type family component section channel reason responder word_back actor harm who population grave"
    assert {facet.value for facet in VEILED} == set(defined.split())


NO_INDICATOR = ["", ":", "nothing", "Valid", "válid", "valid\n", "level=high", ":level=high", "valid level=high"]
NO_FACET = ["valid:", "valid:nothing=1", "valid:level=high:", "valid:=high", "valid::level=high", "valid:Level=high"]


@pytest.mark.parametrize("name", [*NO_INDICATOR, *NO_FACET])
def test_nonsense_is_no_figure(name: str) -> None:
    assert figure(name) is None


@pytest.mark.parametrize("name", ["valid:level", "valid:level=", "valid:level=high:area"])
def test_a_facet_without_a_value_is_no_figure(name: str) -> None:
    assert figure(name) is None


@FIXED
@given(st.text(max_size=30) | st.lists(st.sampled_from(["valid", "level", "=", ":", "high"])).map("".join))
def test_any_text_is_the_name_of_a_figure_or_none_and_counting_it_never_fails(name: str) -> None:
    found = figure(name)
    if found is not None:
        assert sum(found.counts(case, reading()) for case in CASES) >= 0


def test_a_figure_is_written_as_it_is_read() -> None:
    where = ((Facet.REASON, "too_far"), (Facet.LEVEL, "critical"))
    found = Figure(Indicator.NOT_RESPONDED, where)
    assert str(found) == "not_responded:reason=too_far:level=critical"
    assert figure(str(found)) == found


@FIXED
@given(MANY, CLEARED)
def test_the_values_of_a_breakdown_come_most_frequent_first(found: list[Case], is_cleared: bool) -> None:
    shows = report(found, is_cleared=is_cleared)
    values = shows.values(Indicator.THREAT, Facet.TYPE)
    within = [case for case in found if WEEK.holds(case.counted_at)]
    how = reading(is_cleared=is_cleared)
    counted = [case for case in within if Indicator.THREAT in indicators(case, how)]
    by_hand = Counter(threat for case in counted for threat in facets(case, how)[Facet.TYPE])
    assert values == [(threat,) for threat in sorted(by_hand, key=lambda threat: (-by_hand[threat], threat))]
