"""The words a person reads for each code of the vocabularies, in both languages."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words as w

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    w.Component: {
        w.Component.CIVILIAN: pgettext_lazy("component", "Civilian"),
        w.Component.POLICE: pgettext_lazy("component", "Police"),
        w.Component.MILITARY: pgettext_lazy("component", "Force"),
    },
    w.Role: {
        w.Role.OFFICER: _("Component officer"),
        w.Role.FOCAL_POINT: _("Focal point"),
        w.Role.HUB_DUTY: _("Hub duty officer"),
        w.Role.HUB_CHIEF: _("Hub chief"),
        w.Role.HEAD_OF_OFFICE: _("Head of Office"),
        w.Role.POC_MANAGER: _("POC manager"),
        w.Role.ADMINISTRATOR: _("Administrator"),
    },
    w.Kind: {
        w.Kind.ATTACK_ONGOING: _("Attack under way"),
        w.Kind.THREAT_IMMINENT: _("Imminent threat"),
        w.Kind.THREAT_EMERGING: _("Emerging threat, tension"),
        w.Kind.INCIDENT_PAST: _("Incident after the fact"),
        w.Kind.UNKNOWN: _("Warning, timing not known"),
        w.Kind.ALL_CLEAR: _("All clear"),
    },
    w.GoingOn: {
        w.GoingOn.NOW: _("Yes, now"),
        w.GoingOn.SOON: _("About to happen"),
        w.GoingOn.MAY_COME: _("It may come"),
        w.GoingOn.OVER: _("It is over"),
        w.GoingOn.NOT_KNOWN: _("Not known"),
    },
    w.Urgency: {
        w.Urgency.IMMEDIATE: pgettext_lazy("urgency", "Immediate"),
        w.Urgency.EXPECTED: pgettext_lazy("urgency", "Expected"),
        w.Urgency.FUTURE: pgettext_lazy("urgency", "Future"),
        w.Urgency.PAST: pgettext_lazy("urgency", "Past"),
        w.Urgency.UNKNOWN: pgettext_lazy("urgency", "Unknown"),
    },
    w.Severity: {
        w.Severity.EXTREME: pgettext_lazy("severity", "Extreme"),
        w.Severity.SEVERE: pgettext_lazy("severity", "Severe"),
        w.Severity.MODERATE: pgettext_lazy("severity", "Moderate"),
        w.Severity.MINOR: pgettext_lazy("severity", "Minor"),
    },
    w.Certainty: {
        w.Certainty.OBSERVED: pgettext_lazy("certainty", "Observed"),
        w.Certainty.LIKELY: pgettext_lazy("certainty", "Likely"),
        w.Certainty.POSSIBLE: pgettext_lazy("certainty", "Possible"),
        w.Certainty.UNLIKELY: pgettext_lazy("certainty", "Unlikely"),
        w.Certainty.UNKNOWN: pgettext_lazy("certainty", "Unknown"),
    },
    w.Level: {
        w.Level.CRITICAL: pgettext_lazy("level", "Critical"),
        w.Level.HIGH: pgettext_lazy("level", "High"),
        w.Level.MEDIUM: pgettext_lazy("level", "Medium"),
        w.Level.LOW: pgettext_lazy("level", "Low"),
    },
    w.Family: {
        w.Family.LIFE: _("Life and physical integrity"),
        w.Family.LIBERTY: _("Liberty"),
        w.Family.PROPERTY: _("Property"),
        w.Family.COLLECTIVE: _("Collective events and context"),
    },
    w.ThreatType: {
        w.ThreatType.KILLING: _("Killing, murder"),
        w.ThreatType.EXECUTION: _("Summary execution"),
        w.ThreatType.INJURY: _("Injury, assault"),
        w.ThreatType.TORTURE: _("Torture, cruel or inhuman treatment"),
        w.ThreatType.DEATH_THREAT: _("Death threat"),
        w.ThreatType.CRSV: _("Sexual violence (restricted form)"),
        w.ThreatType.EXPLOSIVE: _("IED, mine, explosive remnant"),
        w.ThreatType.ABDUCTION: _("Abduction, kidnapping, hostage-taking"),
        w.ThreatType.DISAPPEARANCE: _("Enforced disappearance"),
        w.ThreatType.ARREST: _("Arbitrary arrest or detention"),
        w.ThreatType.RECRUITMENT: _("Forced recruitment (incl. children)"),
        w.ThreatType.FORCED_LABOUR: _("Forced labour, portering"),
        w.ThreatType.LOOTING: _("Looting, theft"),
        w.ThreatType.EXTORTION: _("Extortion, illegal taxation"),
        w.ThreatType.ARSON: _("Burning of houses or villages"),
        w.ThreatType.CATTLE: _("Cattle theft"),
        w.ThreatType.AMBUSH: _("Road ambush, banditry"),
        w.ThreatType.MOVEMENT: _("Armed-group movement or presence"),
        w.ThreatType.INCURSION: _("Incursion into a village or town"),
        w.ThreatType.CLASH: _("Clash between armed actors"),
        w.ThreatType.SHELLING: _("Shelling, air or drone strike"),
        w.ThreatType.DISPLACEMENT: _("Forced displacement"),
        w.ThreatType.SITE_ATTACK: _("Attack on a displaced site"),
        w.ThreatType.SCHOOL_HOSPITAL: _("Attack on school, hospital or staff"),
        w.ThreatType.COMMUNAL: _("Intercommunal tension or violence"),
        w.ThreatType.TRANSHUMANCE: _("Transhumance conflict"),
        w.ThreatType.UNREST: _("Demonstration, riot, mob justice"),
        w.ThreatType.HATE_SPEECH: _("Hate speech, incitement"),
        w.ThreatType.AID_DENIED: _("Obstruction of aid"),
        w.ThreatType.UN_THREAT: _("Threat or attack on UN personnel"),
        w.ThreatType.OTHER: pgettext_lazy("threat type", "Other"),
    },
    w.State: {
        w.State.RECEIVED: pgettext_lazy("alert state", "Received"),
        w.State.DECIDED: pgettext_lazy("alert state", "Decided"),
        w.State.RESPONDING: pgettext_lazy("alert state", "Responding"),
        w.State.CLOSED: pgettext_lazy("alert state", "Closed"),
        w.State.DISMISSED: pgettext_lazy("alert state", "Dismissed"),
        w.State.JOINED: pgettext_lazy("alert state", "Joined"),
    },
    w.Verification: {
        w.Verification.UNVERIFIED: _("Reported, unverified"),
        w.Verification.CHECKING: _("Being verified"),
        w.Verification.CORROBORATED: _("Corroborated"),
        w.Verification.VERIFIED: _("Verified"),
        w.Verification.REFUTED: _("Refuted"),
        w.Verification.UNVERIFIABLE: _("Cannot be verified"),
    },
    w.EscalationState: {
        w.EscalationState.RUNNING: pgettext_lazy("escalation", "running"),
        w.EscalationState.ANSWERED: pgettext_lazy("escalation", "answered"),
        w.EscalationState.UNANSWERED: pgettext_lazy("escalation", "unanswered"),
        w.EscalationState.CANCELLED: pgettext_lazy("escalation", "cancelled"),
    },
    w.DeliveryState: {
        w.DeliveryState.PENDING: pgettext_lazy("delivery", "waiting"),
        w.DeliveryState.SENDING: pgettext_lazy("delivery", "being sent"),
        w.DeliveryState.SENT: pgettext_lazy("delivery", "sent"),
        w.DeliveryState.FAILED: pgettext_lazy("delivery", "failed, will be tried again"),
        w.DeliveryState.GAVE_UP: pgettext_lazy("delivery", "given up"),
        w.DeliveryState.CANCELLED: pgettext_lazy("delivery", "no longer needed"),
    },
    w.OwedKind: {
        w.OwedKind.ANSWER: pgettext_lazy("owed", "answer"),
        w.OwedKind.VERIFY: pgettext_lazy("owed", "verification"),
        w.OwedKind.DECIDE: pgettext_lazy("owed", "decision"),
        w.OwedKind.ARRIVE: pgettext_lazy("owed", "arrival"),
        w.OwedKind.WORD_BACK: pgettext_lazy("owed", "word back to the community"),
        w.OwedKind.REVIEW: pgettext_lazy("owed", "review"),
        w.OwedKind.OTHER: pgettext_lazy("owed", "something else"),
    },
    w.Channel: {
        w.Channel.INBOX: _("Inbox"),
        w.Channel.EMAIL: _("E-mail"),
    },
    w.ReceivedBy: {
        w.ReceivedBy.CLA_CALL: _("Call to CLA"),
        w.ReceivedBy.MISSED_CALL: _("Missed call"),
        w.ReceivedBy.SMS: _("SMS"),
        w.ReceivedBy.WHATSAPP: _("WhatsApp"),
        w.ReceivedBy.HOTLINE: _("Toll-free hotline"),
        w.ReceivedBy.RADIO: _("VHF/HF radio"),
        w.ReceivedBy.PATROL: _("Patrol contact"),
        w.ReceivedBy.MEETING: _("Meeting"),
        w.ReceivedBy.WALK_IN: _("Walk-in at base"),
        w.ReceivedBy.COMMUNITY_RADIO: _("Community radio"),
        w.ReceivedBy.SIREN: _("Siren"),
        w.ReceivedBy.AUTHORITY: _("Authority or national forces"),
        w.ReceivedBy.PARTNER: _("NGO/UN agency"),
        w.ReceivedBy.MEDIA: _("Media, social media"),
    },
    w.SourceKind: {
        w.SourceKind.CHIEF: pgettext_lazy("source", "Chief"),
        w.SourceKind.CLP: _("Local protection committee"),
        w.SourceKind.CAN: _("CAN focal point"),
        w.SourceKind.IDP_REP: _("Displaced representative"),
        w.SourceKind.CIVIL_SOCIETY: _("Civil society"),
        w.SourceKind.WOMEN: _("Women's group"),
        w.SourceKind.RELIGIOUS: _("Religious leader"),
        w.SourceKind.WITNESS: _("Victim or witness"),
        w.SourceKind.SECURITY: _("Army/police"),
        w.SourceKind.UN: _("UN staff"),
        w.SourceKind.OTHER: pgettext_lazy("source", "Other"),
    },
    w.ActorKind: {
        w.ActorKind.STATE: _("State forces"),
        w.ActorKind.REBEL: _("Rebel group"),
        w.ActorKind.POLITICAL_MILITIA: _("Political militia"),
        w.ActorKind.IDENTITY_MILITIA: _("Identity or community militia"),
        w.ActorKind.RIOTERS: _("Rioters"),
        w.ActorKind.PROTESTERS: _("Protesters"),
        w.ActorKind.CIVILIANS: _("Civilians"),
        w.ActorKind.EXTERNAL: _("External or other forces"),
        w.ActorKind.UNIDENTIFIED: _("Unidentified armed men"),
    },
    w.Population: {
        w.Population.RESIDENT: _("Resident"),
        w.Population.DISPLACED: _("Displaced"),
        w.Population.RETURNEE: _("Returnee"),
        w.Population.REPATRIATED: _("Repatriated"),
        w.Population.REFUGEE: _("Refugee"),
    },
    w.Reliability: {
        w.Reliability.A: _("A · Completely reliable"),
        w.Reliability.B: _("B · Usually reliable"),
        w.Reliability.C: _("C · Fairly reliable"),
        w.Reliability.D: _("D · Not usually reliable"),
        w.Reliability.E: _("E · Unreliable"),
        w.Reliability.F: _("F · Reliability cannot be judged"),
    },
    w.Credibility: {
        w.Credibility.CONFIRMED: _("1 · Confirmed by other sources"),
        w.Credibility.PROBABLE: _("2 · Probably true"),
        w.Credibility.POSSIBLE: _("3 · Possibly true"),
        w.Credibility.DOUBTFUL: _("4 · Doubtful"),
        w.Credibility.IMPROBABLE: _("5 · Improbable"),
        w.Credibility.UNJUDGED: _("6 · Truth cannot be judged"),
    },
    w.Sensitivity: {
        w.Sensitivity.UNCLASSIFIED: _("Unclassified"),
        w.Sensitivity.CONFIDENTIAL: _("Confidential"),
        w.Sensitivity.STRICT: _("Strictly confidential"),
    },
    w.Precision: {
        w.Precision.EXACT: _("This exact spot"),
        w.Precision.VILLAGE: _("This village"),
        w.Precision.NEAR: _("Somewhere near"),
        w.Precision.AREA: _("Somewhere in the area"),
        w.Precision.NAME_ONLY: _("Only a name"),
    },
    w.TimePrecision: {
        w.TimePrecision.EXACT: _("time known"),
        w.TimePrecision.DAY: _("day known"),
        w.TimePrecision.RANGE: _("between two days"),
        w.TimePrecision.UNKNOWN: _("time not known"),
    },
    w.Series: {
        w.Series.OPEN: _("Open"),
        w.Series.EXERCISE: _("Exercise"),
        w.Series.RESTRICTED: _("Restricted"),
        w.Series.HISTORY: _("History"),
    },
    w.Outcome: {
        w.Outcome.HANDLED: _("Handled"),
        w.Outcome.NO_ACTION: _("No action"),
        w.Outcome.HISTORICAL: _("Historical record"),
    },
    w.DismissReason: {
        w.DismissReason.NUISANCE: _("Nuisance"),
        w.DismissReason.NOT_PROTECTION: _("Not a protection matter"),
        w.DismissReason.REFUTED: _("Refuted"),
    },
    w.AnsweredVia: {
        w.AnsweredVia.PAGE: pgettext_lazy("answered", "here"),
        w.AnsweredVia.MAIL: pgettext_lazy("answered", "from the message"),
        w.AnsweredVia.API: pgettext_lazy("answered", "by another system"),
    },
    w.Access: {
        w.Access.RESTRICTED: _("read a restricted alert"),
        w.Access.SOURCE: _("opened a source"),
        w.Access.EXPORT: _("exported"),
    },
    w.PositionKind: {
        w.PositionKind.FORCE: _("Force base"),
        w.PositionKind.POLICE: _("Police post"),
        w.PositionKind.CIVILIAN: _("Civilian office"),
    },
}


def of(words: type[StrEnum]) -> list[tuple[str, Any]]:
    """(code, label) of every word, in the order of the vocabulary."""
    return [(word.value, LABELS[words][word]) for word in words]


def label(word: StrEnum) -> Any:
    """The lazy label of one word."""
    return LABELS[type(word)][word]


def labels(words: type[StrEnum], codes: Iterable[str]) -> list[Any]:
    """Labels of stored codes, in the order given."""
    return [LABELS[words][words(code)] for code in codes]
