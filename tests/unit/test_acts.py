"""What was done in a week, by response: a log written by hand, and what reports count of it."""

import datetime as dt
import json

import pytest

from responses.domain.activity import Activity, Done, activities, changed
from responses.domain.acts import Act, of_alert
from responses.domain.figures import Figures
from tests.unit.report_table import WEEK, ZONE, reading, report

START = WEEK.starts_at  # midnight of the office
OPEN, SECRET = ("BEN-2026-0101", False), ("BEN-R-2026-0126", True)


def act(what: str, hours: float = 1, **said: object) -> Act:
    """Begun so many hours into the week; clocks in hours into the week."""
    clocks = {name: at(hour) for name, hour in said.items() if isinstance(hour, int | float)}
    codes = {name: code for name, code in said.items() if isinstance(code, str)}
    return Act(**{"responder": "force", "type": what, "due_at": at(99), "created_at": at(hours), **clocks, **codes})  # type: ignore[arg-type]


def at(hours: float) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


LOG = [
    Done(act("patrol", moving_at=5, on_site_at=6, done_at=8, result="presence"), (OPEN,)),  # by day: at 06:00
    Done(act("patrol", moving_at=18, ended_at=20, reason="access"), (OPEN,)),  # by night, broken off
    Done(act("patrol", moving_at=5.99), (OPEN, SECRET)),  # by night
    Done(act("patrol", ended_at=2, reason="no_asset"), (OPEN,)),  # refused
    Done(act("patrol", -1, moving_at=2, done_at=3, result="harm"), (OPEN, SECRET)),  # begun the week before
    Done(act("patrol", on_site_at=12, done_at=24 * 7, result="too_late"), (OPEN,)),  # done the week after
    Done(act("kle", done_at=30, result="handed_known"), (OPEN,)),  # nobody said when they went
    Done(act("verify", moving_at=9, done_at=10, result="nothing"), (OPEN,)),
    Done(act("escort", moving_at=9, done_at=10, result="too_late"), (SECRET,)),  # of restricted ones only
    Done(act("tob", 24 * 7, moving_at=24 * 7), (OPEN,)),  # the week after
    Done(act("jpt", -5, done_at=-1, result="harm"), (OPEN,)),  # done before it
]
OTHERS, CLEARED = activities(LOG, [reading(is_cleared=False), reading(is_cleared=True)])


def test_what_was_begun_is_counted_by_type_with_day_and_night() -> None:
    assert OTHERS.begun == {"patrol": [5, 4, 2, 2, 2], "kle": [1, 1, 1, 0, 0], "verify": [1, 1, 1, 0, 0]}
    assert CLEARED.begun == OTHERS.begun | {"escort": [1, 1, 1, 1, 0]}
    assert OTHERS.all_begun == [7, 6, 4, 2, 2]


def test_what_was_done_is_counted_by_result_and_tier() -> None:
    assert OTHERS.results == {
        "handed_known": {"dialogue": 1},
        "harm": {"physical": 1},
        "nothing": {"any": 1},
        "presence": {"physical": 1},
    }
    assert CLEARED.results == OTHERS.results | {"too_late": {"physical": 1}}


def test_alerts_of_harm_are_named_and_restricted_ones_only_to_the_cleared() -> None:
    assert OTHERS.apart == {"harm": ["BEN-2026-0101"]}
    assert CLEARED.apart == {"harm": ["BEN-2026-0101", "BEN-R-2026-0126"], "too_late": ["BEN-R-2026-0126"]}


def test_the_hours_are_those_of_the_office() -> None:
    assert ZONE == "Africa/Lubumbashi" and START.hour == 22  # of the day before, UTC


def test_the_order_of_responses_does_not_matter() -> None:
    assert activities(LOG[::-1], [reading(is_cleared=True)]) == [CLEARED]


def test_it_is_kept_with_the_figures_as_json_and_an_older_version_has_none() -> None:
    shows = report()
    shows.activity = CLEARED
    stored = json.loads(json.dumps(shows.to_json()))
    assert Figures.from_json(stored).activity == CLEARED
    del stored["activity"]
    assert Figures.from_json(stored).activity is None


def test_what_differs_from_the_version_before_is_named() -> None:
    assert changed(OTHERS, CLEARED) == [
        ["begun:escort", 0, 1],
        ["acted:escort", 0, 1],
        ["done:escort", 0, 1],
        ["result:too_late", 0, 1],
    ]
    assert changed(None, CLEARED) == [] and changed(Activity(), Activity()) == []


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], (0, (), (), "", None)),
        ([act("verify", on_site_at=1, done_at=2, result="nothing")], (0, (), ("nothing",), "", at(99))),
        ([act("patrol"), act("inform", done_at=1, result="nothing")], (1, (), ("nothing",), "", None)),
        ([act("patrol", moving_at=1, ended_at=2, reason="access")], (1, ("force",), (), "access", None)),
        (
            [act("patrol", ended_at=3, reason="access"), act("qrf", ended_at=2, reason="no_asset")],
            (2, (), (), "access", None),
        ),
        (
            [act("patrol", on_site_at=3), act("police", on_site_at=2, due_at=1, responder="unpol")],
            (2, ("force", "unpol"), (), "", at(1)),
        ),
    ],
)
def test_what_the_responses_of_an_alert_say_together(acts: list[Act], expected: tuple[object, ...]) -> None:
    found = of_alert(acts)
    assert found.pop("knows_responses") is True
    assert tuple(found.values()) == expected
