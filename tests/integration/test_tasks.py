"""A task is short, whatever waits: Celery's time limit must never cut a message in two."""

from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from alerts import tasks
from alerts.services import delivery, messages, reminding, routing
from alerts.transports import smtp
from ewrr.common import pump

pytestmark = pytest.mark.django_db
PIECE_S = 3.0


@pytest.fixture
def without_end(monkeypatch: Any) -> list[str]:
    """There is always more to be done, and each piece takes a while; says which tasks were woken."""
    woken: list[str] = []
    seconds = count(step=PIECE_S)
    monkeypatch.setattr(tasks, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    monkeypatch.setattr(delivery, "deliver_due", lambda limit: limit)
    monkeypatch.setattr(routing, "route_due", lambda limit: limit)
    monkeypatch.setattr(reminding, "remind_due", lambda limit: 0)
    monkeypatch.setattr(pump, "nudge", lambda task, expires_s=None: woken.append(task))
    return woken


@pytest.mark.parametrize(
    ("task", "woken"),
    [(tasks.deliver, [messages.DELIVER]), (tasks.route, [routing.ROUTE, messages.DELIVER])],
)
def test_a_task_that_never_runs_out_of_work_hands_over(without_end: list[str], task: Any, woken: list[str]) -> None:
    task.run()
    assert without_end == woken


def test_the_longest_message_ends_before_the_time_limit() -> None:
    longest_s = tasks.AT_MOST_S + smtp.BEFORE_BODY_S + smtp.FINAL_REPLY_S
    assert longest_s + 10 < settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert delivery.LEASE.total_seconds() > smtp.BEFORE_BODY_S + smtp.FINAL_REPLY_S
