"""Which duties a person holds at a moment: what a duty owes, its holder owes."""

from datetime import datetime

from alerts.domain import duty as rota

from . import duty


def held_by(person_id: int, office_id: int, now: datetime) -> frozenset[int]:
    """Ids of the office's duties that the person holds at `now` (UTC), in their own right or as a stand-in.

    Two statements.
    """
    roster = duty.roster_at(office_id, now)
    return frozenset(
        duty_id
        for duty_id in roster.duties
        if any(holder.person_id == person_id for holder in rota.holders(duty_id, roster, now).holders)
    )
