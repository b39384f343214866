"""What settings need in development and tests: addresses of servers and secrets that are kept."""

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from . import folders
from .lease import lease

SERVERS = {"DATABASE_URL": "postgres", "REDIS_URL": "valkey"}
# Settings can be read with these; who connects is refused at once (port 1 is nobody's).
NOBODY = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


def fill_secrets(apart: str) -> None:
    """Put the kept secrets of `dev` or `test` into the environment, where it names none."""
    made = {
        "EWRR_SECRET_KEY": secrets.token_urlsafe(50),
        "EWRR_SOURCE_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),  # a Fernet key
    }
    for name, value in folders.write_once(folders.of(apart) / "secrets.json", made).items():
        _put(name, value)


def fill_addresses_of_nobody() -> None:
    """For commands that only read settings."""
    for name, value in NOBODY.items():
        _put(name, value)


@contextmanager
def servers(apart: str) -> Iterator[None]:
    """Servers and secrets of `dev` or `test` in the environment for the time of the block.

    What the environment names already is neither overridden nor started.
    Raises EmbeddedError where a server does not start.
    """
    fill_secrets(apart)
    with ExitStack() as leases:
        for name, kind in SERVERS.items():
            if not os.environ.get(name):
                os.environ[name] = leases.enter_context(lease(kind, folders.of(apart) / kind))
                leases.callback(os.environ.pop, name, None)
        yield


def _put(name: str, value: str) -> None:
    if not os.environ.get(name):  # an empty one counts as none
        os.environ[name] = value
