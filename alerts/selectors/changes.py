"""What changed since a moment in the office's history, for the change door."""

from dataclasses import dataclass

from django.db.models import Max

from alerts.domain.events import OF_THE_HUB
from alerts.models import Event, Office

TOO_MANY = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """`seq`: up to where this reaches. `kinds`: what happened, also of no alert. `is_too_many`: reading the page
    afresh is cheaper than following.
    """

    seq: int
    alert_ids: list[int]
    kinds: frozenset[str]
    is_too_many: bool

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
    ids = list(dict.fromkeys(alert_id for _seq, alert_id, _kind in reversed(rows) if alert_id))
    return Changes(last, ids[::-1], frozenset(kind for _seq, _alert, kind in rows), len(rows) == TOO_MANY)
