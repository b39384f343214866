"""Which rule an alert meets in its office, and the plan that the rule starts, as values."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from alerts.domain import plan as plans
from alerts.domain import routing as rules
from alerts.domain.words import Channel, Component, Kind, Level, ThreatType
from alerts.models import Alert, PlanStep, Rule


def facts_of(alert: Alert) -> rules.Facts:
    """What rules may look at; needs alert.area loaded."""
    return rules.Facts(
        level=Level(alert.level),
        kind=Kind(alert.kind),
        threat_types=frozenset(ThreatType(code) for code in alert.threat_types),
        area_ids=areas_around(alert.area),
        is_restricted=alert.is_restricted,
    )


def areas_around(area: Any) -> frozenset[int]:
    """The area of the place and the one it lies in."""
    if area is None:
        return frozenset()
    return frozenset({area.pk} | ({area.parent_id} if area.parent_id else set()))


def match(office_id: int, facts: rules.Facts) -> tuple[rules.Match, dict[int, Any]]:
    """The rule that the facts meet, and the office's rules by id, each with its duties' ids and components.

    One statement. Raises rules.NoLastRule when the office has no rule that catches all.
    """
    stored: dict[int, Any] = {
        rule.pk: rule
        for rule in Rule.objects.filter(office_id=office_id)
        .select_related("plan")
        .annotate(
            area_ids=ArrayAgg("areas", distinct=True, filter=Q(areas__isnull=False), default=[]),
            duty_ids=ArrayAgg("duties", distinct=True, filter=Q(duties__isnull=False), default=[]),
            components=ArrayAgg("duties__component", distinct=True, filter=Q(duties__isnull=False), default=[]),
        )
    }
    candidates = [
        rules.Rule(
            rule.pk,
            rule.position,
            rules.Conditions(
                levels=frozenset(Level(code) for code in rule.levels),
                kinds=frozenset(Kind(code) for code in rule.kinds),
                threat_types=frozenset(ThreatType(code) for code in rule.threat_types),
                area_ids=frozenset(rule.area_ids),
                is_restricted=rule.for_restricted,
            ),
            rule.is_last,
        )
        for rule in stored.values()
    ]
    return rules.match(candidates, facts), stored


def copied(rule: Any) -> plans.Plan:
    """The plan of a rule read by `match` as it is now, with the rule's duties in it. One statement."""
    steps = PlanStep.objects.filter(plan=rule.plan).annotate(
        duty_ids=ArrayAgg("duties", distinct=True, filter=Q(duties__isnull=False), default=[])
    )
    stored = rule.plan
    return plans.Plan(
        name=stored.code,
        need=plans.Need(stored.need),
        components=tuple(component for component in Component if component.value in rule.components),
        steps=tuple(
            plans.Step(
                timedelta(minutes=step.after_min),
                tuple(dict.fromkeys([*(rule.duty_ids if step.is_again else []), *step.duty_ids])),
                tuple(Channel(name) for name in step.channels),
            )
            for step in steps.order_by("after_min")
        ),
        answer_within=timedelta(minutes=stored.answer_within_min),
        decide_within=timedelta(minutes=stored.decide_within_min) if stored.decide_within_min else None,
        decided_by=stored.decided_by_id,
        last_resort=stored.last_resort_id,
        insists=stored.insists,
    )
