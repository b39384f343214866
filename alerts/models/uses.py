"""Where codes of the lists stand: so that the set-up can say how often each is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Use:
    """A column of `model` ("app.Model"). `alert`: how its rows name the alert that they tell of, "self" for alerts
    themselves, empty for what tells of none and is of an office. `is_several`: the column holds a list.
    """

    model: str
    column: str
    alert: str = "self"
    is_several: bool = False

    def here(self, viewer: Any) -> Q:
        return Q(office=viewer.office)


_OF_ALERT = "alerts.Alert"
_OF_FILING = "alerts.Filing"
USES: dict[str, tuple[Use, ...]] = {
    "threat_type": (Use(_OF_ALERT, "threat_types", is_several=True),),
    "received_by": (Use(_OF_FILING, "received_by", "alert"),),
    "source_kind": (Use(_OF_FILING, "source_kind", "alert"),),
    "actor_kind": (Use(_OF_ALERT, "actor_kind"),),
    "population": (Use(_OF_ALERT, "population", is_several=True),),
    "not_responded": (Use("alerts.Decision", "reason", "alert"),),
    "component": (Use(_OF_FILING, "component", "alert"),),
    "kind": (Use(_OF_ALERT, "kind"),),
    "going_on": (),
    "certainty": (Use(_OF_ALERT, "certainty"),),
    "verification": (Use(_OF_ALERT, "verification"),),
    "precision": (Use(_OF_ALERT, "precision"),),
    "age_sex": (Use(_OF_ALERT, "age_sex", is_several=True),),
    "grave_violation": (Use(_OF_ALERT, "grave_violation"),),
    "release": (Use(_OF_ALERT, "release"),),
    "dismiss_reason": (Use(_OF_ALERT, "dismissed_because"),),
    "harm": (Use("alerts.HarmRecord", "what", "alert"),),
    "position_kind": (Use("alerts.Position", "kind", ""),),
}


def add(more: Mapping[str, tuple[Use, ...]]) -> None:
    """Where codes of another app's lists stand."""
    USES.update(more)
