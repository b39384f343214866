"""What is wrong with an office's duties, rules and plans, each fault by its name; sentences are made elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .duty import circle
from .plan import Need
from .reach import Chains, caught_by, in_order, reached
from .routing import Rule
from .words import Channel, Component


class About(StrEnum):
    OFFICE = "office"
    DUTY = "duty"
    RULE = "rule"
    PLAN = "plan"


class Fault(StrEnum):
    NO_LAST_RULE = "no_last_rule"
    UNREACHABLE = "unreachable"
    RULE_TELLS_NOBODY = "rule_tells_nobody"
    NO_COMPONENT_ASKED = "no_component_asked"
    RETIRED_DUTY = "retired_duty"
    FALLBACK_CIRCLE = "fallback_circle"
    NO_FALLBACK = "no_fallback"
    NEVER_HELD = "never_held"
    NO_LAST_RESORT = "no_last_resort"
    LAST_RESORT_HAS_COMPONENT = "last_resort_has_component"
    NOBODY_DECIDES = "nobody_decides"
    NO_STEP = "no_step"
    FIRST_STEP_LATE = "first_step_late"
    STEPS_UNORDERED = "steps_unordered"
    SAME_MINUTE = "same_minute"
    STEP_TELLS_NOBODY = "step_tells_nobody"
    NO_CHANNEL = "no_channel"


# Shown, and let pass; every other fault is an error and is not saved.
WARNINGS = frozenset(
    {
        Fault.UNREACHABLE,
        Fault.NO_COMPONENT_ASKED,
        Fault.NO_FALLBACK,
        Fault.NEVER_HELD,
        Fault.LAST_RESORT_HAS_COMPONENT,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`about` and `id`: what it stands beside; `step`: which step of a plan, from 0. `ids`: the duties that the
    fault names (of an unreachable rule: the rules that catch all it could).
    """

    code: Fault
    about: About
    id: int
    ids: tuple[int, ...] = ()
    step: int | None = None

    @property
    def is_error(self) -> bool:
        return self.code not in WARNINGS


@dataclass(frozen=True, slots=True)
class Post:
    """A duty. `is_ever_held`: a rotation or a shift gives it to somebody now or later."""

    id: int
    component: Component | None = None
    fallback_id: int | None = None
    is_retired: bool = False
    is_ever_held: bool = True


@dataclass(frozen=True, slots=True)
class StepSheet:
    """`is_again`: the rule's own duties are told (again); `duty_ids` are told besides."""

    after_min: int
    is_again: bool
    duty_ids: tuple[int, ...]
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as it is written down. Minutes; `decide_within_min` None: an answer never runs out."""

    id: int
    need: Need
    steps: tuple[StepSheet, ...]
    answer_within_min: int
    decide_within_min: int | None
    decided_by: int | None
    last_resort: int | None
    insists: bool


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule as it is written down: when it holds, whom it tells, by which plan."""

    rule: Rule
    duty_ids: tuple[int, ...]
    plan_id: int


@dataclass(frozen=True, slots=True)
class Book:
    """Everything by which an office finds whom to tell. `chains`: see reach.reached."""

    duties: Mapping[int, Post]
    plans: Mapping[int, PlanSheet]
    rules: Sequence[RuleSheet]
    chains: Chains = ()


def of_book(book: Book) -> tuple[Finding, ...]:
    """Every fault: of the office, of its duties, its plans, its rules in their order."""
    return (
        *of_duties(book.duties, frozenset(plan.last_resort for plan in book.plans.values() if plan.last_resort)),
        *(finding for plan in book.plans.values() for finding in of_plan(plan, book.duties)),
        *of_rules(book),
    )


def of_duties(duties: Mapping[int, Post], last_resorts: frozenset[int]) -> tuple[Finding, ...]:
    """A duty that is some plan's last resort needs no fallback. Retired ones are looked at as fallbacks only."""
    return tuple(
        finding
        for duty in duties.values()
        if not duty.is_retired
        for finding in (*_of_fallback(duty, duties, last_resorts), *_of_holders(duty))
    )


def _of_fallback(duty: Post, duties: Mapping[int, Post], last_resorts: frozenset[int]) -> Iterator[Finding]:
    if duty.fallback_id is None:
        if duty.id not in last_resorts:
            yield Finding(Fault.NO_FALLBACK, About.DUTY, duty.id)
        return
    if _retired([duty.fallback_id], duties):
        yield Finding(Fault.RETIRED_DUTY, About.DUTY, duty.id, (duty.fallback_id,))
    around = fallback_circle(duty.id, duties)
    if around:
        yield Finding(Fault.FALLBACK_CIRCLE, About.DUTY, duty.id, around)


def _of_holders(duty: Post) -> Iterator[Finding]:
    if not duty.is_ever_held:
        yield Finding(Fault.NEVER_HELD, About.DUTY, duty.id)


def fallback_circle(duty_id: int, duties: Mapping[int, Post]) -> tuple[int, ...]:
    """The duties through which the fallbacks of this one lead back to it, itself first; empty where they do not."""
    fallbacks = {post.id: post.fallback_id for post in duties.values()}
    around = circle(_chain(duty_id, fallbacks))
    return around if around and around[0] == duty_id else ()


def _chain(duty_id: int, fallbacks: Mapping[int, int | None]) -> dict[int, int | None]:
    """This duty's chain of fallbacks alone, itself first."""
    found: dict[int, int | None] = {}
    current: int | None = duty_id
    while current is not None and current not in found:
        found[current] = fallbacks.get(current)
        current = found[current]
    return found


def of_plan(plan: PlanSheet, duties: Mapping[int, Post]) -> tuple[Finding, ...]:
    """What is wrong with one plan and its steps."""
    return (*_of_ends(plan, duties), *_of_steps(plan, duties))


def _of_ends(plan: PlanSheet, duties: Mapping[int, Post]) -> Iterator[Finding]:
    if plan.insists and plan.last_resort is None:
        yield Finding(Fault.NO_LAST_RESORT, About.PLAN, plan.id)
    resort = duties.get(plan.last_resort) if plan.last_resort is not None else None
    if resort is not None and resort.component is not None:
        yield Finding(Fault.LAST_RESORT_HAS_COMPONENT, About.PLAN, plan.id, (resort.id,))
    if plan.decide_within_min is not None and plan.decided_by is None:
        yield Finding(Fault.NOBODY_DECIDES, About.PLAN, plan.id)
    named = [one for one in (plan.last_resort, plan.decided_by) if one is not None]
    if gone := _retired(named, duties):
        yield Finding(Fault.RETIRED_DUTY, About.PLAN, plan.id, gone)


def _of_steps(plan: PlanSheet, duties: Mapping[int, Post]) -> Iterator[Finding]:
    def found(code: Fault, step: int | None, ids: tuple[int, ...] = ()) -> Finding:
        return Finding(code, About.PLAN, plan.id, ids, step)

    if not plan.steps:
        yield found(Fault.NO_STEP, None)
    elif min(step.after_min for step in plan.steps) > 0:
        yield found(Fault.FIRST_STEP_LATE, 0)
    minutes = [step.after_min for step in plan.steps]
    for number, step in enumerate(plan.steps):
        if step.after_min in minutes[:number]:
            yield found(Fault.SAME_MINUTE, number)
        elif number and step.after_min < max(minutes[:number]):
            yield found(Fault.STEPS_UNORDERED, number)
        if not step.is_again and not step.duty_ids:
            yield found(Fault.STEP_TELLS_NOBODY, number)
        if not step.channels:
            yield found(Fault.NO_CHANNEL, number)
        if gone := _retired(step.duty_ids, duties):
            yield found(Fault.RETIRED_DUTY, number, gone)


def of_rules(book: Book) -> tuple[Finding, ...]:
    """What is wrong with the rules, each and as they stand in their order."""
    rules = [sheet.rule for sheet in book.rules]
    found = list(_of_order(rules, book.chains))
    for sheet in sorted(book.rules, key=lambda sheet: (sheet.rule.is_last, sheet.rule.position)):
        found += _of_rule(sheet, book)
    return tuple(found)


def _of_order(rules: Sequence[Rule], chains: Chains) -> Iterator[Finding]:
    chains = list(chains)
    if not any(rule.is_last for rule in rules):
        yield Finding(Fault.NO_LAST_RULE, About.OFFICE, 0)
    met = reached(rules, chains)
    for rule in in_order(rules):
        if rule.id not in met:
            yield Finding(Fault.UNREACHABLE, About.RULE, rule.id, caught_by(rules, rule.id, chains))


def _of_rule(sheet: RuleSheet, book: Book) -> Iterator[Finding]:
    def found(code: Fault, ids: tuple[int, ...] = ()) -> Finding:
        return Finding(code, About.RULE, sheet.rule.id, ids)

    if not sheet.duty_ids:
        yield found(Fault.RULE_TELLS_NOBODY)
    if gone := _retired(sheet.duty_ids, book.duties):
        yield found(Fault.RETIRED_DUTY, gone)
    plan = book.plans.get(sheet.plan_id)
    components = {book.duties[one].component for one in sheet.duty_ids if one in book.duties} - {None}
    if sheet.duty_ids and plan is not None and plan.need is Need.EACH_COMPONENT and not components:
        yield found(Fault.NO_COMPONENT_ASKED)


def _retired(ids: Sequence[int], duties: Mapping[int, Post]) -> tuple[int, ...]:
    return tuple(one for one in ids if one in duties and duties[one].is_retired)
