"""When: the windows of faults, the answer that made a message needless, how soon an alert was told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .evidence import Evidence, Row

BOOT_S = 5.0  # from the start of a process until it works, on a loaded machine
UNENDED_S = 30.0
NO_PROCESS = frozenset({"PostgreSQL", "Valkey", "clock"})
OF_A_STEP = {"step", "repeat", "last_resort"}


@dataclass(frozen=True, slots=True)
class Window:
    """`of`: what was broken: a process by its name, PostgreSQL, Valkey, the clock."""

    began: float
    ended: float
    of: str


class Windows:
    """From when to when something was broken: a server away, a process dead and starting."""

    def __init__(self, faults: Iterable[Row]) -> None:
        ordered = sorted(faults, key=lambda fault: fault["at"])
        self.all: list[Window] = []
        for place, fault in enumerate(ordered):
            kind = fault["kind"]
            first = kind.partition(" ")[0]
            if "until" in fault:
                self.all.append(Window(fault["at"], fault["until"] + BOOT_S, first))
            elif " killed" in kind:
                back = [later["at"] for later in ordered[place:] if later["kind"] == f"{first} started again"]
                ended = back[0] if back else fault["at"] + UNENDED_S
                self.all.append(Window(fault["at"], ended + BOOT_S, first))

    def within(self, began: float, ended: float) -> list[Window]:
        return [window for window in self.all if window.began <= ended and window.ended >= began]


def needless_at(evidence: Evidence) -> dict[int, float]:
    """For each message about a step that was made needless: when that act was accepted, by the ledger."""
    numbers = {alert["id"]: alert["number"] for alert in evidence.alerts}
    accepted: dict[tuple[str, str], list[float]] = defaultdict(list)
    for line in evidence.lines("answered"):
        accepted[line["number"], line["by"]].append(line["at"])
    said: dict[tuple[int, int], list[tuple[float, str, str]]] = defaultdict(list)
    for row in evidence.answers:  # the same person may have answered an earlier round
        heard = [at for at in accepted[numbers.get(row["alert_id"], ""), row["by"]] if at >= row["at"]]
        if heard:
            said[row["alert_id"], row["round"]].append((min(heard), row["by"], row["component"]))
    plans = {(row["alert_id"], row["round"]): row["plan"] for row in evidence.escalations}
    moved = {line["number"]: line["at"] for line in evidence.lines("moved")}
    found: dict[int, float] = {}
    for row in evidence.deliveries:
        if row["channel"] != "email" or row["purpose"] not in OF_A_STEP:
            continue
        place = (row["alert_id"], row["round"])
        moments = list(_moments(row, plans[place], said[place])) if place in said else []
        moments += [moved[number] for number in [numbers.get(row["alert_id"], "")] if number in moved]
        if moments:
            found[row["id"]] = min(moments)
    return found


def _moments(row: Row, plan: Row, said: list[tuple[float, str, str]]) -> Iterator[float]:
    """The moments from which nobody needs this message: its reader spoke, those asked spoke, the round is complete."""
    yield from (at for at, by, _component in said if by == row["to"])
    first: dict[str, float] = {}
    for at, _by, component in sorted(said):
        first.setdefault(component, at)
    asked = set(row["components"])
    if asked and asked <= first.keys():
        yield max(first[component] for component in asked)
    needed = set(plan["components"]) if plan["need"] == "each_component" else set()
    if not needed:
        yield min(first.values())
    elif needed <= first.keys():
        yield max(first[component] for component in needed)


@dataclass(frozen=True, slots=True)
class Told:
    """`after_s`: from acceptance until somebody had it; None when nobody did. `broken`: what was broken in between,
    `fault_s`: from acceptance until the end of that.
    """

    number: str
    level: str
    after_s: float | None
    broken: frozenset[str]
    fault_s: float


def told(evidence: Evidence) -> Iterator[Told]:
    """For each accepted alert: its first message at the mail server, its place in an inbox, its first answer, or its
    standing as unanswered.
    """
    faults = Windows(evidence.faults)
    first = _first_told(evidence)
    ids = {alert["number"]: alert["id"] for alert in evidence.alerts}
    since: dict[str, Row] = {}
    for line in evidence.lines("accepted"):
        since.setdefault(line["number"], line)
    for number, line in since.items():
        at = first.get(ids.get(number, -1))
        windows = faults.within(line["at"], at if at is not None else float("inf"))
        fault_s = max((window.ended - line["at"] for window in windows), default=0.0)
        after_s = None if at is None else max(0.0, at - line["at"])
        yield Told(number, line["level"], after_s, frozenset(window.of for window in windows), fault_s)


def _first_told(evidence: Evidence) -> dict[int, float]:
    """By alert. The inbox counts only where the plan has no other channel: it is the hub's own word."""
    alert_of = {row["id"]: row["alert_id"] for row in evidence.deliveries}
    by_mail = {row["alert_id"] for row in evidence.deliveries if row["channel"] == "email"}
    ids = {alert["number"]: alert["id"] for alert in evidence.alerts}
    escalated = {row["id"]: row["alert_id"] for row in evidence.escalations}
    spent = {event["alert_id"] for event in evidence.events if event["kind"] == "alert.unanswered"}
    moments = [(alert_of[mail["delivery"]], mail["at"]) for mail in evidence.mails if mail["delivery"] in alert_of]
    moments += [
        (alert_of[note["delivery"]], note["at"])
        for note in evidence.notes
        if note["became"] == "sent" and alert_of.get(note["delivery"]) not in by_mail | {None}
    ]
    moments += [(ids.get(line["number"], -1), line["at"]) for line in evidence.lines("answered")]
    moments += [
        (escalated[rung["escalation"]], rung["at"])
        for rung in evidence.rungs
        if rung["became"] == "unanswered" and escalated[rung["escalation"]] in spent
    ]
    first: dict[int, float] = {}
    for alert_id, at in moments:
        first[alert_id] = min(at, first.get(alert_id, at))
    return first


def timely(evidence: Evidence) -> list[Row]:
    """The steps that were taken; without those over whose waiting the clock itself was moved, by which they are
    neither late nor early.
    """
    moves = Windows(fault for fault in evidence.faults if fault["kind"].startswith("clock"))
    return [rung for rung in evidence.rungs if not moves.within(rung["at"] - abs(rung["late_s"]), rung["at"])]
