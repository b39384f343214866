"""Who holds a role in an office at a moment: roles begin and end at midnight in the office's own zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from alerts.models import Membership, Office


def current_members(office: Office, now: datetime) -> Q:
    """The condition on Membership: holds a role in the office at `now`."""
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    return Q(office=office, from_date__lte=today) & (Q(until_date__isnull=True) | Q(until_date__gt=today))


def is_current(membership: Membership, now: datetime) -> bool:
    """The same of one that was read with its office."""
    today = now.astimezone(ZoneInfo(membership.office.time_zone)).date()
    return membership.from_date <= today and (membership.until_date is None or today < membership.until_date)
