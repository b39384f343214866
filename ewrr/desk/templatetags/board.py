"""What the board's lists link to."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from alerts.domain.words import Precision
from alerts.models import Alert
from alerts.selectors.access import Viewer

register = template.Library()
MOST_JOINED = 50  # at once; an address has its limits


@register.filter
def join_path(numbers: Sequence[str]) -> str:
    """Where the first is compared with all others before they are joined."""
    first, *others = numbers[:MOST_JOINED]
    return f"{reverse('alert', args=[first])}join/?{urlencode([('with', number) for number in others])}"


@register.filter
def on_map(alerts: Iterable[Alert], viewer: Viewer) -> list[Alert]:
    """Those that the map may draw for the viewer: seen whole, not restricted, with a place."""
    return [
        alert
        for alert in alerts
        if alert.lat is not None
        and alert.precision != Precision.NAME_ONLY
        and not alert.is_restricted
        and viewer.sees_whole(alert)
    ]
