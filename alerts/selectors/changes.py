"""What changed since a reader last asked: by events, by the clock alone, by the duties that they hold."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from alerts.domain.events import OF_THE_HUB, Happened
from alerts.models import Event, Office

from . import holding
from .access import Viewer
from .owing import debts_since

TOO_MANY = 200


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a reader stood: the office's last event, the moment (UTC), the duties they held."""

    seq: int
    at: datetime
    held: frozenset[int]


@dataclass(frozen=True, slots=True)
class Changes:
    """`seq`: up to where this reaches. `versions`: alerts that changed, in order of their last change, each with the
    number of that event: whatever is read later is at least as new, so what was made of it may be shown to everybody
    who finds the same number. `kinds`: what happened, also of no alert. `is_too_many`: reading the page afresh is
    cheaper than following.
    """

    seq: int
    versions: dict[int, int]
    kinds: frozenset[str]
    is_too_many: bool

    @property
    def alert_ids(self) -> list[int]:
        return list(self.versions)

    @property
    def is_about_hub(self) -> bool:
        """An alarm of the hub itself began or ended."""
        return bool(self.kinds & OF_THE_HUB)


def latest_seq(office_id: int) -> int:
    """The number of the office's last event, 0 before the first. One statement."""
    return Event.objects.filter(office_id=office_id).aggregate(last=Max("seq"))["last"] or 0


def since(office: Office, seq: int) -> Changes:
    """Alerts that changed after event `seq`, each once, in order of their last change. One statement."""
    later = Event.objects.filter(office=office, seq__gt=seq).order_by("seq")
    rows = list(later.values_list("seq", "alert_id", "kind")[:TOO_MANY])
    last = rows[-1][0] if rows else seq
    latest = {alert_id: number for number, alert_id, _kind in rows if alert_id}
    versions = dict(sorted(latest.items(), key=lambda item: item[1]))
    return Changes(last, versions, frozenset(kind for _seq, _alert, kind in rows), len(rows) == TOO_MANY)


def with_silent(found: Changes, viewer: Viewer, stood: Stood, now: datetime) -> Changes:
    """`found`, and what no event tells of: something fell due since, or a duty came to the viewer or left them, and
    what that duty owes is theirs or is no more. Nothing is asked that others have not asked since the last event.
    """
    turned = viewer.holds() ^ stood.held
    touched = [
        debt.alert_id
        for debt in debts_since(viewer.office.pk, found.seq)
        if stood.at < debt.due_at <= now or debt.duty_id in turned
    ]
    silent = {pk: found.seq for pk in touched if pk not in found.versions}
    kinds = found.kinds | {Happened.DUTY_CHANGED} if turned else found.kinds
    is_too_many = found.is_too_many or len(silent) > TOO_MANY
    return replace(found, versions=silent | found.versions, kinds=kinds, is_too_many=is_too_many)


def posture(office_id: int, now: datetime) -> Hashable:
    """Changes when an open page of the office may have to: its last event, how much is late, who holds which duty.
    Four statements.
    """
    seq = latest_seq(office_id)
    late = sum(debt.due_at <= now for debt in debts_since(office_id, seq))
    return seq, late, holding.all_held(office_id, now, seq)
