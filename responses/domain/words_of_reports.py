"""The vocabularies of reports: what becomes of an alert in them, what is counted, how one is written and signed."""

from enum import StrEnum


class Became(StrEnum):
    """What became of an alert that was received: exactly one of these."""

    NUISANCE = "nuisance"
    NOT_PROTECTION = "not_protection"
    REFUTED = "refuted"
    DUPLICATE = "duplicate"
    RESPONDED = "responded"
    NOT_RESPONDED = "not_responded"
    PENDING = "pending"


TRIAGED_OUT = (Became.NUISANCE, Became.NOT_PROTECTION, Became.REFUTED, Became.DUPLICATE)


class Indicator(StrEnum):
    """Which alerts a figure counts: defined in `indicators`, said in words in models.labels_of_reports."""

    RECEIVED = "received"
    TRIAGED = "triaged"
    VALID = "valid"
    TOLD = "told"
    ANSWERED = "answered"
    DECIDED = "decided"
    RESPONDED = "responded"
    NOT_RESPONDED = "not_responded"
    PENDING = "pending"
    ARRIVED_LATE = "arrived_late"
    BEFORE = "before"
    THREAT = "threat"
    HISTORY = "history"
    MAPPED = "mapped"
    HARM = "harm"
    SENSITIVE = "sensitive"
    CLOSED = "closed"
    DOUBTED = "doubted"
    NO_RESPONSE = "no_response"


class Span(StrEnum):
    """From one clock of an alert to another, in the order of its life."""

    EVENT_RECEIVED = "event_received"
    TYPED_RECEIVED = "typed_received"
    RECEIVED_ROUTED = "received_routed"
    RECEIVED_TOLD = "received_told"
    RECEIVED_ANSWERED = "received_answered"
    RECEIVED_VERIFIED = "received_verified"
    ANSWERED_DECIDED = "answered_decided"
    RECEIVED_DECIDED = "received_decided"
    RECEIVED_ON_SITE = "received_on_site"
    EVENT_ON_SITE = "event_on_site"
    RECEIVED_CLOSED = "received_closed"
    RECEIVED_WORD_BACK = "received_word_back"


class Facet(StrEnum):
    """By what figures are broken down."""

    BECAME = "became"
    LEVEL = "level"
    KIND = "kind"
    TYPE = "type"
    FAMILY = "family"
    AREA = "area"
    COMPONENT = "component"
    SECTION = "section"
    CHANNEL = "channel"
    REASON = "reason"
    RESPONDER = "responder"
    HARM = "harm"
    WHO = "who"
    POPULATION = "population"
    ACTOR = "actor"
    GRAVE = "grave"
    WORD_BACK = "word_back"
    SPAN = "span"  # has both clocks
    IN_TIME = "in_time"  # and kept the target
    TOO_LATE = "too_late"  # and did not
    SPAN_LATE = "span_late"  # has both, and arrived late


HIDDEN = "hidden"  # the value of a facet that is not told of a restricted alert
NOT_SAID = "not_said"  # the value of a facet that nobody gave


class Harm(StrEnum):
    """What civilians suffer, as the weekly report's table has it."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"


class By(StrEnum):
    """Who responded besides those who are tasked: state forces, by a hand-over. `MISSION`: of versions made before
    responses were recorded, which knew no more than the decision.
    """

    MISSION = "mission"
    STATE = "state"


class Unanswered(StrEnum):
    """Why a valid alert has no response where no coded reason was given."""

    MONITORED = "monitored"
    NOT_RECORDED = "not_recorded"


class WordBackStands(StrEnum):
    """Where word back to the community stands for an alert that was closed."""

    GIVEN = "given"
    NOT_SAFE = "not_safe"
    OWED_IN_TIME = "owed_in_time"
    OWED_LATE = "owed_late"
    NOT_SAID = "not_said"


class Stage(StrEnum):
    """How far a version of a report is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


class Passage(StrEnum):
    """What people write in a report, in the order of its headings."""

    KEY_MESSAGES = "key_messages"
    COVERAGE = "coverage"
    ENGAGEMENT = "engagement"
    MEETING = "meeting"
    OUTLOOK = "outlook"
    RECOMMENDATIONS = "recommendations"


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"


class Making(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    WORKING = "working"
    MADE = "made"
    FAILED = "failed"
