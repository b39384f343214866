"""Real PostgreSQL and Valkey that run without being installed: for development, tests and trying out."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import EmbeddedError
from .postgres import Postgres
from .valkey import Valkey

__all__ = ["EmbeddedError", "Postgres", "Valkey", "servers_for_command"]

APARTS = ("dev", "test")
WITHOUT_SERVERS = {"help", "version", "makemessages", "compilemessages", "collectstatic", "findstatic", "diffsettings"}
ASKS_ONLY = {"-h", "--help", "--version"}


@contextmanager
def servers_for_command(argv: list[str]) -> Iterator[None]:
    """What a `manage.py` command needs, in the environment for the time of the block.

    Only in development and test settings: elsewhere it does nothing. Ends the program with one
    sentence where a server does not start.
    """
    apart = apart_of(argv)
    if apart is None:
        yield
        return
    from . import environment  # only here: production does not pay for it

    if not needs_servers(argv):
        environment.fill_secrets(apart)
        environment.fill_addresses_of_nobody()
        yield
        return
    try:
        prepare_devserver(argv)
        with environment.servers(apart):
            yield
    except EmbeddedError as error:
        sys.exit(str(error))


def apart_of(argv: list[str]) -> str | None:
    """`dev` or `test` by the settings that the command will use, else None."""
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    for place, word in enumerate(argv):
        if word == "--settings" and place + 1 < len(argv):
            settings = argv[place + 1]
        elif word.startswith("--settings="):
            settings = word.partition("=")[2]
    package, _, name = settings.rpartition(".")
    return name if package == "ewrr.settings" and name in APARTS else None


def needs_servers(argv: list[str]) -> bool:
    """Whether the command may ask the database."""
    command, *rest = argv[1:] or ["help"]
    if command in WITHOUT_SERVERS | ASKS_ONLY or ASKS_ONLY & set(rest):
        return False
    return command != "check" or any(word.startswith("--database") for word in rest)


def prepare_devserver(argv: list[str]) -> None:
    """The development server learns its address, or that it cannot have it, before anything starts.

    Raises EmbeddedError where the port (PORT) is taken.
    """
    if argv[1:2] != ["devserver"]:
        return
    from . import ports

    port = ports.wanted()
    if not ports.is_free(port):
        raise EmbeddedError(f"Port {port} is in use: stop what uses it, or take another (PORT=8001 make run).")
    os.environ.setdefault("EWRR_PUBLIC_URL", f"http://{ports.LOOPBACK}:{port}")
