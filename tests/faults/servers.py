"""A PostgreSQL and a Valkey that only the rig's hub uses, so that they may be broken."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis

from ewrr.embedded import Postgres, Valkey


class Servers:
    def __init__(self, folder: Path) -> None:
        self.postgres = Postgres(folder / "postgres")
        self.valkey = Valkey(folder / "valkey")

    def __enter__(self) -> "Servers":
        self.postgres.start()
        self.valkey.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def heal(self) -> None:
        """Both run, whatever a test left."""
        self.postgres.start()
        self.valkey.start()

    def cut_connections(self) -> int:
        """Ends every session of the hub, as a firewall or a fail-over does; says how many."""
        with psycopg.connect(self.postgres.admin_url, autocommit=True) as connection:
            ended = connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ewrr'")
            return len(ended.fetchall())

    def empty_valkey(self) -> None:
        with redis.Redis.from_url(self.valkey.url) as client:
            client.flushall()

    @contextmanager
    def frozen_valkey(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        pid = self.valkey.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)
