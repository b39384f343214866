"""The embedded servers start real, survive what runs do to them, and leave nothing behind."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from ewrr.embedded import EmbeddedError, Postgres, Valkey, processes, ways
from ewrr.embedded.lease import lease
from tests.integration.embedding import as_ordinary_user, living_in, project_copy, run_in, wait_for

DEADLINE_S = 30
WAITS = (sys.executable, "-c", "import signal; print('up', flush=True); signal.pause()")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that only its owner can enter; nothing may live in it when the test is over."""
    tmp_path.chmod(0o700)
    yield tmp_path
    wait_for(lambda: not living_in(tmp_path), f"everything in {tmp_path} to end")


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    with Postgres(folder / "pg") as server:
        yield server


@pytest.fixture
def valkey(folder: Path) -> Iterator[Valkey]:
    with Valkey(folder / "valkey") as server:
        yield server


def ask(server: Postgres, question: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def first_line(run: subprocess.Popen[str]) -> str:
    assert run.stdout
    return run.stdout.readline()


def client(url: str) -> redis.Redis:
    """One that does not hide failures by trying again."""
    return redis.Redis.from_url(url, retry=None)


def answers(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError, redis.ConnectionError):
        if url.startswith("redis"):
            with client(url) as opened:
                return bool(opened.ping())
        psycopg.connect(url).close()
        return True
    return False


def test_the_role_has_no_more_rights_than_an_office_gives_it(postgres: Postgres) -> None:
    assert ask(postgres, "SELECT current_setting('is_superuser')") == "off"
    for extension in ("pg_trgm", "unaccent", "btree_gist"):
        ask(postgres, f"CREATE EXTENSION {extension}")
    assert ask(postgres, "SELECT datlocale FROM pg_database WHERE datname = 'ewrr'") == "C.UTF-8"


def test_only_who_knows_the_password_enters(postgres: Postgres, valkey: Valkey) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.url.replace(postgres.password, "wrong"))
    with pytest.raises(redis.AuthenticationError):
        client(f"redis://127.0.0.1:{valkey.port}").ping()
    assert client(valkey.url).config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_neither_password_nor_data_can_be_read_by_others(postgres: Postgres, valkey: Valkey) -> None:
    for server in (postgres, valkey):
        assert server.password not in processes.command_of(server.pid or 0)
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
        for path in server.folder.glob("*"):
            assert not path.stat().st_mode & 0o077, path


def test_postgres_answers_on_its_unix_socket(postgres: Postgres) -> None:
    if postgres.socket is None:  # the folder's own path is too long: then no socket is promised
        return
    with psycopg.connect(postgres.url, host=str(postgres.socket)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_deep_folder_has_no_socket_and_works(folder: Path) -> None:
    with Postgres(folder / ("deep" * 30) / "pg") as server:
        assert server.socket is None
        assert ask(server, "SELECT 1") == 1


@pytest.mark.parametrize("end", [lambda s: s.kill(), lambda s: s.stop("immediate"), lambda s: s.stop("fast")])
def test_what_was_committed_is_there_after_any_end_at_the_same_address(
    postgres: Postgres, end: Callable[[Postgres], None]
) -> None:
    ask(postgres, "CREATE TABLE kept AS SELECT 147 AS number")
    before = postgres.url
    end(postgres)
    assert postgres.pid is None
    postgres.start()
    assert postgres.url == before
    assert ask(postgres, "SELECT number FROM kept") == 147


def test_valkey_comes_back_empty_at_the_same_address(valkey: Valkey) -> None:
    client(valkey.url).set("hint", "1")
    before = valkey.url
    valkey.kill()
    valkey.start()
    assert valkey.url == before
    assert client(valkey.url).get("hint") is None


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(postgres: Postgres) -> None:
    postgres.kill()
    pid_file = postgres.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    postgres.start()
    assert ask(postgres, "SELECT 1") == 1


def test_a_cluster_that_was_half_made_is_made_anew(folder: Path) -> None:
    (folder / "pg" / "data.draft").mkdir(parents=True)
    (folder / "pg" / "data.draft" / "PG_VERSION").write_text("18\n")
    with Postgres(folder / "pg") as server:
        assert ask(server, "SELECT 1") == 1


def test_a_server_that_a_killed_run_left_is_ended(folder: Path) -> None:
    for kind in (Postgres, Valkey):
        left = kind(folder / kind.__name__)
        left.start()
        with kind(left.folder) as server:
            assert server.pid != left.pid
            assert answers(server.url)
        left.stop()


def test_a_taken_port_is_left_to_who_has_it(postgres: Postgres, folder: Path) -> None:
    other = Valkey(folder / "other")
    other._access["port"] = postgres.port
    with other:
        assert other.port != postgres.port


@pytest.mark.parametrize("kind", [Postgres, Valkey])
def test_a_kept_server_that_dies_is_started_again_at_the_same_address(
    folder: Path, kind: type[Postgres | Valkey]
) -> None:
    with lease(kind.__name__.lower(), folder / "kept") as url:
        server = kind(folder / "kept")
        victim = server.leftover()
        assert victim
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda: server.leftover() not in {None, victim}, "the new one")
        wait_for(lambda: answers(url), "its answer")
        assert kind(folder / "kept").url == url


def test_two_runs_share_a_server_and_the_first_may_leave(folder: Path) -> None:
    with contextlib.ExitStack() as first, lease("valkey", folder / "v") as second:
        assert first.enter_context(lease("valkey", folder / "v")) == second
        first.close()
        assert client(second).ping()


def test_many_runs_at_once_start_one_server(folder: Path) -> None:
    copy = project_copy(folder)
    told = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"
    with contextlib.ExitStack() as runs:
        all_runs = [runs.enter_context(run_in(copy, sys.executable, "-c", told)) for _ in range(4)]
        assert len({first_line(run) for run in all_runs}) == 1
        for run in all_runs:
            run.communicate(timeout=DEADLINE_S)
            assert run.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process(folder: Path, number: int) -> None:
    with run_in(project_copy(folder), *WAITS) as run:
        first_line(run)
        assert living_in(folder)
        os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)


def test_a_keeper_that_is_killed_takes_its_server_with_it(folder: Path) -> None:
    with run_in(project_copy(folder), *WAITS) as run:
        first_line(run)
        keepers = [pid for pid, command in living_in(folder).items() if "ewrr.embedded.keeper" in command]
        for pid in keepers:
            os.kill(pid, signal.SIGKILL)
        run.terminate()
    assert len(keepers) == 2


def test_the_exit_code_is_the_commands(folder: Path) -> None:
    copy = project_copy(folder)
    for command, code in (("exit 7", 7), ("kill -9 $$", 137)):
        with run_in(copy, "sh", "-c", command) as run:
            run.communicate(timeout=DEADLINE_S)
        assert run.returncode == code


@pytest.mark.parametrize("of_root", range(2))
def test_each_way_of_root_works_on_what_another_way_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, of_root: int
) -> None:
    if os.geteuid() != 0:
        return  # an ordinary user has one way only, which the other tests go
    with Postgres(folder / "pg"):
        pass
    all_ways = ways._ways_of_root()
    ways.way_for.cache_clear()
    monkeypatch.setattr(ways, "_ways_of_root", lambda: all_ways[of_root : of_root + 1])
    with Postgres(folder / "pg") as server:
        assert ask(server, "SELECT 1") == 1
    ways.way_for.cache_clear()


def test_an_ordinary_user_needs_nothing_of_root(folder: Path) -> None:
    copy = project_copy(folder)
    told = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']); print(os.geteuid())"
    with run_in(copy, sys.executable, "-c", told, way=as_ordinary_user(copy)) as run:
        said, complaint = run.communicate(timeout=DEADLINE_S)
    assert run.returncode == 0, complaint
    assert said.strip() != "0"


def test_the_log_says_why_a_server_did_not_start(folder: Path) -> None:
    with Postgres(folder / "pg") as server:
        pass
    (server.data / "postgresql.conf").write_text("nonsense = on\n")
    with pytest.raises(EmbeddedError, match="nonsense"):
        server.start()
