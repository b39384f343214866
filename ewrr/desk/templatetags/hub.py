"""How the hub writes times, levels, places and who owes what."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.words import Level, OwedKind
from alerts.models.choices import label
from alerts.selectors.card import Card
from ewrr.common.geo import to_mgrs

register = template.Library()
UNMISTAKEN = timedelta(hours=18)

# Each its own sentence: "due" agrees with the noun in French.
OWES = {
    OwedKind.ANSWER: gettext_lazy("%(who)s owes answer"),
    OwedKind.VERIFY: gettext_lazy("%(who)s owes verification"),
    OwedKind.DECIDE: gettext_lazy("%(who)s owes decision"),
    OwedKind.ARRIVE: gettext_lazy("%(who)s owes arrival"),
    OwedKind.WORD_BACK: gettext_lazy("%(who)s owes word back"),
    OwedKind.REVIEW: gettext_lazy("%(who)s owes review"),
    OwedKind.OTHER: gettext_lazy("%(who)s owes an act"),
}


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
    now = context["request"].now
    return format_html(
        '<time class="age" datetime="{}" data-age>{}</time>', moment.isoformat(timespec="seconds"), span(now - moment)
    )


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


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@register.filter
def dtg(moment: datetime | None) -> str:
    """Military date-time group in Zulu, 241933ZNOV26; English month in every language."""
    if moment is None:
        return ""
    zulu = moment.astimezone(timezone.get_fixed_timezone(0))
    return f"{zulu:%d%H%M}Z{MONTHS[zulu.month - 1]}{zulu:%y}"


@register.filter
def grid(alert: Any) -> str:
    """The grid reference with no more figures than are known: 100 m for a spot, 1 km for a village."""
    if alert.lat is None:
        return ""
    return to_mgrs(alert.lat, alert.lon, {"exact": 3, "village": 2}.get(alert.precision, 1))


@register.filter
def km(distance: float | None) -> str:
    """Kilometres as far as they matter: 800 m, 2.4 km, 14 km."""
    if distance is None:
        return ""
    if distance < 0.95:
        return _("%(metres)d m") % {"metres": round(distance * 10) * 100 or 100}
    figure = round(distance, 1) if distance < 5 else round(distance)
    return _("%(km)s km") % {"km": number_format(int(figure) if figure == int(figure) else figure)}


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


@register.filter
def coded(code: str, words: str) -> str:
    """The label of a stored code: {{ told.component|coded:"Component" }}."""
    from alerts.domain import words as vocabularies

    return str(label(getattr(vocabularies, words)(code))) if code else ""


@register.filter
def where(card: Card) -> str:
    """As much of the place as the reader may know: its name, the area, or that it is restricted."""
    alert = card.alert
    area = alert.area.name if alert.area else _("area not known")
    if card.is_whole:
        return alert.place_name or area
    return _("Restricted, %(area)s") % {"area": area} if alert.is_restricted else area


@register.inclusion_tag("parts/owed.html", takes_context=True)
def owed_line(context: dict[str, Any], card: Card) -> dict[str, Any]:
    """Who owes what by when: the loudest line of every alert."""
    row = card.owed
    if row is None:
        return {"sentence": "", "card": card}
    mine = card.is_owed_by_viewer and len(card.silent) == 1
    if mine:
        who = _("You")
    elif row.kind == OwedKind.ANSWER and len(card.silent) > 1:
        return _owed(card, _several(card))
    else:
        who = _debtor(card)
    sentence = _("You owe answer") if mine and row.kind == OwedKind.ANSWER else OWES[OwedKind(row.kind)] % {"who": who}
    return _owed(card, sentence)


def _several(card: Card) -> Any:
    """Who must answer, each of them; or that one answer of any of them is enough."""
    if not card.needs_each:
        return _("One answer owed")
    if len(card.silent) == len(card.triad):
        return _("All three owe answer")
    names = ", ".join(str(label(component)) for component in card.silent)
    return _("%(who)s owe answer") % {"who": names}


def _debtor(card: Card) -> str:
    row = card.owed
    if row is not None and (row.person or row.duty):
        return str(row.person or row.duty)
    return str(label(card.silent[0])) if card.silent else _("The hub")


def _owed(card: Card, sentence: Any) -> dict[str, Any]:
    row = card.owed
    assert row is not None
    return {
        "sentence": sentence,
        "due_at": row.due_at,
        "text": until(row.due_at, card),
        "is_late": card.is_late,
        "card": card,
    }
