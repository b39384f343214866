"""Sentences that the scripts of the wall show: what it needs of the hub's, and its own where the wall is shorter."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .words import WORDS

SHARED = ("seconds", "minutes", "hours", "days", "level_critical", "level_high", "level_medium", "level_low")
OF_THE_MAP = (
    "map_circle",
    "map_civilian",
    "map_cluster",
    "map_exercise",
    "map_force",
    "map_kilometres",
    "map_legend",
    "map_metres",
    "map_no_base",
    "map_no_place",
    "map_one_no_place",
    "map_police",
    "map_stack",
    "map_straight",
    "map_unit",
)
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
WALL_WORDS = {
    **{key: WORDS[key] for key in (*SHARED, *OF_THE_MAP)},
    **{f"point_{point}": WORDS[f"point_{point}"] for point in POINTS},
    "late": pgettext_lazy("wall", "{time} late"),
    "in": pgettext_lazy("wall", "in {time}"),
    "map_label": _("Map of the open alerts"),
    "wall_far": _("Outside the map: {what}"),
    "wall_far_one": _("{number}, {length} {point}"),
}
