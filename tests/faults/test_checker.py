"""The judge can say no: each broken promise, put into evidence that is otherwise whole, is found and named."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from .checker import Bounds, judge
from .evidence import Evidence
from .figures import figures

PLAN = {"need": "each_component", "components": ["civilian", "police"], "steps": [{"after_s": 0}]}
WORDS = "a" * 64
HISTORY: list[tuple[int, str, dict[str, Any]]] = [
    (1, "alert.filed", {}),
    (1, "alert.routed", {"round": 1, "step": 0}),
    (1, "delivery.sent", {"delivery": 1}),
    (1, "delivery.sent", {"delivery": 2}),
    (1, "alert.answered", {"round": 1, "complete": False}),
    (1, "alert.answered", {"round": 1, "complete": True}),
    (2, "alert.filed", {}),
    (2, "alert.routed", {"round": 1, "step": 0}),
    (2, "alert.unanswered", {"round": 1}),
]


def whole() -> Evidence:
    """Two alerts at second 100: 1 is told to Amina and Ben and answered by both, 2 goes unanswered."""
    return Evidence(**_tables(), **_seen())


def _tables() -> dict[str, Any]:
    return {
        "alerts": [
            {"id": pk, "office_id": 1, "number": f"N-{pk}", "series": "", "year": 2026, "serial": pk}
            | {"level": "critical", "state": "received"}
            for pk in (1, 2)
        ],
        "filings": [{"client_id": f"c{pk}", "alert_id": pk, "words": WORDS, "by": "hana"} for pk in (1, 2)],
        "events": [
            {"office_id": 1, "seq": seq, "kind": kind, "alert_id": pk, "data": copy.copy(about)}
            for seq, (pk, kind, about) in enumerate(HISTORY, start=1)
        ],
        "deliveries": [
            {"id": pk, "alert_id": 1, "round": 1, "step": 0, "purpose": "step", "channel": "email", "to": to}
            | {"components": [component], "state": "sent", "sent_at": 102.0, "created_at": 101.0}
            for pk, to, component in ((1, "amina", "civilian"), (2, "ben", "police"))
        ],
        "escalations": [
            {"id": pk, "alert_id": pk, "round": 1, "plan": PLAN, "state": state, "started_at": 100.0}
            for pk, state in ((1, "answered"), (2, "unanswered"))
        ],
        "answers": [
            {"alert_id": 1, "round": 1, "component": component, "by": by, "at": 99.0}
            for by, component in (("amina", "civilian"), ("ben", "police"))
        ],
    }


def _seen() -> dict[str, Any]:
    """What the driver, the mail server and the rig wrote down."""
    filed = {"level": "critical", "words": WORDS, "by": "hana", "at": 100.0}
    said = [("amina", 110.0), ("ben", 120.0)]
    return {
        "driver": [
            {"kind": kind, "client_id": f"c{pk}", "number": f"N-{pk}"} | filed
            for pk in (1, 2)
            for kind in ("tried", "accepted")
        ]
        + [{"kind": "answered", "number": "N-1", "by": by, "at": at} for by, at in said],
        "mails": [
            {"at": 102.0, "to": f"{to}@beni.example", "id": f"<delivery-{pk}@hub>", "delivery": pk}
            for pk, (to, _at) in enumerate(said, start=1)
        ],
        "notes": [
            {"delivery": pk, "at": at, "was": was, "became": became}
            for at, was, became in ((100.2, "pending", "sending"), (102.1, "sending", "sent"))
            for pk in (1, 2)
        ],
        "rungs": [
            {"escalation": 1, "at": 101.0, "late_s": 1.0, "step": 1, "became": "running"},
            {"escalation": 2, "at": 105.0, "late_s": 2.0, "step": 1, "became": "unanswered"},
        ],
    }


def test_whole_evidence_is_found_whole() -> None:
    assert judge(whole()) == []


def both(*acts: Callable[[Evidence], Any]) -> Callable[[Evidence], None]:
    def done(evidence: Evidence) -> None:
        for act in acts:
            act(evidence)

    return done


def _late(evidence: Evidence, claimed_at: float | None = None) -> None:
    """Ben answers before his message comes, and finds it being sent since `claimed_at`, or waiting once more."""
    evidence.driver[-1]["at"] = 100.5
    evidence.deliveries[1]["state"] = "cancelled"
    was = "pending" if claimed_at is None else "sending"
    evidence.notes[1]["at"] = claimed_at or 100.2
    evidence.notes[3] |= {"at": 100.4, "was": was, "became": "cancelled"}


BROKEN: dict[str, tuple[str, Callable[[Evidence], Any]]] = {
    "an accepted alert is gone": ("lost: N-2", lambda e: e.filings.pop()),
    "it has other words": ("changed: N-1", lambda e: e.filings[0].update(words="b")),
    "it has another filer": ("changed: N-1", lambda e: e.filings[0].update(by="amina")),
    "it stands under another number": ("lost: N-2", lambda e: e.alerts[1].update(number="N-3")),
    "it exists twice": ("lost: N-2", lambda e: e.filings.append(dict(e.filings[1]))),
    "two numbers for one sending": (
        "doubled: c1",
        lambda e: e.driver.append(dict(e.driver[1], number="N-2")),
    ),
    "an alert that nobody sent": (
        "invented: filing c3",
        lambda e: e.filings.append(dict(e.filings[1], client_id="c3")),
    ),
    "an alert without a filing": (
        "invented: alert N-3",
        lambda e: e.alerts.append(dict(e.alerts[1], id=3, number="N-3")),
    ),
    "an accepted answer is gone": ("lost: the answer of ben", lambda e: e.answers.pop()),
    "a hole in the numbers of alerts": ("hole: number", lambda e: e.alerts[1].update(serial=3)),
    "a hole in the numbers of events": ("hole: event", lambda e: e.events[8].update(seq=10)),
    "an event that is numbered twice": ("hole: event", lambda e: e.events[8].update(seq=8)),
    "history that may be changed": ("history: may be changed", lambda e: e.changeable.append("DELETE")),
    "told before filed": (
        "history: N-2 begins",
        lambda e: e.events[6].update(kind="alert.told", data=e.events[7]["data"]),
    ),
    "a step that ran twice": (
        "history: N-2 runs step 0",
        lambda e: e.events[8].update(e.events[7], seq=9, kind="alert.told"),
    ),
    "told after the answer": (
        "history: N-1 tells in round 1 after its answer",
        lambda e: e.events.append(e.events[1] | {"seq": 10, "kind": "alert.told", "data": {"round": 1, "step": 1}}),
    ),
    "closed without a decision": (
        "history: N-2 has alert.closed while received",
        lambda e: e.events[8].update(kind="alert.closed", data={}),
    ),
    "a state that no event tells of": ("history: N-2 ends received", lambda e: e.alerts[1].update(state="decided")),
    "a message recorded as sent twice": (
        "history: N-1 has delivery.sent",
        lambda e: e.events[3]["data"].update(delivery=1),
    ),
    "a message after the answer, not cancelled": ("late: message 2", lambda e: e.driver[-1].update(at=101.0)),
    "a message after the answer that found it waiting": ("late: message 2", _late),
    "a message after the answer, sent under a lapsed lease": (
        "late: message 2",
        lambda e: _late(e, claimed_at=85.3),
    ),
    "a message long after the answer that found it on its way": (
        "longer than a send",
        both(lambda e: _late(e, claimed_at=100.2), lambda e: e.mails[1].update(at=110.0)),
    ),
    "a message that came twice without a fault": ("there was no fault", lambda e: e.mails.append(dict(e.mails[0]))),
    "a message that came three times": (
        "came 3 times",
        both(
            lambda e: e.mails.extend([dict(e.mails[0]), dict(e.mails[0])]),
            lambda e: e.faults.append({"kind": "worker killed", "at": 102.0}),
        ),
    ),
    "a message said to be sent that never came": ("untold: message 2", lambda e: e.mails.pop()),
    "a message that came to somebody else": ("astray: message 1", lambda e: e.mails[0].update(to="dora@beni.example")),
    "a message of nobody's": (
        "invented: message",
        lambda e: e.mails.append(dict(e.mails[0], id="<delivery-9@hub>", delivery=9)),
    ),
    "a message left waiting": ("waiting: message 2", lambda e: e.deliveries[1].update(state="pending")),
    "something due left lying": ("due: 3 steps", lambda e: e.due.update(steps=3)),
    "an alert told to nobody": ("untold: N-2 reached nobody", lambda e: e.rungs.pop()),
    "an alert that only seems unanswered": (
        "untold: N-2 reached nobody",
        lambda e: e.events[8].update(kind="alert.seen"),
    ),
    "an accepted decision is gone": (
        "lost: N-2 was dismissed",
        lambda e: e.driver.append({"kind": "moved", "move": "dismiss", "number": "N-2", "by": "dora", "at": 103.0}),
    ),
    "a round that nobody began": (
        "history: N-2 tells in round 2, which does not run",
        lambda e: e.events[8].update(kind="alert.routed", data={"round": 2, "step": 0}),
    ),
    "told after the decision": (
        "history: N-1 tells in round 1, which does not run",
        both(
            lambda e: e.events[3].update(kind="alert.decided", data={}),
            lambda e: e.events[4].update(kind="alert.told", data={"round": 1, "step": 1}),
        ),
    ),
    "a step taken late": ("late: step 1 of round 2", lambda e: e.rungs[1].update(late_s=31.0, at=105.0)),
    "an alert told too late": ("untold: N-2 reached somebody only after 50.0 s", lambda e: e.rungs[1].update(at=150.0)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found(name: str) -> None:
    said, breaks = BROKEN[name]
    evidence = whole()
    breaks(evidence)
    found = judge(evidence)
    assert any(said in line for line in found), found


ALLOWED: dict[str, Callable[[Evidence], Any]] = {
    "a message on its way when the answer came": lambda e: _late(e, claimed_at=100.2),
    "a double where a worker was killed": both(
        lambda e: e.mails.append(dict(e.mails[0], at=109.0)),
        lambda e: e.faults.append({"kind": "worker killed at delivery.after_send", "at": 102.05}),
    ),
    "slow while a server was away": both(
        lambda e: e.rungs[1].update(at=150.0),
        lambda e: e.faults.append({"kind": "PostgreSQL restarted, fast", "at": 105.0, "until": 120.0}),
    ),
    "a filing that was sent and never accepted": lambda e: e.driver.append(
        {"kind": "tried", "client_id": "c9", "at": 99.0}
    ),
    "a filing accepted without its sender's knowing": lambda e: e.driver.remove(e.driver[3]),
    "the same sending accepted twice with one number": lambda e: e.driver.append(copy.copy(e.driver[1])),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_is_not_held_against_the_hub(name: str) -> None:
    evidence = whole()
    ALLOWED[name](evidence)
    assert judge(evidence) == []


def test_bounds_are_bounds() -> None:
    assert judge(whole(), Bounds(told_s=2.0, after_fault_s=2.0)) == [
        "untold: N-2 reached somebody only after 5.0 s (at most 2)"
    ]


def test_figures_tell_lost_and_doubled_and_the_slowest() -> None:
    evidence = whole()
    evidence.mails.append(dict(evidence.mails[0], at=117.0))
    evidence.faults.append({"kind": "worker killed", "at": 102.05})
    told = figures(evidence)
    assert (told["accepted"], told["lost"], told["doubled"]) == (2, 0, 1)
    assert (told["latest_step_s"], told["answers"]) == (2.0, 2)
