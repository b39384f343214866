"""Decisions of the POC meeting in the weekly report: which, for whom, and frozen with the version."""

import datetime as dt

import pytest

from alerts.domain.words import ThreatType
from ewrr.common import clock
from responses.domain.words_of_meetings import Said
from responses.models import Version
from responses.services import making
from responses.services.reporting import gathering
from tests import make
from tests.integration import coordinating as co
from tests.integration import reported

pytestmark = pytest.mark.django_db


def table(edition, version=None, *, is_cleared=False):
    gathered = gathering.gather(edition, version, clock.now(), is_cleared=is_cleared)
    return next(table for table in gathered.paper("en").tables if table.key == "meeting")


def lines(found) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def test_it_lists_what_was_open_or_settled_in_the_period(beni):
    edition = reported.edition(beni)
    held = co.meeting()
    open_one = co.decision(held, owner="Farid", days=-1, text="Call the chief.")
    settled = co.decision(held, text="Light the road.", outside="MONUSCO engineers", days=2)
    co.said(settled, Said.DONE)
    day = co.today(beni)
    assert lines(table(edition)) == [
        ["Call the chief.", "POC manager", f"{open_one.due_date}", "overdue", f"{day}"],
        ["Light the road.", "MONUSCO engineers", f"{settled.due_date}", "Done", f"{day}"],
    ]
    earlier = type(edition)(beni, edition.period.before(), False)
    assert lines(table(earlier)) == []
    type(settled).objects.filter(pk=settled.pk).update(settled_at=edition.period.starts_at - dt.timedelta(seconds=1))
    assert [row[0] for row in lines(table(edition))] == ["Call the chief."]


def test_what_concerns_restricted_alerts_is_for_the_cleared(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    co.decision(co.meeting(), by="Noor", owner="Grace", text="Move the child.", alerts=(alert,))
    edition = reported.edition(beni)
    assert lines(table(edition)) == []
    assert lines(table(edition, is_cleared=True))[0][0] == "Move the child."


def test_submitted_it_stays_and_returned_it_is_read_anew(beni):
    edition = reported.edition(beni)
    one = co.decision(co.meeting(), text="Call the chief.")
    version = reported.submitted(edition)
    co.said(one, Said.DONE)
    assert lines(table(edition, reported.fresh(version)))[0][3] == "Open"
    kept = Version.objects.get(pk=version.pk)
    assert "Amina" not in str(kept.meetings)
    assert making.digest(kept) != making.digest(Version(pk=kept.pk, figures=kept.figures, cleared=kept.cleared))


def test_an_edition_of_exercises_has_none(beni):
    co.decision(co.meeting())
    edition = reported.edition(beni, is_exercise=True)
    gathered = gathering.gather(edition, None, clock.now(), is_cleared=True)
    assert "meeting" not in [table.key for table in gathered.paper("en").tables]
