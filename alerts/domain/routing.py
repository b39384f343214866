"""Which rule an alert meets: the first whose conditions all hold; the last rule always does."""

from collections.abc import Sequence
from dataclasses import dataclass

from .words import Kind, Level, ThreatType


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules may look at. `area_ids` are the areas that contain the place, any order."""

    level: Level
    kind: Kind
    threat_types: frozenset[ThreatType]
    area_ids: frozenset[int]
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class Conditions:
    """An empty set asks nothing; `is_restricted` None asks nothing."""

    levels: frozenset[Level] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    threat_types: frozenset[ThreatType] = frozenset()
    area_ids: frozenset[int] = frozenset()
    is_restricted: bool | None = None

    def unmet(self, facts: Facts) -> str | None:
        """The name of the first condition that does not hold, None when all do."""
        if self.is_restricted is not None and self.is_restricted != facts.is_restricted:
            return "restricted"
        if self.levels and facts.level not in self.levels:
            return "level"
        if self.kinds and facts.kind not in self.kinds:
            return "kind"
        if self.threat_types and not self.threat_types & facts.threat_types:
            return "threat_type"
        if self.area_ids and not self.area_ids & facts.area_ids:
            return "area"
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    id: int
    position: int
    conditions: Conditions
    is_last: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that holds, and for each rule before it the condition that did not."""

    rule: Rule
    passed_over: tuple[tuple[int, str], ...]


class NoLastRule(Exception):
    """An office without a catch-all rule; the database forbids it."""


def match(rules: Sequence[Rule], facts: Facts) -> Match:
    """First match in order of position. Raises NoLastRule when nothing catches."""
    passed: list[tuple[int, str]] = []
    for rule in sorted(rules, key=lambda rule: (rule.is_last, rule.position)):
        unmet = None if rule.is_last else rule.conditions.unmet(facts)
        if unmet is None:
            return Match(rule, tuple(passed))
        passed.append((rule.id, unmet))
    raise NoLastRule
