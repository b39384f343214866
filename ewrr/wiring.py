"""Where the two apps meet: what an event of alerts brings about in responses, within the same transaction."""

from alerts.domain.events import Happened
from ewrr.common.change import wire
from responses.services import alongside
from responses.services import checklists_alongside as checklists

PAIRS = {
    Happened.ALERT_DECIDED: (alongside.decided, checklists.decided),
    Happened.ALERT_DISMISSED: (alongside.dismissed, checklists.ended),
    Happened.ALERT_CLOSED: (alongside.closed, checklists.ended),
    Happened.ALERT_REOPENED: (checklists.reopened,),
    Happened.ALERT_JOINED: (alongside.joined, checklists.joined),
    Happened.ALERT_UNJOINED: (alongside.unjoined, checklists.unjoined),
}


def connect() -> None:
    """Called once the apps are loaded."""
    wire(PAIRS)
