"""Administrative areas: those by which alerts are narrowed, and those that are offered."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from alerts.models import Alert, Area, Office

from .access import Viewer


def with_alerts(viewer: Viewer) -> QuerySet[Area]:
    """Areas in which the office has any alert, by name; the area is known of every alert. One statement."""
    if not viewer.may_read:
        return Area.objects.none()
    here = Alert.objects.filter(office=viewer.office, area=OuterRef("pk"))
    return Area.objects.filter(Exists(here)).defer("outline").order_by("name", "id")


def offered(office: Office, keep: int | None = None) -> QuerySet[Area]:
    """Areas of the office's country that can be named, provinces first; and the one that is named already."""
    here = Q(country=office.country, retired_at__isnull=True) | Q(pk=keep)
    return Area.objects.filter(here).defer("outline").order_by("level", "name")
