"""What colleagues added to an alert: its latest summaries, what they said to each other."""

from django.db.models import OuterRef, QuerySet, Subquery

from alerts.models import Alert, Comment, Membership, Summary

MOST = 200


def summaries(alert: Alert) -> list[Summary]:
    """The latest of each language. One statement."""
    written = alert.summaries.select_related("by").order_by("at", "pk")
    return list({one.language: one for one in written}.values())


def comments(alert: Alert) -> QuerySet[Comment]:
    """Each with the `component` that its writer spoke for at that time, None for those who speak for none."""
    held = Membership.objects.filter(
        person=OuterRef("by"), office=alert.office_id, from_date__lte=OuterRef("at__date")
    ).exclude(component="")
    return alert.comments.annotate(component=Subquery(held.order_by("-from_date", "-pk").values("component")[:1]))


def latest_comments(alert: Alert) -> list[Comment]:
    """The latest MOST, oldest first. One statement."""
    return list(comments(alert).order_by("-at", "-pk")[:MOST])[::-1]
