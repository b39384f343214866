"""Fixtures shared by all tests: the offices with their cast, and signed-in clients."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import make

gc.set_threshold(100_000, 50, 100)  # much is made and little kept: looking for it less often spares a twentieth
os.environ.setdefault("EWRR_PROCESS", "command")  # ewrr.asgi would set it for this process and its children


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> None:
    """The offices are made once; a test that empties the tables makes them anew."""
    with django_db_blocker.unblock():
        make.offices()


@pytest.fixture(scope="session", autouse=True)
def one_chain_of_middleware() -> None:
    """All clients share it, as all requests of a process do: to build it reads every static file's size and date."""
    from django.core.handlers.base import BaseHandler
    from django.test.client import ClientHandler

    handler = BaseHandler()
    handler.load_middleware()
    ClientHandler._middleware_chain = staticmethod(handler._middleware_chain)  # type: ignore[attr-defined]


@pytest.fixture
def offices(db: Any) -> dict[str, Any]:
    """Beni and Bouar, nobody exercising."""
    return make.offices()


@pytest.fixture
def beni(offices: dict[str, Any]) -> Any:
    return offices["BEN"]


@pytest.fixture
def bouar(offices: dict[str, Any]) -> Any:
    return offices["BOU"]


@pytest.fixture
def as_(offices: dict[str, Any]) -> Callable[[str], Any]:
    """as_("Amina"): a test client signed in as one of the cast."""
    from django.test import Client

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(make.person(name))
        return client

    return signed_in


@pytest.fixture(autouse=True)
def forgotten_hints() -> Iterator[None]:
    """A test that silences Redis leaves the next one hearing."""
    yield
    from ewrr.common import pump

    pump._silent_until = 0.0


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """Numbers of events come again when a test is undone; outside of tests they never do."""
    from ewrr.common.shelf import shelf

    shelf.clear()


@pytest.fixture(autouse=True)
def no_language_of_another() -> None:
    """A request leaves its reader's language and zone to the thread, where the next one brings its own; a command
    would speak it.
    """
    from django.utils import timezone, translation

    translation.deactivate()
    timezone.deactivate()
