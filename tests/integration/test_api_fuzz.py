"""Thousands of requests made from the API's own description: no failure of ours, no answer that it does not name.

EWRR_FUZZ_EXAMPLES makes them more (make test-long).
"""

import copy
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from alerts.api import description
from alerts.domain.scopes import Scope
from alerts.domain.words import ThreatType
from alerts.models import Alert, Filing
from ewrr.wsgi import application
from responses.domain.course import Step
from responses.models import Response
from tests import make
from tests.integration.devices import device, machine

pytestmark = pytest.mark.django_db

SIGNED_IN = ("Hana", "Amina", "Dora", "Noor", "Farid")
DEVICES = ("machine", "Amina's phone", "Dora's phone, reading")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = int(os.environ.get("EWRR_FUZZ_EXAMPLES", "6"))
QUIET = of_hypothesis(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def numbers(beni: Any) -> list[str]:
    """One of each: answered, restricted, decided, closed, dismissed, history would be; and one that is none."""
    made = [
        make.answered(make.alert(is_routed=True), "Ben"),
        make.alert(threat_types=(ThreatType.CRSV,), is_routed=True),
        make.decided(make.alert(by="Ben", level="high")),
        make.closed(make.alert(level="low")),
        make.dismissed(make.alert(level="medium")),
    ]
    make.response(made[0], assigns=False, by="Amina", person=None)
    make.stepped(make.response(made[2]), Step.ACCEPT, Step.ARRIVE)
    make.stepped(make.response(made[2]), Step.REFUSE)
    return [alert.number for alert in made] + ["BEN-2026-9999"]


def signs(who: str) -> dict[str, dict[str, str]]:
    """As a browser or a device sends them."""
    if who in SIGNED_IN:
        client = Client()
        client.force_login(make.person(who))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert SessionStore(session).exists(session)
        token = "a" * 32
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}
        return {"cookies": cookies, "headers": {"X-CSRFToken": token}}
    if who == "machine":
        return {"headers": {"Authorization": f"Bearer {machine().token}"}}
    name, _, rest = who.partition("'")
    scopes = (Scope.READ,) if "reading" in rest else tuple(Scope)
    return {"headers": {"Authorization": f"Bearer {device(name, *scopes).token}"}}


def aimed(case: Any, numbers: list[str], turn: int) -> None:
    """Most requests about an alert that is there, its version and its filing, or a response."""
    if "response_ref" in case.path_parameters and turn % 8:
        made = Response.objects.select_related("lead").order_by("pk")[turn % 3]
        case.path_parameters["response_ref"] = made.number.replace("/", ".")
        if isinstance(case.body, dict) and "version" in case.body and turn % 3:
            case.body["version"] = made.version
    if isinstance(case.body, dict) and "alerts" in case.body and turn % 3:
        case.body["alerts"] = [numbers[turn % len(numbers)]]
    if "number" in case.path_parameters and turn % 8:
        number = case.path_parameters["number"] = numbers[turn % len(numbers)]
        known = Alert.objects.filter(number=number).values_list("version", flat=True).first()
        if known and isinstance(case.body, dict) and "version" in case.body and turn % 3:
            case.body["version"] = known
        filing = Filing.objects.filter(alert__number=number).first()
        if filing and isinstance(case.body, dict) and "filing" in case.body and turn % 3:
            case.body["filing"] = str(filing.client_id)


def without_security() -> dict[str, Any]:
    """The description without who may ask: here it is said by headers of our own."""
    described = copy.deepcopy(description.description())
    del described["components"]["securitySchemes"]
    for methods in described["paths"].values():
        for method in methods.values():
            del method["security"]
    return described


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The application must not end the connection in which the test's own rows live."""
    ends = [(signal, close_old_connections) for signal in (request_started, request_finished)]
    for signal, receiver in ends:
        signal.disconnect(receiver)
    yield
    for signal, receiver in ends:
        signal.connect(receiver)


def try_out(strategy: Any, signed: dict[str, Any], numbers: list[str]) -> Counter[int]:
    """Status -> how often; each request is undone before the next."""
    seen: Counter[int] = Counter()

    @QUIET
    @given(case=strategy)
    def ask(case: Any) -> None:
        aimed(case, numbers, seen.total())
        with transaction.atomic():
            answer = case.call_and_validate(**signed, checks=CHECKS)
            transaction.set_rollback(True)
        seen[answer.status_code] += 1

    ask()
    return seen


@pytest.mark.parametrize("who", [*SIGNED_IN, *DEVICES])
def test_every_answer_is_one_that_the_description_names(numbers, who):
    signed = signs(who)
    schema = schemathesis.openapi.from_dict(without_security())
    schema.app = application
    seen: Counter[int] = Counter()
    for found in schema.get_all_operations():
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            asked = try_out(found.ok().as_strategy(generation_mode=mode), signed, numbers)
            assert asked.total(), found.ok().label
            seen += asked
    assert seen[200] and seen[422], seen
