"""The review of a closed alert by a second person: when it is owed and by whom, and the note that settles it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from alerts.domain import reviewing
from alerts.domain.events import Happened
from alerts.domain.harm import has_death
from alerts.domain.words import OwedKind, State
from alerts.domain.words_of_deciding import EndingKind, ReviewCause
from alerts.models import Alert, Duty, Ending, Escalation, HarmRecord, Owed
from alerts.selectors.access import Viewer
from alerts.selectors.owing import review_of
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from . import moving, owed
from .moving import IllegalMove

LEVELS = (Happened.ALERT_FILED.value, Happened.ALERT_ASSESSED.value)  # events that tell of levels


class SamePerson(Refusal):
    """Whoever closed it cannot be the second person."""

    code = "same_person"


def causes(alert: Alert, on_record: Iterable[HarmRecord]) -> list[ReviewCause]:
    """Why a second person looks at the alert, which is about to be closed. Two statements."""
    events = alert.events.filter(kind__in=LEVELS).values_list("data", flat=True)
    levels = {alert.level, alert.level_computed}
    for said in events:
        levels |= {said.get("level", ""), *said.get("before", [])}
    first = alert.escalations.filter(round=1).first()
    is_late = first is not None and reviewing.missed_targets(
        first.ladder, first.started_at, alert.answered_at, alert.decided_at
    )
    return reviewing.causes(levels, has_death(one.harmed for one in on_record), is_late)


def owe(c: Change, alert: Alert, found: Sequence[ReviewCause], held: frozenset[int] = frozenset()) -> None:
    """That a second person reviews the closed alert, within seven days; once, whatever further causes are found.
    `held`: duties of whoever closed it, who is not the second person.
    """
    closing = last_closing(alert)
    new = [cause for cause in found if closing is not None and cause not in closing.review_for]
    if closing is None or not new:
        return
    closing.review_for = [*closing.review_for, *new]
    closing.save(update_fields=["review_for"])
    if is_owed(alert):
        return
    owed.owe_for(
        alert,
        OwedKind.REVIEW,
        review_of(alert.pk),
        "",
        duty_id=_duty(alert, held),
        person=None,
        since=c.now,
        due_at=c.now + reviewing.WITHIN,
    )


def drop(c: Change, alert: Alert) -> None:
    """It is open again: what was closed is not reviewed."""
    owed.settle_for(review_of(alert.pk), None, c.now, OwedKind.REVIEW)


def review(
    *, viewer: Viewer, number: str, version: int, went_well: str = "", went_badly: str = "", to_change: str = ""
) -> Alert:
    """A second person looked at how it was handled; the after-action note says at least one of the three. Settles the
    review that is owed and moves no state.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, SamePerson, Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_review) as (c, alert):
        moving.touch(c, alert, version)
        if refused := why_not(alert):
            raise IllegalMove(refused)
        if refused := why_not_by(viewer, alert):
            raise SamePerson(refused)
        moving.insist(reviewing.faults_of_review((went_well, went_badly, to_change)))
        alert.save(update_fields=["version"])
        note = Ending.objects.create(
            alert=alert,
            kind=EndingKind.REVIEWED,
            went_well=went_well,
            went_badly=went_badly,
            to_change=to_change,
            by=viewer.person,
            at=c.now,
        )
        owed.settle_for(review_of(alert.pk), c.by, c.now, OwedKind.REVIEW)
        c.record(Happened.ALERT_REVIEWED, alert, ending=note.pk, version=alert.version)
        return alert


def why_not(alert: Alert) -> Any:
    """The sentence that refuses a review, None where one is owed. At most two statements."""
    if alert.is_history:
        return moving.why_not_assessed(alert)
    if alert.state != State.CLOSED:
        return _("Only closed alerts are reviewed: close it first.")
    if is_owed(alert):
        return None
    last = alert.endings.filter(kind__in=[EndingKind.CLOSED, EndingKind.REVIEWED]).last()
    if last is not None and last.kind == EndingKind.REVIEWED:
        return _("It was reviewed before.")
    return _("No review is owed: it was not critical, nobody was killed, and nothing came late.")


def why_not_by(viewer: Viewer, alert: Alert) -> Any:
    """The sentence that refuses this reviewer, None for whoever did not close the alert."""
    if alert.closed_by_id != viewer.person.pk:
        return None
    return _("You closed it yourself: a second person reviews it.")


def is_owed(alert: Alert) -> bool:
    return Owed.objects.filter(alert=alert, subject=review_of(alert.pk), settled_at__isnull=True).exists()


def last_closing(alert: Alert) -> Ending | None:
    return alert.endings.filter(kind=EndingKind.CLOSED).last()


def _duty(alert: Alert, held: frozenset[int]) -> int | None:
    """The duty behind the one that decides by the plan of the last round, as the rota falls back from it (the hub
    chief's behind the hub duty officer's): the first that whoever closed does not hold; else the one that decides.
    """
    last = Escalation.objects.filter(alert=alert).order_by("round").last()
    decides = last.ladder.decided_by if last is not None else None
    if decides is None:
        return None
    behind = dict(Duty.objects.filter(office=alert.office_id, retired_at__isnull=True).values_list("pk", "fallback"))
    duty, seen = behind.get(decides), {decides}
    while duty is not None and duty not in seen:
        if duty not in held and duty in behind:
            return duty
        seen.add(duty)
        duty = behind.get(duty)
    return decides if decides in behind else None
