"""Why somebody was told: each message explained from what was stored with it, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.duty import PassedOver
from alerts.domain.words import OwedKind
from alerts.domain.words_of_telling import Cause, HeldBy, Purpose
from alerts.models import Delivery, Duty, Person
from alerts.models.choices import label

OWES = {
    OwedKind.ANSWER: gettext_lazy("an answer"),
    OwedKind.VERIFY: gettext_lazy("a verification"),
    OwedKind.DECIDE: gettext_lazy("a decision"),
    OwedKind.ARRIVE: gettext_lazy("an arrival"),
    OwedKind.WORD_BACK: gettext_lazy("word back to the community"),
    OwedKind.REVIEW: gettext_lazy("a review"),
    OwedKind.ACCEPT: gettext_lazy("an acceptance"),
    OwedKind.RESULT: gettext_lazy("a result"),
    OwedKind.APPROVE: gettext_lazy("an approval"),
    OwedKind.OTHER: gettext_lazy("an act"),
}
UNMET = {
    "restricted": gettext_lazy("restricted or not"),
    "level": gettext_lazy("level"),
    "kind": gettext_lazy("kind"),
    "threat_type": gettext_lazy("threat type"),
    "area": gettext_lazy("area"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """People and duties by id, as they are called now."""

    people: dict[int, str]
    duties: dict[int, str]


def whys(deliveries: Iterable[Delivery], *, names_people: bool = True) -> dict[int, list[str]]:
    """Sentences by delivery id, each a reason, from the rule down to the person.

    `names_people`: False where whoever holds a link may read it. Needs `escalation.rule`, `duty`, `through` and
    `owed` loaded. Two statements at most.
    """
    rows = list(deliveries)
    names = _names(rows, names_people)
    return {row.pk: [*_occasion(row), *_rule(row), *_post(row, names)] for row in rows}


def _names(rows: list[Delivery], names_people: bool) -> Names:
    passed = [item for row in rows for item in row.passed_over]
    people = {person_id for _duty, person_id, _reason in passed if person_id and names_people}
    duties = {duty_id for duty_id, _person, _reason in passed}
    return Names(
        dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {},
        {duty.pk: duty.name for duty in Duty.objects.filter(pk__in=duties)} if duties else {},
    )


def _occasion(row: Delivery) -> list[str]:
    """What made the hub write at that moment."""
    if row.purpose == Purpose.TEST:
        return [_("A test that was asked for: it says that messages arrive.")]
    if row.purpose == Purpose.REMINDER and row.owed is not None:
        due = {"what": OWES[OwedKind(row.owed.kind)], "time": _clock(row.owed.due_at)}
        if row.created_at < row.owed.due_at:
            return [_("A response: %(what)s is owed by %(time)s.") % due]
        return [_("A reminder: %(what)s was owed by %(time)s.") % due]
    if row.purpose == Purpose.MENTION:
        return [_("A comment names you: somebody of the office asks for your eyes.")]
    if row.escalation is None:
        return []
    found = []
    if row.escalation.cause != Cause.FILED:
        facts = {"n": row.round, "cause": label(Cause(row.escalation.cause))}
        found.append(_("Round %(n)d began: %(cause)s.") % facts)
    return [*found, _step(row)]


def _step(row: Delivery) -> str:
    assert row.escalation is not None
    steps = row.escalation.ladder.steps
    if row.purpose == Purpose.LAST_RESORT:
        return _("Last resort: no step of the plan was answered in time, or none found anybody.")
    if row.step >= len(steps):
        return _("Repeat %(n)d: every step of the plan is spent and the answer is still owed.") % {
            "n": row.step - len(steps) + 1
        }
    after = int(steps[row.step].after.total_seconds() // 60)
    if after == 0:
        return _("Step %(step)d of the plan: at once.") % {"step": row.step + 1}
    return _("Step %(step)d of the plan: %(after)d min after the start, to those still silent.") % {
        "step": row.step + 1,
        "after": after,
    }


def _rule(row: Delivery) -> list[str]:
    if row.escalation is None or row.purpose == Purpose.REMINDER:
        return []
    why: dict[str, Any] = row.escalation.why
    rule = row.escalation.rule
    name = rule.name if rule else _("since deleted")
    said = _("Rule %(n)s, %(name)s, is the first that fits.") % {"n": why.get("rule", "?"), "name": name}
    passed = [
        _("rule %(n)s does not (%(what)s)") % {"n": position, "what": UNMET.get(unmet, unmet)}
        for position, unmet in why.get("passed_over", [])
    ]
    return [f"{said[:-1]}: {', '.join(passed)}." if passed else said]


def _post(row: Delivery, names: Names) -> list[str]:
    """For which duty, who was not taken on the way, and what makes this person its holder."""
    if row.duty is None or row.through is None:
        return []
    passed = [_passed_over(names, *item) for item in row.passed_over if item[2] != PassedOver.NOT_CHECKED_IN]
    late = [
        _passed_over(names, *item)
        for item in row.passed_over
        if item[2] == PassedOver.NOT_CHECKED_IN and item[1] != row.person_id
    ]
    facts = {"duty": row.duty.name, "through": row.through.name}
    found = [_("It names %(duty)s.") % facts] if row.purpose != Purpose.REMINDER else []
    if passed:
        found.append(_("Passed over: %(who)s.") % {"who": "; ".join(passed)})
    if late:
        found.append(_("Told too: %(who)s.") % {"who": "; ".join(late)})
    if row.through_id != row.duty_id:
        found.append(_("%(duty)s therefore falls to %(through)s.") % facts)
    held = {"through": row.through.name, "until": _clock(row.shift_until), "by": _held_by(row.held_by)}
    found.append(_("%(through)s is held until %(until)s (%(by)s).") % held)
    return found


def _passed_over(names: Names, duty_id: int, person_id: int | None, reason: str) -> str:
    facts = {"duty": names.duties.get(duty_id, "?"), "person": names.people.get(person_id or 0, _("somebody"))}
    return str(PASSED_OVER[PassedOver(reason)]) % facts


PASSED_OVER = {
    PassedOver.NOBODY_ON_SHIFT: gettext_lazy("%(duty)s, nobody holds it"),
    PassedOver.FILER: gettext_lazy("%(person)s, who filed it (%(duty)s)"),
    PassedOver.INACTIVE: gettext_lazy("%(person)s, no longer in the office (%(duty)s)"),
    PassedOver.ABSENT: gettext_lazy("%(person)s, absent (%(duty)s)"),
    PassedOver.UNREACHABLE: gettext_lazy("%(person)s, whose address refuses messages (%(duty)s)"),
    PassedOver.REMOVED: gettext_lazy("%(person)s, taken out of the rotation (%(duty)s)"),
    PassedOver.NOT_CHECKED_IN: gettext_lazy("%(person)s, who has not checked in (%(duty)s)"),
}


def _held_by(code: str) -> str:
    return str(label(HeldBy(code))) if code else _("shift")


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%d.%m. %H:%M}" if moment else "?"
