"""Each part of the hub is killed in turn: within a minute the hub itself says so, by other roads too; then it ends."""

import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from ewrr.embedded import Valkey
from tests.faults.driver import Driver
from tests.mailserver import wait_for
from tests.running import RunningHub
from tests.watching import Outside

WITHIN_S = 60  # the product's own: 30 s of silence, a round every 15 to 30 s
HEARD_AGAIN_S = 60
SAYS = {
    "worker": "The worker has been silent since",
    "sender": "The sender has been silent since",
    "beat": "The beat has been silent since",
    "sweep": "The sweep has been silent since",
    "redis": "Redis has been silent since",
    "email": "No e-mail has gone out since",
}
UNWATCHED = "SELECT 1 FROM alerts_pulse WHERE name = 'watch' AND at < statement_timestamp() - interval '61 seconds'"
START = {
    "worker": lambda hub: hub.start_worker("worker", "route"),
    "sender": lambda hub: hub.start_worker("sender", "deliver"),
    "beat": lambda hub: hub.start_beat(),
    "sweep": lambda hub: hub.start_sweep(),
}


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def outside():
    server = Outside()
    yield server
    server.stop()


@pytest.fixture
def hub(tmp_path, valkey, outside):
    running = RunningHub(tmp_path, valkey.url).prepare()
    running.environment |= {"EWRR_ALARM_URL": f"{outside.url}/alarm", "EWRR_HEARTBEAT_URL": f"{outside.url}/beat"}
    running.start_web()
    for start in START.values():
        start(running)
    yield running
    running.stop()


class Eyes:
    """What a hub duty officer reads in the head of a page and on the page of health."""

    def __init__(self, hub: RunningHub, ledger: Path) -> None:
        self.hub = hub
        self.client = Driver(hub, ledger, "dora").client

    def ringing(self) -> set[str]:
        return {subject for (subject,) in self.hub.sql("SELECT subject FROM alerts_alarm WHERE ended_at IS NULL")}

    def waits_for(self, *subjects: str) -> None:
        began = time.monotonic()
        wait_for(lambda: self.ringing() >= set(subjects), WITHIN_S, f"alarms of {subjects}")
        print(f"{', '.join(subjects)}: named after {time.monotonic() - began:.0f} s")
        board, health = self.client.get("/board/").text, self.client.get("/setup/health/").text
        for subject in subjects:
            assert SAYS[subject] in board and SAYS[subject] in health, subject

    def sees_it_end(self) -> None:
        wait_for(lambda: not self.ringing(), HEARD_AGAIN_S, f"the end of {self.ringing()}")
        assert "has been silent" not in self.client.get("/board/").text


@pytest.fixture
def eyes(hub, tmp_path):
    made = Eyes(hub, tmp_path / "nothing.txt")
    yield made
    made.client.close()


def calls(outside, path):
    return [body for called, body in outside.calls if called.endswith(path)]


def sender_beat_and_mail_server_die(hub, eyes, outside):
    hub.kill("sender")
    hub.kill("beat")
    port = hub.mail.controller.port
    hub.mail.stop()
    gone = {"sender", "beat", "email"}
    eyes.waits_for(*gone)
    beats = len(calls(outside, "/beat"))
    begun = lambda: {body["subject"] for body in calls(outside, "/alarm") if not body["ended"]}  # noqa: E731
    wait_for(lambda: begun() >= gone, 20, "all three told outside though no mail goes out")
    hub.mail.controller = Controller(hub.mail, hostname="127.0.0.1", port=port)
    hub.mail.start()
    START["sender"](hub)
    START["beat"](hub)
    eyes.sees_it_end()
    assert len(calls(outside, "/beat")) <= beats + 1, "no heartbeat while something rang"


def one_after_the_other_dies(hub, eyes):
    for name in ("sweep", "worker"):
        hub.kill(name)
        eyes.waits_for(name)
        assert eyes.ringing() == {name}, "only the cause is named: beat's messages pass through the worker"
        START[name](hub)
        eyes.sees_it_end()


def redis_and_then_the_watch_die(hub, eyes, valkey):
    valkey.kill()
    eyes.waits_for("redis")
    assert eyes.ringing() == {"redis"}, "who hears through Redis is not named for its silence"
    hub.kill("sweep")
    wait_for(lambda: hub.sql(UNWATCHED), 75, "a minute without a round")
    page = eyes.client.get("/board/").text
    assert "Nothing watches the hub since" in page
    assert "Redis has been silent" not in page, "what was found before is not known now"


def test_each_part_that_falls_silent_is_named_within_a_minute_and_again_once_it_is_back(hub, eyes, outside, valkey):
    wait_for(lambda: calls(outside, "/beat"), WITHIN_S, "the heartbeat of a hub in order")
    assert not eyes.ringing()
    sender_beat_and_mail_server_die(hub, eyes, outside)
    one_after_the_other_dies(hub, eyes)
    redis_and_then_the_watch_die(hub, eyes, valkey)
