"""From six answers to a level: the specification's tables, typed out here once more, cell by cell."""

from itertools import combinations, product

import pytest

from alerts.domain.level import Assessment, assess, level_of, severity_of
from alerts.domain.words import Certainty, GoingOn, Kind, Level, Severity, ThreatType, Urgency

SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor")
LEVELS = {
    "Immediate": ("critical", "critical", "high", "medium"),
    "Expected": ("critical", "high", "medium", "low"),
    "Unknown": ("high", "high", "medium", "low"),
    "Future": ("high", "medium", "medium", "low"),
    "Past": ("high", "medium", "low", "low"),
}
CELLS = [
    (urgency, severity, level)
    for urgency, row in LEVELS.items()
    for severity, level in zip(SEVERITIES, row, strict=True)
]
TYPES = {
    "killing": "Extreme",
    "execution": "Extreme",
    "incursion": "Extreme",
    "site_attack": "Extreme",
    "shelling": "Extreme",
    "school_hospital": "Extreme",
    "abduction": "Severe",
    "injury": "Severe",
    "torture": "Severe",
    "crsv": "Severe",
    "explosive": "Severe",
    "disappearance": "Severe",
    "recruitment": "Severe",
    "arson": "Severe",
    "clash": "Severe",
    "displacement": "Severe",
    "ambush": "Severe",
    "communal": "Severe",
    "un_threat": "Severe",
    "death_threat": "Severe",
    "movement": "Moderate",
    "looting": "Moderate",
    "extortion": "Moderate",
    "cattle": "Moderate",
    "arrest": "Moderate",
    "forced_labour": "Moderate",
    "transhumance": "Moderate",
    "unrest": "Moderate",
    "aid_denied": "Moderate",
    "hate_speech": "Minor",
    "other": "Minor",
}
ONE_OF_EACH = {"Extreme": "killing", "Severe": "abduction", "Moderate": "looting", "Minor": "other"}
RAISED = {"Extreme": "Extreme", "Severe": "Extreme", "Moderate": "Severe", "Minor": "Moderate"}


@pytest.mark.parametrize(
    ("answer", "kind", "urgency"),
    [
        ("now", "attack_ongoing", "Immediate"),
        ("soon", "threat_imminent", "Expected"),
        ("may_come", "threat_emerging", "Future"),
        ("over", "incident_past", "Past"),
        ("not_known", "unknown", "Unknown"),
    ],
)
def test_going_on_gives_kind_and_urgency(answer: str, kind: str, urgency: str) -> None:
    found = assess(GoingOn(answer), [ThreatType.OTHER])
    assert (found.kind, found.urgency) == (Kind(kind), Urgency(urgency))


def test_each_answer_to_going_on_is_known() -> None:
    assert {assess(answer, []).urgency for answer in GoingOn} == set(Urgency)


def test_the_tables_here_name_every_word() -> None:
    assert len(TYPES) == 31
    assert set(TYPES) == {kind.value for kind in ThreatType}
    assert set(LEVELS) == {urgency.value for urgency in Urgency}
    assert len(CELLS) == 20


@pytest.mark.parametrize(("threat_type", "severity"), TYPES.items())
def test_each_threat_type_has_its_severity(threat_type: str, severity: str) -> None:
    assert severity_of([ThreatType(threat_type)], None) == Severity(severity)


@pytest.mark.parametrize(("urgency", "severity", "level"), CELLS)
def test_each_cell_of_the_table_gives_its_level(urgency: str, severity: str, level: str) -> None:
    assert level_of(Urgency(urgency), Severity(severity), Certainty.LIKELY) == Level(level)


@pytest.mark.parametrize("certainty", ["Observed", "Likely", "Possible", "Unknown"])
@pytest.mark.parametrize(("urgency", "severity", "level"), CELLS)
def test_only_unlikely_changes_a_level(urgency: str, severity: str, level: str, certainty: str) -> None:
    assert level_of(Urgency(urgency), Severity(severity), Certainty(certainty)) == Level(level)


@pytest.mark.parametrize(("urgency", "severity", "level"), [cell for cell in CELLS if cell[2] != "critical"])
def test_an_unlikely_level_below_critical_falls_one_step(urgency: str, severity: str, level: str) -> None:
    lower = {"high": "medium", "medium": "low", "low": "low"}[level]
    assert level_of(Urgency(urgency), Severity(severity), Certainty.UNLIKELY) == Level(lower)


@pytest.mark.parametrize(("urgency", "severity", "level"), [cell for cell in CELLS if cell[2] == "critical"])
def test_an_unlikely_critical_stays_critical(urgency: str, severity: str, level: str) -> None:
    assert level_of(Urgency(urgency), Severity(severity), Certainty.UNLIKELY) == Level.CRITICAL


@pytest.mark.parametrize(("threat_type", "severity"), TYPES.items())
def test_more_than_a_hundred_people_raise_each_type_one_step(threat_type: str, severity: str) -> None:
    assert severity_of([ThreatType(threat_type)], 101) == Severity(RAISED[severity])


@pytest.mark.parametrize(
    ("people", "severity"),
    [
        (None, "Moderate"),
        (0, "Moderate"),
        (1, "Moderate"),
        (99, "Moderate"),
        (100, "Moderate"),
        (101, "Severe"),
        (1_000_000, "Severe"),
    ],
)
def test_a_hundred_people_do_not_raise_and_one_more_does(people: int | None, severity: str) -> None:
    assert severity_of([ThreatType.LOOTING], people) == Severity(severity)


def test_extreme_stays_extreme_above_a_hundred_people() -> None:
    assert severity_of([ThreatType.KILLING], 5000) == Severity.EXTREME


@pytest.mark.parametrize(("one", "other"), list(combinations(SEVERITIES, 2)))
def test_of_two_types_the_worse_counts_in_either_order(one: str, other: str) -> None:
    types = [ThreatType(ONE_OF_EACH[one]), ThreatType(ONE_OF_EACH[other])]
    worse = Severity(min(one, other, key=SEVERITIES.index))
    assert severity_of(types, None) == severity_of(reversed(types), None) == worse


def test_all_types_together_count_as_the_worst() -> None:
    assert severity_of(ThreatType, None) == Severity.EXTREME


def test_many_people_raise_the_worst_type_and_only_once() -> None:
    assert severity_of([ThreatType.OTHER, ThreatType.LOOTING, ThreatType.HATE_SPEECH], 101) == Severity.SEVERE


def test_a_type_said_twice_counts_once() -> None:
    assert severity_of([ThreatType.LOOTING, ThreatType.LOOTING], None) == Severity.MODERATE


def test_types_that_can_be_read_only_once_are_all_read() -> None:
    assert severity_of(iter([ThreatType.OTHER, ThreatType.KILLING]), None) == Severity.EXTREME


@pytest.mark.parametrize(("people", "severity"), [(None, "Minor"), (100, "Minor"), (101, "Moderate")])
def test_without_a_type_it_is_minor(people: int | None, severity: str) -> None:
    assert severity_of([], people) == Severity(severity)


@pytest.mark.parametrize(
    ("answer", "urgency"),
    [("now", "Immediate"), ("soon", "Expected"), ("may_come", "Future"), ("over", "Past"), ("not_known", "Unknown")],
)
@pytest.mark.parametrize("certainty", list(Certainty))
def test_the_whole_way_from_the_answers_agrees_with_the_tables(answer: str, urgency: str, certainty: Certainty) -> None:
    for threat_type, people in product(TYPES, (None, 100, 101)):
        severity = RAISED[TYPES[threat_type]] if people == 101 else TYPES[threat_type]
        level = LEVELS[urgency][SEVERITIES.index(severity)]
        if certainty is Certainty.UNLIKELY:
            level = {"critical": "critical", "high": "medium", "medium": "low", "low": "low"}[level]
        found = assess(GoingOn(answer), [ThreatType(threat_type)], people, certainty)
        assert (found.urgency, found.severity, found.level) == (urgency, severity, level), (threat_type, people)


def test_certainty_is_likely_where_nobody_said() -> None:
    said = assess(GoingOn.SOON, [ThreatType.ABDUCTION], 40, Certainty.LIKELY)
    assert assess(GoingOn.SOON, [ThreatType.ABDUCTION], 40) == said
    assert said == Assessment(Kind.THREAT_IMMINENT, Urgency.EXPECTED, Severity.SEVERE, Level.HIGH)
