"""What the board's lists link to."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()
MOST_JOINED = 50  # at once; an address has its limits


@register.filter
def join_path(numbers: Sequence[str]) -> str:
    """Where the first is compared with all others before they are joined."""
    first, *others = numbers[:MOST_JOINED]
    return f"{reverse('alert', args=[first])}join/?{urlencode([('with', number) for number in others])}"
