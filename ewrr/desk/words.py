"""Sentences that scripts show, in one dictionary rendered as a JSON block: one catalogue for all."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    # Link state
    "live": _("live"),
    "polling": _("polling every {seconds} s"),
    "not_live": _("Not live. Last update {time}."),
    "not_live_long": _("Not live since {time}. You see the page as it was. Trying again."),
    # Time
    "seconds": _("{n} s"),
    "minutes": _("{n} min"),
    "hours": _("{h} h {m}"),
    "days": _("{d} d {h} h"),
    "late": _("{time} late"),
    "in": _("in {time}"),
    # Board
    "new_alert": _("1 new alert: {what}. Show it"),
    "new_alerts": _("{count} new alerts. Show them"),
    "new_critical": _("New critical alert: {what}"),
    "new_storm": _("{what}. Show them as one"),
    "shown_of": _("{n} of {m} shown"),
    "shown_of_many": _("{n} of over {m} shown"),
    "found_of": _("{n} shown, {found} found of {m}"),
    "not_in_list": _("no longer in this list"),
    "storm_over": _("no longer so many at once"),
    "chosen": _("{n} chosen"),
    "chosen_changed": _("{n} chosen, {changed} changed since"),
    "not_done": _("Not done. The link is cut."),
    # Filing
    "answered_of": _("{done} of 6 answered"),
    "sending": _("Sending …"),
    "on_this_phone": _("On this phone only. Nobody has been told."),
    "next_try": _("Next try in {seconds} s."),
    "kept_at": _("Draft kept on this phone, {time}"),
    "here_wait": _("Asking the phone where it is …"),
    "here_failed": _("The phone could not say where it is. Type the place."),
    "here_found": _("Known to about {metres} m"),
    # Map
    "map_label": _("Map of the alerts in the list"),
    "map_closer": _("Closer"),
    "map_farther": _("Farther"),
    "map_legend": _("What the marks mean"),
    "map_circle": _("place known to this circle"),
    "map_exercise": _("exercise"),
    "map_force": _("Force"),
    "map_police": _("UNPOL"),
    "map_civilian": _("Civilian"),
    "map_no_base": _("The base map could not be loaded."),
    "level_critical": _("critical"),
    "level_high": _("high"),
    "level_medium": _("medium"),
    "level_low": _("low"),
    "map_no_place": _("{count} alerts have no place on the map"),
    "map_one_no_place": _("1 alert has no place on the map"),
    "map_cluster": _("{count} alerts, worst: {level}"),
}
