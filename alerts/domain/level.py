"""From six answers to a level: the tables of the specification, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from .words import Certainty, GoingOn, Kind, Level, Severity, ThreatType, Urgency

T, S, U, L = ThreatType, Severity, Urgency, Level

GOING_ON: dict[GoingOn, tuple[Kind, Urgency]] = {
    GoingOn.NOW: (Kind.ATTACK_ONGOING, U.IMMEDIATE),
    GoingOn.SOON: (Kind.THREAT_IMMINENT, U.EXPECTED),
    GoingOn.MAY_COME: (Kind.THREAT_EMERGING, U.FUTURE),
    GoingOn.OVER: (Kind.INCIDENT_PAST, U.PAST),
    GoingOn.NOT_KNOWN: (Kind.UNKNOWN, U.UNKNOWN),
}

SEVERITY: dict[Severity, frozenset[ThreatType]] = {
    S.EXTREME: frozenset({T.KILLING, T.EXECUTION, T.INCURSION, T.SITE_ATTACK, T.SHELLING, T.SCHOOL_HOSPITAL}),
    S.SEVERE: frozenset(
        {
            T.ABDUCTION,
            T.INJURY,
            T.TORTURE,
            T.CRSV,
            T.EXPLOSIVE,
            T.DISAPPEARANCE,
            T.RECRUITMENT,
            T.ARSON,
            T.CLASH,
            T.DISPLACEMENT,
            T.AMBUSH,
            T.COMMUNAL,
            T.UN_THREAT,
            T.DEATH_THREAT,
        }
    ),
    S.MODERATE: frozenset(
        {
            T.MOVEMENT,
            T.LOOTING,
            T.EXTORTION,
            T.CATTLE,
            T.ARREST,
            T.FORCED_LABOUR,
            T.TRANSHUMANCE,
            T.UNREST,
            T.AID_DENIED,
        }
    ),
    S.MINOR: frozenset({T.HATE_SPEECH, T.OTHER}),
}
WORST_FIRST = (S.EXTREME, S.SEVERE, S.MODERATE, S.MINOR)
MANY_PEOPLE = 100  # above this, severity rises one step

LEVEL: dict[Urgency, dict[Severity, Level]] = {
    U.IMMEDIATE: {S.EXTREME: L.CRITICAL, S.SEVERE: L.CRITICAL, S.MODERATE: L.HIGH, S.MINOR: L.MEDIUM},
    U.EXPECTED: {S.EXTREME: L.CRITICAL, S.SEVERE: L.HIGH, S.MODERATE: L.MEDIUM, S.MINOR: L.LOW},
    U.UNKNOWN: {S.EXTREME: L.HIGH, S.SEVERE: L.HIGH, S.MODERATE: L.MEDIUM, S.MINOR: L.LOW},
    U.FUTURE: {S.EXTREME: L.HIGH, S.SEVERE: L.MEDIUM, S.MODERATE: L.MEDIUM, S.MINOR: L.LOW},
    U.PAST: {S.EXTREME: L.HIGH, S.SEVERE: L.MEDIUM, S.MODERATE: L.LOW, S.MINOR: L.LOW},
}
ONE_STEP_DOWN = {L.CRITICAL: L.CRITICAL, L.HIGH: L.MEDIUM, L.MEDIUM: L.LOW, L.LOW: L.LOW}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the hub computes from the answers; a person may override the level, never this."""

    kind: Kind
    urgency: Urgency
    severity: Severity
    level: Level


def severity_of(threat_types: Iterable[ThreatType], people_at_least: int | None) -> Severity:
    """The worst type counts; more than 100 people in danger raise it one step.

    `people_at_least`: the lower end of what was told, None when not known. No types: Minor.
    """
    types = set(threat_types)
    worst = next((severity for severity in WORST_FIRST if types & SEVERITY[severity]), S.MINOR)
    if people_at_least is not None and people_at_least > MANY_PEOPLE:
        return WORST_FIRST[max(0, WORST_FIRST.index(worst) - 1)]
    return worst


def level_of(urgency: Urgency, severity: Severity, certainty: Certainty) -> Level:
    """The table; *Unlikely* lowers all but a critical by one step."""
    level = LEVEL[urgency][severity]
    return ONE_STEP_DOWN[level] if certainty is Certainty.UNLIKELY else level


def assess(
    going_on: GoingOn,
    threat_types: Iterable[ThreatType],
    people_at_least: int | None = None,
    certainty: Certainty = Certainty.LIKELY,
) -> Assessment:
    kind, urgency = GOING_ON[going_on]
    severity = severity_of(threat_types, people_at_least)
    return Assessment(kind, urgency, severity, level_of(urgency, severity, certainty))
