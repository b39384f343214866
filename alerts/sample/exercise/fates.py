"""What becomes of an alert of the exercise: who answers when, who decides, how it ends."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from alerts.domain.words import DismissReason, Level, Outcome, Verification
from alerts.domain.words_of_deciding import Course, WordBack

from .courses import Decision, course_for, word_back

FOCAL_POINTS = ("Amina", "Ben", "Chidi")
DEPUTY = {"Amina": "Luc", "Ben": "Tomas", "Chidi": "Rajiv"}


class Manner(StrEnum):
    """How the office answers."""

    QUICK = "quick"
    LATE = "late"
    STAND_IN = "stand_in"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody of the cast does something so many minutes after the alert was received."""

    name: str
    after_min: float


@dataclass(frozen=True, slots=True)
class Assessed(Act):
    verification: Verification


@dataclass(frozen=True, slots=True)
class Decided(Act):
    decision: Decision = field(default_factory=lambda: Decision(Course.RESPOND))


@dataclass(frozen=True, slots=True)
class Ending(Act):
    """`how`: an Outcome closes, a DismissReason dismisses. `word_back`: of a closing; owed for a day or so where
    `owed_days` says so.
    """

    how: Outcome | DismissReason
    word_back: WordBack = WordBack.GIVEN
    owed_days: int = 0


AnAct = TypeVar("AnAct", bound=Act)


@dataclass(frozen=True, slots=True)
class Fate:
    """Acts in the order of their time; without decision or ending the alert stays open. `told_back`: word that
    was owed on closing is given after all.
    """

    answers: tuple[Act, ...] = ()
    assessed: Assessed | None = None
    decided: Decided | None = None
    ended: Ending | None = None
    told_back: Act | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        """All of them, but the assessment, which falls anywhere before the decision."""
        return (*self.answers, *filter(None, (self.decided, self.ended, self.told_back)))

    def at_pace(self, pace: float) -> "Fate":
        """The same acts, each after `pace` times as long."""

        def sooner(act: AnAct | None) -> AnAct | None:
            return replace(act, after_min=act.after_min * pace) if act else None

        return Fate(
            tuple(filter(None, map(sooner, self.answers))),
            sooner(self.assessed),
            sooner(self.decided),
            sooner(self.ended),
            sooner(self.told_back),
        )


# Minutes from receipt to an answer, by level: when quick, and when late.
QUICK = {Level.CRITICAL: (0.7, 4.5), Level.HIGH: (2, 13), Level.MEDIUM: (5, 50), Level.LOW: (30, 400)}
LATE = {Level.CRITICAL: (6, 14), Level.HIGH: (16.5, 29), Level.MEDIUM: (61, 170), Level.LOW: (500, 700)}
# After the step that tells the deputies.
STAND_IN = {Level.CRITICAL: (6, 9), Level.HIGH: (16, 25), Level.MEDIUM: (12, 55), Level.LOW: (60, 300)}
# From the last answer to a decision, or from receipt where nobody answered.
TO_DECIDE = {Level.CRITICAL: (2, 15), Level.HIGH: (8, 50), Level.MEDIUM: (20, 180), Level.LOW: (60, 300)}
UNANSWERED_FOR = {Level.CRITICAL: 21, Level.HIGH: 18, Level.MEDIUM: 61, Level.LOW: 420}

# How often an alert is dismissed, or closed without any action.
DISMISSED = {Level.CRITICAL: 0.06, Level.HIGH: 0.06, Level.MEDIUM: 0.15, Level.LOW: 0.3}
NO_ACTION = {Level.CRITICAL: 0.0, Level.HIGH: 0.1, Level.MEDIUM: 0.25, Level.LOW: 0.25}


def fate(level: Level, filer: str, is_restricted: bool, rng: random.Random, lasts_min: float) -> Fate:
    """A whole life that is over `lasts_min` after receipt at the latest."""
    manner = rng.choices(tuple(Manner), (70, 11, 12, 7))[0]
    answers = _restricted(manner, filer, rng) if is_restricted else _answers(manner, level, filer, rng)
    begins = max((act.after_min for act in answers), default=UNANSWERED_FOR[level])
    decided_after = min(begins + rng.uniform(*TO_DECIDE[level]), lasts_min * 0.7)
    ended_after = min(decided_after + rng.uniform(90, 1200), lasts_min * rng.uniform(0.8, 0.95))
    chief = rng.choices(("Noor", "Grace"), (4, 1))[0]
    decider = chief if is_restricted or level is Level.CRITICAL or rng.random() < 0.25 else "Dora"
    decider = "Noor" if is_restricted else decider  # restricted: the chief and the named duties
    answers = tuple(act for act in answers if act.after_min < decided_after)
    if not is_restricted and rng.random() < DISMISSED[level]:
        reason = rng.choice(tuple(DismissReason)) if level is Level.LOW else DismissReason.REFUTED
        # Half of them without any decision before.
        first = None if rng.random() < 0.5 else Decided(decider, decided_after)
        ending = Ending("Dora", ended_after if first else decided_after, reason)
        found = Verification.REFUTED if reason is DismissReason.REFUTED else Verification.UNVERIFIABLE
        return Fate(answers, Assessed("Dora", decided_after * 0.95, found), first, ending)
    outcome = Outcome.NO_ACTION if rng.random() < NO_ACTION[level] else Outcome.HANDLED
    return _to_the_end(answers, decider, decided_after, ended_after, outcome, _beside(rng))


def _beside(rng: random.Random) -> random.Random:
    """Draws of its own, which leave those of `rng` as they are."""
    chance = random.Random()  # noqa: S311
    chance.setstate(rng.getstate())
    return chance


def _to_the_end(
    answers: tuple[Act, ...],
    decider: str,
    decided_after: float,
    ended_after: float,
    outcome: Outcome,
    chance: random.Random,
) -> Fate:
    """Assessed by most, decided, closed, and word given back at once or some days later."""
    found = chance.choices(
        (Verification.VERIFIED, Verification.CORROBORATED, Verification.UNVERIFIABLE, Verification.CHECKING, None),
        (30, 30, 12, 8, 20),
    )[0]
    assessed = Assessed(decider, decided_after * chance.uniform(0.3, 0.95), found) if found else None
    decided = Decided(decider, decided_after, course_for(outcome, chance))
    said, owed_days = word_back(chance)
    ended = Ending(decider, ended_after, outcome, said, owed_days)
    is_kept = owed_days and chance.random() < 0.9
    told_back = Act(decider, ended_after + owed_days * chance.uniform(300, 1300)) if is_kept else None
    return Fate(answers, assessed, decided, ended, told_back)


def told_for(name: str, filer: str) -> str:
    """Whoever is told in the place of a focal point who filed it."""
    return DEPUTY[name] if name == filer else name


def _answers(manner: Manner, level: Level, filer: str, rng: random.Random) -> tuple[Act, ...]:
    names = [told_for(name, filer) for name in FOCAL_POINTS]
    rng.shuffle(names)
    if level is Level.CRITICAL:
        return _of_each(manner, names, filer, rng)
    if manner is Manner.SILENT:
        return ()
    if manner is Manner.STAND_IN:
        deputies = [name for name in DEPUTY.values() if name != filer]
        return (Act(rng.choice(deputies), rng.uniform(*STAND_IN[level])),)
    low, high = (QUICK if manner is Manner.QUICK else LATE)[level]
    first = Act(rng.choice((*names, "Dora")) if filer != "Dora" else names[0], rng.uniform(low, high))
    if rng.random() < 0.2:
        return (first, *(Act(name, first.after_min + rng.uniform(1, 9)) for name in names[1:2] if name != first.name))
    return (first,)


def _of_each(manner: Manner, names: Sequence[str], filer: str, rng: random.Random) -> tuple[Act, ...]:
    """All three components of a critical alert; the first name is the late, replaced or silent one."""
    last, *prompt = names
    acts = [Act(name, rng.uniform(*QUICK[Level.CRITICAL])) for name in prompt]
    match manner:
        case Manner.QUICK:
            acts.append(Act(last, rng.uniform(*QUICK[Level.CRITICAL])))
        case Manner.LATE:
            acts.append(Act(last, rng.uniform(*LATE[Level.CRITICAL])))
        case Manner.STAND_IN:
            deputy = DEPUTY.get(last, last)
            acts.append(Act(deputy if deputy != filer else last, rng.uniform(*STAND_IN[Level.CRITICAL])))
    return tuple(sorted(acts, key=lambda act: act.after_min))


def _restricted(manner: Manner, filer: str, rng: random.Random) -> tuple[Act, ...]:
    """Named duties only: the protection adviser, the hub chief, then the Head of Office."""
    adviser = "Sifa" if filer != "Sifa" else "Noor"
    match manner:
        case Manner.QUICK:
            return (Act(adviser, rng.uniform(3, 13)),)
        case Manner.STAND_IN:
            return (Act("Noor", rng.uniform(5, 14)),)
        case Manner.LATE:
            return (Act("Grace", rng.uniform(16, 19)),)
    return ()
