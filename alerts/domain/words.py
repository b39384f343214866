"""The field's vocabularies: codes that are stored, spoken and exported."""

from enum import StrEnum


class Component(StrEnum):
    """The three components of a mission, in the order they are always shown."""

    CIVILIAN = "civilian"
    POLICE = "police"
    MILITARY = "military"


class Role(StrEnum):
    OFFICER = "officer"
    FOCAL_POINT = "focal_point"
    HUB_DUTY = "hub_duty"
    HUB_CHIEF = "hub_chief"
    HEAD_OF_OFFICE = "head_of_office"
    POC_MANAGER = "poc_manager"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"  # an SMS gateway, a hotline, another system: no person signs in as one
    WALL = "wall"  # what a display shows of its office: no membership holds it


class Kind(StrEnum):
    """Warning kind."""

    ATTACK_ONGOING = "attack_ongoing"
    THREAT_IMMINENT = "threat_imminent"
    THREAT_EMERGING = "threat_emerging"
    INCIDENT_PAST = "incident_past"
    UNKNOWN = "unknown"
    ALL_CLEAR = "all_clear"


class GoingOn(StrEnum):
    """The fifth of the six answers: is it going on?"""

    NOW = "now"
    SOON = "soon"
    MAY_COME = "may_come"
    OVER = "over"
    NOT_KNOWN = "not_known"


class Urgency(StrEnum):
    """CAP 1.2 section 3.2.2, element `urgency`."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    """CAP 1.2 section 3.2.2, element `severity`, worst first."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"


class Certainty(StrEnum):
    """CAP 1.2 section 3.2.2, element `certainty`."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Level(StrEnum):
    """What the hub acts on, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ThreatType(StrEnum):
    KILLING = "killing"
    EXECUTION = "execution"
    INJURY = "injury"
    TORTURE = "torture"
    DEATH_THREAT = "death_threat"
    CRSV = "crsv"
    EXPLOSIVE = "explosive"
    ABDUCTION = "abduction"
    DISAPPEARANCE = "disappearance"
    ARREST = "arrest"
    RECRUITMENT = "recruitment"
    FORCED_LABOUR = "forced_labour"
    LOOTING = "looting"
    EXTORTION = "extortion"
    ARSON = "arson"
    CATTLE = "cattle"
    AMBUSH = "ambush"
    MOVEMENT = "movement"
    INCURSION = "incursion"
    CLASH = "clash"
    SHELLING = "shelling"
    DISPLACEMENT = "displacement"
    SITE_ATTACK = "site_attack"
    SCHOOL_HOSPITAL = "school_hospital"
    COMMUNAL = "communal"
    TRANSHUMANCE = "transhumance"
    UNREST = "unrest"
    HATE_SPEECH = "hate_speech"
    AID_DENIED = "aid_denied"
    UN_THREAT = "un_threat"
    OTHER = "other"


class Family(StrEnum):
    """The headings under which threat types are listed on forms and in reports."""

    LIFE = "life"
    LIBERTY = "liberty"
    PROPERTY = "property"
    COLLECTIVE = "collective"


_T = ThreatType
FAMILIES: dict[Family, tuple[ThreatType, ...]] = {
    Family.LIFE: (_T.KILLING, _T.EXECUTION, _T.INJURY, _T.TORTURE, _T.DEATH_THREAT, _T.CRSV, _T.EXPLOSIVE),
    Family.LIBERTY: (_T.ABDUCTION, _T.DISAPPEARANCE, _T.ARREST, _T.RECRUITMENT, _T.FORCED_LABOUR),
    Family.PROPERTY: (_T.LOOTING, _T.EXTORTION, _T.ARSON, _T.CATTLE, _T.AMBUSH),
    Family.COLLECTIVE: (
        _T.MOVEMENT,
        _T.INCURSION,
        _T.CLASH,
        _T.SHELLING,
        _T.DISPLACEMENT,
        _T.SITE_ATTACK,
        _T.SCHOOL_HOSPITAL,
        _T.COMMUNAL,
        _T.TRANSHUMANCE,
        _T.UNREST,
        _T.HATE_SPEECH,
        _T.AID_DENIED,
        _T.UN_THREAT,
        _T.OTHER,
    ),
}


class State(StrEnum):
    RECEIVED = "received"
    DECIDED = "decided"
    RESPONDING = "responding"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    JOINED = "joined"


OPEN_STATES = (State.RECEIVED, State.DECIDED, State.RESPONDING)


class Verification(StrEnum):
    UNVERIFIED = "unverified"
    CHECKING = "checking"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"


class EscalationState(StrEnum):
    RUNNING = "running"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GAVE_UP = "gave_up"
    CANCELLED = "cancelled"


class OwedKind(StrEnum):
    ANSWER = "answer"
    VERIFY = "verify"
    DECIDE = "decide"
    ARRIVE = "arrive"
    WORD_BACK = "word_back"
    REVIEW = "review"
    ACCEPT = "accept"
    RESULT = "result"
    APPROVE = "approve"
    OTHER = "other"


class Channel(StrEnum):
    """How a message leaves the hub."""

    INBOX = "inbox"
    EMAIL = "email"


class Sensitivity(StrEnum):
    """ST/SGB/2007/6."""

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    STRICT = "strict"


class Precision(StrEnum):
    """How well the place is known."""

    EXACT = "exact"
    VILLAGE = "village"
    NEAR = "near"
    AREA = "area"
    NAME_ONLY = "name_only"


# Radius of the circle drawn round a place, in kilometres; None: not on the map as a circle.
PRECISION_KM: dict[Precision, float | None] = {
    Precision.EXACT: 0.1,
    Precision.VILLAGE: 2.0,
    Precision.NEAR: 5.0,
    Precision.AREA: 40.0,
    Precision.NAME_ONLY: None,
}


class TimePrecision(StrEnum):
    """How well the moment of the event is known."""

    EXACT = "exact"
    DAY = "day"
    RANGE = "range"
    UNKNOWN = "unknown"


class Series(StrEnum):
    """The number series: BEN-2026-0147, BEN-X-…, BEN-R-…, BOU-H-…"""

    OPEN = ""
    EXERCISE = "X"
    RESTRICTED = "R"
    HISTORY = "H"


class Outcome(StrEnum):
    """How a closed alert ended."""

    HANDLED = "handled"
    NO_ACTION = "no_action"
    HISTORICAL = "historical"
    EXERCISE_ENDED = "exercise_ended"


class DismissReason(StrEnum):
    NUISANCE = "nuisance"
    NOT_PROTECTION = "not_protection"
    REFUTED = "refuted"


class PositionKind(StrEnum):
    """Who sits at a base or post."""

    FORCE = "force"
    POLICE = "police"
    CIVILIAN = "civilian"


class AnsweredVia(StrEnum):
    """The door through which an answer came."""

    PAGE = "page"
    MAIL = "mail"
    API = "api"


class Access(StrEnum):
    """What a reader opened."""

    RESTRICTED = "restricted"
    SOURCE = "source"
    EXPORT = "export"
