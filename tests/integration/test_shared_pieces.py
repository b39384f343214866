"""Pieces that boards share within a process are the ones that each reader would have been given alone."""

import math
import os
import random
from collections import OrderedDict
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from alerts.domain.words import Component, Role
from ewrr.common import clock
from ewrr.common.shelf import Shelf, shelf
from ewrr.desk import fragments
from tests import make
from tests.integration.acting import World, watch_round
from tests.integration.following import Page, settled
from tests.integration.test_snapshots import Readers

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("EWRR_WALK_STEPS", "6"))


@contextmanager
def bare_shelf():
    """As in a process of one's own."""
    kept, shelf._kept = shelf._kept, OrderedDict()
    yield
    shelf._kept = kept


def told(page: Page) -> Any:
    answer = page.ask().json()
    if "fragments" in answer:
        return [fragment | {"html": settled(fragment["html"])} for fragment in answer["fragments"]]
    return answer


def test_each_reader_is_told_what_they_would_be_told_alone(beni, monkeypatch):
    world = World(beni, random.Random(11), clock.now())
    with clock.set_to(world.now):
        watch_round(world)
        readers = Readers(world)
        for name in ("Rita", "Roman", "Rosa"):
            readers.clients[name] = readers.signed_in(make.member(beni, Role.POC_MANAGER, None, name).person)
        opened = make.alert(is_routed=True)
    made: list[Any] = []
    for_anybody = fragments._for_anybody

    def counted(*asks: Any) -> str:
        made.append(asks)
        return for_anybody(*asks)

    monkeypatch.setattr(fragments, "_for_anybody", counted)
    asked = 0
    for step in range(STEPS):
        with clock.set_to(world.now):
            tab = world.random.choice(["open", "mine", "overdue"])
            path = f"/board/?tab={tab}&open={opened.number}"
            pages = [Page(client, path, "board") for client in readers.clients.values()]
        world.act()
        with clock.set_to(world.now):
            for page in (page for page in pages if not page.is_gone):
                warm, so_far = told(page), len(made)
                asked += isinstance(warm, list) and any(piece["id"] == "alert" for piece in warm)
                with bare_shelf():
                    assert warm == told(page), world.done
                del made[so_far:]
        if step % 3 == 2:
            opened = world.alert()
    assert len(made) < 0.6 * asked, "the rest were given what was made for another, or for them alone"


def test_you_is_said_to_whoever_owes_and_to_nobody_else(as_, beni):
    """Amina was told; the other civilian focal point, with the same rights, was not."""
    alert = make.alert(is_routed=True)
    other = Readers.signed_in(make.member(beni, Role.FOCAL_POINT, Component.CIVILIAN, "Zed").person)
    pages = [Page(client, f"/board/?open={alert.number}", "board") for client in (as_("Amina"), other)]
    make.answered(alert, "Ben", "Chidi")
    for page in pages:
        page.catch_up()
    told, not_told = (page.state() for page in pages)
    row = f"row-{alert.number}"
    assert "You owe answer" in told[row] and "You owe answer" in told["alert"]
    assert "Civilian owes answer" in not_told[row] and "Civilian owes answer" in not_told["alert"]


def test_what_was_made_before_something_fell_due_is_not_given_afterwards(as_, beni):
    """The same event, the same rights, the same minute of the process: only the hub's clock went on."""
    alert = make.alert(is_routed=True)
    early, late = (Page(as_("Farid"), f"/board/?open={alert.number}", "board") for _turn in range(2))
    make.answered(alert, "Ben")
    early.catch_up()
    with clock.set_to(clock.now() + timedelta(minutes=30)):
        late.catch_up()
        fresh = Page(late.client, late.path, "board")
    assert late.state() == fresh.state() != early.state()
    assert 'class="late"' in late.shown["alert"]


def test_nothing_of_a_person_or_a_session_is_on_the_shelf(as_, beni):
    alert = make.alert(is_routed=True)
    clients = {name: as_(name) for name in ("Farid", "Grace", "Amina", "Dora", "Hana")}
    pages = [Page(client, f"/board/?open={alert.number}", "board") for client in clients.values()]
    make.answered(alert, "Ben")
    answers = [page.ask().json() for page in pages]
    kept = [value for _until, value in shelf._kept.values() if isinstance(value, str)]
    assert kept and not any('csrfmiddlewaretoken" value=""' in html for html in kept)
    for client, answer in zip(clients.values(), answers, strict=True):
        html = "".join(fragment["html"] for fragment in answer["fragments"])
        assert fragments.TOKEN not in html
        tokens = set(html.split('csrfmiddlewaretoken" value="')[1:])
        assert all(client.cookies["csrftoken"].value not in one for one in kept)
        assert tokens or 'method="post"' not in html
    assert any(fragments.TOKEN in html for html in kept)


def test_a_form_of_a_shared_piece_is_taken(beni):
    """Noor was not told: what she is shown was made for anybody who is chief, and her own token stands in it."""
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make.person("Noor"))
    alert = make.alert(is_routed=True)
    page = Page(client, f"/board/?open={alert.number}", "board")
    make.answered(alert, "Ben")
    html = next(piece["html"] for piece in page.ask().json()["fragments"] if piece["id"] == "alert")
    token = html.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = client.post(f"/alerts/{alert.number}/answer/", {"csrfmiddlewaretoken": token})
    assert sent.status_code == 302


def test_the_shelf_is_bounded_and_forgets(monkeypatch):
    small = Shelf(most=2, lasts_s=5)
    for key in "abc":
        small.put(key, key)
    assert (small.find("a"), small.find("c")) == (None, "c")
    small.find("b")
    small.put("d", "d")
    assert small.find("c") is None, "the least lately wanted goes first"
    assert small.get("b", lambda: "other") == "b"
    monkeypatch.setattr("ewrr.common.shelf.time.monotonic", lambda: math.inf)
    assert small.get("b", lambda: "other") == "other"
