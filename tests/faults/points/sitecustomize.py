"""Named points at which a process under test kills itself; the hub's own code knows nothing of them.

Python imports this module of itself where its folder stands on PYTHONPATH. While the file FAULT_ARMED exists it names
one point; the process that passes it (for the given time) takes the file away, writes to FAULT_LOG with fsync that
the fault happened, and ends itself with SIGKILL. Points are told by what a transaction wrote, not by which function
ran, so they stay where they are when services are written anew:

`filing`, `answer`, `checking_in` (it is told that somebody has not), `routing` and `delivery`, each with
`.before_commit` and `.after_commit` (committed, and nobody was told of it); `delivery.after_claim` (the lease is
committed), `delivery.before_send`, `delivery.after_send` (the mail server took the message, which is not recorded yet);
`beat.before_send`, `beat.after_send`.
"""

import importlib.abc
import importlib.machinery
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ARMED, LOG = os.environ.get("FAULT_ARMED", ""), os.environ.get("FAULT_LOG", "")
WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
MADE = {
    "INSERT alerts_filing": "filing",
    "INSERT alerts_acknowledgement": "answer",
    "INSERT alerts_missedcheckin": "checking_in",
}
_here = threading.local()  # `sent`: the message that this thread has sent and not recorded
_passed: dict[str, int] = {}


def passing(point: str, message: str = "") -> None:
    """Dies here if this point is armed for now."""
    try:
        armed = json.loads(Path(ARMED).read_text())
    except (FileNotFoundError, ValueError):
        return
    if armed["point"] != point or message in armed["spared"]:
        return
    _passed[armed["id"]] = _passed.get(armed["id"], 0) + 1
    if _passed[armed["id"]] < armed["passings"]:
        return
    try:
        Path(ARMED).rename(f"{ARMED}.{armed['id']}")
    except FileNotFoundError:  # another thread or process was first
        return
    _write_down({"kind": f"{armed['process']} killed at {point}", "at": time.time(), "message": message})
    if armed["whole"]:
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def _write_down(fault: dict[str, Any]) -> None:
    with open(LOG, "a") as log:  # noqa: PTH123
        log.write(json.dumps(fault) + "\n")
        log.flush()
        os.fsync(log.fileno())


def act_of(wrote: set[str]) -> str:
    """What the transaction did, by the tables that it wrote; empty where no point belongs to it."""
    for table, act in MADE.items():
        if table in wrote:
            return act
    if getattr(_here, "sent", ""):
        return "delivery"
    if {"UPDATE alerts_escalation", "INSERT alerts_event"} <= wrote:
        return "routing"
    return "claim" if "UPDATE alerts_delivery" in wrote and "INSERT alerts_event" not in wrote else ""


def _follow_statements(module: Any) -> None:
    real = module.CursorWrapper._execute_with_wrappers

    def execute(self: Any, sql: Any, *rest: Any, **more: Any) -> Any:
        if self.db.in_atomic_block and (found := WRITES.match(str(sql))):
            self.db.__dict__.setdefault("fault_wrote", set()).add(f"{found[1].split()[0]} {found[2]}")
        return real(self, sql, *rest, **more)

    module.CursorWrapper._execute_with_wrappers = execute


def _follow_transactions(module: Any) -> None:
    commit, rollback = module.BaseDatabaseWrapper._commit, module.BaseDatabaseWrapper._rollback

    def _commit(self: Any) -> Any:
        act = act_of(self.__dict__.pop("fault_wrote", set()))
        if act and act != "claim":
            passing(f"{act}.before_commit", getattr(_here, "sent", ""))
        done = commit(self)
        if act:
            passing("delivery.after_claim" if act == "claim" else f"{act}.after_commit", getattr(_here, "sent", ""))
        if act == "delivery":
            _here.sent = ""
        return done

    def _rollback(self: Any) -> Any:
        self.__dict__.pop("fault_wrote", None)
        return rollback(self)

    module.BaseDatabaseWrapper._commit, module.BaseDatabaseWrapper._rollback = _commit, _rollback


def _follow_mail(module: Any) -> None:
    real = module.EmailMessage.send

    def send(self: Any, *rest: Any, **more: Any) -> Any:
        message = self.extra_headers.get("Message-ID", "")
        _here.sent = ""
        passing("delivery.before_send", message)
        done = real(self, *rest, **more)
        passing("delivery.after_send", message)
        _here.sent = message
        return done

    module.EmailMessage.send = send


def _follow_beat(module: Any) -> None:
    real = module.Scheduler.apply_async

    def apply_async(self: Any, *rest: Any, **more: Any) -> Any:
        passing("beat.before_send")
        done = real(self, *rest, **more)
        passing("beat.after_send")
        return done

    module.Scheduler.apply_async = apply_async


FOLLOWED: dict[str, Callable[[Any], None]] = {
    "django.db.backends.utils": _follow_statements,
    "django.db.backends.base.base": _follow_transactions,
    "django.core.mail.message": _follow_mail,
    "celery.beat": _follow_beat,
}


class _Follower(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Lets the named modules load as they are, then puts the points into them."""

    def __init__(self) -> None:
        self.real: dict[str, importlib.abc.Loader] = {}

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name in FOLLOWED else None
        if spec is not None and spec.loader is not None:
            self.real[name], spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Any:
        return self.real[spec.name].create_module(spec)

    def exec_module(self, module: Any) -> None:
        self.real[module.__name__].exec_module(module)
        FOLLOWED[module.__name__](module)


if ARMED and LOG:
    sys.meta_path.insert(0, _Follower())
