"""The ladder of one alert: whom to tell now, and when to look again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .duty import Found
from .plan import Plan
from .words import Channel, Component
from .words_of_telling import Purpose

LAST_WAIT = timedelta(minutes=5)  # after the last step, before the round counts as unanswered
REPEATS_GROW_BY = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=60)  # between two repeats


class Standing(StrEnum):
    """Where a round stands after a climb: somebody is still to be told later, nobody is (the plan does not
    insist and everybody it names was told), or every step is spent.
    """

    CLIMBING = "climbing"
    RESTING = "resting"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step taken: `number` counts from 0 within the round, repeats go on counting. `found`: for each duty
    it names who was found. `jumped`: how many steps whose time had passed were taken together with it.
    """

    number: int
    purpose: Purpose
    channels: tuple[Channel, ...]
    found: tuple[Found, ...]
    jumped: int = 0

    @property
    def tells_somebody(self) -> bool:
        return any(one.holders for one in self.found)


@dataclass(frozen=True, slots=True)
class Climb:
    """What one look at a due round comes to: the rungs taken (all but the last found nobody), the number of
    the next one, and when to look again (None: never, unless something happens).
    """

    rungs: tuple[Rung, ...]
    step: int
    next_at: datetime | None
    standing: Standing


Find = Callable[[int], Found]


def silent(plan: Plan, answered: frozenset[Component]) -> tuple[Component, ...]:
    """Components from whom an answer is still needed, in the order they are shown."""
    return tuple(component for component in plan.components if component not in answered)


def is_answered(plan: Plan, answered: frozenset[Component], has_any_answer: bool) -> bool:
    """Whether the round has the answers it needs. `has_any_answer`: somebody answered, whoever it was."""
    return not silent(plan, answered) if plan.asks_each else has_any_answer


def climb(
    plan: Plan,
    step: int,
    started_at: datetime,
    now: datetime,
    components: Mapping[int, Component | None],
    answered: frozenset[Component],
    find: Find,
) -> Climb:
    """Takes the due step `step` (from 0), and those after it at once while nobody is found to tell.

    Steps whose time has passed as well (everything was away for hours) are not fired one by one: their duties
    are told together, once, at the step that is right by now. Past the end of the plan everybody silent and the
    last resort are told again and again, after 5, 10, 15 … minutes. Times follow from the start of the round
    (`started_at`, UTC), not from when a step was late; repeats follow from `now`.
    `components`: each duty's; `find`: who holds a duty now.
    """
    rungs: list[Rung] = []
    at = step
    while True:
        rung = _rung(plan, at, _right_step(plan, at, started_at, now) if not rungs else at, components, answered, find)
        rungs.append(rung)
        at = rung.number + 1
        if rung.purpose is not Purpose.STEP:
            return Climb(tuple(rungs), at, now + _wait_after(plan, rung.number), Standing.UNANSWERED)
        if rung.tells_somebody:
            break
    if at >= len(plan.steps) and not plan.insists:
        return Climb(tuple(rungs), at, None, Standing.RESTING)
    return Climb(tuple(rungs), at, max(now, started_at + _offset(plan, at)), Standing.CLIMBING)


def rungs_ahead(plan: Plan, components: Mapping[int, Component | None], find: Find) -> tuple[Rung, ...]:
    """Every step as it would be taken if nobody answered, and the first repeat: for trying rules out."""
    none: frozenset[Component] = frozenset()
    last = len(plan.steps) if plan.insists else len(plan.steps) - 1
    return tuple(_rung(plan, number, number, components, none, find) for number in range(last + 1))


def offset(plan: Plan, number: int) -> timedelta:
    """When step `number` is due, from the start of the round; for the first repeat too."""
    return _offset(plan, number)


def _rung(
    plan: Plan,
    first: int,
    right: int,
    components: Mapping[int, Component | None],
    answered: frozenset[Component],
    find: Find,
) -> Rung:
    """The rung numbered `right`, with the duties of the steps from `first` on."""
    steps = plan.steps[first : right + 1] if right < len(plan.steps) else plan.steps
    named = [duty_id for one in steps for duty_id in one.duty_ids]
    channels = steps[-1].channels if steps else (Channel.INBOX, Channel.EMAIL)
    purpose = Purpose.STEP
    if right >= len(plan.steps):
        purpose = Purpose.REPEAT
        if plan.last_resort is not None:
            named.append(plan.last_resort)
    asked = tuple(
        duty_id for duty_id in dict.fromkeys(named) if duty_id in components and components[duty_id] not in answered
    )
    return Rung(right, purpose, channels, tuple(find(duty_id) for duty_id in asked), right - first)


def _right_step(plan: Plan, step: int, started_at: datetime, now: datetime) -> int:
    """The last step whose time has come; at least `step`, at most the first repeat of a plan that insists."""
    right = step
    while right < len(plan.steps) - (0 if plan.insists else 1) and started_at + _offset(plan, right + 1) <= now:
        right += 1
    return right


def _offset(plan: Plan, number: int) -> timedelta:
    if number < len(plan.steps):
        return plan.steps[number].after
    return plan.steps[-1].after + LAST_WAIT if plan.steps else timedelta()


def _wait_after(plan: Plan, number: int) -> timedelta:
    """After the first repeat 10 minutes, then 15, 20 …: the wait before it was the first five."""
    return min((number - len(plan.steps) + 2) * REPEATS_GROW_BY, LONGEST_WAIT)
