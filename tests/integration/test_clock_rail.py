"""The rail of clocks: which interval is running, and which of them has gone on for too long."""

from datetime import timedelta

import pytest

from alerts.domain.words import Verification
from alerts.selectors.alert_page import alert_page
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def running(alert, after=timedelta(0)):
    """name of the mark -> whether it is late, for each interval that has not ended."""
    page = alert_page(make.viewer("Dora"), alert, clock.now() + after)
    return {mark.name: mark.is_late for mark in page.clocks if mark.is_running}


def test_only_the_last_known_clock_runs_and_turns_late_with_what_is_owed(beni):
    alert = make.alert(is_routed=True)
    assert running(alert) == {"delivered": False}
    assert running(alert, timedelta(hours=1)) == {"delivered": True}


def test_answers_go_on_running_late_when_the_hub_verifies_before_them(beni):
    alert = make.assessed(make.alert(is_routed=True), by="Dora", verification=Verification.VERIFIED)
    assert running(alert) == {"verified": False}
    # The decision is owed from the answers on, and three components have still not answered.
    assert running(alert, timedelta(hours=1)) == {"delivered": True, "verified": False}


def test_nothing_runs_on_an_alert_that_is_closed(beni):
    alert = make.decided(make.alert(is_routed=True))
    make.closed(alert)
    assert running(alert, timedelta(hours=1)) == {}
