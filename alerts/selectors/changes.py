"""What changed since a moment in the office's history, for the change door."""

from dataclasses import dataclass

from django.db.models import Max

from alerts.models import Event, Office

TOO_MANY = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """`seq`: up to where this reaches. `is_too_many`: reading the page afresh is cheaper than following."""

    seq: int
    alert_ids: list[int]
    is_too_many: bool


def latest_seq(office_id: int) -> int:
    """The number of the office's last event, 0 before the first. One statement."""
    return Event.objects.filter(office_id=office_id).aggregate(last=Max("seq"))["last"] or 0


def since(office: Office, seq: int) -> Changes:
    """Alerts that changed after event `seq`, each once, in order of their last change. One statement."""
    rows = list(
        Event.objects.filter(office=office, seq__gt=seq).order_by("seq").values_list("seq", "alert_id")[:TOO_MANY]
    )
    last = rows[-1][0] if rows else seq
    ids = list(dict.fromkeys(alert_id for _seq, alert_id in reversed(rows) if alert_id))
    return Changes(last, ids[::-1], len(rows) == TOO_MANY)
