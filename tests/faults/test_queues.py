"""A mail server that holds its callers delays messages, never the finding of whom to tell."""

import pytest

from tests.faults.driver import Driver
from tests.mailserver import wait_for
from tests.running import RunningHub

PROMPT_S = 6  # one beat of five seconds would do; no sweep runs here to help


@pytest.fixture
def hub(tmp_path):
    running = RunningHub(tmp_path).prepare()
    running.start_web()
    running.start_worker("worker", "route")
    running.start_worker("sender", "deliver")
    yield running
    running.mail.held.clear()
    running.stop()


def routed(hub, number):
    return hub.sql("SELECT routed_at IS NOT NULL FROM alerts_alert WHERE number = %s", number) == [(True,)]


def test_routing_goes_on_while_the_sender_waits_for_a_held_mail_server(hub, tmp_path):
    with Driver(hub, tmp_path / "accepted.txt") as hana:
        first = hana.file()
        wait_for(lambda: len(hub.mail.received(first)) == 4, 60, "the first alert told")
        hub.mail.held.set()
        second = hana.file()
        wait_for(lambda: routed(hub, second), 30, "the second routed")
        third = hana.file()
        wait_for(lambda: routed(hub, third), PROMPT_S, "the third routed while the sender waits")
        assert hub.mail.received(second) == []
        hub.mail.held.clear()
        wait_for(lambda: len(hub.mail.received(third)) == 4, 60, "the third told")
