"""While the database is away: a sentence, when to try again, and the right status; and nobody falls over."""

from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client

from alerts import tasks
from alerts.management.commands import sweep
from alerts.services import routing
from ewrr.common.logs import WithoutContent
from ewrr.desk import errors
from tests.house.test_headers import faults_of_headers, faults_of_page

pytestmark = pytest.mark.django_db
AWAY = [OperationalError("terminating connection"), InterfaceError("connection already closed")]


def failing(failure: Exception) -> Any:
    def fail(*_words: Any, **_more: Any) -> Any:
        raise failure

    return fail


@pytest.fixture(params=AWAY, ids=lambda failure: type(failure).__name__)
def without_database(request: Any, beni: Any, as_: Any, monkeypatch: Any) -> Any:
    """without_database("Dora"): signed in, and then the database goes away."""

    def signed_in(name: str) -> Client:
        client: Client = as_(name)
        client.raise_request_exception = False
        monkeypatch.setattr("ewrr.desk.viewer.clock.now", failing(request.param))
        return client

    return signed_in


@pytest.mark.parametrize(("name", "language"), [("Dora", "en"), ("Sifa", "fr")])
def test_pages_say_so_and_show_nobody(without_database, name, language):
    answer = without_database(name).get("/board/")
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f'<html lang="{language}">' in text and "<h1>" in text and name not in text
    assert not faults_of_headers(answer) + faults_of_page(text)


@pytest.mark.parametrize("path", ["/api/v1/alerts/", "/file/"])
def test_machines_and_scripts_get_one_object(without_database, path):
    answer = without_database("Dora").post(path, {}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "5", "database_away")


def test_a_bug_is_still_called_a_failure_of_ours(beni, as_, monkeypatch):
    dora = as_("Dora")
    dora.raise_request_exception = False
    monkeypatch.setattr("ewrr.desk.viewer.clock.now", failing(IntegrityError("Key (name)=(somebody)")))
    assert dora.get("/board/").status_code == 500


def test_the_sentence_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.away(rf.get("/")).status_code == 503


@pytest.mark.parametrize("failure", AWAY)
def test_a_task_ends_and_leaves_its_work_due(monkeypatch, failure):
    monkeypatch.setattr(routing, "route_due", failing(failure))
    tasks.route.run()
    monkeypatch.setattr(routing, "route_due", failing(IntegrityError()))
    with pytest.raises(IntegrityError):
        tasks.route.run()


@pytest.mark.parametrize("failure", [*AWAY, ZeroDivisionError()])
def test_a_sweep_whose_one_part_fails_goes_on_with_the_other(monkeypatch, failure):
    handled: list[float] = []
    monkeypatch.setattr(sweep.routing, "route_due", failing(failure))

    def deliver_due(limit: int, overdue_s: float) -> int:
        handled.append(overdue_s)
        return limit if len(handled) == 1 else 0  # one message, then none is left

    monkeypatch.setattr(sweep.delivery, "deliver_due", deliver_due)
    sweep.Command().round()
    assert handled == [sweep.OVERDUE_S] * 2


def test_the_line_about_a_failed_task_names_the_failure_only(caplog):
    import logging

    facts = {"name": "alerts.route", "id": "1", "exc": "IntegrityError('Key (name)=(somebody)')", "args": "()"}
    record = logging.LogRecord("celery.app.trace", 40, "", 0, "Task %(name)s raised: %(exc)s", (facts,), None)
    assert WithoutContent().format(record).endswith("Task alerts.route raised: IntegrityError")
