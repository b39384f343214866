"""The seven kinds that are filed most, in the words of people in a hurry; the rest is one fold away."""

from typing import Any

from django.utils.translation import pgettext_lazy

from alerts.domain.words import ThreatType
from ewrr.common import wording

TILES = (
    (ThreatType.INCURSION, pgettext_lazy("tile", "Attack")),
    (ThreatType.ABDUCTION, pgettext_lazy("tile", "Abduction")),
    (ThreatType.ARSON, pgettext_lazy("tile", "Houses burned")),
    (ThreatType.MOVEMENT, pgettext_lazy("tile", "Armed men seen")),
    (ThreatType.KILLING, pgettext_lazy("tile", "Killing")),
    (ThreatType.LOOTING, pgettext_lazy("tile", "Looting")),
    (ThreatType.DISPLACEMENT, pgettext_lazy("tile", "People fleeing")),
)


def tile(code: ThreatType, short: Any) -> Any:
    """The short words of a tile, or what the office calls it itself."""
    return wording.current().name("threat_type", code) or short
