"""Who files a warning of the exercise, and what the filing page would hand on of it."""

import random
from datetime import datetime, timedelta

from alerts.domain.words import GoingOn, TimePrecision
from alerts.domain.words_of_filings import ReceivedBy, SourceKind
from alerts.services.filing import Told

from .scripts import Script
from .spots import Spot

# Who relays what reaches the hub by such a way.
RELAYED_BY = {
    ReceivedBy.CLA_CALL: ("CLA Oicha", "CLA Beni", "CLA Mangina", "CLA Eringeti"),
    ReceivedBy.MISSED_CALL: ("CLA Beni", "CLA Mutwanga"),
    ReceivedBy.RADIO: ("Oicha base", "Eringeti base", "Semuliki base"),
    ReceivedBy.PARTNER: ("Protection cluster, Beni",),
}
# Filers by the way in which a warning came; a name said twice files twice as often.
FILERS: dict[ReceivedBy, tuple[str, ...]] = {
    ReceivedBy.PATROL: ("Chidi", "Rajiv", "Chidi"),
    ReceivedBy.RADIO: ("Rajiv", "Chidi", "Tomas"),
    ReceivedBy.SIREN: ("Rajiv",),
    ReceivedBy.WALK_IN: ("Ben", "Tomas", "Hana"),
    ReceivedBy.AUTHORITY: ("Ben", "Tomas", "Ben"),
    ReceivedBy.HOTLINE: ("Ben", "Hana", "Dora"),
}
OTHER_FILERS = ("Hana", "Hana", "Hana", "Hana", "Hana", "Amina", "Luc", "Amina")
RESTRICTED_FILERS = ("Hana", "Hana", "Sifa")
CODE_NAMES = ("Palmier", "Manguier", "Colline", "Tambour", "Lanterne", "Ruisseau")  # of no living person
NO_SOURCE = {SourceKind.SECURITY, SourceKind.UN, SourceKind.OTHER}


def filer_of(script: Script, rng: random.Random) -> str:
    """One of the cast."""
    if script.is_restricted:
        return rng.choice(RESTRICTED_FILERS)
    return rng.choice(FILERS.get(script.received_by, OTHER_FILERS))


def told(script: Script, spot: Spot, received_at: datetime, rng: random.Random) -> Told:
    """The checked answers, with plausible times before `received_at`, which is in the office's zone."""
    typed_at = received_at - timedelta(seconds=rng.randint(2, 70))
    told_at = typed_at - timedelta(seconds=rng.randint(90, 800))
    if script.is_late:
        told_at -= timedelta(hours=rng.uniform(7, 14))
    event_at, event_precision = _event(script, told_at, rng)
    return Told(
        threat_types=script.threat_types,
        going_on=script.going_on,
        text=script.words(spot.name),
        place_as_told=spot.as_told,
        place_name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        precision=spot.precision,
        event_at=event_at,
        event_precision=event_precision,
        people_from=script.people[0],
        people_to=script.people[1],
        people_note=script.people_note,
        certainty=script.certainty,
        language=script.language,
        actor_kind=script.actor_kind,
        received_by=script.received_by,
        source_kind=script.source_kind,
        relayer=rng.choice(RELAYED_BY.get(script.received_by, ("",))),
        reliability=script.grade[:1],
        credibility=script.grade[1:],
        sensitivity=script.sensitivity,
        concerns_children=script.concerns_children,
        told_at=told_at,
        typed_at=typed_at,
        source=_source(script, rng),
    )


def _event(script: Script, told_at: datetime, rng: random.Random) -> tuple[datetime | None, TimePrecision]:
    match script.going_on:
        case GoingOn.NOW:
            return told_at - timedelta(seconds=rng.randint(120, 1200)), TimePrecision.EXACT
        case GoingOn.SOON:
            return told_at, TimePrecision.EXACT
        case GoingOn.OVER if script.is_late and rng.random() < 0.5:
            day_before = told_at - timedelta(hours=8)
            return day_before.replace(hour=0, minute=0, second=0, microsecond=0), TimePrecision.DAY
        case GoingOn.OVER:
            return told_at - timedelta(minutes=rng.randint(25, 300)), TimePrecision.EXACT
    return None, TimePrecision.UNKNOWN


def _source(script: Script, rng: random.Random) -> dict[str, str]:
    if script.source_kind in NO_SOURCE or rng.random() < 0.3:
        return {}
    return {
        "name": f"Source {rng.choice(CODE_NAMES)} {rng.randint(2, 60)} (exercise)",
        "contact": f"+000 000 {rng.randint(0, 999):03}",
    }
