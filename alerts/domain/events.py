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
    ALERT_RESPONDING = "alert.responding"
    ALERT_DISMISSED = "alert.dismissed"
    ALERT_CLOSED = "alert.closed"
    ALERT_STOOD_DOWN = "alert.stood_down"
    ALERT_REOPENED = "alert.reopened"
    ALERT_ASSESSED = "alert.assessed"
    ALERT_WORD_BACK = "alert.word_back"
    ALERT_HARM_RECORDED = "alert.harm_recorded"
    ALERT_REVIEWED = "alert.reviewed"
    ALERT_FILED_FURTHER = "alert.filed_further"
    ALERT_JOINED = "alert.joined"
    ALERT_TOOK_IN = "alert.took_in"
    ALERT_UNJOINED = "alert.unjoined"
    ALERT_GAVE_BACK = "alert.gave_back"
    ALERT_SET_APART = "alert.set_apart"
    ALERT_PLACED = "alert.placed"
    ALERT_RESTRICTED = "alert.restricted"
    ALERT_OPENED_UP = "alert.opened_up"
    ALERT_SUMMARISED = "alert.summarised"
    ALERT_COMMENTED = "alert.commented"
    FILING_GRADED = "filing.graded"
    FILING_WITHDRAWN = "filing.withdrawn"
    ALERT_IMPORTED = "alert.imported"
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_GAVE_UP = "delivery.gave_up"
    DELIVERY_SEEN = "delivery.seen"
    RULES_CHANGED = "rules.changed"
    ALARM_RAISED = "alarm.raised"
    ALARM_ENDED = "alarm.ended"
    DUTY_CHANGED = "duty.changed"
    DUTY_CHECKED_IN = "duty.checked_in"
    DUTY_NOT_CHECKED_IN = "duty.not_checked_in"
    RELIEF_PREPARED = "relief.prepared"
    RELIEF_BEGAN = "relief.began"
    RELIEF_ACCEPTED = "relief.accepted"
    RELIEF_LEFT = "relief.left"
    CALENDAR_LINKED = "calendar.linked"
    CALENDAR_ENDED = "calendar.ended"
    DEVICE_MADE = "device.made"
    DEVICE_TAKEN = "device.taken"
    DEVICE_ENDED = "device.ended"
    DISPLAY_PAIRED = "display.paired"
    DISPLAY_CHANGED = "display.changed"
    DISPLAY_ENDED = "display.ended"
    LAYER_CHANGED = "layer.changed"
    OFFICE_CHANGED = "office.changed"
    PERSON_INVITED = "person.invited"
    PERSON_CHANGED = "person.changed"
    PERSON_DEACTIVATED = "person.deactivated"
    PERSON_REACTIVATED = "person.reactivated"
    PERSON_RESET_SENT = "person.reset_sent"
    PERSON_SESSIONS_ENDED = "person.sessions_ended"
    ROLE_GIVEN = "role.given"
    ROLE_ENDED = "role.ended"
    LIST_CHANGED = "list.changed"
    GAZETTEER_CHANGED = "gazetteer.changed"
    CHANNEL_CHANGED = "channel.changed"
    RESPONSE_PROPOSED = "response.proposed"
    RESPONSE_ASSIGNED = "response.assigned"
    RESPONSE_STEPPED = "response.stepped"
    RESPONSE_REPORTED = "response.reported"
    RESPONSE_CARRIED = "response.carried"
    RESPONSE_STOOD_DOWN = "response.stood_down"
    HANDED_OVER = "response.handed_over"
    CHECKLIST_STARTED = "checklist.started"
    CHECKLIST_TICKED = "checklist.ticked"
    CHECKLIST_CARRIED = "checklist.carried"
    PLAYBOOK_CHANGED = "playbook.changed"
    REPORT_BEGUN = "report.begun"
    REPORT_WRITTEN = "report.written"
    REPORT_SUBMITTED = "report.submitted"
    REPORT_RETURNED = "report.returned"
    REPORT_APPROVED = "report.approved"
    REPORT_ISSUED = "report.issued"
    WATCH_LIST_CHANGED = "watch_list.changed"
    MEETING_CHANGED = "meeting.changed"
    MEETING_DECISION_CHANGED = "meeting.decision_changed"
    EXERCISE_CHANGED = "exercise.changed"
    INJECT_CHANGED = "exercise.inject_changed"


# About the hub itself.
OF_THE_HUB = frozenset({Happened.ALARM_RAISED, Happened.ALARM_ENDED})
OF_REPORTS = frozenset(
    {
        Happened.REPORT_BEGUN,
        Happened.REPORT_WRITTEN,
        Happened.REPORT_SUBMITTED,
        Happened.REPORT_RETURNED,
        Happened.REPORT_APPROVED,
        Happened.REPORT_ISSUED,
    }
)
# Watches begun and relieved, and the calendars that follow them.
OF_WATCHES = frozenset(
    {
        Happened.DUTY_CHECKED_IN,
        Happened.DUTY_NOT_CHECKED_IN,
        Happened.RELIEF_PREPARED,
        Happened.RELIEF_BEGAN,
        Happened.RELIEF_ACCEPTED,
        Happened.RELIEF_LEFT,
        Happened.CALENDAR_LINKED,
        Happened.CALENDAR_ENDED,
    }
)
# What the page of duties shows, and the first page of whoever holds one.
OF_DUTY = OF_WATCHES | {Happened.DUTY_CHANGED}
# About the office itself, and who is who in it.
OF_PEOPLE = frozenset(
    {
        Happened.OFFICE_CHANGED,
        Happened.PERSON_INVITED,
        Happened.PERSON_CHANGED,
        Happened.PERSON_DEACTIVATED,
        Happened.PERSON_REACTIVATED,
        Happened.PERSON_RESET_SENT,
        Happened.PERSON_SESSIONS_ENDED,
        Happened.ROLE_GIVEN,
        Happened.ROLE_ENDED,
    }
)
OF_MEETINGS = frozenset({Happened.MEETING_CHANGED, Happened.MEETING_DECISION_CHANGED})
# Who was told, reminded, and who answered.
OF_TELLING = frozenset(
    {
        Happened.ALERT_ROUTED,
        Happened.ALERT_TOLD,
        Happened.ALERT_ROUND_BEGAN,
        Happened.ALERT_REMINDED,
        Happened.ALERT_ANSWERED,
        Happened.ALERT_UNANSWERED,
        Happened.DELIVERY_SENT,
        Happened.DELIVERY_FAILED,
        Happened.DELIVERY_GAVE_UP,
        Happened.DELIVERY_SEEN,
    }
)
# What the timeline leaves to the table "Who was told", and what is of no alert.
QUIET = (
    frozenset(
        {
            Happened.DELIVERY_SENT,
            Happened.DELIVERY_SEEN,
            Happened.RULES_CHANGED,
            Happened.DEVICE_MADE,
            Happened.DEVICE_TAKEN,
            Happened.DEVICE_ENDED,
            Happened.DISPLAY_PAIRED,
            Happened.DISPLAY_CHANGED,
            Happened.DISPLAY_ENDED,
            Happened.LAYER_CHANGED,
            Happened.LIST_CHANGED,
            Happened.GAZETTEER_CHANGED,
            Happened.CHANNEL_CHANGED,
            Happened.WATCH_LIST_CHANGED,
            Happened.PLAYBOOK_CHANGED,
            Happened.EXERCISE_CHANGED,
            Happened.INJECT_CHANGED,
        }
    )
    | OF_DUTY
    | OF_THE_HUB
    | OF_PEOPLE
    | OF_REPORTS
    | OF_MEETINGS
)
