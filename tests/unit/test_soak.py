"""The soak's own judgement: a leak is found, noise and what fills once are not."""

import pytest

from tests.bench import memory

HOURS, WARM = 12, 3
NOISE = (0.1, -0.2, 0.15, 0.0, -0.1, 0.2, -0.15, 0.1, 0.0, -0.1, 0.05, 0.0)


def points(grown=None, a_hour=0.0, once=0.0):
    """What was read after each hour: steady but for noise, and `once` more after the first two."""
    base = dict.fromkeys(memory.BOUNDS, 100.0)
    read = [
        {"hour": float(hour)} | {name: value + NOISE[hour] * memory.BOUNDS[name] for name, value in base.items()}
        for hour in range(HOURS)
    ]
    for hour, point in enumerate(read):
        if grown:
            point[grown] += a_hour * hour + (once if hour >= 2 else 0)
    return read


def test_noise_is_no_growth(capsys):
    assert memory.judged(points(), WARM) == []
    assert "page nodes" in capsys.readouterr().out


@pytest.mark.parametrize("what", list(memory.BOUNDS))
def test_what_grows_by_twice_its_bound_is_named(what):
    (fault,) = memory.judged(points(what, 2 * memory.BOUNDS[what]), WARM)
    assert fault.startswith(f"{what} grows by")


def test_what_fills_once_is_no_growth():
    assert memory.judged(points("web MiB", once=50.0), WARM) == []


def test_one_listener_left_behind_by_each_alert_is_found():
    assert memory.judged(points("page listeners", 9.0), WARM)


def test_the_slope_is_that_of_the_line():
    found, doubt = memory.slope([3.0, 5.0, 7.0, 9.0])
    assert found == pytest.approx(2.0) and doubt == pytest.approx(0.0)


def test_what_swings_widely_is_no_growth_and_a_growth_beyond_its_swing_is():
    swings = [20.0, -20.0, 15.0, -10.0, 25.0, -15.0, 20.0, -25.0, 10.0, -5.0, 20.0, -10.0]
    read = [{"hour": 0.0} | dict.fromkeys(memory.BOUNDS, 100.0) | {"page process MiB": 150 + one} for one in swings]
    assert memory.judged(read, WARM) == []
    for hour, point in enumerate(read):
        point["page process MiB"] += 9 * hour
    assert memory.judged(read, WARM)
