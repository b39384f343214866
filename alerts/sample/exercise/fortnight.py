"""The exercise's past: some ninety alerts, the same at every run, counted back from now."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.domain.words import Verification
from alerts.domain.words_of_deciding import Course

from . import telling
from .courses import Decision
from .fates import Act, Assessed, Decided, Fate, fate
from .scripts import Script, read, rows, warnings
from .spots import VAGUE, Spot, any_name, spot

SEED = 2103  # one whose fortnight has a little of everything
# Alerts a day, from fourteen days ago to two days ago.
A_DAY = (4, 4, 6, 5, 6, 3, 5, 6, 4, 5, 7, 4, 5)
# Minutes ago, of those within the last day and a half that are over.
OVER_MIN = (2050, 1790, 1410, 1180, 960, 790, 640, 480)
DUSK = (17.6, 19.8)  # hours of the office's clock: some minutes after attacks begin


@dataclass(frozen=True, slots=True)
class Life:
    """One alert from its filing on. `received_at` is in the office's zone; `filer` is one of the cast."""

    script: Script
    spot: Spot
    filer: str
    received_at: datetime
    fate: Fate

    def at(self, act: Act) -> datetime:
        return self.received_at + timedelta(minutes=act.after_min)


def lives(now: datetime, zone: ZoneInfo) -> list[Life]:
    """In the order in which they are received, none after `now`."""
    rng = random.Random(SEED)  # noqa: S311  chance of a sample, not of a secret
    here = now.astimezone(zone)
    past = [*_earlier(here, rng), *_open(here, rng)]
    return sorted(past, key=lambda life: life.received_at)


def _earlier(here: datetime, rng: random.Random) -> list[Life]:
    """Those that are over."""
    drawn = _drawn(sum(A_DAY) + len(OVER_MIN), rng)
    found = []
    for days_ago, count in zip(range(14, 1, -1), A_DAY, strict=True):
        day = here.date() - timedelta(days=days_ago)
        for script in drawn[:count]:
            moment = datetime.combine(day, _time_of_day(script, rng), here.tzinfo)
            found.append(_life(script, moment, here, rng))
        del drawn[:count]
    for minutes_ago, script in zip(OVER_MIN, drawn, strict=True):
        found.append(_life(script, here - timedelta(minutes=minutes_ago), here, rng))
    return found


def _drawn(count: int, rng: random.Random) -> list[Script]:
    """So many warnings: each comes once before any comes twice."""
    drawn: list[Script] = []
    while len(drawn) < count:
        drawn += rng.sample(warnings(), len(warnings()))
    return drawn[:count]


def _time_of_day(script: Script, rng: random.Random) -> time:
    """Attacks come at dusk, late tellers in the morning, the rest through the day with its two peaks."""
    if script.is_attack:
        hour = rng.uniform(*DUSK)
    elif script.is_late:
        hour = rng.uniform(6.7, 10.5)
    else:
        hour = min(23.9, max(0.1, rng.choice((rng.gauss(9.5, 2.5), rng.gauss(18, 2.5)))))
    return (datetime.min + timedelta(hours=hour)).time()


def _life(script: Script, received_at: datetime, here: datetime, rng: random.Random) -> Life:
    filer = telling.filer_of(script, rng)
    place = spot(rng.choice(VAGUE) if script.is_vague else any_name(rng), rng)
    lasts_min = (here - received_at) / timedelta(minutes=1)
    return Life(script, place, filer, received_at, fate(script.level, filer, script.is_restricted, rng, lasts_min))


def _open(here: datetime, rng: random.Random) -> list[Life]:
    """The board as it stands now, each as its row tells."""
    found = []
    for row in rows("last_day.csv"):
        answers = tuple(_act(words) for words in row["answers"].split())
        assessed = _assessed(row["assessed"]) if row["assessed"] else None
        decided = _decided(row["decided"], row["note"]) if row["decided"] else None
        received_at = here - timedelta(minutes=float(row["minutes_ago"]))
        found.append(
            Life(read(row), spot(row["place"], rng), row["filer"], received_at, Fate(answers, assessed, decided))
        )
    return found


def _act(words: str) -> Act:
    """ "Amina:2": a name and how many minutes after receipt."""
    name, _colon, minutes = words.partition(":")
    return Act(name, float(minutes))


def _assessed(words: str) -> Assessed:
    """ "Dora:8:verified"."""
    name, minutes, code = words.split(":")
    return Assessed(name, float(minutes), Verification(code))


def _decided(words: str, note: str) -> Decided:
    """ "Dora:95:monitor:2": a name, minutes after receipt, the course, days until it is looked at again."""
    name, minutes, course, *days = words.split(":")
    return Decided(name, float(minutes), Decision(Course(course), None, note, int(days[0]) if days else None))
