"""Who holds a duty at a moment, and why others were passed over."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.duty import Duty, Found, Holder, PassedOver, Shift, holders
from alerts.domain.words import Component

AMINA, BEN, CHIDI, DORA, GRACE = 1, 2, 3, 4, 5
FOCAL_POINT, DEPUTY, HUB, CHIEF = 10, 11, 12, 13
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, SECOND, TICK = timedelta(hours=1), timedelta(seconds=1), timedelta(microseconds=1)
BRUSSELS = ZoneInfo("Europe/Brussels")


def shift(person: int, begins_h: float, ends_h: float, *, active: bool = True) -> Shift:
    """Hours from noon."""
    return Shift(person, NOON + begins_h * HOUR, NOON + ends_h * HOUR, active)


def duty(
    number: int, *shifts: Shift, fallback: int | None = None, component: Component | None = Component.CIVILIAN
) -> Duty:
    return Duty(number, component, fallback, shifts)


def find(*duties: Duty, at: datetime = NOON, passing_over: Iterable[int] = ()) -> Found:
    """Asks for the first of the duties."""
    return holders(duties[0].id, {one.id: one for one in duties}, at, list(passing_over))


def people(found: Found) -> list[int]:
    return [holder.person_id for holder in found.holders]


def test_the_person_on_shift_holds_the_duty_until_the_shift_ends() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6)))
    assert found.holders == (Holder(AMINA, FOCAL_POINT, FOCAL_POINT, Component.CIVILIAN, NOON + 6 * HOUR),)
    assert found.passed_over == ()


@pytest.mark.parametrize(
    ("off_by", "holder"),
    [
        (-HOUR, AMINA),
        (-SECOND, AMINA),
        (-TICK, AMINA),
        (timedelta(0), BEN),
        (TICK, BEN),
        (SECOND, BEN),
        (HOUR, BEN),
    ],
)
def test_in_the_very_second_of_hand_over_the_incoming_person_has_it(off_by: timedelta, holder: int) -> None:
    assert people(find(duty(FOCAL_POINT, shift(AMINA, -6, 0), shift(BEN, 0, 6)), at=NOON + off_by)) == [holder]


@pytest.mark.parametrize(("hour", "has_it"), [(-1.5, False), (-1, True), (0, True), (1, False), (1.5, False)])
def test_a_shift_holds_its_first_moment_and_not_its_last(hour: float, has_it: bool) -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -1, 1)), at=NOON + hour * HOUR)
    assert people(found) == ([AMINA] if has_it else [])
    assert found.passed_over == (() if has_it else ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),))


def test_a_shift_without_length_is_never_held() -> None:
    assert people(find(duty(FOCAL_POINT, shift(AMINA, 0, 0)))) == []


def test_two_people_whose_shifts_overlap_both_have_it_each_until_their_own_end() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 1), shift(BEN, -1, 6)))
    assert [(one.person_id, one.until) for one in found.holders] == [(AMINA, NOON + HOUR), (BEN, NOON + 6 * HOUR)]


@pytest.mark.parametrize("ends", [(1, 6), (6, 1)])
def test_the_same_person_twice_is_told_once_until_the_later_end(ends: tuple[int, int]) -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, ends[0]), shift(AMINA, -1, ends[1])))
    assert [(one.person_id, one.until) for one in found.holders] == [(AMINA, NOON + 6 * HOUR)]


def test_somebody_inactive_is_passed_over_and_the_log_says_so() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6, active=False), shift(BEN, -6, 6)))
    assert people(found) == [BEN]
    assert found.passed_over == ((FOCAL_POINT, AMINA, PassedOver.INACTIVE),)


def test_the_filer_is_passed_over_and_the_log_says_so() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6)), passing_over=[AMINA])
    assert people(found) == [BEN]
    assert found.passed_over == ((FOCAL_POINT, AMINA, PassedOver.FILER),)


def test_several_filers_are_all_passed_over() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6)), passing_over=[BEN, AMINA])
    assert people(found) == []
    assert {person for _, person, _ in found.passed_over} == {AMINA, BEN}


def test_a_filer_who_is_off_shift_is_not_named() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, 1, 6), shift(BEN, -6, 6)), passing_over=[AMINA])
    assert found.passed_over == ()


def test_the_fallback_is_not_asked_while_one_of_two_is_left() -> None:
    found = find(
        duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6), fallback=HUB),
        duty(HUB, shift(DORA, -6, 6)),
        passing_over=[AMINA],
    )
    assert people(found) == [BEN]


def test_an_unmanned_duty_falls_back_at_once_and_answers_for_the_duty_asked() -> None:
    found = find(
        duty(FOCAL_POINT, fallback=HUB, component=Component.POLICE),
        duty(HUB, shift(DORA, -6, 2), component=None),
    )
    assert found.holders == (Holder(DORA, FOCAL_POINT, HUB, Component.POLICE, NOON + 2 * HOUR),)
    assert found.passed_over == ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),)


@pytest.mark.parametrize(
    ("holder", "filers", "reason"),
    [
        (shift(AMINA, -6, 6, active=False), [], PassedOver.INACTIVE),
        (shift(AMINA, -6, 6), [AMINA], PassedOver.FILER),
        (shift(AMINA, -6, 6, active=False), [AMINA], PassedOver.INACTIVE),
    ],
)
def test_a_duty_whose_only_holder_is_passed_over_falls_back(
    holder: Shift, filers: list[int], reason: PassedOver
) -> None:
    found = find(duty(FOCAL_POINT, holder, fallback=HUB), duty(HUB, shift(DORA, -6, 6)), passing_over=filers)
    assert people(found) == [DORA]
    assert found.passed_over == ((FOCAL_POINT, AMINA, reason),)


def test_the_filer_is_passed_over_in_the_fallback_too() -> None:
    found = find(duty(FOCAL_POINT, fallback=HUB), duty(HUB, shift(AMINA, -6, 6)), passing_over=[AMINA])
    assert found.holders == ()
    assert found.passed_over == (
        (FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),
        (HUB, AMINA, PassedOver.FILER),
    )


def test_a_chain_of_fallbacks_is_followed_to_the_first_who_is_there() -> None:
    found = find(
        duty(FOCAL_POINT, shift(AMINA, 1, 6), fallback=DEPUTY),
        duty(DEPUTY, shift(BEN, -6, 6, active=False), fallback=HUB),
        duty(HUB, shift(DORA, -6, 6), fallback=CHIEF),
        duty(CHIEF, shift(GRACE, -6, 6)),
    )
    assert [(one.person_id, one.duty_id, one.through_id) for one in found.holders] == [(DORA, FOCAL_POINT, HUB)]
    assert found.passed_over == (
        (FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),
        (DEPUTY, BEN, PassedOver.INACTIVE),
    )


def test_a_duty_that_falls_back_on_itself_ends() -> None:
    found = find(duty(FOCAL_POINT, fallback=FOCAL_POINT))
    assert found == Found((), ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),))


def test_a_circle_of_fallbacks_ends_after_asking_each_once() -> None:
    found = find(duty(FOCAL_POINT, fallback=DEPUTY), duty(DEPUTY, fallback=HUB), duty(HUB, fallback=DEPUTY))
    assert found.holders == ()
    assert [number for number, _, _ in found.passed_over] == [FOCAL_POINT, DEPUTY, HUB]


def test_a_fallback_that_is_no_more_ends_the_search() -> None:
    assert find(duty(FOCAL_POINT, fallback=HUB)).holders == ()


def test_nobody_at_all_is_an_empty_answer_with_its_reasons() -> None:
    found = find(duty(FOCAL_POINT, fallback=HUB), duty(HUB, shift(DORA, 2, 6), component=None))
    assert found == Found(
        (),
        ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT), (HUB, None, PassedOver.NOBODY_ON_SHIFT)),
    )


def test_a_duty_without_component_has_holders_without_one() -> None:
    found = find(duty(HUB, shift(DORA, -6, 6), component=None))
    assert [one.component for one in found.holders] == [None]


# Days on which the viewer's clocks change: shifts are instants, so nobody is lost and nobody doubled.

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 24)


def on_the_wall(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), BRUSSELS).astimezone(UTC)


def rota_around(day: date) -> Duty:
    """Day shift 06-18, night shift 18-06, by the wall clock in Brussels; Amina has the night that ends that day."""
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return duty(
        FOCAL_POINT,
        Shift(AMINA, on_the_wall(before, 18), on_the_wall(day, 6)),
        Shift(BEN, on_the_wall(day, 6), on_the_wall(day, 18)),
        Shift(CHIDI, on_the_wall(day, 18), on_the_wall(after, 6)),
    )


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (PLAIN, 24), (AUTUMN, 25)])
def test_every_minute_of_a_short_or_long_day_has_exactly_one_holder(day: date, hours: int) -> None:
    begins, ends = on_the_wall(day, 0), on_the_wall(day + timedelta(days=1), 0)
    assert ends - begins == hours * HOUR
    held = [people(find(rota_around(day), at=begins + timedelta(minutes=past))) for past in range(hours * 60)]
    night = (hours - 24 + 6) * 60
    assert held == [[AMINA]] * night + [[BEN]] * 12 * 60 + [[CHIDI]] * 6 * 60


@pytest.mark.parametrize("day", [SPRING, PLAIN, AUTUMN])
@pytest.mark.parametrize(("hour", "before", "after"), [(6, AMINA, BEN), (18, BEN, CHIDI)])
def test_hand_over_is_by_the_wall_clock_on_a_short_or_long_day(day: date, hour: int, before: int, after: int) -> None:
    hand_over = on_the_wall(day, hour)
    assert people(find(rota_around(day), at=hand_over - SECOND)) == [before]
    assert people(find(rota_around(day), at=hand_over)) == [after]


def test_an_hour_that_comes_twice_is_two_hours_with_a_holder_each() -> None:
    first, second = on_the_wall(AUTUMN, 2), on_the_wall(AUTUMN, 2, fold=1)
    assert second - first == HOUR
    nights = duty(FOCAL_POINT, Shift(AMINA, first - HOUR, second), Shift(BEN, second, second + HOUR))
    assert people(find(nights, at=on_the_wall(AUTUMN, 2, 30))) == [AMINA]
    assert people(find(nights, at=on_the_wall(AUTUMN, 2, 30, fold=1))) == [BEN]


def test_a_hand_over_in_the_hour_that_is_left_out_loses_nobody() -> None:
    missing = on_the_wall(SPRING, 2, 30)
    nights = duty(FOCAL_POINT, Shift(AMINA, missing - HOUR, missing), Shift(BEN, missing, missing + HOUR))
    last, first = on_the_wall(SPRING, 1, 59), on_the_wall(SPRING, 3)
    assert first - last == timedelta(minutes=1)
    assert people(find(nights, at=last)) == [AMINA]
    assert people(find(nights, at=first)) == [AMINA]
    assert people(find(nights, at=on_the_wall(SPRING, 3, 30))) == [BEN]


@pytest.mark.parametrize("fold", [0, 1])
def test_a_moment_told_in_the_viewers_zone_is_the_same_moment(fold: int) -> None:
    told = datetime.combine(AUTUMN, time(2, 30, fold=fold), BRUSSELS)
    nights = duty(
        FOCAL_POINT,
        Shift(AMINA, on_the_wall(AUTUMN, 1), on_the_wall(AUTUMN, 2, fold=1)),
        Shift(BEN, on_the_wall(AUTUMN, 2, fold=1), on_the_wall(AUTUMN, 6)),
    )
    assert find(nights, at=told) == find(nights, at=told.astimezone(UTC))
    assert people(find(nights, at=told)) == [[AMINA], [BEN]][fold]
