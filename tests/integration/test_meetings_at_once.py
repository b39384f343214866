"""Two at one meeting in the same moment: nothing is decided twice, said twice or reminded twice."""

import datetime as dt

import pytest

from responses.domain.words_of_meetings import Said
from responses.models import Meeting, Saying
from responses.services import deciding, meetings
from tests import make
from tests.integration import coordinating as co
from tests.integration.at_once import told_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_settle_at_once_one_does(beni):
    one = co.decision(co.meeting())
    viewers = [make.viewer(name) for name in ("Farid", "Dora")]
    came = told_at_once(
        *(
            lambda viewer=viewer: (
                deciding.say(viewer=viewer, decision=one.pk, revision=1, kind=Said.DONE, note="x").state
            )
            for viewer in viewers
        )
    )
    assert sorted(came) == ["done", "stale"]
    assert Saying.objects.filter(kind=Said.DONE).count() == 1


def test_of_two_who_begin_one_at_the_same_moment_one_does(beni):
    held_at = co.meeting().held_at - dt.timedelta(hours=2)
    viewers = [make.viewer(name) for name in ("Farid", "Dora")]
    came = told_at_once(
        *(lambda viewer=viewer: meetings.begin(viewer=viewer, held_at=held_at) and 1 for viewer in viewers)
    )
    assert sorted(map(str, came)) == ["1", "already_there"]
    assert Meeting.objects.filter(held_at=held_at).count() == 1


def test_two_sweeps_remind_once(beni):
    co.decision(co.meeting(), days=-1)
    assert sum(told_at_once(deciding.remind_due, deciding.remind_due)) == 1


def test_minutes_that_are_closed_while_somebody_decides_hold_all_or_refuse(beni):
    held = co.meeting()
    farid, grace = make.viewer("Farid"), make.viewer("Grace")
    wanted = deciding.Wanted("Patrol.", co.today(beni), outside="Partner")
    came = told_at_once(
        lambda: deciding.give(viewer=farid, meeting=held.pk, wanted=wanted) and "given",
        lambda: meetings.close(viewer=grace, meeting=held.pk, revision=1) and "closed",
    )
    kept = len((Meeting.objects.get(pk=held.pk).kept or {})["taken"])
    assert came == (["given", "closed"] if kept else ["illegal_move", "closed"])
