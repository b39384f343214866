"""A response from its proposal to its result: who may say what, what it owes, what its alerts become."""

import datetime as dt

import pytest

from alerts.domain.words import OwedKind, State
from alerts.domain.words_of_deciding import Course, NotResponded, ReviewCause
from alerts.models import Alert, Event, Owed
from alerts.services import moving
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.words import Phase, Responder, ResponseType, Result, Status
from responses.models import Response, Serving
from responses.selectors import responses as selected
from responses.services import acting, steps, tasking
from responses.services.steps import Said
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert() -> Alert:
    make.offices()
    return make.decided(make.alert(is_routed=True))


def owes(made: Response) -> list[tuple[str, str | None]]:
    rows = Owed.objects.filter(subject=made.subject, settled_at__isnull=True).select_related("person", "duty")
    return [(row.kind, row.person.name if row.person else (row.duty.code if row.duty else None)) for row in rows]


def state(alert: Alert) -> str:
    alert.refresh_from_db()
    return alert.state


def happened(alert: Alert) -> list[str]:
    kinds = Event.objects.filter(alert=alert).order_by("seq").values_list("kind", flat=True)
    return [kind for kind in kinds if kind.startswith(("response.", "alert.responding"))]


def test_one_life_from_the_task_to_the_result(alert):
    made = make.response(alert)
    assert (made.number, made.status, state(alert)) == (f"{alert.number}/1", Status.ASSIGNED, State.DECIDED)
    assert owes(made) == [(OwedKind.ACCEPT, "Chidi")]

    make.stepped(made, Step.ACCEPT)
    assert (state(alert), owes(made)) == (State.RESPONDING, [(OwedKind.ARRIVE, "Chidi")])
    make.stepped(made, Step.MOVE)
    assert owes(made) == [(OwedKind.ARRIVE, "Chidi")]
    assert alert.on_site_at is None
    make.stepped(made, Step.ARRIVE)
    assert (state(alert), owes(made)) == (State.RESPONDING, [(OwedKind.RESULT, "Chidi")])
    assert alert.on_site_at is not None
    done = make.stepped(made, Step.FINISH, text="Nobody came back.")
    assert (done.status, done.result, done.outcome_note) == (Status.DONE, Result.PRESENCE, "Nobody came back.")
    assert (state(alert), owes(made)) == (State.RESPONDING, [])
    assert happened(alert) == [
        "response.assigned",
        "response.stepped",
        "alert.responding",
        *["response.stepped"] * 3,
    ]


def test_each_status_has_its_own_clock_and_none_is_inferred(alert):
    made = make.stepped(make.response(alert), Step.ARRIVE)
    assert made.assigned_at and made.on_site_at
    assert (made.proposed_at, made.accepted_at, made.moving_at, made.done_at) == (None, None, None, None)


def test_what_nobody_goes_out_for_owes_its_result_at_once(alert):
    made = make.stepped(make.response(alert, type=ResponseType.KLE, responder=Responder.CIVILIAN_SECTION), Step.ACCEPT)
    assert owes(made) == [(OwedKind.RESULT, "Chidi")]


def test_a_proposal_is_the_hubs_to_assign(alert):
    made = make.response(alert, by="Amina", assigns=False, person=None)
    assert (made.status, made.person_id, owes(made)) == (Status.PROPOSED, None, [(OwedKind.OTHER, "hub-duty-officer")])
    with pytest.raises(acting.MayNot):
        tasking.assign(viewer=make.viewer("Amina"), response=made.pk, version=1, task=make.task())
    given = tasking.assign(viewer=make.viewer("Dora"), response=made.pk, version=1, task=make.task())
    assert (given.status, owes(given)) == (Status.ASSIGNED, [(OwedKind.ACCEPT, "Chidi")])


def test_whoever_assigns_must_say_to_whom_and_until_a_time_that_is_ahead(alert):
    late = clock.now() - dt.timedelta(minutes=1)
    for wrong, field in ((make.task(person=None), "owner"), (make.task(due_at=late), "due_at")):
        with pytest.raises(acting.Incomplete) as refused:
            tasking.begin(viewer=make.viewer("Dora"), numbers=[alert.number], task=wrong, assigns=True)
        assert list(refused.value.fields) == [field]
    assert not Response.objects.exists()


@pytest.mark.parametrize("responder", [Responder.STATE_ARMY, Responder.STATE_POLICE])
def test_state_forces_are_not_tasked(alert, responder):
    with pytest.raises(acting.Incomplete) as refused:
        make.response(alert, responder=responder)
    assert list(refused.value.fields) == ["responder"]


def test_an_undecided_alert_is_decided_first_but_may_be_proposed_for():
    make.offices()
    alert = make.alert(is_routed=True)
    with pytest.raises(acting.IllegalMove):
        make.response(alert)
    assert make.response(alert, assigns=False, by="Amina").status == Status.PROPOSED


def test_others_may_neither_task_nor_speak_for_the_owner(alert):
    made = make.response(alert)
    with pytest.raises(moving.MayNot):
        make.response(alert, by="Amina")
    with pytest.raises(acting.MayNot):
        make.stepped(made, Step.ACCEPT, by="Amina")
    with pytest.raises(acting.Missing):
        make.stepped(made, Step.ACCEPT, by="Esther")
    with pytest.raises(acting.MayNot):
        make.stepped(made, Step.ABORT, by="Chidi")


def test_the_hub_speaks_for_whoever_spoke_by_radio_at_the_time_when_it_was_said(alert):
    made = make.response(alert)
    Response.objects.filter(pk=made.pk).update(assigned_at=clock.now() - dt.timedelta(hours=1))
    at = clock.now() - dt.timedelta(minutes=20)
    moved = make.stepped(made, Step.MOVE, by="Dora", said_at=at, text="Left Mavivi with two vehicles.")
    assert moved.moving_at == at
    line = moved.entries.order_by("pk").last()
    assert line is not None
    assert (line.step, line.said_at, line.by.name) == (Step.MOVE, at, "Dora")
    with pytest.raises(acting.Incomplete):
        make.stepped(made, Step.ARRIVE, by="Dora", said_at=at - dt.timedelta(minutes=5))
    with pytest.raises(acting.Incomplete):
        make.stepped(made, Step.ARRIVE, by="Dora", said_at=clock.now() + dt.timedelta(minutes=5))


def test_a_tap_sent_twice_is_one_step(alert):
    made = make.stepped(make.response(alert), Step.ACCEPT)
    again = steps.take(viewer=make.viewer("Chidi"), response=made.pk, step=Step.ACCEPT)
    assert again.version == made.version
    assert made.entries.filter(step=Step.ACCEPT).count() == 1


def test_whoever_looked_at_another_version_is_told_and_changes_nothing(alert):
    made = make.response(alert)
    make.stepped(made, Step.ACCEPT)
    with pytest.raises(acting.Stale) as stale:
        tasking.assign(viewer=make.viewer("Dora"), response=made.pk, version=1, task=make.task())
    assert stale.value.who == make.person("Chidi")


def test_the_last_one_broken_off_leaves_the_alert_decided(alert):
    first, second = make.response(alert), make.response(alert)
    make.stepped(first, Step.ACCEPT)
    make.stepped(second, Step.ACCEPT)
    make.stepped(first, Step.ABORT, by="Dora")
    assert state(alert) == State.RESPONDING
    make.stepped(second, Step.ABORT, by="Dora")
    assert state(alert) == State.DECIDED
    refused = make.stepped(make.response(alert), Step.REFUSE)
    assert (refused.reason, owes(refused)) == (NotResponded.NO_ASSET, [])


def test_one_response_serves_several_alerts(alert):
    other = make.decided(make.alert(is_routed=True))
    made = make.stepped(make.response(alert, other), Step.ACCEPT, Step.ARRIVE)
    assert (state(alert), state(other)) == (State.RESPONDING, State.RESPONDING)
    assert alert.on_site_at == other.on_site_at == made.on_site_at


def test_dismissing_stands_its_responses_down_and_keeps_those_of_another(alert):
    other = make.decided(make.alert(is_routed=True))
    alone, both = make.response(alert), make.response(alert, other)
    make.dismissed(alert)
    alone.refresh_from_db()
    both.refresh_from_db()
    assert (alone.status, alone.reason, owes(alone)) == (Status.ABORTED, NotResponded.NOT_CREDIBLE, [])
    assert (both.status, owes(both)) == (Status.ASSIGNED, [(OwedKind.ACCEPT, "Chidi")])
    assert Owed.objects.get(subject=both.subject, settled_at__isnull=True).alert == other


def test_an_alert_is_not_closed_while_something_is_under_way_for_it(alert):
    made = make.stepped(make.response(alert), Step.ACCEPT, Step.MOVE)
    idle = make.response(alert)
    with pytest.raises(acting.IllegalMove):
        make.closed(alert)
    assert state(alert) == State.RESPONDING
    make.stepped(made, Step.FINISH)
    make.closed(alert)
    idle.refresh_from_db()
    assert (state(alert), idle.status, idle.reason) == (State.CLOSED, Status.ABORTED, NotResponded.OVERTAKEN)
    assert make.reopened(alert).state == State.RESPONDING


def test_joining_carries_responses_over_and_undoing_it_brings_them_back(alert):
    into = make.alert(is_routed=True)
    made = make.stepped(make.response(alert), Step.ACCEPT)
    make.joined(alert, into)
    assert [row.alert for row in Serving.objects.filter(response=made, until=None)] == [into]
    assert state(into) == State.RECEIVED  # nothing was decided there yet
    make.decided(into)
    assert state(into) == State.RESPONDING
    assert Owed.objects.get(subject=made.subject, settled_at__isnull=True).alert == into
    make.unjoined(alert)
    assert [row.alert for row in Serving.objects.filter(response=made, until=None)] == [alert]
    assert (state(alert), state(into)) == (State.RESPONDING, State.DECIDED)


def test_deciding_again_leaves_what_is_owed_for_responses(alert):
    made = make.response(alert)
    make.decided(alert, course=Course.RESPOND)
    assert owes(made) == [(OwedKind.ACCEPT, "Chidi")]


def test_the_owner_sees_what_they_are_asked_even_of_an_alert_they_may_not_read(alert):
    made = make.response(alert, person=make.person("Hana").pk, responder=Responder.CIVILIAN_SECTION)
    make.restricted(alert)
    assert list(selected.visible_to(make.viewer("Hana"))) == [made]
    assert list(selected.visible_to(make.viewer("Ben"))) == []
    assert list(selected.visible_to(make.viewer("Ivan"))) == []
    line = selected.mine(make.viewer("Hana"), clock.now())[0]
    assert line.may == (Step.ACCEPT, Step.MOVE, Step.ARRIVE, Step.REFUSE)


def test_a_line_of_the_log_says_where_they_are(alert):
    made = make.stepped(make.response(alert), Step.ACCEPT)
    said = Said(text="Road cut at the bridge.", lat=0.71, lon=29.55)
    steps.report(viewer=make.viewer("Chidi"), response=made.pk, said=said)
    page = selected.page(make.viewer("Dora"), made.pk, clock.now())
    assert page is not None
    assert [(entry.text, entry.lat) for entry in page.track] == [("Road cut at the bridge.", 0.71)]
    with pytest.raises(acting.Incomplete):
        steps.report(viewer=make.viewer("Chidi"), response=made.pk, said=Said())


def test_the_board_has_what_is_late_first_and_what_ended_last(alert):
    soon = make.response(alert, due_at=clock.now() + dt.timedelta(minutes=2))
    calm = make.response(alert, phase=Phase.PREVENTION)
    make.stepped(make.response(alert), Step.REFUSE)
    now = clock.now() + dt.timedelta(minutes=3)
    board = selected.board(make.viewer("Dora"), selected.Asked(), now)
    assert [[line.response.pk for line in column] for column in board.columns[1:2]] == [[soon.pk, calm.pk]]
    assert (board.late, len(board.columns[-1])) == (1, 1)


def test_an_alert_is_reviewed_by_a_second_person_where_a_response_came_late(alert):
    Alert.objects.filter(pk=alert.pk).update(level="low")
    made = make.stepped(make.response(alert), Step.ACCEPT)
    Response.objects.filter(pk=made.pk).update(due_at=clock.now() - dt.timedelta(minutes=1))
    make.stepped(made, Step.ARRIVE, Step.FINISH)
    make.closed(alert)
    assert ReviewCause.LATE in alert.endings.order_by("pk").last().review_for
    assert Owed.objects.filter(alert=alert, kind=OwedKind.REVIEW, settled_at__isnull=True).count() == 1
