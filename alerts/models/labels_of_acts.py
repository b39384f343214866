"""The words a person reads for codes of duty, telling, deciding and ending."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words_of_deciding as d
from alerts.domain import words_of_harm as h
from alerts.domain import words_of_telling as t
from alerts.domain.scopes import Scope

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    Scope: {
        Scope.FILE: pgettext_lazy("scope", "File alerts, withdraw its own"),
        Scope.READ: pgettext_lazy("scope", "Read alerts"),
        Scope.ANSWER: pgettext_lazy("scope", "Answer, comment"),
        Scope.ASSESS: pgettext_lazy("scope", "Assess, place, sum up, grade"),
        Scope.DECIDE: pgettext_lazy("scope", "Decide, dismiss, close, reopen, join"),
    },
    t.Turn: {
        t.Turn.DAILY: _("each day"),
        t.Turn.WEEKLY: _("each week"),
        t.Turn.MONTHLY: _("each month"),
    },
    t.ShiftKind: {
        t.ShiftKind.ADD: _("Beside whoever has it"),
        t.ShiftKind.REPLACE: _("In the place of whoever has it"),
        t.ShiftKind.REMOVE: _("Taken out of the rotation"),
        t.ShiftKind.SURGE: _("Surge: before everybody else"),
    },
    t.HeldBy: {
        t.HeldBy.SURGE: pgettext_lazy("held by", "surge"),
        t.HeldBy.OVERRIDE: pgettext_lazy("held by", "changed by hand"),
        t.HeldBy.SHIFT: pgettext_lazy("held by", "shift"),
        t.HeldBy.ROTATION: pgettext_lazy("held by", "rotation"),
    },
    t.Purpose: {
        t.Purpose.STEP: pgettext_lazy("message", "step of the plan"),
        t.Purpose.REPEAT: pgettext_lazy("message", "repeat"),
        t.Purpose.LAST_RESORT: pgettext_lazy("message", "last resort"),
        t.Purpose.REMINDER: pgettext_lazy("message", "reminder"),
        t.Purpose.MENTION: pgettext_lazy("message", "mention"),
        t.Purpose.NOTICE: pgettext_lazy("message", "notice"),
        t.Purpose.TEST: pgettext_lazy("message", "test"),
        t.Purpose.INVITATION: pgettext_lazy("message", "invitation"),
        t.Purpose.RESET: pgettext_lazy("message", "link to a new password"),
    },
    t.Note: {
        t.Note.REPORT_DRAFTED: pgettext_lazy("notice", "The draft of the POC report is ready to be written."),
        t.Note.REPORT_SUBMITTED: pgettext_lazy("notice", "A POC report waits for approval."),
        t.Note.REPORT_RETURNED: pgettext_lazy("notice", "A POC report came back to be changed."),
        t.Note.REPORT_APPROVED: pgettext_lazy("notice", "A POC report is approved and can be issued."),
        t.Note.REPORT_ISSUED: pgettext_lazy("notice", "A POC report is issued."),
        t.Note.DECISION_GIVEN: pgettext_lazy("notice", "The POC meeting gave you a decision to carry out."),
        t.Note.DECISION_OVERDUE: pgettext_lazy("notice", "A decision of the POC meeting is overdue with you."),
        t.Note.EXERCISE_BEGUN: pgettext_lazy(
            "notice", "An exercise begins. A real warning is still filed: choose “Real” on the form."
        ),
        t.Note.EXERCISE_ENDED: pgettext_lazy("notice", "The exercise has ended."),
        t.Note.CHECK_IN_DUE: pgettext_lazy("notice", "Your watch has begun: check in."),
        t.Note.NOT_CHECKED_IN: pgettext_lazy("notice", "A duty falls to you: nobody has checked in for it."),
        t.Note.RELIEF_WAITS: pgettext_lazy("notice", "Your watch has begun: accept what is handed over."),
        t.Note.RELIEF_LEFT: pgettext_lazy("notice", "Open items of a duty that falls to you were not accepted."),
        t.Note.ROLES_CHANGED: pgettext_lazy("notice", "Who has which role in the office was changed."),
        t.Note.ACCOUNT_CHANGED: pgettext_lazy("notice", "An administrator changed your account or your roles."),
    },
    t.CheckedInVia: {
        t.CheckedInVia.PAGE: pgettext_lazy("checked in", "here"),
        t.CheckedInVia.RADIO: pgettext_lazy("checked in", "by radio"),
        t.CheckedInVia.ANSWER: pgettext_lazy("checked in", "by answering an alert"),
        t.CheckedInVia.TAKEN: pgettext_lazy("checked in", "by taking the duty over"),
        t.CheckedInVia.RELIEF: pgettext_lazy("checked in", "by accepting what was handed over"),
    },
    t.Cause: {
        t.Cause.FILED: pgettext_lazy("round", "filed"),
        t.Cause.RAN_OUT: pgettext_lazy("round", "answered, but not decided in time"),
        t.Cause.LEVEL_ROSE: pgettext_lazy("round", "the level rose"),
        t.Cause.REOPENED: pgettext_lazy("round", "reopened"),
        t.Cause.UNJOINED: pgettext_lazy("round", "the joining was undone"),
        t.Cause.RESTRICTED: pgettext_lazy("round", "restricted: other people are named for it"),
    },
    t.Part: {
        t.Part.WORKER: pgettext_lazy("part", "worker"),
        t.Part.SENDER: pgettext_lazy("part", "sender"),
        t.Part.BEAT: pgettext_lazy("part", "beat"),
        t.Part.SWEEP: pgettext_lazy("part", "sweep"),
        t.Part.REDIS: pgettext_lazy("part", "Redis"),
    },
    t.Late: {
        t.Late.STEPS: pgettext_lazy("late", "steps"),
        t.Late.MESSAGES: pgettext_lazy("late", "messages"),
        t.Late.REMINDERS: pgettext_lazy("late", "reminders"),
        t.Late.CHECK_INS: pgettext_lazy("late", "check-ins and hand-overs"),
        t.Late.STOPPED: pgettext_lazy("late", "alerts that stand still"),
    },
    t.AlarmKind: {
        t.AlarmKind.OVERDUE: pgettext_lazy("alarm", "overdue work"),
        t.AlarmKind.SILENT: pgettext_lazy("alarm", "a silent part"),
        t.AlarmKind.CHANNEL: pgettext_lazy("alarm", "a channel that cannot be reached"),
        t.AlarmKind.UNMANNED: pgettext_lazy("alarm", "an unmanned duty"),
        t.AlarmKind.UNSEEN: pgettext_lazy("alarm", "a duty for which nobody has checked in"),
        t.AlarmKind.CLOCK: pgettext_lazy("alarm", "the clock went back"),
    },
    d.Course: {
        d.Course.RESPOND: _("Respond"),
        d.Course.MONITOR: _("Monitor"),
        d.Course.HAND_OVER: _("Hand over to state forces"),
        d.Course.NO_ACTION: pgettext_lazy("decision", "No action"),
    },
    d.NotResponded: {
        d.NotResponded.TOO_FAR: pgettext_lazy("not responded", "Too far"),
        d.NotResponded.ACCESS: pgettext_lazy("not responded", "No access: road, terrain, weather"),
        d.NotResponded.ROUTE_INSECURE: pgettext_lazy("not responded", "Insecurity or IED on the route"),
        d.NotResponded.NO_ASSET: pgettext_lazy("not responded", "No troops, vehicle or fuel"),
        d.NotResponded.NO_AIR_NIGHT: pgettext_lazy("not responded", "No air asset, night limitation"),
        d.NotResponded.VAGUE: pgettext_lazy("not responded", "Too vague or not located"),
        d.NotResponded.LATE: pgettext_lazy("not responded", "Received too late"),
        d.NotResponded.NOT_CREDIBLE: pgettext_lazy("not responded", "Not credible after check"),
        d.NotResponded.OUTSIDE_MANDATE: pgettext_lazy("not responded", "Outside mandate, common crime"),
        d.NotResponded.LEFT_TO_STATE: pgettext_lazy("not responded", "Left to national forces"),
        d.NotResponded.STATE_DECLINED: pgettext_lazy("not responded", "National forces refused or did not act"),
        d.NotResponded.UNIT_DECLINED: pgettext_lazy("not responded", "Unit declined, national caveat"),
        d.NotResponded.OVERTAKEN: pgettext_lazy("not responded", "Overtaken by events"),
        d.NotResponded.DUPLICATE: pgettext_lazy("not responded", "Duplicate"),
    },
    d.WordBack: {
        d.WordBack.GIVEN: pgettext_lazy("word back", "Given"),
        d.WordBack.NOT_SAFE: pgettext_lazy("word back", "Not safe to give"),
        d.WordBack.OWED: pgettext_lazy("word back", "Owed until a day"),
    },
    d.EndingKind: {
        d.EndingKind.DISMISSED: pgettext_lazy("ending", "Dismissed"),
        d.EndingKind.CLOSED: pgettext_lazy("ending", "Closed"),
        d.EndingKind.REOPENED: pgettext_lazy("ending", "Reopened"),
        d.EndingKind.WORD_BACK: pgettext_lazy("ending", "Word back"),
        d.EndingKind.REVIEWED: pgettext_lazy("ending", "Reviewed"),
    },
    d.ReviewCause: {
        d.ReviewCause.CRITICAL: pgettext_lazy("review", "level critical"),
        d.ReviewCause.DEATH: pgettext_lazy("review", "a death on record"),
        d.ReviewCause.LATE: pgettext_lazy("review", "answered, decided or responded to late"),
    },
    h.Harm: {
        h.Harm.KILLED: pgettext_lazy("harm done", "Killed"),
        h.Harm.INJURED: pgettext_lazy("harm done", "Injured"),
        h.Harm.ABDUCTED: pgettext_lazy("harm done", "Abducted"),
        h.Harm.DISPLACED: pgettext_lazy("harm done", "Displaced"),
        h.Harm.PROPERTY: pgettext_lazy("harm done", "Property"),
        h.Harm.SEXUAL_VIOLENCE: pgettext_lazy("harm done", "Sexual violence"),
        h.Harm.OTHER: pgettext_lazy("harm done", "Other harm"),
    },
    h.DespiteWarning: {
        h.DespiteWarning.YES: pgettext_lazy("despite a warning", "Yes"),
        h.DespiteWarning.NO: pgettext_lazy("despite a warning", "No"),
        h.DespiteWarning.UNKNOWN: pgettext_lazy("despite a warning", "Not known"),
    },
    h.HarmKnown: {
        h.HarmKnown.NONE: pgettext_lazy("harm to civilians", "None known"),
        h.HarmKnown.ON_RECORD: pgettext_lazy("harm to civilians", "As on record"),
        h.HarmKnown.UNKNOWN: pgettext_lazy("harm to civilians", "Not known"),
    },
}
