"""Taking something out of the hub as a file: that somebody did is on record."""

from alerts.domain.words import Access
from alerts.models import AccessLog
from alerts.selectors.access import Viewer
from ewrr.common import clock


def log(viewer: Viewer) -> None:
    """One row. To be called before the file is given."""
    AccessLog.objects.create(office=viewer.office, person=viewer.person, what=Access.EXPORT, at=clock.now())
