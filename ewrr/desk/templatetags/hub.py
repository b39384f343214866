"""How the hub writes times, levels, places and who owes what."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.words import Level
from alerts.models.choices import label
from alerts.selectors.card import Card
from ewrr.common.clock import dtg as date_time_group
from ewrr.common.geo import to_mgrs
from ewrr.common.lengths import km

register = template.Library()
UNMISTAKEN = timedelta(hours=18)


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """A glyph of the sprite, for the eye only: the word stands beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("icons/sprite.svg"),
        name if name.startswith(("t-", "lv-", "o-")) else f"i-{name}",
    )


@register.simple_tag
def glyph(level: str) -> SafeString:
    return icon(f"lv-{level}", f"lv c-{level}")


@register.simple_tag
def level_badge(level: str) -> SafeString:
    """Glyph and word in capitals, always first in its row."""
    return format_html(
        '<span class="level {}">{}{}</span>', level, icon(f"lv-{level}", "lv"), str(label(Level(level))).upper()
    )


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time, short: 40 s, 31 min, 1 h 44, 3 d 2 h."""
    if length is None:
        return ""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _("{h} h {m}").format(h=hours, m=f"{minutes:02}")
    return _("{d} d {h} h").format(d=hours // 24, h=hours % 24)


@register.simple_tag(takes_context=True)
def age(context: dict[str, Any], moment: datetime) -> SafeString:
    """How long ago, ticking on the page."""
    now = context["now"]
    return format_html(
        '<time class="age" datetime="{}" data-age>{}</time>', moment.isoformat(timespec="seconds"), span(now - moment)
    )


@register.simple_tag(takes_context=True)
def since(context: dict[str, Any], moment: datetime | None) -> str:
    """How long before the request's moment, as a length: 20 s."""
    return span(context["now"] - moment) if moment else ""


@register.filter
def to_decision(alert: Any) -> str:
    """How long after its receipt an alert was first decided."""
    return span(alert.decided_at - alert.received_at)


@register.filter
def typed_day(value: Any) -> str:
    """A day as a date field holds it; what was typed and is none, as it was typed."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


@register.filter
def until(due_at: datetime, card: Card) -> str:
    """ "in 38 min" or "6 min late", seen from the card's moment."""
    gap = due_at - card.now
    return _("%(time)s late") % {"time": span(-gap)} if gap <= timedelta() else _("in %(time)s") % {"time": span(gap)}


@register.filter
def clock(moment: datetime | None) -> str:
    """19:21 in the office's zone; with the day once that could be mistaken, after 18 hours."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if abs(timezone.localtime() - local) < UNMISTAKEN:
        return f"{local:%H:%M}"
    return f"{local:%d.%m. %H:%M}" if local.year == timezone.localtime().year else f"{local:%d.%m.%Y}"


@register.filter
def day(moment: datetime | None) -> str:
    """2014-01-16 in the office's zone, for records of which only the day is known."""
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


@register.filter
def last_day(until: datetime | None) -> str:
    """The last day of a half-open period."""
    return day(until - timedelta(seconds=1)) if until else ""


@register.filter
def dtg(moment: datetime | None) -> str:
    return date_time_group(moment) if moment else ""


@register.filter
def grid(alert: Any) -> str:
    """The grid reference with no more figures than are known: 100 m for a spot, 1 km for a village."""
    if alert.lat is None:
        return ""
    return to_mgrs(alert.lat, alert.lon, {"exact": 3, "village": 2}.get(alert.precision, 1))


register.filter("km", km)


POINTS = {
    "N": gettext_lazy("N"),
    "NE": gettext_lazy("NE"),
    "E": gettext_lazy("E"),
    "SE": gettext_lazy("SE"),
    "S": gettext_lazy("S"),
    "SW": gettext_lazy("SW"),
    "W": gettext_lazy("W"),
    "NW": gettext_lazy("NW"),
}


@register.filter
def lower_first(text: object) -> str:
    """Within a sentence; what begins with an acronym stays: "UN staff"."""
    words = str(text)
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


@register.filter
def compass_point(direction: str) -> str:
    return str(POINTS[direction])


@register.filter
def short_component(code: str) -> str:
    """CIV POL FORCE, the same in both languages."""
    return {"civilian": "CIV", "police": "POL", "military": "FORCE"}[code]


FAILURES = {
    "recipient_refused": gettext_lazy("the address was refused"),
    "no_address": gettext_lazy("there is no address"),
    "never_finished": gettext_lazy("the sender died each time"),
}


@register.filter
def failure(code: str) -> str:
    """What a failed message met with, in words."""
    if code.startswith("bug_"):
        return _("a fault of the hub")
    return str(FAILURES.get(code, _("the mail server did not take it")))


@register.filter
def at_key(found: dict[Any, Any], key: Any) -> Any:
    """What stands under a key, None where nothing does."""
    return found.get(key)


@register.filter
def at_place(found: list[Any], place: int) -> Any:
    """What stands at a place, counted from 0."""
    return found[place]


@register.filter
def beside(cells: list[Any], columns: list[Any]) -> list[tuple[Any, Any]]:
    """Each column with what stands in it."""
    return list(zip(columns, cells, strict=True))


@register.filter
def coded(code: str, words: str) -> str:
    """The label of a stored code: {{ told.component|coded:"Component" }}."""
    from alerts.domain import words as vocabularies
    from alerts.domain import words_of_exercises as of_exercises

    kind = getattr(vocabularies, words, None) or getattr(of_exercises, words)
    return str(label(kind(code))) if code else ""


@register.filter
def where(card: Card) -> str:
    """As much of the place as the reader may know: its name, the area, or that it is restricted."""
    alert = card.alert
    area = alert.area.name if alert.area else _("area not known")
    if card.is_whole:
        return alert.place_name or area
    return _("Restricted, %(area)s") % {"area": area} if alert.is_restricted else area
