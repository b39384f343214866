"""Lengths in words, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def km(distance: float | None) -> str:
    """Kilometres as far as they matter: 800 m, 2.4 km, 14 km."""
    if distance is None:
        return ""
    if distance < 0.95:
        return _("%(metres)d m") % {"metres": round(distance * 10) * 100 or 100}
    figure = round(distance, 1) if distance < 5 else round(distance)
    return _("%(km)s km") % {"km": number_format(int(figure) if figure == int(figure) else figure)}
