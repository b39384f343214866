"""Responses and what becomes of their alerts, one joined after the other: nothing is lost on the way back."""

import pytest

from alerts.domain.words import State
from alerts.models import Alert
from responses.domain.course import Step
from responses.models import Response, Serving
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(beni) -> Alert:
    return make.decided(make.alert(is_routed=True))


def serves(made: Response) -> list[Alert]:
    return [row.alert for row in Serving.objects.filter(response=made, until=None).order_by("alert")]


def state(alert: Alert) -> str:
    alert.refresh_from_db()
    return alert.state


def test_what_both_had_before_a_joining_both_have_after_it_is_undone(alert):
    into = make.decided(make.alert(is_routed=True))
    made = make.stepped(make.response(alert, into), Step.ACCEPT)
    make.joined(alert, into)
    assert serves(made) == [into]
    make.unjoined(alert)
    assert serves(made) == [alert, into]
    assert (state(alert), state(into)) == (State.RESPONDING, State.RESPONDING)


def test_what_went_on_to_a_third_comes_back_from_there(alert):
    second, third = (make.decided(make.alert(is_routed=True)) for _ in range(2))
    made = make.stepped(make.response(alert), Step.ACCEPT)
    make.joined(alert, second)
    make.joined(second, third)
    assert serves(made) == [third]
    make.unjoined(alert)
    assert serves(made) == [alert]
    make.unjoined(second)
    assert serves(made) == [alert]
    assert [state(one) for one in (alert, second, third)] == [State.RESPONDING, State.DECIDED, State.DECIDED]


def test_joinings_undone_from_the_last_one_give_back_step_by_step(alert):
    second, third = (make.decided(make.alert(is_routed=True)) for _ in range(2))
    made = make.stepped(make.response(alert), Step.ACCEPT)
    make.joined(alert, second)
    make.joined(second, third)
    make.unjoined(second)
    assert serves(made) == [second]
    make.unjoined(alert)
    assert serves(made) == [alert]


def test_an_alert_reopened_after_its_response_went_on_for_another_is_decided(alert):
    other = make.decided(make.alert(is_routed=True))
    made = make.stepped(make.response(alert, other), Step.ACCEPT)
    make.closed(alert)
    assert serves(made) == [other]
    make.stepped(made, Step.ABORT, by="Dora")
    assert state(make.reopened(alert)) == State.DECIDED
