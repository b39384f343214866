"""Races without broken servers: one client id sent by many at once, two workers and a sweep; and no content leaks."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis

from ewrr.embedded import Valkey
from tests import make
from tests.faults.driver import Driver
from tests.mailserver import wait_for
from tests.running import RunningHub

FOUR = {"amina", "ben", "chidi", "dora"}
LEASE_AND_SWEEP_S = 60  # a lease of 15 s and a sweep of 5 s, threefold slack


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def request_end():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def hub(tmp_path, valkey):
    running = RunningHub(tmp_path, valkey.url).prepare()
    running.start_web()
    yield running
    running.stop()


@pytest.fixture
def driver(hub, tmp_path):
    with Driver(hub, tmp_path / "accepted.txt") as hana:
        yield hana


def told(hub, number):
    """Who has the message, and how often."""
    return Counter(mail["to"].partition("@")[0] for mail in hub.mail.received(number))


def everybody_told_once(hub, numbers, within_s):
    def all_told():
        return all(set(told(hub, number)) >= FOUR for number in numbers)

    wait_for(all_told, within_s, "everybody told")
    for number in numbers:
        assert told(hub, number) == Counter(FOUR), number


def test_a_worker_killed_between_commit_and_send_is_made_good_once(hub, driver):
    hub.mail.held.set()  # the lease is committed, the message is with nobody
    hub.start_worker()
    number = driver.file()
    wait_for(lambda: hub.mail.connections, 30, "the worker at the mail server")
    hub.kill("worker")
    hub.mail.held.clear()
    hub.start_sweep()
    everybody_told_once(hub, driver.accepted(), LEASE_AND_SWEEP_S)
    assert driver.accepted() == [number]
    assert hub.sql("SELECT count(*) FROM alerts_alert") == [(1,)]


def test_redis_emptied_between_filing_and_routing_costs_seconds_and_no_message(hub, driver, valkey):
    numbers = [driver.file() for _turn in range(5)]  # no worker yet: the hints wait in Redis
    with redis.Redis.from_url(valkey.url) as client:
        client.flushall()
    hub.start_worker()
    hub.start_sweep()
    everybody_told_once(hub, numbers, LEASE_AND_SWEEP_S)


def test_twenty_parallel_sends_over_http_make_one_alert(hub, driver):
    sent = "5b0f0b0e-7c0c-4d6c-9d9a-0f5f0e7a1b2c"
    with ThreadPoolExecutor(20) as pool:
        numbers = set(pool.map(lambda _turn: driver.file(sent), range(20)))
    assert len(numbers) == 1
    assert len(driver.accepted()) == 20
    assert hub.sql("SELECT count(*) FROM alerts_alert") == hub.sql("SELECT count(*) FROM alerts_filing") == [(1,)]


def test_two_workers_and_a_sweep_tell_each_person_once(hub, driver):
    hub.start_worker("worker")
    hub.start_worker("other")
    hub.start_sweep()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _turn: driver.file(), range(12)))
    everybody_told_once(hub, driver.accepted(), LEASE_AND_SWEEP_S)


def test_nothing_of_what_was_told_is_in_logs_redis_or_mail(hub, driver, valkey, request_end):
    """Canary words through the whole chain; the scan is shown to find one that is planted."""
    hub.start_worker()
    hub.start_sweep()
    form_canary = "CANARY-7f3a"
    form = make.form(
        client_id=str(uuid.uuid4()),
        text=f"{form_canary} words",
        people_note=f"{form_canary} note",
        source_name=f"{form_canary} source",
        source_contact=f"{form_canary} phone",
        actor_name=f"{form_canary} actor",
    )
    answer = driver.client.post("/api/v1/filings/", json=form, headers=driver.headers)
    number = answer.json()["number"]
    driver.client.post("/api/v1/filings/", json=form | {"text": f"{form_canary} again"}, headers=driver.headers)
    driver.client.post("/file/", data={"text": f"{form_canary}\x00"}, headers=driver.headers)
    wait_for(lambda: set(told(hub, number)) == FOUR, 30, "four mails")
    client = request_end.enter_context(redis.Redis.from_url(valkey.url))

    def places():
        found = {path.name: path.read_bytes() for path in Path(hub.folder).glob("*.log")}
        found["mail"] = hub.mail.ledger.read_bytes()
        for database in (0, 5):
            client.select(database)
            for key in client.scan_iter():
                kind = client.type(key)
                value = client.lrange(key, 0, -1) if kind == b"list" else client.get(key) if kind == b"string" else b""
                found[f"redis {database} {key!r}"] = key + repr(value).encode()
        return {name for name, text in found.items() if form_canary.encode() in text}

    assert places() == set()
    client.select(5)
    client.set("planted", form_canary)
    assert places() == {"redis 5 b'planted'"}
