"""Sentences that scripts show, in one dictionary rendered as a JSON block: one catalogue for all."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    # Link state
    "live": _("live"),
    "live_ago": _("live, {ago} ago"),
    "polling": _("polling every {seconds} s"),
    "not_live": _("Not live. Last update {time}."),
    "not_live_long": _("Not live since {time}. You see the page as it was. Trying again."),
    "updated": _("{count} alerts changed"),
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
    "reload": _("The page was read afresh."),
    # Filing
    "answered_of": _("{done} of 6 answered"),
    "sending": _("Sending …"),
    "on_this_phone": _("On this phone only. Nobody has been told."),
    "not_sent": _("Not sent, no number"),
    "next_try": _("Next try in {seconds} s."),
    "kept_at": _("Draft kept on this phone, {time}"),
    "here_wait": _("Asking the phone where it is …"),
    "here_failed": _("The phone could not say where it is. Type the place."),
    "here_found": _("Known to about {metres} m"),
    # Map
    "map_no_place": _("{count} alerts have no place on the map"),
    "map_one_no_place": _("1 alert has no place on the map"),
    "map_cluster": _("{count} alerts, worst: {level}"),
    "map_restricted": _("Restricted alerts are not on the map."),
}
