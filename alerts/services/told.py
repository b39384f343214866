"""What somebody tells, checked by the door, and how it is written down: word for word, never edited."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from alerts.domain import restricting
from alerts.domain.words import Certainty, GoingOn, Precision, Sensitivity, ThreatType, TimePrecision
from alerts.domain.words_of_filings import AgeSex, Population
from alerts.models import Alert, Filing, Office, Source
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from ewrr.common.seal import seal


@dataclass(frozen=True, slots=True)
class Told:
    """The six answers and the folded rest, checked by the door. Times are aware; places WGS 84.

    `source`: who told; sealed at once and kept nowhere else. `typed`: the answers as they were sent, by which a
    resend is known for what it is: "just now" sent twice is the same filing, though the moments differ. `onto`:
    number of the alert that whoever files holds it to be. `is_exercise`: what was said of it; None: nothing.
    """

    threat_types: tuple[ThreatType, ...]
    going_on: GoingOn
    text: str
    place_as_told: str = ""
    place_name: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.NAME_ONLY
    event_at: datetime | None = None
    event_precision: TimePrecision = TimePrecision.UNKNOWN
    people_from: int | None = None
    people_to: int | None = None
    people_note: str = ""
    population: tuple[Population, ...] = ()
    age_sex: tuple[AgeSex, ...] = ()
    grave_violation: str = ""
    release: str = ""
    certainty: Certainty = Certainty.LIKELY
    language: str = "fr"
    actor_kind: str = ""
    actor_name: str = ""
    received_by: str = ""
    source_kind: str = ""
    relayer: str = ""
    reliability: str = ""
    credibility: str = ""
    sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL
    concerns_children: bool = False
    told_at: datetime | None = None
    typed_at: datetime | None = None
    source: dict[str, str] = field(default_factory=dict)
    typed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    onto: str = ""
    is_exercise: bool | None = None

    def is_restricted_in(self, office: Office) -> bool:
        """Sexual violence, children, strictly confidential, and what the office restricts besides."""
        return restricting.is_restricted(
            self.threat_types,
            names_children=self.concerns_children or bool(self.grave_violation),
            sensitivity=self.sensitivity,
            further=[ThreatType(code) for code in office.restricts],
        )

    @property
    def fingerprint(self) -> str:
        """Equal for the same filing sent again."""
        told = self.typed or {name: value for name, value in asdict(self).items() if name != "is_exercise"}
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def write(c: Change, viewer: Viewer, client_id: uuid.UUID, told: Told, alert: Alert) -> Filing:
    """The filing under its alert, its source sealed. Two statements at most."""
    filing = Filing.objects.create(
        office=viewer.office,
        alert=alert,
        client_id=client_id,
        fingerprint=told.fingerprint,
        filer=viewer.person,
        component=viewer.component or "",
        section_id=viewer.section_id,
        text=told.text,
        language=told.language,
        answers=_as_told(told),
        place_as_told=told.place_as_told,
        received_by=told.received_by,
        source_kind=told.source_kind,
        relayer=told.relayer,
        reliability=told.reliability,
        credibility=told.credibility,
        told_at=told.told_at,
        typed_at=told.typed_at,
        received_at=c.now,
    )
    if any(told.source.values()):
        Source.objects.create(filing=filing, sealed=seal(told.source), created_at=c.now)
    return filing


def _as_told(told: Told) -> dict[str, Any]:
    """The answers as given, for the record; never the source."""
    kept = ("threat_types", "going_on", "precision", "people_from", "people_to", "people_note", "certainty", "onto")
    answers = {name: value for name, value in asdict(told).items() if name in kept}
    return answers | {"lat": told.lat, "lon": told.lon, "event_at": told.event_at and told.event_at.isoformat()}
