"""Which `manage.py` commands get servers, which only get what lets settings be read, which get nothing."""

import os
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from ewrr import embedded
from tests.integration.embedding import NAMES_SET, project_copy, run_in

NAMES = ("DATABASE_URL", "REDIS_URL", "EWRR_SECRET_KEY", "EWRR_SOURCE_KEYS")


@pytest.fixture(autouse=True)
def a_bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES_SET:
        monkeypatch.setenv(name, "")  # so that what the code sets is undone, too
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "ewrr.settings.test")
    monkeypatch.setattr("ewrr.embedded.folders.ROOT", tmp_path)


@pytest.mark.parametrize("words", ["", "help", "--version", "makemessages -l fr", "check", "migrate --help"])
def test_who_asks_no_database_gets_addresses_of_nobody_and_real_secrets(words: str) -> None:
    with embedded.servers_for_command(["manage.py", *words.split()]):
        assert os.environ["DATABASE_URL"].endswith("127.0.0.1:1/none")
        assert os.environ["REDIS_URL"].endswith("127.0.0.1:1/0")
        Fernet(os.environ["EWRR_SOURCE_KEYS"])
        assert len(os.environ["EWRR_SECRET_KEY"]) >= 50


@pytest.mark.parametrize("words", ["migrate", "shell", "check --database default", "sweep", "devserver"])
def test_who_asks_the_database_gets_servers(words: str) -> None:
    assert embedded.needs_servers(["manage.py", *words.split()])


def test_secrets_are_made_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for _ in range(2):
        monkeypatch.setenv("EWRR_SECRET_KEY", "")
        with embedded.servers_for_command(["manage.py", "check"]):
            seen.add(os.environ["EWRR_SECRET_KEY"])
    assert len(seen) == 1


def test_what_is_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "mine")
    with embedded.servers_for_command(["manage.py", "migrate"]):
        assert {os.environ[name] for name in NAMES} == {"mine"}


@pytest.mark.parametrize("settings", ["ewrr.settings.prod", "other.settings.dev", ""])
def test_elsewhere_than_in_development_nothing_is_done(monkeypatch: pytest.MonkeyPatch, settings: str) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", settings)
    with embedded.servers_for_command(["manage.py", "migrate"]):
        assert not any(os.environ[name] for name in NAMES)


def test_settings_may_be_named_on_the_command_line() -> None:
    assert embedded.apart_of(["manage.py", "migrate", "--settings", "ewrr.settings.dev"]) == "dev"
    assert embedded.apart_of(["manage.py", "migrate", "--settings=ewrr.settings.prod"]) is None


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="is no port"), embedded.servers_for_command(["manage.py", "devserver"]):
        pass


def test_only_the_missing_server_is_started(tmp_path: Path) -> None:
    told = "import os; print(os.environ['DATABASE_URL'], sorted(os.listdir('.run/test')))"
    copy = project_copy(tmp_path)
    with run_in(copy, sys.executable, "-c", told, environment={"DATABASE_URL": "postgres://mine"}) as run:
        said, complaint = run.communicate(timeout=30)
    assert said.split()[0] == "postgres://mine", complaint
    assert "valkey" in said and "'postgres'" not in said
