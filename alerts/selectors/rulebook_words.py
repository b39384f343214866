"""Rules, plans and what is wrong with them as sentences in the reader's language."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.domain.plan import Need
from alerts.domain.routing import Conditions
from alerts.domain.rulebook import About, Fault, Finding, PlanSheet, RuleSheet
from alerts.domain.words import Kind, Level, ThreatType
from alerts.models.choices import label

from .rulebook import Shelf


def conditions(asked: Conditions, read: Shelf) -> list[str]:
    """Each condition as a phrase that follows "if"; none for a rule that asks nothing."""
    phrases = []
    if asked.levels:
        phrases.append(_("the level is %(these)s") % {"these": _either(_small(Level, asked.levels))})
    if asked.kinds:
        phrases.append(_("the warning is %(these)s") % {"these": _either(_quoted(Kind, asked.kinds))})
    if asked.threat_types:
        phrases.append(_("the threat is %(these)s") % {"these": _either(_quoted(ThreatType, asked.threat_types))})
    if asked.area_ids:
        names = [area.name for pk, area in read.areas.items() if pk in asked.area_ids]
        phrases.append(_("the place is in %(these)s") % {"these": _either(names)})
    if asked.is_restricted is not None:
        phrases.append(_("it is restricted") if asked.is_restricted else _("it is not restricted"))
    return phrases


def rule_sentence(sheet: RuleSheet, read: Shelf) -> str:
    """If …: tells …, by plan …."""
    asked = conditions(sheet.rule.conditions, read)
    told = ", ".join(names(sheet.duty_ids, read))
    plan = read.plans[sheet.plan_id].name
    if sheet.rule.is_last:
        return _("Everything else: tells %(duties)s by the plan “%(plan)s”.") % {"duties": told, "plan": plan}
    if not asked:
        return _("Every alert: tells %(duties)s by the plan “%(plan)s”.") % {"duties": told, "plan": plan}
    return _("If %(conditions)s: tells %(duties)s by the plan “%(plan)s”.") % {
        "conditions": ", ".join(asked),
        "duties": told,
        "plan": plan,
    }


def plan_sentence(sheet: PlanSheet, read: Shelf) -> str:
    """Each step with its minute and whom it tells, then how the plan ends."""
    steps = [
        _("+%(minutes)d min %(who)s") % {"minutes": step.after_min, "who": ", ".join(step_names(step, read))}
        for step in sheet.steps
    ]
    return "; ".join([*steps, ", ".join(plan_ends(sheet, read))]) + "."


def step_names(step: Any, read: Shelf) -> list[str]:
    """Whom a step tells."""
    return [*([_("the rule’s duties")] if step.is_again else []), *names(step.duty_ids, read)]


def plan_ends(sheet: PlanSheet, read: Shelf) -> list[str]:
    """Which answers are needed, within what time, who decides, who is the last resort."""
    each = sheet.need is Need.EACH_COMPONENT
    ends = [_("one answer of each component") if each else _("one answer is enough")]
    ends.append(_("owed within %(time)s") % {"time": minutes(sheet.answer_within_min)})
    if sheet.decided_by is not None:
        who = read.duties[sheet.decided_by].name
        if sheet.decide_within_min is None:
            ends.append(_("%(duty)s decides") % {"duty": who})
        else:
            time = minutes(sheet.decide_within_min)
            ends.append(_("%(duty)s decides within %(time)s of the answer") % {"duty": who, "time": time})
    if sheet.last_resort is not None:
        ends.append(_("last resort: %(duty)s") % {"duty": read.duties[sheet.last_resort].name})
    if not sheet.insists:
        ends.append(_("rests after its last step"))
    return ends


def minutes(length: int) -> str:
    """40 min, 2 h, 2 h 30, 3 d."""
    if length < 60:
        return _("%(n)d min") % {"n": length}
    hours, rest = divmod(length, 60)
    if length % 1440 == 0:
        return ngettext("%(n)d day", "%(n)d days", length // 1440) % {"n": length // 1440}
    return _("%(h)d h %(m)02d") % {"h": hours, "m": rest} if rest else _("%(h)d h") % {"h": hours}


def ago(length: timedelta) -> str:
    """How long since, short."""
    seconds = max(0, int(length.total_seconds()))
    return _("%(n)d s") % {"n": seconds} if seconds < 60 else minutes(seconds // 60)


def names(ids: Iterable[int], read: Shelf) -> list[str]:
    """Names of duties; of one that is no longer there a question mark."""
    return [read.duties[one].name if one in read.duties else "?" for one in ids]


def finding_sentence(finding: Finding, read: Shelf) -> str:
    """What is wrong, and what to do about it."""
    return FAULTS[finding.code](finding, read)


def _unreachable(finding: Finding, read: Shelf) -> str:
    catchers = [read.rules[one] for one in finding.ids if one in read.rules]
    named = [_("%(position)d “%(name)s”") % {"position": rule.position, "name": rule.name} for rule in catchers]
    if finding.id in read.rules and read.rules[finding.id].is_last:
        return _("No alert gets here: %(rules)s catches everything. Give it a condition, or delete it.") % {
            "rules": ", ".join(named)
        }
    return ngettext(
        "No alert gets here: rule %(rules)s catches all that this one could. Move this one above it, or delete it.",
        "No alert gets here: rules %(rules)s together catch all that this one could. "
        "Move this one above them, or delete it.",
        len(catchers),
    ) % {"rules": ", ".join(named)}


def _retired(finding: Finding, read: Shelf) -> str:
    told = {"duties": ", ".join(dict.fromkeys(names(finding.ids, read)))}
    if finding.about is About.DUTY:
        return _("It falls to %(duties)s, which is retired. Choose another fallback.") % told
    return _("It names %(duties)s, which is retired. Choose another duty.") % told


def _circle(finding: Finding, read: Shelf) -> str:
    way = " → ".join(names([*finding.ids, finding.ids[0]], read))
    return _("The fallbacks lead in a circle: %(way)s. Nobody is found when none of these is held.") % {"way": way}


def _said(sentence: Callable[[], str]) -> Callable[[Finding, Shelf], str]:
    return lambda finding, read: sentence()


FAULTS: dict[Fault, Callable[[Finding, Shelf], str]] = {
    Fault.NO_LAST_RULE: _said(
        lambda: _("No last rule catches what the others leave: an alert that meets none is told to nobody.")
    ),
    Fault.UNREACHABLE: _unreachable,
    Fault.RULE_TELLS_NOBODY: _said(lambda: _("It tells nobody. Choose at least one duty.")),
    Fault.NO_COMPONENT_ASKED: _said(
        lambda: _(
            "Its plan asks an answer of each component, but none of its duties belongs to one: any one answer will do."
        )
    ),
    Fault.RETIRED_DUTY: _retired,
    Fault.FALLBACK_CIRCLE: _circle,
    Fault.NO_FALLBACK: _said(lambda: _("It falls to nobody: while nobody holds it, nobody is told through it.")),
    Fault.NEVER_HELD: _said(lambda: _("Nobody ever holds it: no rotation and no shift from now on.")),
    Fault.NO_LAST_RESORT: _said(
        lambda: _("It tells again until somebody answers, so it needs a last resort: whom to tell when nobody does.")
    ),
    Fault.LAST_RESORT_HAS_COMPONENT: lambda finding, read: (
        _(
            "%(duty)s belongs to a component, and is not told once that component has answered. "
            "A last resort without one is always told."
        )
        % {"duty": names(finding.ids, read)[0]}
    ),
    Fault.NOBODY_DECIDES: _said(lambda: _("A decision is owed within a time, but by nobody. Choose who decides.")),
    Fault.NO_STEP: _said(lambda: _("It has no step: it tells nobody.")),
    Fault.FIRST_STEP_LATE: _said(lambda: _("The first step is at 0 minutes: no alert waits to be told.")),
    Fault.STEPS_UNORDERED: _said(lambda: _("This step comes after one that is later.")),
    Fault.SAME_MINUTE: _said(lambda: _("Another step has the same minute. Put both into one.")),
    Fault.STEP_TELLS_NOBODY: _said(
        lambda: _("This step tells nobody. Choose a duty, or tell the rule’s duties again.")
    ),
    Fault.NO_CHANNEL: _said(lambda: _("This step has no channel.")),
}


def _either(words: Sequence[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(these)s or %(last)s") % {"these": ", ".join(words[:-1]), "last": words[-1]}


def _quoted(words: type[StrEnum], codes: frozenset[Any]) -> list[str]:
    """In the order of their vocabulary; in quotation marks, since many hold a comma."""
    return [_("“%(word)s”") % {"word": label(code)} for code in words if code in codes]


def _small(words: type[StrEnum], codes: frozenset[Any]) -> list[str]:
    return [str(label(code)).lower() for code in words if code in codes]
