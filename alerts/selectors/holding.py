"""Which duties a person holds at a moment: what a duty owes, its holder owes."""

from datetime import datetime, timedelta

from alerts.domain import duty as rota
from ewrr.common.shelf import LASTS_S, shelf

from . import checking_in

AHEAD = timedelta(seconds=2 * LASTS_S)


def held_by(person_id: int, office_id: int, now: datetime) -> frozenset[int]:
    """Ids of the office's duties that the person holds at `now` (UTC), in their own right or as a stand-in.

    Whoever stands in for somebody who has not checked in does so beside them. Two statements, three where a duty asks
    for check-in.
    """
    return _held(person_id, checking_in.roster_to_tell(office_id, now), now)


def held_since(person_id: int, office_id: int, now: datetime, seq: int) -> frozenset[int]:
    """The same, where `seq` is the office's last event: the rota is read once in a process until the next one, and
    asked at `now`.
    """
    return _held(person_id, _roster_since(office_id, now, seq), now)


def all_held(office_id: int, now: datetime, seq: int) -> frozenset[tuple[int, int]]:
    """Duty and person, for all in the office, likewise."""
    roster = _roster_since(office_id, now, seq)
    found = {duty_id: rota.holders(duty_id, roster, now).holders for duty_id in roster.duties}
    return frozenset((duty_id, holder.person_id) for duty_id, holders in found.items() for holder in holders)


def _roster_since(office_id: int, now: datetime, seq: int) -> rota.Roster:
    key = ("roster", office_id, seq)
    known: checking_in.Known | None = shelf.find(key)
    if known is None or not known.from_at <= now <= known.until_at:
        known = checking_in.known(office_id, now, AHEAD)
        shelf.put(key, known)
    return known.at(now).roster


def _held(person_id: int, roster: rota.Roster, now: datetime) -> frozenset[int]:
    return frozenset(
        duty_id
        for duty_id in roster.duties
        if any(holder.person_id == person_id for holder in rota.holders(duty_id, roster, now).holders)
    )
