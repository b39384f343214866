"""Who read what: restricted alerts, recorded before they are shown, and one's own messages."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alerts.domain.events import Happened
from alerts.domain.words import Access, Channel
from alerts.models import AccessLog, Alert, Delivery
from alerts.selectors.access import Viewer, visible_to
from ewrr.common import clock
from ewrr.common.change import change

STANDS_OPEN = timedelta(minutes=15)


def log(*, viewer: Viewer, alert: Alert) -> None:
    """Somebody opens a restricted alert whole: one row each time."""
    _write(viewer, alert, clock.now())


def log_open(*, viewer: Viewer, alert: Alert) -> None:
    """It stands open before them and is drawn anew because something changed: a row at most every 15 minutes, so that
    the log says how long it was before their eyes, and an opening does not drown in it.
    """
    now = clock.now()
    lately = AccessLog.objects.filter(
        alert=alert, person=viewer.person, what=Access.RESTRICTED, at__gt=now - STANDS_OPEN
    )
    if not lately.exists():
        _write(viewer, alert, now)


def log_listed(*, viewer: Viewer, alerts: Sequence[int]) -> None:
    """Restricted alerts (ids) stand in a list that says what they are about: one row each. At most two statements."""
    if not alerts:
        return
    known = {"office": viewer.office, "person": viewer.person, "what": Access.RESTRICTED, "at": clock.now()}
    AccessLog.objects.bulk_create(AccessLog(alert_id=alert, **known) for alert in alerts)


def _write(viewer: Viewer, alert: Alert, now: datetime) -> None:
    AccessLog.objects.create(office=viewer.office, person=viewer.person, alert=alert, what=Access.RESTRICTED, at=now)


def seen(*, viewer: Viewer, number: str) -> None:
    """The person has the alert on their screen: their inbox's messages about it count as opened.

    Raises Alert.DoesNotExist for what they may not know of.
    """
    alert = visible_to(viewer).only("pk").get(number=number)
    with change(viewer.office.pk, viewer.person) as c:
        unseen = Delivery.objects.filter(
            alert=alert, person=viewer.person, channel=Channel.INBOX, seen_at__isnull=True
        ).select_for_update(no_key=True)
        ids = list(unseen.values_list("pk", flat=True))
        if ids:
            Delivery.objects.filter(pk__in=ids).update(seen_at=c.now)
            c.record(Happened.DELIVERY_SEEN, alert, deliveries=ids)


def saw_notices(viewer: Viewer, path: str) -> None:
    """The person opened the page where notices lead: those in their inbox count as opened. No event: nobody waits
    for it. One statement, and one for the moment.
    """
    Delivery.objects.filter(
        person=viewer.person,
        office=viewer.office,
        channel=Channel.INBOX,
        notice__path=path,
        seen_at__isnull=True,
    ).update(seen_at=clock.now())
