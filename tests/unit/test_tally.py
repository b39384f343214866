"""How many alerts there were at past moments."""

import datetime as dt

from alerts.domain.tally import Lasted, alerts_at

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
MARKS = tuple(NOON + dt.timedelta(hours=hour) for hour in range(4))


def at(hours: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


def test_half_open_from_its_beginning_until_its_end():
    assert alerts_at(MARKS, [Lasted(1, at(1), at(2))]) == (0, 1, 0, 0)
    assert alerts_at(MARKS, [Lasted(1, at(1), None)]) == (0, 1, 1, 1)


def test_an_alert_that_owes_two_things_counts_once():
    assert alerts_at(MARKS, [Lasted(1, at(0), at(2)), Lasted(1, at(1), at(3)), Lasted(2, at(1), None)]) == (1, 2, 2, 1)


def test_what_ended_before_it_fell_due_never_counts():
    assert alerts_at(MARKS, [Lasted(1, at(2), at(1))]) == (0, 0, 0, 0)


def test_nothing_is_a_row_of_noughts():
    assert alerts_at(MARKS, []) == (0, 0, 0, 0) and alerts_at((), [Lasted(1, at(0), None)]) == ()
