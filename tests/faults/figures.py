"""The figures of a run, from the same evidence that the judge had."""

from collections import Counter
from typing import Any

from .checker import accepted_once
from .evidence import Evidence
from .times import NO_PROCESS, Windows, needless_at, timely, told


def figures(evidence: Evidence) -> dict[str, Any]:
    """Counts, and seconds from acceptance to the first telling, with all running and with a fault in between."""
    faults = Windows(evidence.faults)
    reached = list(told(evidence))
    told_after: dict[str, list[float]] = {"all": [], "one": [], "several": [], "server": []}
    for one in reached:
        if one.after_s is not None:
            told_after[_condition(one.broken)].append(one.after_s)
    arrivals = Counter(mail["id"] for mail in evidence.mails)
    needless = needless_at(evidence)
    late = timely(evidence)
    steps_calm = [rung["late_s"] for rung in late if not faults.within(rung["at"] - rung["late_s"], rung["at"])]
    return {
        "accepted": len({line["client_id"] for line in evidence.lines("accepted")}),
        "accepted_by_level": dict(Counter(one.level for one in reached)),
        "sent_again_and_recognised": len(evidence.lines("accepted")) - len(reached),
        "answers": len(evidence.lines("answered")),
        "lost": sum(finding.startswith("lost") for finding in accepted_once(evidence)),
        "messages": len(evidence.mails),
        "doubled": sum(count > 1 for count in arrivals.values()),
        "most_arrivals_of_a_message": max(arrivals.values(), default=0),
        "on_their_way_when_answered": sum(
            mail["at"] > needless.get(mail["delivery"], float("inf")) for mail in evidence.mails
        ),
        "steps": len(late),
        "latest_step_s": rounded(max((rung["late_s"] for rung in late), default=0.0)),
        "latest_step_all_running_s": rounded(max(steps_calm, default=0.0)),
        "told_all_running_s": spread(told_after["all"]),
        "told_with_one_process_dead_s": spread(told_after["one"]),
        "told_with_several_processes_dead_s": spread(told_after["several"]),
        "told_with_a_server_away_or_the_clock_moved_s": spread(told_after["server"]),
        "faults": dict(sorted(Counter(fault["kind"] for fault in evidence.faults).items())),
    }


def _condition(broken: frozenset[str]) -> str:
    if broken & NO_PROCESS:
        return "server"
    return ("all", "one")[len(broken)] if len(broken) < 2 else "several"


def spread(values: list[float]) -> dict[str, float]:
    """How many, the middle, the slowest of a hundred, the slowest."""
    ordered = sorted(values)
    if not ordered:
        return {"count": 0}
    return {
        "count": len(ordered),
        "p50": rounded(ordered[len(ordered) // 2]),
        "p99": rounded(ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]),
        "slowest": rounded(ordered[-1]),
    }


def rounded(value: float) -> float:
    return round(float(value), 2)


def table(told: dict[str, Any]) -> str:
    """For a terminal: one figure a line."""
    lines = []
    for name, value in told.items():
        for part, figure in value.items() if isinstance(value, dict) else [("", value)]:
            lines.append(f"{name.replace('_', ' ')}{': ' + part if part else ''}".ljust(62) + f"{figure:>10}")
    return "\n".join(lines)
