"""The counts of the board's tabs, for many boards that ask after the same event."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from alerts.domain.words import OwedKind
from alerts.models import Delivery
from ewrr.common.shelf import shelf

from . import board
from .access import Viewer
from .owing import Debt, debts_since, is_owed_by

NEVER = datetime.max.replace(tzinfo=UTC)
SHARED = tuple(name for name in board.Counts.__dataclass_fields__ if name != "mine")


@dataclass(frozen=True, slots=True)
class Tally:
    """What is the same for all with these rights, from `from_at` until something falls due at `until_at`: then other
    alerts are overdue, and no event says so.
    """

    from_at: datetime
    until_at: datetime
    counts: dict[str, int]


def counts_since(viewer: Viewer, now: datetime, seq: int) -> board.Counts:
    """As board.counts, where `seq` is the office's last event: one statement, and two once in a process until the
    next event.
    """
    debts = debts_since(viewer.office.pk, seq)
    key = ("tally", viewer.office.pk, seq, viewer.rights)
    tally = shelf.find(key)
    if tally is None or not tally.from_at <= now < tally.until_at:
        tally = shelf.put(key, _tally(viewer, debts, now))
    return board.Counts(mine=_mine(viewer, debts), **tally.counts)


def _tally(viewer: Viewer, debts: tuple[Debt, ...], now: datetime) -> Tally:
    until_at = min((row.due_at for row in debts if row.due_at > now), default=NEVER)
    return Tally(now, until_at, board.counted(viewer, SHARED, now))


def _mine(viewer: Viewer, debts: tuple[Debt, ...]) -> int:
    asked: dict[int, set[str]] = defaultdict(set)
    answers = {row.alert_id for row in debts if row.kind == OwedKind.ANSWER}
    told = Delivery.objects.filter(alert__in=answers, person=viewer.person, comment__isnull=True)
    for alert_id, components in told.values_list("alert_id", "components"):
        asked[alert_id] |= {"", *components}
    return len({row.alert_id for row in debts if is_owed_by(viewer, row, asked[row.alert_id])})
