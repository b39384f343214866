"""A reporter killed while it makes the files of an issue: another makes the rest, and only then is it issued."""

import json

import pytest

from tests.mailserver import wait_for
from tests.running import RunningHub

ISSUE = """
from alerts.models import Office
from responses.services import signing
from tests import make
from tests.integration import reported
beni = Office.objects.get(code="BEN")
reported.week(beni)
version = reported.approved(reported.edition(beni), key_messages="Warnings rose.")
signing.issue(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
"""
FIGURES = "SELECT stage, digest <> '', figures->'counts'->0->>'received' FROM responses_version"
FILES = 16


@pytest.fixture
def hub(tmp_path):
    running = RunningHub(tmp_path).prepare()
    running.start_beat()
    yield running
    running.stop()


def made(hub: RunningHub) -> int:
    return hub.sql("SELECT count(*) FROM responses_file WHERE state = 'made'")[0][0]


def test_what_a_killed_reporter_left_is_made_by_another_and_then_issued(hub):
    hub.start_worker("reporter", "report")
    hub.manage("shell", "-c", ISSUE)
    wait_for(lambda: made(hub) >= 2, 60, "the first files")
    hub.kill("reporter")
    left = made(hub)
    assert left < FILES
    assert hub.sql(FIGURES) == [("approved", False, "15")]
    hub.start_worker("next", "report")
    # Whoever was killed holds its lease a minute and a half; the clock is not waited for.
    hub.sql("UPDATE responses_file SET leased_until = now() WHERE state = 'working'")
    wait_for(lambda: hub.sql(FIGURES) == [("issued", True, "15")], 90, "the issue")
    assert made(hub) == FILES
    attempts = dict(hub.sql("SELECT attempts, count(*) FROM responses_file GROUP BY attempts"))
    assert attempts.get(2, 0) <= 1 and sum(attempts.values()) == FILES, json.dumps(attempts)
    told = "SELECT count(*) FROM alerts_notice WHERE what = 'report_issued'"
    assert hub.sql(told) == [(1,)]
