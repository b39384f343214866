"""One alert with which something is wrong must not hold up the others: each is told by itself."""

from datetime import timedelta
from typing import Any

import pytest

from alerts.domain.words import OwedKind
from alerts.models import Alert, Delivery, Escalation, Owed
from alerts.services import messages, reminding, routing
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(beni: Any) -> tuple[Alert, Alert]:
    return make.alert(), make.alert()


def test_an_alert_that_cannot_be_routed_does_not_hold_up_the_next(two: tuple[Alert, Alert]) -> None:
    first, second = two
    Escalation.objects.filter(alert=first).update(plan={"name": "cut off"})
    routing.route_due()
    assert Delivery.objects.filter(alert=second).exists()
    due_at = Escalation.objects.get(alert=first).next_at
    assert due_at is not None and due_at <= clock.now(), "it stays due, and the watch says so"


def test_a_reminder_that_cannot_be_written_does_not_hold_up_the_next(
    two: tuple[Alert, Alert], monkeypatch: Any
) -> None:
    first, second = two
    since = clock.now() - timedelta(hours=1)
    for place, alert in enumerate(two):
        Owed.objects.create(alert=alert, kind=OwedKind.OTHER, since=since, due_at=since + timedelta(minutes=place))
    remind = messages.remind

    def fails_for_the_first(c: Any, alert: Alert, *rest: Any) -> list[int]:
        if alert.pk == first.pk:
            raise ZeroDivisionError
        return remind(c, alert, *rest)

    monkeypatch.setattr(messages, "remind", fails_for_the_first)
    reminding.remind_due()
    assert Owed.objects.get(alert=second, kind=OwedKind.OTHER).reminded_at is not None
