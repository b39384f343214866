"""What is wrong with the hub itself: which findings follow from what was last seen of each part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .words import Channel
from .words_of_telling import AlarmKind, Late, Part

SILENT_AFTER = timedelta(seconds=30)
LATE_AFTER = timedelta(seconds=60)
UNWATCHED_AFTER = timedelta(seconds=60)
HEARD_THROUGH_REDIS = (Part.WORKER, Part.SENDER, Part.BEAT)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Work of an office that is late; `since`: when the oldest of it was due (UTC)."""

    office_id: int
    what: Late
    since: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How a channel was found: does its server answer now, when did it last, and did every message of the last
    while fail although it may answer.
    """

    channel: Channel
    answers: bool
    answered_at: datetime
    fails_all: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What one round saw. `pulses`: every part's last sign of life. `watching_since`: rounds have followed each
    other since then; what happened before nobody watched is not held against a part that only now may start.
    `hints_since`: Redis has answered since then. `unmanned`: (office id, duty's code) that nobody holds, not
    through fallbacks either; `unseen`: that only people hold, fallbacks too, who have not checked in.
    """

    now: datetime
    pulses: Mapping[Part, datetime]
    watching_since: datetime
    hints_since: datetime
    redis_answers: bool
    overdue: tuple[Overdue, ...] = ()
    reach: tuple[Reach, ...] = ()
    unmanned: tuple[tuple[int, str], ...] = ()
    unseen: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong since `since`; `office_id` None: it concerns every office."""

    kind: AlarmKind
    subject: str
    office_id: int | None
    since: datetime

    @property
    def key(self) -> tuple[int | None, str, str]:
        return self.office_id, self.kind.value, self.subject


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong, and what cannot be told now: (kind, subject) about which an alarm neither begins nor ends."""

    findings: tuple[Finding, ...]
    unclear: frozenset[tuple[str, str]]

    def is_unclear(self, kind: str, subject: str) -> bool:
        return (kind, subject) in self.unclear


def judge(seen: Seen) -> Verdict:
    """Every finding that follows from what was seen."""
    found: list[Finding] = []
    unclear: set[tuple[str, str]] = set()
    for part in Part:
        finding = Finding(AlarmKind.SILENT, part.value, None, seen.pulses[part])
        if not _can_tell(part, seen, found):
            unclear.add((finding.kind.value, finding.subject))
        elif seen.now - _fairly(part, seen) > SILENT_AFTER:
            found.append(finding)
        elif seen.now - seen.pulses[part] > SILENT_AFTER:
            unclear.add((finding.kind.value, finding.subject))
    for late in seen.overdue:
        _weigh(
            Finding(AlarmKind.OVERDUE, late.what.value, late.office_id, late.since), LATE_AFTER, seen, found, unclear
        )
    for reach in seen.reach:
        if reach.fails_all:
            found.append(Finding(AlarmKind.CHANNEL, reach.channel.value, None, seen.now))
        elif not reach.answers:
            finding = Finding(AlarmKind.CHANNEL, reach.channel.value, None, reach.answered_at)
            _weigh(finding, SILENT_AFTER, seen, found, unclear)
    found += [Finding(AlarmKind.UNMANNED, code, office_id, seen.now) for office_id, code in seen.unmanned]
    found += [Finding(AlarmKind.UNSEEN, code, office_id, seen.now) for office_id, code in seen.unseen]
    return Verdict(tuple(found), frozenset(unclear))


def is_unwatched(last_round: datetime | None, now: datetime) -> bool:
    """Whether nobody knows any more if the hub works: no round has ended within a minute."""
    return last_round is None or now - last_round > UNWATCHED_AFTER


def _can_tell(part: Part, seen: Seen, found: Iterable[Finding]) -> bool:
    """What is heard of only through something else is not judged while that is silent: the cause is named."""
    if part in HEARD_THROUGH_REDIS and not seen.redis_answers:
        return False
    silent = {finding.subject for finding in found if finding.kind is AlarmKind.SILENT}
    return not (part is Part.BEAT and Part.WORKER.value in silent)


def _fairly(part: Part, seen: Seen) -> datetime:
    """From when a part's silence counts."""
    since = max(seen.pulses[part], seen.watching_since)
    return max(since, seen.hints_since) if part in HEARD_THROUGH_REDIS else since


def _weigh(
    finding: Finding, allowed: timedelta, seen: Seen, found: list[Finding], unclear: set[tuple[str, str]]
) -> None:
    """Found once it lasts longer than is allowed while somebody watches; until then it cannot be told."""
    if seen.now - max(finding.since, seen.watching_since) > allowed:
        found.append(finding)
    else:
        unclear.add((finding.kind.value, finding.subject))
