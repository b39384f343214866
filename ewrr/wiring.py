"""Where the two apps meet: what an event of alerts brings about in responses, within the same transaction."""

from enum import StrEnum

from alerts.domain.events import Happened
from ewrr.common.change import Then, wire
from responses.services import alongside

PAIRS: dict[StrEnum, tuple[Then, ...]] = {
    Happened.ALERT_DECIDED: (alongside.decided,),
    Happened.ALERT_DISMISSED: (alongside.dismissed,),
    Happened.ALERT_CLOSED: (alongside.closed,),
    Happened.ALERT_REOPENED: (alongside.reopened,),
    Happened.ALERT_JOINED: (alongside.joined,),
    Happened.ALERT_UNJOINED: (alongside.unjoined,),
}


def connect() -> None:
    """Called once the apps are loaded."""
    wire(PAIRS)
