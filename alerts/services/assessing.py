"""What somebody finds an alert to be: how far it is verified, what happens to whom by whom, and at what level."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alerts.domain import deciding
from alerts.domain import level as levels
from alerts.domain.events import Happened
from alerts.domain.words import Certainty, GoingOn, Level, OwedKind, Sensitivity, ThreatType, Urgency, Verification
from alerts.domain.words_of_filings import AgeSex, Population
from alerts.domain.words_of_telling import Cause
from alerts.models import Actor, Alert
from alerts.selectors.access import Viewer
from ewrr.common.change import Change

from . import finding, moving, owed, placing, routing


@dataclass(frozen=True, slots=True)
class Found:
    """All that is found besides verification and level, as it stands from now on. `actors`: ids of the office's own
    list; codes are empty where nothing is known. `sensitivity`: None leaves it; strictly confidential is what
    restricting makes it.
    """

    going_on: GoingOn
    threat_types: Sequence[ThreatType]
    certainty: Certainty
    people_from: int | None = None
    people_to: int | None = None
    people_note: str = ""
    population: Sequence[Population] = ()
    age_sex: Sequence[AgeSex] = ()
    actor_kind: str = ""
    actor_name: str = ""
    actors: Sequence[int] = ()
    release: str = ""
    sensitivity: Sensitivity | None = None

    def computed(self) -> levels.Assessment:
        """Kind, urgency, severity and level by the tables."""
        return levels.assess(self.going_on, self.threat_types, self.people_from, self.certainty)

    def fields(self) -> dict[str, Any]:
        """Field of the alert -> value, as stored."""
        assessed = self.computed()
        sensitivity = {"sensitivity": self.sensitivity.value} if self.sensitivity else {}
        return sensitivity | {
            "kind": assessed.kind.value,
            "urgency": assessed.urgency.value,
            "severity": assessed.severity.value,
            "certainty": self.certainty.value,
            "level_computed": assessed.level.value,
            "threat_types": [threat.value for threat in self.threat_types],
            "people_from": self.people_from,
            "people_to": self.people_to,
            "people_note": self.people_note,
            "population": [one.value for one in self.population],
            "age_sex": [one.value for one in self.age_sex],
            "actor_kind": self.actor_kind,
            "actor_name": self.actor_name,
            "release": self.release,
        }


def found_of(alert: Alert) -> Found:
    """What the alert says now, for a form that begins with it. One statement."""
    by_urgency = {urgency: going_on for going_on, (_kind, urgency) in levels.GOING_ON.items()}
    return Found(
        going_on=by_urgency[Urgency(alert.urgency)],
        threat_types=[ThreatType(code) for code in alert.threat_types],
        certainty=Certainty(alert.certainty),
        people_from=alert.people_from,
        people_to=alert.people_to,
        people_note=alert.people_note,
        population=[Population(code) for code in alert.population],
        age_sex=[AgeSex(code) for code in alert.age_sex],
        actor_kind=alert.actor_kind,
        actor_name=alert.actor_name,
        actors=list(alert.actors.values_list("pk", flat=True)),
        release=alert.release,
        sensitivity=Sensitivity(alert.sensitivity),
    )


def assess(
    *,
    viewer: Viewer,
    number: str,
    version: int,
    verification: Verification,
    level: Level | None = None,
    reason: str = "",
    found: Found | None = None,
) -> Alert:
    """Sets verification, level and what else was found. `level` None: the one that the tables give; the computed
    one stays beside every other, and the other needs a `reason`. `found` None: all else stays as it is.

    What is found out settles the verification owed. A level that rises on an open alert begins a new round with
    the plan that matches now; a fall changes nothing that runs. Ended alerts may be assessed, and tell nobody.
    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove (imported history), Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_assess) as (c, alert):
        moving.touch(c, alert, version)
        before = Verification(alert.verification), Level(alert.level)
        changes = _take_over(alert, found)
        computed = Level(alert.level_computed)
        now = verification, level or computed
        moving.insist(deciding.faults_of_assessment(before, now, reason, computed, bool(changes)))
        alert.verification, alert.level = now
        if verification in deciding.FOUND_OUT:
            alert.verified_at = alert.verified_at or c.now
            owed.settle_kind(alert, OwedKind.VERIFY, c.by, c.now)
        alert.save(update_fields=["version", "verification", "level", "verified_at", *_stored(changes)])
        if "actors" in changes or "actor_name" in changes:
            finding.refresh(alert)
        _record(c, alert, before, changes, reason)
        if alert.is_open and deciding.rises(before[1], Level(alert.level)):
            routing.begin_again(c, alert, Cause.LEVEL_ROSE)
        return alert


def _take_over(alert: Alert, found: Found | None) -> dict[str, list[Any]]:
    """Puts what was found on the alert, unsaved but for its actors; says what is different, field to [before, now]."""
    if found is None:
        return {}
    changes = {name: [was, value] for name, value in found.fields().items() if (was := getattr(alert, name)) != value}
    for name, (_was, value) in changes.items():
        setattr(alert, name, value)
    known = set(alert.actors.values_list("pk", flat=True))
    chosen = set(Actor.objects.filter(office=alert.office_id, pk__in=found.actors).values_list("pk", flat=True))
    if chosen != known:
        alert.actors.set(chosen)
        changes["actors"] = [sorted(known), sorted(chosen)]
    return changes


def _stored(changes: dict[str, list[Any]]) -> list[str]:
    return [name for name in changes if name != "actors"]


def _record(
    c: Change, alert: Alert, before: tuple[Verification, Level], changes: dict[str, list[Any]], reason: str
) -> None:
    placing.write(c, alert, changes, reason)
    c.record(
        Happened.ALERT_ASSESSED,
        alert,
        verification=alert.verification,
        level=alert.level,
        before=[code.value for code in before],
        fields=sorted(changes),
        version=alert.version,
    )
