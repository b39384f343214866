"""The closed list of what can happen: every change is one of these, past tense."""

from enum import StrEnum


class Happened(StrEnum):
    ALERT_FILED = "alert.filed"
    ALERT_ROUTED = "alert.routed"
    ALERT_TOLD = "alert.told"
    ALERT_ANSWERED = "alert.answered"
    ALERT_UNANSWERED = "alert.unanswered"
    ALERT_DECIDED = "alert.decided"
    ALERT_DISMISSED = "alert.dismissed"
    ALERT_CLOSED = "alert.closed"
    ALERT_REOPENED = "alert.reopened"
    ALERT_IMPORTED = "alert.imported"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_GAVE_UP = "delivery.gave_up"
    DELIVERY_SEEN = "delivery.seen"


# What the timeline leaves to the table "Who was told".
QUIET = frozenset({Happened.DELIVERY_SENT, Happened.DELIVERY_SEEN})
