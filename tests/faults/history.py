"""Which histories an alert may have: told again here, apart from the hub's own tables of moves."""

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
OPEN = {"received", "decided", "responding"}
# What happens -> the states in which it may, and the state after it.
MOVES: dict[str, tuple[set[str], str]] = {
    "alert.decided": ({"received", "decided"}, "decided"),
    "alert.dismissed": ({"received", "decided"}, "dismissed"),
    "alert.joined": (OPEN, "joined"),
    "alert.responding": ({"decided"}, "responding"),
    "alert.closed": ({"decided", "responding"}, "closed"),
    "alert.stood_down": (OPEN, "closed"),
    "alert.reopened": ({"closed", "dismissed", "joined"}, "before"),
}
TELLING = {"alert.routed", "alert.told"}
ENDING = {"alert.decided", "alert.dismissed", "alert.joined", "alert.closed", "alert.stood_down"}


def illegal(events: list[Row], state: str) -> Iterator[str]:
    """What cannot be in this history (in order of seq) of an alert that now stands in `state`."""
    kinds = [event["kind"] for event in events]
    if kinds[:1] != ["alert.filed"] or kinds.count("alert.filed") != 1:
        yield f"begins with {kinds[:2]}"
    yield from _moves(events, state)
    yield from _rounds(events)
    yield from _messages(events)


def _moves(events: list[Row], state: str) -> Iterator[str]:
    now, before = "received", "received"
    for event in events:
        if event["kind"] in MOVES:
            allowed, after = MOVES[event["kind"]]
            if now not in allowed:
                yield f"has {event['kind']} while {now} (event {event['seq']})"
            if after not in OPEN:
                before = now
            now = before if after == "before" else after
        elif event["kind"] in TELLING and now not in OPEN:
            yield f"has {event['kind']} while {now} (event {event['seq']})"
    if now != state:
        yield f"ends {now} and stands {state}"


def _rounds(events: list[Row]) -> Iterator[str]:
    """In each round: begun where it is not the first, routed once and first, steps upwards, and nothing after the
    answer that completed it or the move that ended it.
    """
    steps: dict[int, int] = {}
    begun, complete, is_over = {1}, set[int](), False
    for event in events:
        kind, data = event["kind"], event["data"]
        if kind == "alert.round_began":
            begun.add(data["round"])
            is_over = False
        elif kind in ENDING:
            is_over = True
        elif kind in TELLING:
            turn, step = data["round"], data["step"]
            if (kind == "alert.routed") != (turn not in steps):
                yield f"has {kind} of round {turn} out of place (event {event['seq']})"
            if step <= steps.get(turn, -1):
                yield f"runs step {step} of round {turn} again (event {event['seq']})"
            if turn not in begun or is_over:
                yield f"tells in round {turn}, which does not run (event {event['seq']})"
            if turn in complete:
                yield f"tells in round {turn} after its answer (event {event['seq']})"
            steps[turn] = step
        elif kind == "alert.answered" and data["complete"]:
            complete.add(data["round"])
        elif kind == "alert.unanswered" and data["round"] in complete:
            yield f"is unanswered in round {data['round']} after its answer (event {event['seq']})"


def _messages(events: list[Row]) -> Iterator[str]:
    """A message ends once."""
    ended: set[int] = set()
    for event in events:
        if not event["kind"].startswith("delivery.") or "delivery" not in event["data"]:
            continue
        delivery = event["data"]["delivery"]
        if delivery in ended and event["kind"] != "delivery.seen":
            yield f"has {event['kind']} of message {delivery} after its end (event {event['seq']})"
        if event["kind"] in {"delivery.sent", "delivery.gave_up"}:
            ended.add(delivery)
