"""Everything by which an office finds whom to tell, as it stands now: duties, plans, rules, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

from alerts.domain import rulebook as book
from alerts.domain.events import Happened
from alerts.domain.plan import Need
from alerts.domain.routing import Conditions, Rule
from alerts.domain.rulebook import About, Book, Finding, PlanSheet, Post, RuleSheet, StepSheet
from alerts.domain.words import Channel, Component, Kind, Level, ThreatType
from alerts.domain.words_of_telling import ShiftKind
from alerts.models import Area, Duty, Event, Office, Plan, PlanStep, RotationPlace, Shift
from alerts.models import Rule as StoredRule
from ewrr.common.versions import version_of

from .last_event import last_event


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stored rows by id, in their order, beside the same as values (`book`) and what is wrong with them."""

    office: Office
    duties: dict[int, Duty]
    plans: dict[int, Plan]
    rules: dict[int, StoredRule]
    areas: dict[int, Area]  # those that an alert can lie in, and those that a rule names
    book: Book
    findings: tuple[Finding, ...] = field(default=())

    def rows(self, about: About) -> Mapping[int, Any]:
        """The stored rows of one kind, by id."""
        of: dict[About, Mapping[int, Any]] = {
            About.DUTY: self.duties,
            About.PLAN: self.plans,
            About.RULE: self.rules,
        }
        return of[about]

    def about(self, about: About, id: int) -> list[Finding]:
        """What stands beside one row."""
        return [finding for finding in self.findings if (finding.about, finding.id) == (about, id)]

    def naming(self, duty_id: int) -> tuple[list[StoredRule], list[Plan], list[Duty]]:
        """The rules, plans and (not retired) duties that name a duty."""
        rules = [self.rules[one.rule.id] for one in self.book.rules if duty_id in one.duty_ids]
        plans = [
            self.plans[sheet.id]
            for sheet in self.book.plans.values()
            if duty_id in {sheet.last_resort, sheet.decided_by, *(one for step in sheet.steps for one in step.duty_ids)}
        ]
        falling = [duty for duty in self.duties.values() if duty.fallback_id == duty_id and duty.retired_at is None]
        return rules, plans, falling

    def by_plan(self, plan_id: int) -> list[StoredRule]:
        """The rules that start a plan."""
        return [rule for rule in self.rules.values() if rule.plan_id == plan_id]


def shelf(office: Office, now: datetime) -> Shelf:
    """Five statements, however much there is."""
    duties = {duty.pk: duty for duty in _duties(office, now)}
    plans = {plan.pk: plan for plan in Plan.objects.filter(office=office).order_by("name_en", "id")}
    steps: dict[int, list[StepSheet]] = {}
    for step in PlanStep.objects.filter(plan__office=office).annotate(duty_ids=_ids("duties")).order_by("after_min"):
        steps.setdefault(step.plan_id, []).append(_step(step, duties))
    rules = {rule.pk: rule for rule in _rules(office)}
    areas = {area.pk: area for area in _areas(office, [one for rule in rules.values() for one in rule.area_ids])}
    read = Book(
        {pk: _post(duty) for pk, duty in duties.items()},
        {pk: _sheet(plan, tuple(steps.get(pk, ()))) for pk, plan in plans.items()},
        [_rule(rule, duties) for rule in rules.values()],
        [around(area) for area in areas.values() if area.has_outline],
    )
    return Shelf(office, duties, plans, rules, areas, read, book.of_book(read))


def around(area: Any) -> frozenset[int]:
    """An area and the one it lies in: the areas of an alert there."""
    return frozenset({area.pk} | ({area.parent_id} if area.parent_id else set()))


def version(about: About, read: Shelf, id: int) -> str:
    """Changes with everything that somebody could have typed about this row; not with its place in the order."""
    row = read.rows(about)[id]
    told: list[Any] = [row.name_en, row.name_fr]
    if about is About.DUTY:
        told += [row.component, row.fallback_id, row.opens_restricted, row.asks_check_in, row.retired_at]
    elif about is About.PLAN:
        plan = read.book.plans[id]
        steps = [[one.after_min, one.is_again, sorted(one.duty_ids), sorted(one.channels)] for one in plan.steps]
        told += [plan.need, steps, plan.answer_within_min, plan.decide_within_min, plan.decided_by]
        told += [plan.last_resort, plan.insists]
    else:
        sheet = next(one for one in read.book.rules if one.rule.id == id)
        asked = sheet.rule.conditions
        told += [sorted(asked.levels), sorted(asked.kinds), sorted(asked.threat_types), sorted(asked.area_ids)]
        told += [asked.is_restricted, sorted(sheet.duty_ids), sheet.plan_id]
    return version_of(*told)


def last_change(office: Office, about: About, id: int) -> Event | None:
    """Who changed this row last, and when; None where nobody did since it was there. One statement."""
    return last_event(office.pk, Happened.RULES_CHANGED, what=about.value, id=id)


def _duties(office: Office, now: datetime) -> Any:
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    rotating = RotationPlace.objects.filter(rotation__duty=OuterRef("pk")).filter(
        Q(rotation__until_date__isnull=True) | Q(rotation__until_date__gt=today)
    )
    by_hand = Shift.objects.filter(duty=OuterRef("pk"), ends_at__gt=now, cancelled_at__isnull=True).exclude(
        kind=ShiftKind.REMOVE
    )
    return (
        Duty.objects.filter(office=office)
        .annotate(is_ever_held=Q(Exists(rotating)) | Q(Exists(by_hand)))
        .order_by("position", "id")
    )


def _rules(office: Office) -> Any:
    return (
        StoredRule.objects.filter(office=office)
        .annotate(area_ids=_ids("areas"), duty_ids=_ids("duties"))
        .order_by("is_last", "position")
    )


def _areas(office: Office, named: list[int]) -> Any:
    has_outline = Q(outline__isnull=False)
    return (
        Area.objects.filter(Q(country=office.country, retired_at__isnull=True) & has_outline | Q(pk__in=named))
        .annotate(has_outline=has_outline)
        .only("id", "name", "parent_id", "level")
        .order_by("level", "name", "id")
    )


def _ids(relation: str) -> Any:
    return ArrayAgg(relation, distinct=True, filter=Q(**{f"{relation}__isnull": False}), default=[])


def _post(duty: Any) -> Post:
    component = Component(duty.component) if duty.component else None
    return Post(duty.pk, component, duty.fallback_id, duty.retired_at is not None, duty.is_ever_held)


def _step(step: Any, duties: dict[int, Duty]) -> StepSheet:
    channels = tuple(Channel(code) for code in step.channels)
    return StepSheet(step.after_min, step.is_again, _ordered(step.duty_ids, duties), channels)


def _sheet(plan: Plan, steps: tuple[StepSheet, ...]) -> PlanSheet:
    return PlanSheet(
        plan.pk,
        Need(plan.need),
        steps,
        plan.answer_within_min,
        plan.decide_within_min,
        plan.decided_by_id,
        plan.last_resort_id,
        plan.insists,
    )


def _rule(rule: Any, duties: dict[int, Duty]) -> RuleSheet:
    asked = Conditions(
        levels=frozenset(Level(code) for code in rule.levels),
        kinds=frozenset(Kind(code) for code in rule.kinds),
        threat_types=frozenset(ThreatType(code) for code in rule.threat_types),
        area_ids=frozenset(rule.area_ids),
        is_restricted=rule.for_restricted,
    )
    return RuleSheet(Rule(rule.pk, rule.position, asked, rule.is_last), _ordered(rule.duty_ids, duties), rule.plan_id)


def _ordered(ids: list[int], duties: dict[int, Duty]) -> tuple[int, ...]:
    """As the duties stand on the grid."""
    return tuple(duty_id for duty_id in duties if duty_id in ids)
