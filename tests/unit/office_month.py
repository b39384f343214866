"""A simulated month of an office: rotas, absences, people who answer or do not, parts of the hub that die.

The rules under test are the real ones (duty, plan, escalation). What is simulated is time, people and the
processes: the worker looks as soon as it is hinted, beat hints every 5 s, the sweep looks every 5 s for what is
10 s overdue. Moments are UTC, chance comes from the given generator only.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from alerts.domain import duty as rota
from alerts.domain import escalation
from alerts.domain.escalation import Climb, Standing, is_answered
from alerts.domain.plan import Need, Plan, Step
from alerts.domain.rotation import Rotation
from alerts.domain.words import Component
from alerts.domain.words_of_telling import ShiftKind, Turn

BEGIN = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks of Europe change on the 29th
DAYS = 30
END = BEGIN + timedelta(days=DAYS)
HORIZON = END + timedelta(days=2)  # rounds begun within the month are followed until then
TICK, OVERDUE = timedelta(seconds=5), timedelta(seconds=10)
PEOPLE = range(1, 16)
CIV, POL, MIL, CIV2, POL2, MIL2, HUB, CHIEF, HEAD = range(101, 110)
COMPONENTS: dict[int, Component | None] = {
    CIV: Component.CIVILIAN,
    POL: Component.POLICE,
    MIL: Component.MILITARY,
    CIV2: Component.CIVILIAN,
    POL2: Component.POLICE,
    MIL2: Component.MILITARY,
    HUB: None,
    CHIEF: None,
    HEAD: None,
}
FALLBACK = {CIV: CIV2, POL: POL2, MIL: MIL2, CIV2: HUB, POL2: HUB, MIL2: HUB, HUB: CHIEF, CHIEF: HEAD}
Window = tuple[datetime, datetime]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


PLANS = {
    "critical": Plan(
        "critical",
        Need.EACH_COMPONENT,
        tuple(Component),
        (
            Step(minutes(0), (CIV, POL, MIL, HUB)),
            Step(minutes(5), (CIV, POL, MIL, HUB, CIV2, POL2, MIL2)),
            Step(minutes(10), (CIV, POL, MIL, HUB, CHIEF)),
            Step(minutes(15), (CIV, POL, MIL, HUB, HEAD)),
        ),
        minutes(5),
        minutes(15),
        HUB,
        HEAD,
    ),
    "high": Plan(
        "high",
        Need.ONE,
        tuple(Component),
        (Step(minutes(0), (CIV, POL, MIL, HUB)), Step(minutes(15), (CIV2, POL2, MIL2)), Step(minutes(30), (CHIEF,))),
        minutes(15),
        minutes(60),
        HUB,
        HEAD,
    ),
    "low": Plan("low", Need.ONE, (Component.CIVILIAN,), (Step(minutes(0), (CIV, HUB)),), minutes(1440), insists=False),
}


@dataclass(slots=True)
class Case:
    """One alert: what was done about it, and when. `told`: (moment, people, step, how late it ran)."""

    plan: Plan
    filer: int
    filed_at: datetime
    told: list[tuple[datetime, frozenset[int], int, timedelta]] = field(default_factory=list)
    rounds: int = 1
    answered: bool = False
    decided: bool = False
    alarmed_at: datetime | None = None
    rests: bool = False
    next_at: datetime | None = None
    jumps: int = 0


@dataclass(slots=True)
class Month:
    """An office for 30 days. `down`: when the worker with its beat, the sweep, or both together are dead."""

    chance: random.Random
    roster: rota.Roster = field(init=False)
    worker_down: list[Window] = field(init=False)
    sweep_down: list[Window] = field(init=False)
    diligence: float = field(init=False)

    def __post_init__(self) -> None:
        self.roster = self._roster()
        self.worker_down, self.sweep_down = self._windows(4), self._windows(4)
        for window in self._windows(2):  # the database away, or the whole machine
            self.worker_down.append(window)
            self.sweep_down.append(window)
        self.diligence = self.chance.choices((0.0, 0.3, 0.8, 0.97), (1, 5, 5, 5))[0]

    def live(self) -> Case:
        """Files one alert and follows it to the end of the month."""
        case = Case(
            plan=PLANS[self.chance.choice(tuple(PLANS))],
            filer=self.chance.choice(PEOPLE),
            filed_at=self._moment(),
        )
        began: datetime | None = case.filed_at
        while began is not None:
            began = self._round(case, began)
        return case

    def seen_at(self, due_at: datetime, is_hinted: bool = False) -> datetime:
        """When the first living part of the hub looks at what is due: the worker at once when it is hinted."""
        by_worker = self._after(self.worker_down, due_at if is_hinted else self._tick(due_at))
        by_sweep = self._after(self.sweep_down, self._tick(due_at + OVERDUE))
        return min(by_worker, by_sweep)

    def are_all_dead(self, begin: datetime, end: datetime) -> bool:
        """Whether worker and sweep were dead together at some moment of it, or of the seconds it takes them."""
        return any(
            max(one[0], other[0], begin) < min(one[1], other[1], end + OVERDUE + TICK)
            for one in self.worker_down
            for other in self.sweep_down
        )

    def _round(self, case: Case, began: datetime) -> datetime | None:
        """One round; the moment at which the next one begins, None when there is none."""
        step, due_at, answers = 0, began, dict[str, datetime]()
        while True:
            now = self.seen_at(due_at, is_hinted=step == 0 and case.rounds == 1)
            if now >= HORIZON:
                return None
            if (answered_at := self._complete(case.plan, answers, now)) is not None:
                return self._after_answer(case, answered_at)
            done = escalation.climb(
                case.plan, step, began, now, COMPONENTS, self._heard(answers, now), self._find(case, now)
            )
            self._note(case, done, now, due_at)
            self._let_answer(done, now, answers)
            if done.next_at is None:
                case.rests = True
                answered_at = self._complete(case.plan, answers, HORIZON)
                return self._after_answer(case, answered_at) if answered_at else None
            step, due_at = done.step, done.next_at
            case.next_at = due_at

    def _after_answer(self, case: Case, answered_at: datetime) -> datetime | None:
        case.answered, case.alarmed_at, case.rests = True, None, False
        runs_out = case.plan.runs_out(answered_at)
        if runs_out is None or self.chance.random() < 0.7:
            case.decided = runs_out is not None
            return None
        case.rounds += 1
        again = self.seen_at(runs_out)
        if again >= END or case.rounds > 6:
            return None
        case.answered = False
        return again

    def _note(self, case: Case, done: Climb, now: datetime, due_at: datetime) -> None:
        for rung in done.rungs:
            people = frozenset(holder.person_id for one in rung.found for holder in one.holders)
            case.told.append((now, people, rung.number, now - due_at))
            case.jumps += rung.jumped > 0
        if done.standing is Standing.UNANSWERED and case.alarmed_at is None:
            case.alarmed_at = now

    def _let_answer(self, done: Climb, now: datetime, answers: dict[str, datetime]) -> None:
        """Who was told answers after a while, or never; for all the components for which they were asked."""
        for rung in done.rungs:
            for holder in (holder for one in rung.found for holder in one.holders):
                if self.chance.random() < self.diligence:
                    said_at = now + minutes(self.chance.expovariate(1 / 4))
                    name = holder.component or ""
                    answers[name] = min(said_at, answers.get(name, said_at))

    def _heard(self, answers: dict[str, datetime], now: datetime) -> frozenset[Component]:
        return frozenset(Component(name) for name, at in answers.items() if name and at <= now)

    def _complete(self, plan: Plan, answers: dict[str, datetime], now: datetime) -> datetime | None:
        """When the round had the answers it needs, None if it has not by `now`."""
        for moment in sorted(at for at in answers.values() if at <= now):
            if is_answered(plan, self._heard(answers, moment), has_any_answer=True):
                return moment
        return None

    def _find(self, case: Case, now: datetime) -> escalation.Find:
        return lambda duty_id: rota.holders(duty_id, self.roster, now, [case.filer])

    def _moment(self) -> datetime:
        """Any, or, as often, one shortly before a part of the hub dies."""
        deaths = [begin for begin, _end in self.worker_down if begin < END - timedelta(days=1)]
        if deaths and self.chance.random() < 0.5:
            return self.chance.choice(deaths) - minutes(self.chance.random() * 20)
        return BEGIN + self.chance.random() * (END - BEGIN - timedelta(days=1))

    def _tick(self, moment: datetime) -> datetime:
        """The next tick of a loop of five seconds."""
        return BEGIN + TICK * -(-(moment - BEGIN) // TICK)

    def _after(self, down: list[Window], moment: datetime) -> datetime:
        """The moment itself, or the first at which the part is up again."""
        while (until := next((end for begin, end in down if begin <= moment < end), None)) is not None:
            moment = self._tick(until)
        return moment

    def _windows(self, most: int) -> list[Window]:
        begins = [BEGIN + self.chance.random() * (END - BEGIN) for _one in range(self.chance.randint(0, most))]
        return [(begin, begin + minutes(self.chance.choice((0.2, 3, 40, 180, 900)))) for begin in begins]

    def _roster(self) -> rota.Roster:
        zone = self.chance.choice(("Africa/Lubumbashi", "Europe/Brussels", "America/New_York"))
        duties = {
            duty_id: rota.Duty(
                duty_id,
                component,
                FALLBACK.get(duty_id),
                tuple(self._shift() for _one in range(self.chance.randint(0, 3))),
                tuple(self._rotation() for _one in range(self.chance.choice((0, 1, 1, 2)))),
                zone,
            )
            for duty_id, component in COMPONENTS.items()
        }
        absences = tuple(rota.Absence(self.chance.choice(PEOPLE), begin, end, BEGIN) for begin, end in self._windows(6))
        inactive = frozenset(self.chance.sample(PEOPLE, self.chance.randint(0, 4)))
        return rota.Roster(duties, absences, inactive, frozenset(self.chance.sample(PEOPLE, 1)))

    def _rotation(self) -> Rotation:
        from_time, until_time = self.chance.choice(((6, 18), (18, 6), (0, 0), (2, 3), (7, 7)))
        return Rotation(
            tuple(self.chance.choices(PEOPLE, k=self.chance.randint(1, 3))),
            self.chance.choice(tuple(Turn)),
            time(from_time),
            time(until_time),
            self.chance.choice((date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 25))),
            self.chance.choice((None, None, date(2026, 4, 10))),
        )

    def _shift(self) -> rota.Shift:
        begin = BEGIN + self.chance.random() * (END - BEGIN)
        kind = self.chance.choice(tuple(ShiftKind))
        return rota.Shift(self.chance.choice(PEOPLE), begin, begin + minutes(self.chance.choice((5, 300, 4000))), kind)
