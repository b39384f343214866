"""Which duties a person holds at a moment: what a duty owes, its holder owes."""

from datetime import datetime, timedelta

from alerts.domain import duty as rota
from ewrr.common.shelf import LASTS_S, shelf

from . import duty

AHEAD = timedelta(seconds=2 * LASTS_S)


def held_by(person_id: int, office_id: int, now: datetime) -> frozenset[int]:
    """Ids of the office's duties that the person holds at `now` (UTC), in their own right or as a stand-in.

    Two statements.
    """
    return _held(person_id, duty.roster_at(office_id, now), now)


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
    from_at, until_at, roster = shelf.find(key) or (now, now, None)
    if roster is None or not from_at <= now <= until_at:
        from_at, until_at = now - AHEAD, now + AHEAD
        roster = duty.roster_at(office_id, from_at, until_at)
        shelf.put(key, (from_at, until_at, roster))
    return roster


def _held(person_id: int, roster: rota.Roster, now: datetime) -> frozenset[int]:
    return frozenset(
        duty_id
        for duty_id in roster.duties
        if any(holder.person_id == person_id for holder in rota.holders(duty_id, roster, now).holders)
    )
