"""The seven kinds that are filed most, in the words of people in a hurry; the rest is one fold away."""

from django.utils.translation import pgettext_lazy

from alerts.domain.words import ThreatType

TILES = (
    (ThreatType.INCURSION, pgettext_lazy("tile", "Attack")),
    (ThreatType.ABDUCTION, pgettext_lazy("tile", "Abduction")),
    (ThreatType.ARSON, pgettext_lazy("tile", "Houses burned")),
    (ThreatType.MOVEMENT, pgettext_lazy("tile", "Armed men seen")),
    (ThreatType.KILLING, pgettext_lazy("tile", "Killing")),
    (ThreatType.LOOTING, pgettext_lazy("tile", "Looting")),
    (ThreatType.DISPLACEMENT, pgettext_lazy("tile", "People fleeing")),
)
