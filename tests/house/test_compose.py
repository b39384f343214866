"""The Compose file is valid, safe by shape, and what its services run does run (here without containers)."""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import jsonschema
import psycopg
import pytest
from cryptography.fernet import Fernet

from ewrr.embedded import ports, processes
from tests.house.compose import ROOT, Native, filled_in, read, variables

HUB = ("web", "sockets", "worker", "sender", "beat", "sweep", "migrate")
LASTING = ("web", "sockets", "worker", "sender", "beat", "sweep")
DEADLINE_S = 60
OPTIONAL = {"EWRR_ALARM_EMAIL_URL"}  # without it alarms go by the server of all messages
TEXT = (ROOT / "docker-compose.yml").read_text()


def test_the_file_keeps_to_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests/data/compose-spec/compose-spec.json").read_text())
    jsonschema.validate(read(), schema)


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in read()["services"].items() if service.get("ports")] == ["proxy"]
    assert read()["networks"]["inside"]["internal"] is True
    for name in ("postgres", "valkey"):
        assert read()["services"][name]["networks"] == ["inside"]


def test_every_service_comes_back_by_itself_and_can_be_asked_how_it_is() -> None:
    for name, service in read()["services"].items():
        assert service["restart"] in {"unless-stopped", "on-failure:5"}, name
        assert "healthcheck" in service or name == "migrate", name
        assert "logging" in service, name


def test_no_secret_stands_in_the_file_and_a_missing_one_is_told_in_a_sentence() -> None:
    for name, sentence in variables(TEXT).items():
        if name not in OPTIONAL and any(part in name for part in ("PASSWORD", "SECRET", "KEYS", "EMAIL_URL", "HOST")):
            assert sentence and sentence.startswith(f"Set {name} to ") and sentence.endswith("."), name


def test_the_hub_runs_without_rights_of_root() -> None:
    for name in HUB:
        service = read()["services"][name]
        assert service["cap_drop"] == ["ALL"] and service["read_only"] is True, name
    assert "USER hub" in read()["services"]["web"]["build"]["dockerfile_inline"]


def test_the_image_takes_every_folder_that_the_hub_needs() -> None:
    recipe = read()["services"]["web"]["build"]["dockerfile_inline"]
    for place in ("alerts", "ewrr", "locale", "responses", "static", "templates", "manage.py"):
        assert f"COPY {place} " in recipe, place


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What an office would write into `.env`, with a database and hints of this test's own."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"compose_{secrets.token_hex(4)}"
    with psycopg.connect(urlunsplit(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield {
            "DATABASE_URL": urlunsplit(url._replace(path=f"/{name}")),
            "REDIS_URL": urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9")),  # nobody else's hints
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "EWRR_DB_PASSWORD": "unused",
            "EWRR_REDIS_PASSWORD": "unused",
            "EWRR_SECRET_KEY": secrets.token_urlsafe(50),
            "EWRR_SOURCE_KEYS": Fernet.generate_key().decode(),
            "EWRR_HOST": "hub.example.org",
        }
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


class Served(Native):
    """A service with the servers of the tests in place of the file's own."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {name: self._given[name] for name in ("DATABASE_URL", "REDIS_URL")}


@pytest.fixture(scope="module")
def migrated(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    service = Served("migrate", given, ports.choose(), tmp_path_factory.mktemp("migrate"))
    for _ in range(2):  # it runs at every start
        ended = service.call(service.command())
        assert ended.returncode == 0, ended.stderr
    return given


@pytest.mark.parametrize("name", LASTING)
def test_what_a_service_runs_starts_is_healthy_and_ends_when_told(
    migrated: dict[str, str], tmp_path: Path, name: str
) -> None:
    service = Served(name, migrated, ports.choose(), tmp_path)
    with service.running() as process:
        healthy = processes.until(lambda: process.poll() is not None or service.is_healthy(), DEADLINE_S, 0.5)
        assert process.poll() is None, service.said()
        assert healthy, service.said()
    assert process.returncode in {0, -15}, service.said()
    assert "Traceback" not in service.said(), service.said()


def test_the_hub_reads_its_settings_from_the_file_alone(given: dict[str, str]) -> None:
    environment = read()["services"]["web"]["environment"]
    assert filled_in(environment["EWRR_PUBLIC_URL"], given) == "https://hub.example.org"
    assert filled_in(environment["EWRR_FROM_EMAIL"], given) == "hub@hub.example.org"
    assert filled_in(environment["DATABASE_URL"], given).endswith("@postgres:5432/ewrr")
