"""What goes on happening in the exercise: a new alert now and then, and people who deal with those before."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.domain.words import OPEN_STATES, Level, Outcome, OwedKind, State, Verification
from alerts.models import Alert, Filing, Office, Owed
from alerts.services import filing
from ewrr.common import clock
from ewrr.common.errors import Refusal

from . import acting, ids, telling
from .fates import Decided, Ending, Fate, fate
from .scripts import Script, warnings
from .spots import VAGUE, any_name, spot

MOST_OPEN = 24  # alerts of the exercise: above it the oldest is brought to its end
MOST_ACTS = 3  # at one look, so that a hub that was off for a day does not do everything at once
LASTS_MIN = {Level.CRITICAL: 35, Level.HIGH: 35, Level.MEDIUM: 30, Level.LOW: 25}
# How much sooner things happen than in the past of the exercise: who looks on does not wait for hours.
PACE = {Level.CRITICAL: 1.0, Level.HIGH: 0.7, Level.MEDIUM: 0.3, Level.LOW: 0.05}


def file_one(office: Office) -> Alert:
    """Files the next warning as of now. Raises Refusal."""
    now = clock.now()
    rng = random.Random(now.timestamp())  # noqa: S311  chance of a sample, not of a secret
    script = _next_script(office)
    place = spot(rng.choice(VAGUE) if script.is_vague else any_name(rng), rng)
    viewer = acting.viewer(office, telling.filer_of(script, rng), now)
    told = telling.told(script, place, now.astimezone(ZoneInfo(office.time_zone)), rng)
    return filing.file(viewer=viewer, client_id=ids.dripped(int(now.timestamp() * 1000)), told=told).alert


def _next_script(office: Office) -> Script:
    """Every warning once before any comes again, in another order each time."""
    count = Filing.objects.filter(office=office, client_id__range=ids.DRIPPED).count()
    turn, place = divmod(count, len(warnings()))
    return random.Random(turn).sample(warnings(), len(warnings()))[place]  # noqa: S311


def let_people_act(office: Office) -> int:
    """Whatever the cast should have done by now, a few acts at most; says how many."""
    now = clock.now()
    due = [act for alert in _open(office, ids.DRIPPED) if (act := _due_act(office, alert, now)) is not None]
    due += _retiring(office, now) + _promised(office, now)
    done = 0
    for act in due[:MOST_ACTS]:
        try:
            act()
            done += 1
        except Refusal:  # somebody at a page was faster, or has taken the role away
            continue
    return done


def _open(office: Office, known_by: tuple[object, object]) -> list[Alert]:
    found = Alert.objects.filter(office=office, state__in=OPEN_STATES, filings__client_id__range=known_by)
    return list(found.order_by("received_at", "id").prefetch_related("filings__filer", "acknowledgements__person"))


def _due_act(office: Office, alert: Alert, now: datetime) -> Callable[[], object] | None:
    """The first thing that should have happened to the alert by `now` and has not."""
    age_min = (now - alert.received_at) / timedelta(minutes=1)
    chosen = _fate(alert)
    has_answered = {answer.person.name for answer in alert.acknowledgements.all()}
    for act in chosen.answers if alert.state == State.RECEIVED else ():
        if act.after_min <= age_min and act.name not in has_answered:
            return lambda: acting.answer(acting.viewer(office, act.name, now), alert, by_mail=alert.pk % 3 == 0)
    assessed, decided, ended = chosen.assessed, chosen.decided, chosen.ended
    if assessed and alert.verification == Verification.UNVERIFIED and assessed.after_min <= age_min:
        return lambda: acting.assess(acting.viewer(office, assessed.name, now), alert, assessed)
    if decided and alert.state == State.RECEIVED and decided.after_min <= age_min:
        return lambda: acting.decide(acting.viewer(office, decided.name, now), alert, decided, now)
    if ended and ended.after_min <= age_min and alert.state in (State.RECEIVED, State.DECIDED):
        return lambda: acting.end(acting.viewer(office, ended.name, now), alert, ended, now)
    return None


def _fate(alert: Alert) -> Fate:
    """The same at every look."""
    filer = next((filed.filer.name for filed in alert.filings.all() if filed.filer), "")
    level = Level(alert.level)
    rng = random.Random(alert.pk)  # noqa: S311
    return fate(level, filer, alert.is_restricted, rng, LASTS_MIN[level] / PACE[level]).at_pace(PACE[level])


def _retiring(office: Office, now: datetime) -> list[Callable[[], object]]:
    """The oldest alert of the exercise takes its next step to the end, when more are open than a board should hold."""
    everything = _open(office, ids.ALL)
    if len(everything) <= MOST_OPEN:
        return []
    oldest, ending = everything[0], Ending("Noor", 0, Outcome.HANDLED)
    if oldest.state == State.RECEIVED:
        return [lambda: acting.decide(acting.viewer(office, ending.name, now), oldest, Decided("Noor", 0), now)]
    return [lambda: acting.end(acting.viewer(office, ending.name, now), oldest, ending, now)]


def _promised(office: Office, now: datetime) -> list[Callable[[], object]]:
    """Word back that was owed on closing is given on its day, shortly before it would be late."""
    due = Owed.objects.filter(
        alert__office=office,
        alert__filings__client_id__range=ids.DRIPPED,
        kind=OwedKind.WORD_BACK,
        settled_at__isnull=True,
        due_at__lte=now + timedelta(hours=2),
    ).select_related("alert", "person")
    return [
        lambda row=row: acting.tell_back(acting.viewer(office, row.person.name, now), row.alert)  # type: ignore[misc]
        for row in due.order_by("due_at", "id")[:MOST_ACTS]
    ]
