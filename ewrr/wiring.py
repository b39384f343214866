"""Where the two apps meet: what an event of alerts brings about in responses, within the same transaction."""

from enum import StrEnum

from alerts.domain.events import Happened
from ewrr.common.change import Then, wire
from responses.services import alongside, handing_over
from responses.services import checklists_alongside as checklists

PAIRS: dict[StrEnum, tuple[Then, ...]] = {
    Happened.ALERT_DECIDED: (alongside.decided, checklists.decided),
    Happened.ALERT_DISMISSED: (alongside.dismissed, handing_over.alert_ended, checklists.ended),
    Happened.ALERT_CLOSED: (alongside.closed, handing_over.alert_ended, checklists.ended, alongside.reviewed),
    Happened.ALERT_STOOD_DOWN: (alongside.exercise_over, handing_over.alert_ended, checklists.ended),
    Happened.ALERT_REOPENED: (alongside.reopened, checklists.reopened),
    Happened.ALERT_JOINED: (alongside.joined, handing_over.alert_joined, checklists.joined),
    Happened.ALERT_UNJOINED: (alongside.unjoined, checklists.unjoined),
}


def connect() -> None:
    """Called once the apps are loaded."""
    wire(PAIRS)
