"""The rules of duty once more, told as plainly as can be: walks day by day, tries every offset, asks one by one."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.domain.duty import Duty, Roster
from alerts.domain.rotation import Rotation
from alerts.domain.words_of_telling import ShiftKind, Turn

DAY = timedelta(days=1)
OFFSETS = [timedelta(minutes=15 * step) for step in range(-48, 57)]  # from 12 h behind to 14 h ahead of UTC


def on_the_wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant at which a clock on the wall shows it; where none does, by the offset of the night before."""
    wall = datetime.combine(day, at)
    tried = [(wall - offset).replace(tzinfo=UTC) for offset in reversed(OFFSETS)]
    shown = [instant for instant in tried if instant.astimezone(zone).replace(tzinfo=None) == wall]
    if shown:
        return min(shown)
    before = (wall.replace(tzinfo=UTC) - DAY).astimezone(zone).utcoffset()
    assert before is not None
    return (wall - before).replace(tzinfo=UTC)


def turns(rotation: Rotation, last: date) -> dict[date, int]:
    """Who has the watch that begins on each day."""
    found: dict[date, int] = {}
    place, day, first = 0, rotation.first_date, rotation.first_date
    while day <= last and (rotation.until_date is None or day < rotation.until_date):
        is_last_of_month = day.day == monthrange(day.year, day.month)[1]
        if day > first and (
            rotation.turn is Turn.DAILY
            or (rotation.turn is Turn.WEEKLY and day.weekday() == first.weekday())
            or (rotation.turn is Turn.MONTHLY and (day.day == first.day or (is_last_of_month and day.day < first.day)))
        ):
            place = (place + 1) % len(rotation.person_ids)
        found[day] = rotation.person_ids[place]
        day += DAY
    return found


def on_watch(duty: Duty, at: datetime) -> list[int]:
    """People whom a rotation has on watch at the instant."""
    zone, found = ZoneInfo(duty.time_zone), []
    for rotation in duty.rotations:
        for day, person_id in turns(rotation, at.astimezone(zone).date() + DAY).items() if rotation.person_ids else ():
            if abs(day - at.date()) > 3 * DAY:
                continue
            begins = on_the_wall(day, rotation.from_time, zone)
            ends_on = day if rotation.from_time < rotation.until_time else day + DAY
            if begins <= at < on_the_wall(ends_on, rotation.until_time, zone):
                found.append(person_id)
    return found


def may(person_id: int, roster: Roster, at: datetime, made_at: datetime | None, filers: set[int]) -> bool:
    for away in roster.absences:
        is_away = away.person_id == person_id and away.starts_at <= at < away.ends_at
        if is_away and (made_at is None or made_at <= away.declared_at):
            return False
    return person_id not in roster.inactive and person_id not in filers


def own_holders(duty: Duty, roster: Roster, at: datetime, filers: set[int]) -> set[int]:
    """Who holds the duty itself, fallbacks left aside."""
    now = [shift for shift in duty.shifts if shift.starts_at <= at < shift.ends_at]
    able = [shift for shift in now if may(shift.person_id, roster, at, shift.made_at, filers)]
    surging = {shift.person_id for shift in able if shift.kind is ShiftKind.SURGE}
    if surging:
        return surging
    removed = [shift for shift in now if shift.kind is ShiftKind.REMOVE]
    long_ago = datetime(1, 1, 1, tzinfo=UTC)

    def stays(person_id: int, made_at: datetime | None) -> bool:
        said = [shift.made_at or long_ago for shift in removed if shift.person_id == person_id]
        return all((made_at or long_ago) > one for one in said)

    added = {shift.person_id for shift in able if shift.kind is ShiftKind.ADD and stays(shift.person_id, shift.made_at)}
    replacing = [shift for shift in able if shift.kind is ShiftKind.REPLACE]
    if replacing:
        latest = max(shift.made_at or long_ago for shift in replacing)
        return {shift.person_id for shift in replacing if (shift.made_at or long_ago) == latest} | added
    rotating = on_watch(duty, at)
    return {one for one in rotating if may(one, roster, at, None, filers) and stays(one, None)} | added


def holders(duty_id: int, roster: Roster, at: datetime, filers: set[int]) -> tuple[int | None, set[int]]:
    """(the duty that yielded somebody, who); the unreachable come in only where nobody else does."""
    for without in (set(roster.unreachable), set()):
        walked: list[int] = []
        current: int | None = duty_id
        while current is not None and current in roster.duties and current not in walked:
            walked.append(current)
            found = own_holders(roster.duties[current], roster, at, filers | without)
            if found:
                return current, found
            current = roster.duties[current].fallback_id
    return None, set()
