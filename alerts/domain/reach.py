"""Which rules some alert meets first, and which never: every kind of alert is walked through the rules once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from .routing import Facts, Rule
from .words import Kind, Level, ThreatType

Chains = Iterable[frozenset[int]]  # each: the ids of a place's area and of all areas that hold it
NOWHERE: frozenset[int] = frozenset()


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """As they are tried: by position, the last one last."""
    return sorted(rules, key=lambda rule: (rule.is_last, rule.position))


def reached(rules: Sequence[Rule], chains: Chains) -> dict[int, Facts]:
    """For each rule that some alert meets first, by its id: the facts of one such alert. A rule that is left
    out is met by none.

    This is exact for alerts whose areas are one of `chains`, or none, and in which level, kind, types of threat
    and restriction may come together in any way. It errs on one side only: a combination that no real alert has
    (sexual violence that is not restricted) still counts as an alert that reaches a rule.
    """
    ordered = in_order(rules)
    places = _places(ordered, chains)
    found: dict[int, Facts] = {}
    for level, kind, is_restricted in product(Level, Kind, (False, True)):
        asked = [rule for rule in ordered if _holds(rule, level, kind, is_restricted)]
        for area_ids in places:
            for rule, threat in _walk(asked, area_ids):
                threats = frozenset({threat}) if threat else frozenset()
                found.setdefault(rule.id, Facts(level, kind, threats, area_ids, is_restricted))
    return found


def caught_by(rules: Sequence[Rule], rule_id: int, chains: Chains) -> tuple[int, ...]:
    """The earlier rules, as few as can be said, that together catch all that this one could; ids in their order.

    Empty for a rule that some alert reaches. One rule that is enough by itself goes before several; one that
    nothing reaches catches nothing.
    """
    ordered, chains = in_order(rules), list(chains)
    place = next(number for number, rule in enumerate(ordered) if rule.id == rule_id)
    met = reached(ordered, chains)
    before, rule = [one for one in ordered[:place] if one.id in met], ordered[place]
    if rule.id in met:
        return ()
    for one in before:
        if rule.id not in reached([one, rule], chains):
            return (one.id,)
    needed = list(before)
    for one in before:
        without = [other for other in needed if other is not one]
        if rule.id not in reached([*without, rule], chains):
            needed = without
    return tuple(one.id for one in needed)


def _holds(rule: Rule, level: Level, kind: Kind, is_restricted: bool) -> bool:
    asked = rule.conditions
    return rule.is_last or (
        asked.is_restricted in (None, is_restricted)
        and (not asked.levels or level in asked.levels)
        and (not asked.kinds or kind in asked.kinds)
    )


def _walk(rules: Sequence[Rule], area_ids: frozenset[int]) -> Iterator[tuple[Rule, ThreatType | None]]:
    """Each rule that is met first by an alert with one type of threat, or (None) without any. More types are
    only more to be caught by: what reaches a rule with several reaches it with one of them.
    """
    free: list[ThreatType | None] = [*ThreatType, None]
    for rule in rules:
        asked = rule.conditions
        if not rule.is_last and asked.area_ids and not asked.area_ids & area_ids:
            continue
        takes_all = rule.is_last or not asked.threat_types
        here = free if takes_all else [threat for threat in free if threat in asked.threat_types]
        if here:
            yield rule, here[0]
        if takes_all:
            return
        free = [threat for threat in free if threat not in asked.threat_types]


def _places(rules: Sequence[Rule], chains: Chains) -> list[frozenset[int]]:
    """Nowhere, and one chain for each set of rules that ask for it; areas known only to a rule stand alone."""
    known = [NOWHERE, *chains]
    named = frozenset().union(*(rule.conditions.area_ids for rule in rules))
    known += [frozenset({area_id}) for area_id in sorted(named - frozenset().union(*known))]
    differ: dict[tuple[bool, ...], frozenset[int]] = {}
    for area_ids in known:
        differ.setdefault(tuple(bool(rule.conditions.area_ids & area_ids) for rule in rules), area_ids)
    return list(differ.values())
