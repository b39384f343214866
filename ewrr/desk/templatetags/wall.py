"""What the templates of the wall need beside the hub's own tags."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from alerts.domain.words import Level
from alerts.models.choices import label
from alerts.selectors.wall_duty import Post

from ..wall_rows import due

register = template.Library()
SPARK = (96, 34)  # as drawn; a unit is about a pixel of a wall 1920 wide
SHORT = {"civilian": "CIV", "police": "POL", "military": "FORCE"}
LONG_NAME = 10  # letters that fit a cell of the strip in the large type


@register.simple_tag
def spark(past: Sequence[int], now: int) -> SafeString:
    """The last hours as a line that ends with what is now; the highest of it fills the height."""
    width, height = SPARK
    values = [*past, now]
    most = max(1, *values)
    step = width / (len(values) - 1)
    points = [
        (round(place * step, 1), round(height - 3 - value / most * (height - 6), 1))
        for place, value in enumerate(values)
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return format_html(
        '<svg class="spark" viewBox="-4 0 {} {}" aria-hidden="true" focusable="false">'
        '<polygon points="0,{} {} {},{}"/><polyline points="{}"/><circle cx="{}" cy="{}" r="4"/></svg>',
        width + 8, height, height, line, width, height, line, *points[-1],
    )  # fmt: skip


@register.simple_tag
def level_word(level: str) -> str:
    """In capitals, as it stands beside its glyph."""
    return str(label(Level(level))).upper()


@register.filter
def post_label(post: Post) -> str:
    """HUB, CIV, POL, FORCE: as they are said on the radio, the same in both languages."""
    return SHORT.get(post.duty.component, "HUB")


@register.filter
def is_long(name: str) -> bool:
    return len(name) > LONG_NAME


@register.filter
def gaps(posts: Iterable[Post]) -> list[Post]:
    return [post for post in posts if post.is_gap]


@register.simple_tag(takes_context=True)
def when_due(context: dict[str, Any], at: datetime) -> SafeString:
    """ "in 38 min", "6 min late", ticking."""
    return format_html(
        '<time datetime="{}" data-due>{}</time>', at.isoformat(timespec="seconds"), due(at, context["now"])
    )


@register.filter
def zone_name(office: Any, now: datetime) -> str:
    """The hours by which the office's clock differs from Zulu: UTC+2."""
    offset = now.astimezone(ZoneInfo(office.time_zone)).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
