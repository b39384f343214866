"""Vocabularies of what one filing says: how it came, from whom, about whom, how sure."""

from enum import StrEnum


class ReceivedBy(StrEnum):
    """How the warning reached whoever files it."""

    CLA_CALL = "cla_call"
    MISSED_CALL = "missed_call"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    HOTLINE = "hotline"
    RADIO = "radio"
    PATROL = "patrol"
    MEETING = "meeting"
    WALK_IN = "walk_in"
    COMMUNITY_RADIO = "community_radio"
    SIREN = "siren"
    AUTHORITY = "authority"
    PARTNER = "partner"
    MEDIA = "media"


class SourceKind(StrEnum):
    CHIEF = "chief"
    CLP = "clp"
    CAN = "can"
    IDP_REP = "idp_rep"
    CIVIL_SOCIETY = "civil_society"
    WOMEN = "women"
    RELIGIOUS = "religious"
    WITNESS = "witness"
    SECURITY = "security"
    UN = "un"
    OTHER = "other"


class ActorKind(StrEnum):
    """ACLED inter codes 1 to 9, as words."""

    STATE = "state"
    REBEL = "rebel"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external"
    UNIDENTIFIED = "unidentified"


class Population(StrEnum):
    RESIDENT = "resident"
    DISPLACED = "displaced"
    RETURNEE = "returnee"
    REPATRIATED = "repatriated"
    REFUGEE = "refugee"


class AgeSex(StrEnum):
    """How civilians are counted apart, as every table of the field does."""

    WOMEN = "women"
    MEN = "men"
    GIRLS = "girls"
    BOYS = "boys"
    UNKNOWN = "unknown"
    COLLECTIVE = "collective"


class GraveViolation(StrEnum):
    """The six grave violations against children in armed conflict."""

    KILLING_MAIMING = "killing_maiming"
    RECRUITMENT_USE = "recruitment_use"
    SEXUAL_VIOLENCE = "sexual_violence"
    SCHOOLS_HOSPITALS = "schools_hospitals"
    ABDUCTION = "abduction"
    DENIAL_OF_ACCESS = "denial_of_access"


class Release(StrEnum):
    """With whom what was told may be shared, as the source allows."""

    MISSION = "mission"
    STATE_FORCES = "state_forces"
    HUMANITARIANS = "humanitarians"
    SOURCE_PROTECTED = "source_protected"


class Reliability(StrEnum):
    """Admiralty grade of a source; a new one is F, not C."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty grade of the information, judged apart from the source."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNJUDGED = "6"
