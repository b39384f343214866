"""Whatever the rota: nobody is told who cannot answer, and the search always ends."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.duty import Duty, PassedOver, Shift, holders
from alerts.domain.words import Component

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=300)
START = datetime(2026, 11, 24, tzinfo=UTC)
INACTIVE = frozenset({5, 6})  # of the people 1 to 6

# Few people and few hours, so that edges meet often.
moments = st.integers(0, 8).map(lambda hour: START + timedelta(hours=hour))


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    person = draw(st.integers(1, 6))
    begins, ends = sorted((draw(moments), draw(moments)))
    return Shift(person, begins, ends, is_active=person not in INACTIVE)


@st.composite
def rotas(draw: st.DrawFn) -> dict[int, Duty]:
    """Up to five duties; fallbacks may be circles, or lead to a duty that is no more."""
    count = draw(st.integers(1, 5))
    return {
        number: Duty(
            number,
            draw(st.sampled_from([None, *Component])),
            draw(st.one_of(st.none(), st.integers(1, count + 1))),
            tuple(draw(st.lists(shifts(), max_size=4))),
        )
        for number in range(1, count + 1)
    }


filers = st.lists(st.integers(1, 6), max_size=3)


def chain(rota: dict[int, Duty], duty_id: int) -> list[Duty]:
    """The duty and its fallbacks in order, each once."""
    found: list[Duty] = []
    following: int | None = duty_id
    while following in rota and rota[following] not in found:
        found.append(rota[following])
        following = rota[following].fallback_id
    return found


def able(duty: Duty, at: datetime, passing_over: list[int]) -> set[int]:
    return {
        shift.person_id
        for shift in duty.shifts
        if shift.starts_at <= at < shift.ends_at
        and shift.person_id not in INACTIVE
        and shift.person_id not in passing_over
    }


@FIXED
@given(rota=rotas(), at=moments, passing_over=filers)
def test_nobody_passed_over_inactive_or_off_shift_is_ever_found(
    rota: dict[int, Duty], at: datetime, passing_over: list[int]
) -> None:
    for duty_id in rota:
        for holder in holders(duty_id, rota, at, passing_over).holders:
            assert holder.person_id not in passing_over
            assert holder.person_id not in INACTIVE
            assert any(
                shift.person_id == holder.person_id and shift.starts_at <= at < shift.ends_at
                for shift in rota[holder.through_id].shifts
            )


@FIXED
@given(rota=rotas(), at=moments, passing_over=filers)
def test_the_search_always_ends_with_the_first_duty_that_yields_somebody(
    rota: dict[int, Duty], at: datetime, passing_over: list[int]
) -> None:
    for duty_id in rota:
        found = holders(duty_id, rota, at, passing_over)
        expected: set[int] = next(
            (people for duty in chain(rota, duty_id) if (people := able(duty, at, passing_over))), set()
        )
        assert {holder.person_id for holder in found.holders} == expected
        assert len(found.holders) == len(expected)


@FIXED
@given(rota=rotas(), at=moments, passing_over=filers)
def test_a_holder_answers_for_the_duty_asked_and_holds_it_beyond_now(
    rota: dict[int, Duty], at: datetime, passing_over: list[int]
) -> None:
    for duty_id, asked in rota.items():
        for holder in holders(duty_id, rota, at, passing_over).holders:
            assert (holder.duty_id, holder.component) == (duty_id, asked.component)
            assert holder.until > at
            assert holder.until in {
                shift.ends_at for shift in rota[holder.through_id].shifts if shift.person_id == holder.person_id
            }


@FIXED
@given(rota=rotas(), at=moments, passing_over=filers)
def test_each_duty_that_yielded_nobody_says_why(rota: dict[int, Duty], at: datetime, passing_over: list[int]) -> None:
    for duty_id in rota:
        found = holders(duty_id, rota, at, passing_over)
        asked = [duty.id for duty in chain(rota, duty_id)]
        if found.holders:
            asked = asked[: asked.index(found.holders[0].through_id)]
        assert set(asked) <= {number for number, _, _ in found.passed_over}
        for _, person, reason in found.passed_over:
            assert (person is None) == (reason is PassedOver.NOBODY_ON_SHIFT)
            assert reason is not PassedOver.INACTIVE or person in INACTIVE
            assert reason is not PassedOver.FILER or person in passing_over
