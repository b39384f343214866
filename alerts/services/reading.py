"""Who read what may not be read by all: recorded before it is shown."""

from alerts.domain.words import Access
from alerts.models import AccessLog, Alert
from alerts.selectors.access import Viewer
from ewrr.common import clock


def log(*, viewer: Viewer, alert: Alert) -> None:
    """One row for each time somebody opens a restricted alert whole."""
    AccessLog.objects.create(
        office=viewer.office, person=viewer.person, alert=alert, what=Access.RESTRICTED, at=clock.now()
    )
