"""Which alerts a report is given: those of its edition, by receipt; imported history by its event."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.words import Series
from alerts.models import Alert, Office
from ewrr.common import clock
from responses.domain.indicators import figure
from responses.domain.periods import Period, week_of
from responses.selectors.figures import Edition, behind, count, freeze, since
from tests import make
from tests.unit.report_table import CASES, WEEK, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(beni: Office) -> Period:
    today = clock.now().astimezone(ZoneInfo(beni.time_zone)).date()
    return week_of(today, beni.week_starts_on, beni.time_zone)


def history(of: Period, *, received_in: Period) -> Alert:
    made = make.alert(by="Ben")
    moved = {"event_at": of.starts_at, "received_at": received_in.starts_at}
    Alert.objects.filter(pk=made.pk).update(series=Series.HISTORY, **moved)
    return made


def given(office: Office, period: Period, *, is_exercise: bool) -> set[int]:
    return {case.alert_id for case in since(Edition(office, period, is_exercise), period.starts_at)}


def test_an_exercise_edition_is_given_only_exercises_and_the_other_only_what_is_real(beni, week):
    real = make.alert(by="Hana")
    old = history(week, received_in=week)
    make.offices(exercising=True)
    exercise = make.alert(by="Hana")
    exercise.refresh_from_db()
    assert exercise.is_exercise and not real.is_exercise
    assert given(beni, week, is_exercise=True) == {exercise.pk}
    assert given(beni, week, is_exercise=False) == {real.pk, old.pk}
    for is_exercise, received, threats in ((True, 1, 1), (False, 1, 2)):
        shows = count(Edition(beni, week, is_exercise), clock.now(), is_cleared=True)
        assert (shows.count("received"), shows.count("threat")) == (received, threats)


def test_history_is_given_by_its_event_and_without_one_never(beni, week):
    within = history(week, received_in=week.before())
    before = history(week.before(), received_in=week)
    nowhere = history(week, received_in=week)
    Alert.objects.filter(pk=nowhere.pk).update(event_at=None)
    assert given(beni, week, is_exercise=False) == {within.pk}
    assert given(beni, week.before(), is_exercise=False) == {before.pk}


def test_the_edges_of_the_week_are_those_of_the_offices_clock(beni, week):
    tick = dt.timedelta(microseconds=1)
    moments = (week.starts_at - tick, week.starts_at, week.ends_at - tick, week.ends_at)
    made = [make.alert(by="Hana") for _moment in moments]
    for alert, received_at in zip(made, moments, strict=True):
        Alert.objects.filter(pk=alert.pk).update(received_at=received_at)
    assert given(beni, week, is_exercise=False) == {made[1].pk, made[2].pk}


def test_nothing_of_another_office_is_given(beni, bouar, week):
    make.alert(by="Hana")
    assert given(bouar, week_of(week.first, bouar.week_starts_on, bouar.time_zone), is_exercise=False) == set()


def test_what_is_kept_with_a_version_counts_to_the_same_figures(beni, week):
    make.restricted(make.alert(by="Hana"))
    make.decided(make.alert(by="Ben"))
    edition, now = Edition(beni, week), clock.now()
    frozen = freeze(edition, now)
    assert frozen.figures == count(edition, now, is_cleared=False)
    assert frozen.cleared == count(edition, now, is_cleared=True)
    assert frozen.figures.count("received") == 2


def restricted_behind(name: str) -> tuple[set[str], int]:
    """Of the table of alerts: which restricted ones are listed to those who are not cleared, and how many are not."""
    found = figure(name)
    assert found is not None
    within = [case for case in CASES if WEEK.holds(case.counted_at)]
    told = behind(within, found, reading(is_cleared=False))
    return {case.number for case in told.cases if case.is_restricted}, told.restricted


def test_what_is_restricted_is_listed_to_the_others_as_received_and_else_counted_only():
    restricted = {f"BEN-R-2026-0{number}" for number in range(126, 131)}
    assert restricted_behind("received") == (restricted, 0)
    assert restricted_behind("received:level=critical") == ({"BEN-R-2026-0127"}, 0)
    assert restricted_behind("valid") == (set(), 3)


@pytest.mark.parametrize(
    "name",
    [
        *(f"received:{facet}" for facet in ("span=received_on_site", "span=received_closed", "became=refuted")),
        "received:in_time=received_answered",
        "responded:level=high:area=1:kind=unknown",
        "not_responded:level=critical",
        "valid:level=high:area=1:span=received_closed",
    ],
)
def test_nobody_finds_out_about_a_restricted_one_by_narrowing_a_figure_to_it(name):
    assert figure(name) is None
