"""The closed list of what can happen: every change is one of these, past tense."""

from enum import StrEnum


class Happened(StrEnum):
    ALERT_FILED = "alert.filed"
    ALERT_ROUTED = "alert.routed"
    ALERT_TOLD = "alert.told"
    ALERT_ROUND_BEGAN = "alert.round_began"
    ALERT_REMINDED = "alert.reminded"
    ALERT_ANSWERED = "alert.answered"
    ALERT_UNANSWERED = "alert.unanswered"
    ALERT_DECIDED = "alert.decided"
    ALERT_DISMISSED = "alert.dismissed"
    ALERT_CLOSED = "alert.closed"
    ALERT_REOPENED = "alert.reopened"
    ALERT_ASSESSED = "alert.assessed"
    ALERT_WORD_BACK = "alert.word_back"
    ALERT_IMPORTED = "alert.imported"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_GAVE_UP = "delivery.gave_up"
    DELIVERY_SEEN = "delivery.seen"
    RULES_CHANGED = "rules.changed"
    ALARM_RAISED = "alarm.raised"
    ALARM_ENDED = "alarm.ended"
    DUTY_CHANGED = "duty.changed"
    LAYER_CHANGED = "layer.changed"


# About the hub itself.
OF_THE_HUB = frozenset({Happened.ALARM_RAISED, Happened.ALARM_ENDED})
# What the timeline leaves to the table "Who was told", and what is of no alert.
QUIET = (
    frozenset({Happened.DELIVERY_SENT, Happened.DELIVERY_SEEN})
    | {Happened.RULES_CHANGED, Happened.DUTY_CHANGED, Happened.LAYER_CHANGED}
    | OF_THE_HUB
)
