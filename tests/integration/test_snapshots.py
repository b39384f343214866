"""Snapshot + changes = fresh snapshot: for every act of an office's life, every role, every live page; and the pieces
that boards share are the ones that each would have been given alone.

EWRR_WALK_STEPS and EWRR_WALK_SEED make the walk longer (make test-long) and another one.
"""

import difflib
import os
import random
from typing import Any

import pytest
from django.test import Client

from alerts.domain.words import Component, Role
from alerts.models import Alert, Person
from ewrr.common import clock
from tests import make
from tests.integration.acting import World, watch_round
from tests.integration.following import Page

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("EWRR_WALK_STEPS", "15"))
SEED = int(os.environ.get("EWRR_WALK_SEED", "0"))
LOOKS = 5  # pages that catch up after a step; the others fall behind
TABS = ("open", "mine", "unanswered", "verify", "decide", "overdue")
CAST = ("Dora", "Amina", "Ben", "Chidi", "Hana", "Sifa", "Luc", "Noor", "Grace", "Farid", "Esther")


class Readers:
    """One of every role, each with pages open: the board by a tab, an alert, the first page, the rota, a receipt."""

    def __init__(self, world: World) -> None:
        self.world, self.random = world, world.random
        officer = make.member(world.office, Role.OFFICER, Component.POLICE, "Pauline").person
        people = [*(make.person(name) for name in CAST), officer]
        Person.objects.filter(name__in=("Luc", "Grace", "Pauline")).update(language="fr")
        self.clients = {person.name: self.signed_in(person) for person in people}
        self.pages: list[tuple[str, Page]] = []

    @staticmethod
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def open_one(self) -> None:
        """One more page, of somebody; the oldest is closed when there are many."""
        name = self.random.choice(list(self.clients))
        number = self.number()
        paths = {f"/board/?tab={tab}" + (f"&open={number}" if number else ""): "board" for tab in TABS}
        paths |= {"/": "home", "/duty/": "duty"}
        if number:
            paths |= {f"/alerts/{number}/": "alert", f"/alerts/{number}/receipt/": "receipt"}
        path = self.random.choice(list(paths))
        page = Page(self.clients[name], path, paths[path])
        if not page.is_gone:
            self.pages = [*self.pages, (name, page)][-24:]

    def number(self) -> str:
        numbers = Alert.objects.filter(office=self.world.office).order_by("-pk").values_list("number", flat=True)[:5]
        return self.random.choice(list(numbers) or [""])

    def look(self) -> None:
        """Some pages catch up, and are compared with the same pages read afresh."""
        for name, page in self.random.sample(self.pages, min(LOOKS, len(self.pages))):
            with clock.set_to(self.world.now):
                page.catch_up()
                fresh = Page(page.client, page.path, page.view)
            assert page.is_gone == fresh.is_gone
            assert page.is_gone or alike(page.state(), fresh.state()), self.difference(name, page, fresh)

    def difference(self, name: str, page: Page, fresh: Page) -> str:
        before, after = page.state(), fresh.state()
        told = [f"{name} at {page.path} after {self.world.done[-6:]}"]
        for piece in sorted(before.keys() | after.keys()):
            one, other = (state.get(piece, "").replace("<", "\n<").splitlines() for state in (before, after))
            if one != other:
                told += [piece, *difflib.unified_diff(one, other, "followed", "fresh", lineterm="", n=1)][:40]
        return "\n".join(told)


def alike(followed: dict[str, str], fresh: dict[str, str]) -> bool:
    return followed == fresh


def walk(office: Any, seed: int, steps: int) -> World:
    world = World(office, random.Random(seed), clock.now())
    with clock.set_to(world.now):
        watch_round(world)
        readers = Readers(world)
    for _step in range(steps):
        world.act()
        with clock.set_to(world.now):
            readers.open_one()
        readers.look()
    return world


@pytest.mark.parametrize("seed", range(SEED, SEED + 3))
def test_a_page_that_followed_shows_what_a_fresh_one_shows(beni, seed):
    walk(beni, seed, STEPS)
