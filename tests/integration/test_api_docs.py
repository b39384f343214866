"""The examples of docs/api.md are run, one after the other, by curl against a real hub, and answer as it says."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import RunningHub

PAGE = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text("utf-8")
EXAMPLE = re.compile(r"```sh\n(?P<ask>.*?)```\n```(?P<form>json|xml) (?P<status>\d+)\n(?P<answer>.*?)```", re.S)
WRITTEN = "BEN-2026-0001"  # stands for the number that the filing gets here
ISSUE = """
from alerts.models import Person
from alerts.selectors.access import viewer_of
from alerts.services import devices
from alerts.domain.scopes import Scope
from ewrr.common import clock
ivan = viewer_of(Person.objects.get(name="Ivan"), clock.now())
for name in ("Amina", "Dora"):
    asked = devices.Asked(name, tuple(Scope), 30, Person.objects.get(name=name))
    made = devices.issue(viewer=ivan, asked=asked).device
    print(devices.take(viewer=viewer_of(made.user, clock.now()), device_id=made.pk).token)
"""
# As a person would type it, with status and body where the test finds them.
CURL = """curl() { command curl --silent --show-error --output "$BODY" --write-out '%{http_code}' "$@"; }\n"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path_factory.mktemp("hub")).prepare()
    try:
        running.start_web()
        running.start_sweep()
        yield running
    finally:
        running.stop()


def holds(said: Any, found: Any, where: str = "") -> None:
    """What the page shows is in the answer; "…" stands for anything, as a name too for further fields."""
    if said == "…":
        return
    if isinstance(said, dict):
        named = {name for name in said if name != "…"}
        assert named <= set(found), (where, named - set(found))
        for name in named:
            holds(said[name], found[name], f"{where}/{name}")
    elif isinstance(said, list) and said:
        assert len(said) == len(found), (where, found)
        for one, other in zip(said, found, strict=True):
            holds(one, other, where)
    else:
        assert said == found, (where, found)


def test_each_example_is_followed_by_its_answer():
    assert len(list(EXAMPLE.finditer(PAGE))) == PAGE.count("```sh") > 12


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_answer_as_the_page_says(hub, tmp_path):
    amina, dora = hub.manage("shell", "--no-imports", "-c", ISSUE).split()
    body = tmp_path / "body"
    environment = os.environ | {"HUB": hub.url, "TOKEN": amina, "HUB_DUTY_TOKEN": dora, "BODY": str(body)}
    number = ""
    for example in EXAMPLE.finditer(PAGE):
        ask, answer = (example[part].replace(WRITTEN, number or WRITTEN) for part in ("ask", "answer"))
        done = subprocess.run(["bash", "-euc", CURL + ask], env=environment, capture_output=True, text=True, timeout=30)
        text = body.read_text("utf-8")
        assert done.stdout == example["status"], (ask, done.stdout, done.stderr, text)
        if example["form"] == "xml":
            assert all(line in text for line in answer.split("\n")), text
            continue
        found = json.loads(text)
        if not number:  # the first filing: the year is today's
            number = found["number"]
            answer = answer.replace(WRITTEN, number)
        holds(json.loads(answer), found)
        environment["CURSOR"] = found.get("cursor", environment.get("CURSOR", ""))
