"""Who has checked in for their watch, who is missing, and to whom a duty that nobody has begun falls."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alerts.domain import checking_in as rules
from alerts.domain import duty as rota
from alerts.domain.checking_in import Asked, Sign, Watch
from alerts.models import CheckIn, Duty, MissedCheckIn, Office

from . import duty as duties


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's watch of a duty that asks for check-in, running or about to begin. `check_in`: the one that is
    good for it; `is_missing`: half an hour of it is over without any; `waits`: on the page, for an earlier watch of the
    same duty and person to be checked in for first.
    """

    duty: Duty
    asked: Asked
    check_in: CheckIn | None
    is_missing: bool
    waits: bool = False

    @property
    def watch(self) -> Watch:
        return self.asked.watch


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty held by people none of whom has checked in: `people` (ids), since when, and whom it falls to, who are
    told beside them.
    """

    duty: Duty
    people: tuple[int, ...]
    since: datetime
    falls_to: tuple[rota.Holder, ...]


@dataclass(frozen=True, slots=True)
class Manned:
    """An office at a moment: its standing duties, the rota as it counts for telling, and who is there of the duties
    that ask for check-in, by when their watches begin.
    """

    at: datetime
    duties: list[Duty]
    roster: rota.Roster
    people: list[Presence]

    @property
    def gaps(self) -> dict[int, Gap]:
        """By duty id."""
        return {duty.pk: gap for duty in self.duties if (gap := self._gap(duty)) is not None}

    def _gap(self, duty: Duty) -> Gap | None:
        missing = [one for one in self.people if one.duty.pk == duty.pk and one.is_missing]
        if not missing:
            return None
        found = rota.holders(duty.pk, self.roster, self.at).holders
        own = tuple(holder.person_id for holder in found if holder.through_id == duty.pk)
        if any((duty.pk, person_id) not in self.roster.unseen for person_id in own):
            return None
        since = max(one.asked.missed_at for one in missing)
        return Gap(duty, own, since, tuple(holder for holder in found if holder.through_id != duty.pk))


@dataclass(frozen=True, slots=True)
class Known:
    """All that tells who is there at any moment of [`from_at`, `until_at`], until the office's next event. `asked`: the
    watches round then of duties that ask for check-in, each with the check-ins that are good for it.
    """

    from_at: datetime
    until_at: datetime
    duties: list[Duty]
    roster: rota.Roster
    asked: tuple[tuple[Duty, Asked, tuple[CheckIn, ...]], ...]

    def at(self, now: datetime) -> Manned:
        """Asks nothing of the database."""
        people = [
            Presence(duty, asked, max(said, key=lambda row: row.at, default=None), _is_missing(asked, said, now))
            for duty, asked, said in self.asked
            if asked.watch.may_be_checked_in(now)
        ]
        unseen = frozenset((one.duty.pk, one.watch.person_id) for one in people if one.is_missing)
        return Manned(now, self.duties, replace(self.roster, unseen=unseen), people)


def _is_missing(asked: Asked, said: Iterable[CheckIn], now: datetime) -> bool:
    return rules.is_missing(asked, map(_sign, said), now)


def known(office_id: int, now: datetime, ahead: timedelta = timedelta(), *, also: Iterable[int] = ()) -> Known:
    """What is known of an office's watches at `now` (UTC), and until `ahead` of it. Two statements, three where a
    duty asks for check-in; two more where somebody's watch is longer than a day. `also`: people to know of whom no
    duty names.
    """
    until_at = now + ahead + rules.EARLY
    posts = duties.posts(office_id, now - rules.BACK, until_at, also=also)
    back = rules.known_from(_asking(posts), now)
    if back < now - rules.BACK:
        posts = duties.posts(office_id, back, until_at, also=also)
    return of_posts(posts, now, ahead)


def of_posts(posts: duties.Posts, now: datetime, ahead: timedelta = timedelta()) -> Known:
    """The same of a rota at hand, which reaches back by `rules.BACK` and ahead by an hour at least. One statement
    where a duty asks for check-in, else none.
    """
    asking = [duty for duty in posts.duties if duty.asks_check_in]
    if not asking:
        return Known(now - ahead, now + ahead, posts.duties, posts.roster, ())
    back, until_at = rules.known_from(_asking(posts), now), now + ahead + rules.EARLY + rules.TICK
    found = [
        (duty, Asked(watch, duty.asked_since))
        for duty in asking
        for watch in rules.watches(duty.pk, posts.roster, back, until_at)
    ]
    since = min([back, *(asked.watch.starts_at for _duty, asked in found)]) - rules.LASTS
    rows = list(CheckIn.objects.filter(duty__in=asking, starts_at__gt=since))
    found.sort(key=lambda one: (one[1].watch.starts_at, one[0].position, one[0].pk))
    good = ((duty, asked, tuple(row for row in rows if rules.covers(_sign(row), asked.watch))) for duty, asked in found)
    return Known(now - ahead, now + ahead, posts.duties, posts.roster, tuple(good))


def _asking(posts: duties.Posts) -> list[rota.Duty]:
    return [posts.roster.duties[duty.pk] for duty in posts.duties if duty.asks_check_in]


def manned(office_id: int, now: datetime) -> Manned:
    """Who is there at `now`. As many statements as `known`."""
    return known(office_id, now).at(now)


def roster_to_tell(office_id: int, now: datetime, *, also: Iterable[int] = ()) -> rota.Roster:
    """The rota as it counts for telling: whoever has not checked in is told, and those whom the duty falls back to
    are told too. As many statements as `known`.
    """
    return known(office_id, now, also=also).at(now).roster


@dataclass(frozen=True, slots=True)
class Untold:
    """What somebody should have heard by now: people to be reminded to check in, gaps that fall to others."""

    reminders: list[Presence]
    gaps: list[Gap]

    @property
    def since(self) -> datetime | None:
        """When the oldest of it was due; None where nothing is."""
        moments = [one.asked.reminded_at for one in self.reminders] + [gap.since for gap in self.gaps]
        return min(moments, default=None)

    @property
    def duty_ids(self) -> list[int]:
        return list(dict.fromkeys([one.duty.pk for one in self.reminders] + [gap.duty.pk for gap in self.gaps]))


def untold(found: Manned, before: datetime) -> Untold:
    """What was due by `before` and holds still. One statement where somebody has not checked in, else none."""
    late = [
        one
        for one in found.people
        if one.check_in is None and one.watch.runs(found.at) and one.asked.reminded_at <= before
    ]
    rows = {(row.duty_id, row.person_id, row.starts_at): row for row in (_missed(late) if late else ())}
    told = {key for key, row in rows.items() if row.told_at is not None}
    gaps = [
        gap
        for gap in found.gaps.values()
        if gap.since <= before and any(key_of(one) not in told for one in late if one.duty.pk == gap.duty.pk)
    ]
    reminded = {key for key, row in rows.items() if row.reminded_at is not None}
    return Untold([one for one in late if key_of(one) not in reminded], gaps)


def overdue(before: datetime, now: datetime) -> list[tuple[int, datetime]]:
    """(office id, since when) where something that was due by `before` is not told. One statement, and for each
    office that asks for check-in as many as `known`, and one.
    """
    found = ((office_id, untold(manned(office_id, now), before).since) for office_id in offices_that_ask())
    return [(office_id, since) for office_id, since in found if since is not None]


def key_of(one: Presence) -> tuple[int, int, datetime]:
    """What tells this watch from every other."""
    return one.duty.pk, one.watch.person_id, one.watch.starts_at


def _missed(late: list[Presence]) -> Iterable[MissedCheckIn]:
    return MissedCheckIn.objects.filter(
        duty__in={one.duty.pk for one in late}, starts_at__in={one.watch.starts_at for one in late}
    )


def offices_that_ask() -> list[int]:
    """Ids of the offices in which a duty asks for check-in. One statement."""
    rows = Duty.objects.filter(asks_check_in=True, retired_at__isnull=True)
    return list(rows.order_by("office").values_list("office", flat=True).distinct())


def checked_in(office: Office, now: datetime) -> dict[int, CheckIn | None]:
    """By id of each duty that asks for check-in and is held now: the latest check-in of those who hold it, None where
    there is none. As many statements as `known`.
    """
    return by_duty(manned(office.pk, now))


def by_duty(found: Manned) -> dict[int, CheckIn | None]:
    """The same of what is at hand."""
    latest: dict[int, CheckIn | None] = {}
    for one in found.people:
        if one.watch.runs(found.at):
            known_one = latest.get(one.duty.pk)
            said = [row for row in (known_one, one.check_in) if row is not None]
            latest[one.duty.pk] = max(said, key=lambda row: row.at, default=None)
    return latest


def _sign(row: CheckIn) -> Sign:
    return Sign(row.duty_id, row.person_id, row.starts_at)
