"""The words of reports, and for each figure the sentence that defines it: printed wherever the figure is."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.domain import words_of_reports as w

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    w.Became: {
        w.Became.NUISANCE: pgettext_lazy("triaged out", "Nuisance"),
        w.Became.NOT_PROTECTION: pgettext_lazy("triaged out", "Not a protection matter"),
        w.Became.REFUTED: pgettext_lazy("triaged out", "Refuted"),
        w.Became.DUPLICATE: pgettext_lazy("triaged out", "Duplicate"),
        w.Became.RESPONDED: pgettext_lazy("indicator", "Responded"),
        w.Became.NOT_RESPONDED: pgettext_lazy("indicator", "Not responded"),
        w.Became.PENDING: pgettext_lazy("indicator", "Pending"),
    },
    w.Indicator: {
        w.Indicator.RECEIVED: pgettext_lazy("indicator", "Received"),
        w.Indicator.TRIAGED: pgettext_lazy("indicator", "Triaged out"),
        w.Indicator.VALID: pgettext_lazy("indicator", "Valid"),
        w.Indicator.TOLD: pgettext_lazy("indicator", "Told"),
        w.Indicator.ANSWERED: pgettext_lazy("indicator", "Answered"),
        w.Indicator.DECIDED: pgettext_lazy("indicator", "Decided"),
        w.Indicator.RESPONDED: pgettext_lazy("indicator", "Responded"),
        w.Indicator.NOT_RESPONDED: pgettext_lazy("indicator", "Not responded"),
        w.Indicator.PENDING: pgettext_lazy("indicator", "Pending"),
        w.Indicator.ARRIVED_LATE: pgettext_lazy("indicator", "Arrived late"),
        w.Indicator.BEFORE: pgettext_lazy("indicator", "Of an earlier event"),
        w.Indicator.THREAT: pgettext_lazy("indicator", "Threats"),
        w.Indicator.HISTORY: pgettext_lazy("indicator", "Imported history"),
        w.Indicator.MAPPED: pgettext_lazy("indicator", "On the map"),
        w.Indicator.HARM: pgettext_lazy("indicator", "Harm to civilians"),
        w.Indicator.SENSITIVE: pgettext_lazy("indicator", "Sexual violence and grave violations"),
        w.Indicator.CLOSED: pgettext_lazy("indicator", "Closed"),
        w.Indicator.DOUBTED: pgettext_lazy("indicator", "Found refuted, not dismissed"),
        w.Indicator.NO_RESPONSE: pgettext_lazy("indicator", "Without a response on record"),
    },
    w.Span: {
        w.Span.EVENT_RECEIVED: _("Event to receipt"),
        w.Span.TYPED_RECEIVED: _("Written to receipt"),
        w.Span.RECEIVED_ROUTED: _("Receipt to routing"),
        w.Span.RECEIVED_TOLD: _("Receipt to first message delivered"),
        w.Span.RECEIVED_ANSWERED: _("Receipt to answer"),
        w.Span.RECEIVED_VERIFIED: _("Receipt to verification"),
        w.Span.ANSWERED_DECIDED: _("Answer to decision"),
        w.Span.RECEIVED_DECIDED: _("Receipt to decision"),
        w.Span.RECEIVED_ON_SITE: _("Receipt to somebody on site"),
        w.Span.EVENT_ON_SITE: _("Event to somebody on site"),
        w.Span.RECEIVED_CLOSED: _("Receipt to closing"),
        w.Span.RECEIVED_WORD_BACK: _("Receipt to word back"),
    },
    w.Harm: {
        w.Harm.KILLED: pgettext_lazy("harm", "Killed"),
        w.Harm.INJURED: pgettext_lazy("harm", "Injured"),
        w.Harm.ABDUCTED: pgettext_lazy("harm", "Abducted"),
        w.Harm.DISPLACED: pgettext_lazy("harm", "Displaced"),
    },
    w.By: {
        w.By.MISSION: pgettext_lazy("responder", "The mission (component not recorded yet)"),
        w.By.STATE: pgettext_lazy("responder", "State forces, to whom it was handed over"),
    },
    w.Unanswered: {
        w.Unanswered.MONITORED: pgettext_lazy("not responded", "Monitored only, then closed"),
        w.Unanswered.NOT_RECORDED: pgettext_lazy("not responded", "Closed, no reason on record"),
    },
    w.WordBackStands: {
        w.WordBackStands.GIVEN: pgettext_lazy("word back", "Told"),
        w.WordBackStands.NOT_SAFE: pgettext_lazy("word back", "Not safe to tell"),
        w.WordBackStands.OWED_IN_TIME: pgettext_lazy("word back", "Not yet, in time"),
        w.WordBackStands.OWED_LATE: pgettext_lazy("word back", "Not yet, overdue"),
        w.WordBackStands.NOT_SAID: pgettext_lazy("word back", "Not said"),
    },
    w.Stage: {
        w.Stage.DRAFT: pgettext_lazy("stage", "Draft"),
        w.Stage.SUBMITTED: pgettext_lazy("stage", "Submitted"),
        w.Stage.APPROVED: pgettext_lazy("stage", "Approved"),
        w.Stage.ISSUED: pgettext_lazy("stage", "Issued"),
    },
    w.Passage: {
        w.Passage.KEY_MESSAGES: _("Key messages"),
        w.Passage.COVERAGE: _("Coverage and limits"),
        w.Passage.ENGAGEMENT: _("Engagement and community feedback"),
        w.Passage.MEETING: _("Decisions of the POC meeting and follow-up"),
        w.Passage.OUTLOOK: _("Outlook, 7 to 30 days"),
        w.Passage.RECOMMENDATIONS: _("Recommendations and requests"),
    },
    w.Format: {
        w.Format.PDF: _("PDF, to read and print"),
        w.Format.DOCX: _("DOCX, to edit"),
        w.Format.XLSX: _("XLSX, tables and alerts"),
        w.Format.CSV: _("CSV, every table as a file"),
    },
    w.Making: {
        w.Making.WAITING: pgettext_lazy("file", "Waiting for the reporter"),
        w.Making.WORKING: pgettext_lazy("file", "Being made"),
        w.Making.MADE: pgettext_lazy("file", "Made"),
        w.Making.FAILED: pgettext_lazy("file", "Failed"),
    },
}

DEFINITIONS: dict[w.Indicator, Any] = {
    w.Indicator.RECEIVED: _(
        "Alerts that the hub received in the period, each counted once however many filings it rests on. Exercises "
        "and imported history are not among them; an exercise edition counts exercises only."
    ),
    w.Indicator.TRIAGED: _(
        "Received, and taken out by a person: dismissed as nuisance, as no protection matter or as refuted, joined "
        "to another alert, or decided “no action: duplicate”."
    ),
    w.Indicator.VALID: _("Received and not triaged out. It is the denominator of every rate."),
    w.Indicator.TOLD: _("Valid, and a message about it was delivered to somebody."),
    w.Indicator.ANSWERED: _("Valid, and all who had to answer did."),
    w.Indicator.DECIDED: _("Valid, and somebody decided what is to be done."),
    w.Indicator.RESPONDED: _(
        "Valid, and somebody acted: of the responses that serve it at least one has moved, was on site or is done, "
        "also if it was broken off later. To verify or to inform alone is no response. What was shared with state "
        "forces by an approved hand-over counts as responded to by them. "
        "An alert with several responders counts under each, once in the total. "
        "Versions made before responses were recorded in "
        "the hub rest on the decision."
    ),
    w.Indicator.NOT_RESPONDED: _(
        "Valid, nobody acted, and decided “no action” or closed. The reason is that of the decision; of what was to be "
        "responded to, that of the last response which was refused or broken off."
    ),
    w.Indicator.PENDING: _("Valid, open, nobody acted yet, and not decided “no action”."),
    w.Indicator.ARRIVED_LATE: _(
        "Valid, and received more than six hours after the event: the warning was late, not the response. Kept out "
        "of times from the event and times to somebody on site, and shown apart."
    ),
    w.Indicator.BEFORE: _("Received in the period, of an event before it. Counted in the period of receipt."),
    w.Indicator.THREAT: _(
        "Valid alerts by receipt and imported history by event: what, where, when. No rate rests on it. An alert "
        "with threats of several types counts under each, once in the total."
    ),
    w.Indicator.HISTORY: _(
        "Records of other systems, by the day of the event. They count in threat tables, never in response figures."
    ),
    w.Indicator.MAPPED: _(
        "Threats with a known point that are not restricted, drawn in the middle of squares of about 5 km."
    ),
    w.Indicator.HARM: _(
        "Threats that killed, injured, abducted or displaced civilians, or may. Alerts are counted, not people."
    ),
    w.Indicator.SENSITIVE: _("Conflict-related sexual violence and the six grave violations against children: alerts."),
    w.Indicator.CLOSED: _("Valid and closed by now."),
    w.Indicator.DOUBTED: _(
        "Valid, and found to be refuted; it leaves the denominator only once somebody dismisses it."
    ),
    w.Indicator.NO_RESPONSE: _(
        "Valid, decided to be responded to, and no response serves it but, perhaps, to verify or to inform."
    ),
}
HOW_TIMES_ARE_READ = _(
    "Times: between two clocks that are both known; none is inferred. Median: the middle one. P90: the "
    "shortest that nine in ten do not exceed. Inside target: of those that have a target, also where nobody ever "
    "answered or decided. Answer and decision have the targets of the plan by which the alert was told; on site 30 min "
    "for critical, 60 min for high, else the time at which the response was due that arrived first."
)
HOW_CELLS_ARE_HIDDEN = _(
    "In tables about people, one or two alerts are written as “<3”, so that nobody can be recognised. "
    "Restricted alerts count in the totals; what they are about is shown only to those who are cleared for it."
)
HINTS: dict[w.Passage, Any] = {
    w.Passage.KEY_MESSAGES: _("Three to five messages, one a line: what changed, what was done, what was not."),
    w.Passage.COVERAGE: _("What the hub cannot know: networks that are down, dead zones, who could not report."),
    w.Passage.ENGAGEMENT: _("Meetings with communities, what they said back."),
    w.Passage.MEETING: _("One decision a line: action, owner, due day, status; also those of earlier weeks."),
    w.Passage.OUTLOOK: _("What may bring trouble: market days, transhumance, elections, operations."),
    w.Passage.RECOMMENDATIONS: _("One a line: what the mission’s headquarters is asked for."),
}
