"""The field's vocabularies of what is done about an alert: codes that are stored, spoken and exported."""

from enum import StrEnum


class Tier(StrEnum):
    """The three tiers of action of the POC policy; `ANY` is for what belongs to each."""

    DIALOGUE = "dialogue"
    PHYSICAL = "physical"
    ENVIRONMENT = "environment"
    ANY = "any"


class ResponseType(StrEnum):
    KLE = "kle"
    MEDIATION = "mediation"
    ADVOCACY = "advocacy"
    PATROL = "patrol"
    JOINT_PATROL = "joint_patrol"
    QRF = "qrf"
    TOB = "tob"
    SCD = "scd"
    ESCORT = "escort"
    CHECKPOINT = "checkpoint"
    SITE_GUARD = "site_guard"
    ENGAGEMENT = "engagement"
    AIR = "air"
    POLICE = "police"
    REFUGE = "refuge"
    EVACUATION = "evacuation"
    ALERT_NSF = "alert_nsf"
    JPT = "jpt"
    FACTFINDING = "factfinding"
    REFERRAL = "referral"
    AWARENESS = "awareness"
    JUSTICE = "justice"
    PLAN = "plan"
    VERIFY = "verify"
    INFORM = "inform"
    NONE = "none"


_R = ResponseType
TIERS: dict[Tier, tuple[ResponseType, ...]] = {
    Tier.DIALOGUE: (_R.KLE, _R.MEDIATION, _R.ADVOCACY),
    Tier.PHYSICAL: (
        _R.PATROL,
        _R.JOINT_PATROL,
        _R.QRF,
        _R.TOB,
        _R.SCD,
        _R.ESCORT,
        _R.CHECKPOINT,
        _R.SITE_GUARD,
        _R.ENGAGEMENT,
        _R.AIR,
        _R.POLICE,
        _R.REFUGE,
        _R.EVACUATION,
        _R.ALERT_NSF,
    ),
    Tier.ENVIRONMENT: (_R.JPT, _R.FACTFINDING, _R.REFERRAL, _R.AWARENESS, _R.JUSTICE, _R.PLAN),
    Tier.ANY: (_R.VERIFY, _R.INFORM, _R.NONE),
}


class Phase(StrEnum):
    PREVENTION = "prevention"
    PRE_EMPTION = "pre-emption"
    RESPONSE = "response"
    CONSOLIDATION = "consolidation"


class Responder(StrEnum):
    FORCE = "force"
    UNPOL = "unpol"
    CIVILIAN_SECTION = "civilian_section"
    STATE_ARMY = "state_army"
    STATE_POLICE = "state_police"
    AUTHORITY = "authority"
    COMMUNITY = "community"
    HUMANITARIAN = "humanitarian"
    JOINT = "joint"
    NONE = "none"


class Status(StrEnum):
    """Overdue is computed, never stored."""

    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    MOVING = "moving"
    ON_SITE = "on_site"
    DONE = "done"
    ABORTED = "aborted"
    REFUSED = "refused"


class Result(StrEnum):
    AVERTED = "averted"
    REPELLED = "repelled"
    PRESENCE = "presence"
    TOO_LATE = "too_late"
    HARM = "harm"
    NOTHING = "nothing"
    FALSE_ALARM = "false_alarm"
    HANDED_KNOWN = "handed_known"
    HANDED_UNKNOWN = "handed_unknown"
