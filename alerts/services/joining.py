"""Joining and un-joining: the filings of a duplicate go under the alert that it repeats, and can come back."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.lifecycle import Move
from alerts.domain.words import State
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Filing, Joining, Office, SetApart
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import moving, owed, routing, weighing
from .moving import IllegalMove

LIFE = ["state", "state_before", "version"]


class NotToBeJoined(Refusal):
    """The two cannot be one, whatever their states."""

    code = "not_to_be_joined"


def join(*, viewer: Viewer, number: str, version: int, into: str, note: str = "") -> Alert:
    """Alert `number`, looked at in `version`, is the same as alert `into`: its filings go over word for word, it
    keeps its number, what it owes is settled and nobody is told of it any more. Where it was worse, the other one
    rises to its level and all are told anew.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, NotToBeJoined.
    """
    if number == into:
        raise NotToBeJoined(_("An alert is not joined to itself."))
    with change(viewer.office.pk, viewer.person) as c:
        alert, target = moving.lock(viewer, number, into, has_right=viewer.may_join)
        moving.move(c, alert, Move.JOIN, version)
        refuse(alert, target)
        alert.joined_to, alert.closed_at = target, c.now
        alert.save(update_fields=[*LIFE, "joined_to", "closed_at"])
        owed.settle_all(alert, c.by, c.now)
        routing.stop(c, alert)
        filings = _hand_over(alert.filings.order_by("id").values_list("pk", flat=True), target)
        joining = Joining.objects.create(
            alert=alert, into=target, filings=filings, note=note, by=viewer.person, at=c.now
        )
        c.record(Happened.ALERT_JOINED, alert, into=target.pk, joining=joining.pk, version=alert.version)
        _take_in(c, alert, target)
        return alert


def _take_in(c: Change, alert: Alert, target: Alert) -> None:
    """What the other alert becomes by it."""
    target.version += 1
    target.save(update_fields=["version"])
    weighing.count_filings(target)
    c.record(Happened.ALERT_TOOK_IN, target, alert=alert.pk, version=target.version)
    weighing.rise(c, target, weighing.Weight.of(alert))


def unjoin(*, viewer: Viewer, number: str, version: int, reason: str) -> Alert:
    """Not the same after all: the alert is back in the state before, with the filings that went over, wherever they
    lie by now. Undecided, it is told anew in a round of its own; decided, whoever undoes it owes a look at the
    decision by the end of the day. The other alert keeps its level.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove.
    """
    with change(viewer.office.pk, viewer.person) as c:
        alert, holders = _lock_apart(viewer, number)
        was = State(alert.state)
        moving.move(c, alert, Move.REOPEN, version)
        if was is not State.JOINED:
            raise IllegalMove(moving.why_not_unjoined(alert))
        joining = alert.joinings.select_for_update(no_key=True).get(undone_at__isnull=True)
        joining.undone_by, joining.undone_at, joining.undone_because = viewer.person, c.now, reason
        joining.save(update_fields=["undone_by", "undone_at", "undone_because"])
        alert.joined_to, alert.closed_at = None, None
        alert.save(update_fields=[*LIFE, "joined_to", "closed_at"])
        _hand_over(joining.filings, alert)
        _forget(joining)
        c.record(
            Happened.ALERT_UNJOINED, alert, of=joining.into_id, joining=joining.pk, state=alert.state,
            version=alert.version,
        )  # fmt: skip
        weighing.count_filings(alert)
        _give_back(c, alert, holders)
        if alert.state == State.RECEIVED:
            routing.begin_again(c, alert, Cause.UNJOINED)
        else:
            owed.owe_review(alert, viewer.person, moving.today(c, alert), c.now)
        return alert


def _lock_apart(viewer: Viewer, number: str) -> tuple[Alert, list[Alert]]:
    """The joined alert and those under which its filings lie now, all locked by id."""
    asked = Joining.objects.filter(alert__number=number, undone_at__isnull=True).values_list("filings", flat=True)
    filings = [pk for found in asked for pk in found]
    numbers = set(Filing.objects.filter(pk__in=filings).values_list("alert__number", flat=True)) - {number}
    alert, *holders = moving.lock(viewer, number, *sorted(numbers), has_right=viewer.may_join)
    return alert, holders


def _forget(undone: Joining) -> None:
    """What came back goes with no other joining any more, should the alert that held it have gone on to a third."""
    gone = set(undone.filings)
    for later in Joining.objects.filter(undone_at__isnull=True, filings__overlap=undone.filings):
        later.filings = [pk for pk in later.filings if pk not in gone]
        later.save(update_fields=["filings"])


def _give_back(c: Change, alert: Alert, holders: list[Alert]) -> None:
    """Counts anew what the others hold; a component that filed nothing else there sees less from now on."""
    for holder in holders:
        before = set(holder.components)
        holder.version += 1
        holder.save(update_fields=["version"])
        weighing.count_filings(holder)
        c.record(Happened.ALERT_GAVE_BACK, holder, alert=alert.pk, version=holder.version)
        if before - set(holder.components):
            Office.objects.filter(pk=holder.office_id).update(cursor_epoch=F("cursor_epoch") + 1)


def set_apart(*, viewer: Viewer, number: str, other: str) -> None:
    """Two alerts that look alike are not the same: they are suggested for joining no more. Said twice, said once.

    Raises Alert.DoesNotExist, MayNot, NotToBeJoined of an alert and itself.
    """
    if number == other:
        raise NotToBeJoined(_("An alert is not another than itself."))
    with change(viewer.office.pk, viewer.person) as c:
        first, second = sorted(moving.lock(viewer, number, other, has_right=viewer.may_join), key=lambda one: one.pk)
        _row, is_new = SetApart.objects.get_or_create(
            alert=first, other=second, defaults={"by": viewer.person, "at": c.now}
        )
        if is_new:
            c.record(Happened.ALERT_SET_APART, first, other=second.pk)
            c.record(Happened.ALERT_SET_APART, second, other=first.pk)


def refuse(alert: Alert, target: Alert) -> None:
    """Raises NotToBeJoined where the two cannot be one, and IllegalMove where the other one has ended."""
    if sentence := why_not(alert, target):
        raise NotToBeJoined(sentence)
    if not target.is_open:
        raise IllegalMove(ENDED[State(target.state)])


ENDED: dict[State, Any] = {
    State.CLOSED: _("The other alert is closed: reopen it first."),
    State.DISMISSED: _("The other alert was dismissed: reopen it first."),
    State.JOINED: _("The other alert was itself joined: join this one to where that went."),
}


def why_not(alert: Alert, target: Alert) -> Any:
    """The sentence that forbids that the two are one, None where they may be."""
    if alert.is_exercise != target.is_exercise:
        return _("An exercise and an actual alert are not joined.")
    if alert.is_restricted != target.is_restricted:
        return _("A restricted and an open alert are not joined: restrict the open one first.")
    return None


def _hand_over(filings: Any, to: Alert) -> list[int]:
    """Lays filings under an alert; says which."""
    ids = list(filings)
    Filing.objects.filter(pk__in=ids).update(alert=to)
    return ids
