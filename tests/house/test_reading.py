"""What is read, at every door, by each kind of person: it changes nothing, a browser is told what it must be told, no
page has anything inline, unhashed or of another host, and nobody is given a source.

One walk for all of it: it is the longest of the house.
"""

from typing import Any

import pytest

from alerts.domain.words import ThreatType
from alerts.models import AccessLog
from ewrr.management.static_files import collect_if_changed
from tests import make
from tests.house import doors, served
from tests.house.permissions import WHO, rows
from tests.house.test_headers import faults_of_files, faults_of_headers, faults_of_page, is_page

PAGES = {name for name, method in rows() if method != "SOCKET"}
WITH_HEAD = {"anonymous", "hub_duty"}


@pytest.fixture(scope="module", autouse=True)
def collected():
    collect_if_changed()


@pytest.fixture
def visitors(beni):
    return doors.Visitors(beni)


def addresses(alert: Any) -> list[tuple[str, bool]]:
    """(address, whether it is the plain one of its door)."""
    found = doors.addresses(alert)
    return [(path, path == paths[0]) for name, paths in found.items() if name in PAGES for path in paths]


@pytest.mark.parametrize("who", WHO)
def test_what_is_read_is_as_it_must_be_and_changes_nothing(visitors, who):
    alert = make.alert(is_routed=True, source={"name": "CANARY-SOURCE", "contact": "CANARY-PHONE"})
    before, wrong, pages = doors.digests(), [], []
    for path, is_plain in addresses(alert):
        answer = visitors.ask(who, "GET", path)
        faults = faults_of_headers(answer) + (["names the source"] if b"CANARY" in answer.content else [])
        if is_page(answer):
            html = answer.content.decode()
            faults += faults_of_page(html)
            pages.append(served.Page(html))
        if is_plain:
            visitors.ask(who, "OPTIONS", path)
        if is_plain and who in WITH_HEAD:
            head = visitors.ask(who, "HEAD", path)
            faults += [] if (head.status_code, head.content) == (answer.status_code, b"") else ["HEAD is another"]
        wrong += [f"{path}: {fault}" for fault in faults]
    assert len(pages) > (5 if who == "anonymous" else 15)
    wrong += faults_of_files(pages)
    assert not wrong, "\n".join(wrong)
    assert doors.digests() == before


def test_reading_a_restricted_alert_only_adds_to_the_log_of_access(visitors):
    alert = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    before = doors.digests()
    for path, _is_plain in addresses(alert):
        visitors.ask("hub_chief", "GET", path)
    after = doors.digests()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {AccessLog._meta.db_table}
