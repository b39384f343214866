"""Rules made, changed, moved and deleted; the last one always stays and stays last."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from alerts.domain.routing import Conditions
from alerts.domain.routing import Rule as Value
from alerts.domain.rulebook import About, RuleSheet
from alerts.models import Rule
from alerts.selectors import rulebook
from alerts.selectors.access import Viewer
from ewrr.common.errors import Refusal

from .setting_up import Editing, NotHere, Stale, TooMany, editing

MOST = 60
UNSAVED = 0


class LastRule(Refusal):
    code = "last_rule"


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule as somebody wants it. The last rule asks nothing, whatever its conditions say."""

    name_en: str
    name_fr: str
    conditions: Conditions
    duty_ids: tuple[int, ...]
    plan_id: int


def create(*, viewer: Viewer, draft: Draft, before: int | None = None) -> Rule:
    """A new rule before the rule `before` (an id), else before the last one. Where the office has no last rule,
    the new one becomes it. Raises MayNotSetUp, NotHere, TooMany, Unsound.
    """
    with editing(viewer) as e:
        if len(e.read.rules) >= MOST:
            raise TooMany
        _must_be_here(e, draft)
        order = list(e.read.rules.values())
        is_last = not any(rule.is_last for rule in order)
        place = len(order) if is_last else _place_before(order, before)
        _must_be_sound(e, draft, UNSAVED, is_last)
        rule = Rule(office=e.read.office, position=_free(order), is_last=is_last)
        _write(rule, draft)
        order.insert(place, rule)
        _number(order)
        e.record(About.RULE, "created", rule.pk, after=place + 1)
        return rule


def change(*, viewer: Viewer, rule_id: int, seen: str, draft: Draft) -> Rule:
    """`seen`: rulebook.version as it was read. What runs keeps its copy of the plan.

    Raises MayNotSetUp, Rule.DoesNotExist, Stale, NotHere, Unsound.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.RULE, rule_id, seen)
        _must_be_here(e, draft)
        rule = e.read.rules[rule_id]
        _must_be_sound(e, draft, rule.pk, rule.is_last)
        _write(rule, draft)
        e.record(About.RULE, "changed", rule.pk)
        return rule


def move(*, viewer: Viewer, rule_id: int, seen_position: int, is_up: bool) -> Rule:
    """One place up or down; at either end nothing moves.

    Raises MayNotSetUp, Rule.DoesNotExist, LastRule, and Stale when it no longer stands where it was seen.
    """
    with editing(viewer) as e:
        order = list(e.read.rules.values())
        place = next((number for number, rule in enumerate(order) if rule.pk == rule_id), None)
        if place is None:
            raise Rule.DoesNotExist
        rule = order[place]
        if rule.is_last:
            raise LastRule(_("The last rule catches what the others leave: it stays last."))
        if rule.position != seen_position:
            raise Stale(rulebook.last_change(e.read.office, About.RULE, rule_id))
        other = place + (-1 if is_up else 1)
        if other < 0 or other >= len(order) or order[other].is_last:
            return rule
        order[place], order[other] = order[other], order[place]
        _number(order)
        e.record(About.RULE, "moved", rule.pk, before=place + 1, after=other + 1)
        return rule


def delete(*, viewer: Viewer, rule_id: int, seen: str) -> None:
    """Rounds that it began go on by their own copy of its plan.

    Raises MayNotSetUp, Rule.DoesNotExist, Stale, and LastRule for the one that catches all.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.RULE, rule_id, seen)
        rule = e.read.rules[rule_id]
        if rule.is_last:
            raise LastRule(_("The last rule catches what the others leave: it is not deleted."))
        before = rule.position
        rule.delete()
        _number([one for one in e.read.rules.values() if one is not rule])
        e.record(About.RULE, "deleted", rule_id, before=before)


def _must_be_here(e: Editing, draft: Draft) -> None:
    """Nothing of another office, nor an area that no rule of this one can ask for."""
    named = [one not in e.read.duties for one in draft.duty_ids]
    named += [one not in e.read.areas for one in draft.conditions.area_ids]
    if any(named) or draft.plan_id not in e.read.plans:
        raise NotHere


def _must_be_sound(e: Editing, draft: Draft, rule_id: int, is_last: bool) -> None:
    """Only the rule itself is looked at: that it catches what another was to catch is a warning, shown after."""
    sheet = RuleSheet(Value(rule_id, 0, draft.conditions, is_last), draft.duty_ids, draft.plan_id)
    e.must_be_sound(About.RULE, rule_id, replace(e.read.book, rules=[sheet]))


def _place_before(order: list[Rule], before: int | None) -> int:
    if before is None:
        return len(order) - 1
    place = next((place for place, rule in enumerate(order) if rule.pk == before), None)
    if place is None:
        raise NotHere
    return place


def _free(order: list[Rule]) -> int:
    return max((rule.position for rule in order), default=0) + 1


def _write(rule: Rule, draft: Draft) -> None:
    asked = Conditions() if rule.is_last else draft.conditions
    rule.name_en, rule.name_fr, rule.plan_id = draft.name_en, draft.name_fr, draft.plan_id
    rule.levels = sorted(asked.levels)
    rule.kinds = sorted(asked.kinds)
    rule.threat_types = sorted(asked.threat_types)
    rule.for_restricted = asked.is_restricted
    rule.save()
    rule.areas.set(asked.area_ids)
    rule.duties.set(draft.duty_ids)


def _number(order: list[Rule]) -> None:
    """Positions 1, 2, 3 … in the order given. No two rules ever share one, not even between two statements:
    whoever moves steps aside first.
    """
    moving = [(rule, place) for place, rule in enumerate(order, start=1) if rule.position != place]
    aside = max(len(order), *(rule.position for rule in order)) if order else 0
    for number, (rule, _place) in enumerate(moving, start=1):
        Rule.objects.filter(pk=rule.pk).update(position=aside + number)
    for rule, place in moving:
        Rule.objects.filter(pk=rule.pk).update(position=place)
        rule.position = place
