"""POC meetings: who writes and closes them, decisions from meeting to meeting, who is told, what never changes."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from alerts.domain.words import Channel, Component, Role
from alerts.domain.words_of_telling import Note
from alerts.models import Delivery, Event, Notice
from ewrr.common import clock
from responses import tasks
from responses.domain.words_of_meetings import DecisionState, Said
from responses.models import Meeting, MeetingDecision, Saying
from responses.selectors import meetings as found
from responses.services import deciding, meetings
from responses.services.meetings import Draft
from tests import make
from tests.integration import coordinating as co

pytestmark = pytest.mark.django_db


def told(name: str) -> list[str]:
    rows = Delivery.objects.filter(person=make.person(name), channel=Channel.INBOX, notice__isnull=False)
    return list(rows.order_by("id").values_list("notice__what", flat=True))


RIGHTS = {  # who reads, writes, closes
    Role.OFFICER: "",
    Role.FOCAL_POINT: "read",
    Role.HUB_DUTY: "read write",
    Role.HUB_CHIEF: "read write close",
    Role.HEAD_OF_OFFICE: "read write close",
    Role.POC_MANAGER: "read write close",
    Role.ADMINISTRATOR: "",
}


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_does_what_is_its_own(beni, role):
    held = co.meeting()
    viewer = make.member(beni, role, Component.POLICE if role in (Role.OFFICER, Role.FOCAL_POINT) else None)
    may = ["read"] if found.meeting(viewer, held.pk) else []
    for name, act in (
        ("write", lambda: meetings.write(viewer=viewer, meeting=held.pk, revision=1, draft=Draft(held.held_at))),
        ("close", lambda: meetings.close(viewer=viewer, meeting=held.pk, revision=1)),
    ):
        with transaction.atomic():
            try:
                act()
                may.append(name)
            except (meetings.Missing, meetings.MayNot):
                pass
            transaction.set_rollback(True)
    assert " ".join(may) == RIGHTS[role]


def test_another_office_knows_of_nothing(bouar):
    held = co.meeting()
    one = co.decision(held)
    esther = make.viewer("Esther")
    assert found.meeting(esther, held.pk) is None and found.opened(esther, one.pk, clock.now()) is None
    for act in (
        lambda: meetings.close(viewer=esther, meeting=held.pk, revision=1),
        lambda: deciding.say(viewer=esther, decision=one.pk, revision=1, kind=Said.DONE, note="x"),
    ):
        with pytest.raises(meetings.Missing):
            act()


def test_closed_minutes_never_change_not_even_by_the_database(beni):
    held = co.written(co.meeting(), situation="Calm.")
    one = co.decision(held)
    co.closed(held)
    with pytest.raises(meetings.Closed):
        co.written(held, situation="Not calm.")
    with pytest.raises(meetings.Closed):
        co.decision(held)
    for change in (
        lambda: Meeting.objects.filter(pk=held.pk).update(situation="x"),
        lambda: MeetingDecision.objects.filter(pk=one.pk).update(text="x"),
        lambda: MeetingDecision.objects.filter(pk=one.pk).update(due_date=dt.date(2030, 1, 1)),
        lambda: Saying.objects.filter(decision=one).update(note="x"),
        lambda: Saying.objects.filter(decision=one).delete(),
        lambda: Saying.objects.create(decision=one, meeting=held, kind="progress", by_id=held.by_id, at=held.at),
        lambda: one.alerts.add(make.alert()),
        lambda: Meeting.objects.filter(pk=held.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_decision_goes_from_meeting_to_meeting_until_it_is_done(beni):
    now = clock.now()
    first = co.meeting(held_at=now - dt.timedelta(days=14))
    late, later = co.decision(first, days=-2, text="Call the chief."), co.decision(first, days=9)
    co.closed(first)
    second = co.meeting(held_at=now - dt.timedelta(days=7))
    shown = found.minutes(make.viewer("Dora"), second, now)
    assert [row.pk for row in shown.carried] == [late.pk, later.pk]
    assert [row.is_overdue for row in shown.carried] == [True, False]
    co.said(late, Said.DONE, "Called on Monday.", meeting=second.pk)
    co.said(later, Said.PROGRESS, "Half of it.", meeting=second.pk)
    second = co.closed(second)
    third = co.meeting(held_at=now)
    assert [row.pk for row in found.minutes(make.viewer("Dora"), third, now).carried] == [later.pk]
    co.said(later, Said.DROPPED, "No fuel.")
    kept = found.minutes(make.viewer("Dora"), Meeting.objects.get(pk=second.pk), now).carried
    assert [(row.state, row.note) for row in kept] == [
        (DecisionState.DONE, "Called on Monday."),
        (DecisionState.OPEN, "Half of it."),
    ]
    history = list(Saying.objects.filter(decision=later).values_list("kind", flat=True))
    assert history == [Said.GIVEN, Said.PROGRESS, Said.DROPPED]


def test_whoever_gets_a_decision_is_told_and_settles_it(beni):
    held = co.meeting()
    one = co.decision(held, owner="Hana")  # an officer, who reads no minutes
    assert told("Hana") == [Note.DECISION_GIVEN] and told("Amina") == []
    assert Notice.objects.get().path == f"/responses/meetings/decisions/{one.pk}/"
    with pytest.raises(meetings.Missing):
        co.said(one, Said.DONE, by="Ivan")
    with pytest.raises(meetings.MayNot):
        co.said(one, Said.DONE, by="Amina")
    with pytest.raises(meetings.MayNot):
        co.said(one, Said.DROPPED, by="Hana")
    done = co.said(one, Said.DONE, "They know.", by="Hana")
    assert done.state == DecisionState.DONE and done.settled_at is not None
    with pytest.raises(deciding.NotOpen):
        co.said(one, Said.DONE, by="Dora")
    assert co.said(one, Said.REOPENED, "Not all of them.", by="Dora").is_open
    acts = Event.objects.filter(kind="meeting.decision_changed").order_by("seq").values_list("data__act", flat=True)
    assert list(acts) == ["given", "done", "reopened"]


def test_a_duty_owns_by_whoever_holds_it_and_somebody_outside_is_not_told(beni):
    held = co.meeting()
    one = co.decision(held, duty="civilian-focal-point")
    assert told("Amina") == [Note.DECISION_GIVEN]
    assert found.opened(make.viewer("Amina"), one.pk, clock.now()).row.is_own
    before = Notice.objects.count()
    co.decision(held, outside="Chef de groupement")
    assert Notice.objects.count() == before


def test_a_new_owner_is_told_and_the_old_wording_is_kept(beni):
    held = co.meeting()
    one = co.decision(held)
    wanted = deciding.Wanted("Patrol twice.", one.due_date, person=make.person("Ben"))
    deciding.reword(viewer=make.viewer("Dora"), decision=one.pk, revision=1, wanted=wanted)
    assert told("Ben") == [Note.DECISION_GIVEN]
    assert Saying.objects.get(decision=one, kind=Said.CHANGED, was__text="Patrol the market road.")
    with pytest.raises(deciding.Overtaken):
        deciding.reword(viewer=make.viewer("Dora"), decision=one.pk, revision=1, wanted=wanted)


def test_the_owner_is_reminded_once_after_the_day(beni):
    held = co.meeting()
    co.decision(held, days=0)
    late = co.decision(held, days=-1)
    co.said(co.decision(held, days=-1, owner="Ben"), Said.DONE)
    tasks.remind_decisions()
    tasks.remind_decisions()
    assert told("Amina").count(Note.DECISION_OVERDUE) == 1 and Note.DECISION_OVERDUE not in told("Ben")
    late.refresh_from_db()
    assert late.reminded_at is not None


def test_of_two_who_save_the_second_is_told_and_loses_nothing(beni):
    held = co.meeting()
    co.written(held, by="Dora", situation="Calm.")
    with pytest.raises(meetings.Stale) as refused:
        meetings.write(viewer=make.viewer("Farid"), meeting=held.pk, revision=1, draft=Draft(held.held_at))
    assert "Dora" in str(refused.value.sentence) and refused.value.now.situation == "Calm."


def test_what_concerns_a_restricted_alert_is_hidden_from_the_uncleared(beni):
    alert = make.alert(is_routed=True)
    held = co.meeting()
    one = co.decision(held, text="Move the child.", alerts=(alert,), owner="Grace")
    co.closed(held)
    make.restricted(alert)
    now = clock.now()

    def words(name: str) -> str:
        return found.minutes(make.viewer(name), Meeting.objects.get(pk=held.pk), now).taken[0].text

    assert (words("Dora"), words("Noor"), words("Grace")) == ("", "Move the child.", "Move the child.")
    assert found.opened(make.viewer("Dora"), one.pk, now).sayings == []
    with pytest.raises(meetings.MayNot):
        co.said(one, Said.DONE, by="Dora")
