"""The areas by which an office's alerts can be narrowed."""

from django.db.models import Exists, OuterRef, QuerySet

from alerts.models import Alert, Area

from .access import Viewer


def with_alerts(viewer: Viewer) -> QuerySet[Area]:
    """Areas in which the office has any alert, by name; the area is known of every alert. One statement."""
    if not viewer.may_read:
        return Area.objects.none()
    here = Alert.objects.filter(office=viewer.office, area=OuterRef("pk"))
    return Area.objects.filter(Exists(here)).defer("outline").order_by("name", "id")
