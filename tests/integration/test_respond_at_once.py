"""Two people on one response, or one on it and one on its alert: one truth each, nothing by halves, nobody waits for
anybody in a circle.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest

from alerts.domain.words import DismissReason, Outcome, State
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert
from alerts.services import joining, lifecycle
from alerts.services.chasing import chase_due
from ewrr.common.errors import Refusal
from responses.domain.course import Step
from responses.domain.words import Result, Status
from responses.models import Response
from responses.services import steps, tasking
from responses.services.steps import Said
from tests import make
from tests.integration.at_once import at_once
from tests.integration.courses import judge, serves

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = int(os.environ.get("EWRR_TURNS", "2"))  # each in both orders
Act = Callable[[], Any]


def refused(outcomes: list[Any]) -> list[bool]:
    return [isinstance(one, Refusal) for one in outcomes]


def takes(name: str, made: Response, step: Step, version: int | None = None) -> Act:
    viewer = make.viewer(name)
    said = {Step.FINISH: Said(result=Result.PRESENCE), Step.ABORT: Said(reason=NotResponded.NO_ASSET)}
    given = said.get(step, Said())
    return lambda: steps.take(viewer=viewer, response=made.pk, step=step, version=version, said=given)


def assigns(name: str, made: Response, owner: str) -> Act:
    viewer, task = make.viewer(name), make.task(person=make.person(owner).pk)
    return lambda: tasking.assign(viewer=viewer, response=made.pk, version=made.version, task=task)


def closes(alert: Alert) -> Act:
    known: dict[str, Any] = {"viewer": make.viewer("Grace"), "number": alert.number, "version": alert.version}
    return lambda: lifecycle.close(**known, outcome=Outcome.HANDLED, harm=HarmKnown.NONE, word_back=WordBack.GIVEN)


def dismisses(alert: Alert) -> Act:
    known: dict[str, Any] = {"viewer": make.viewer("Grace"), "number": alert.number, "version": alert.version}
    return lambda: lifecycle.dismiss(**known, reason=DismissReason.REFUTED)


def decides(alert: Alert) -> Act:
    known: dict[str, Any] = {"viewer": make.viewer("Grace"), "number": alert.number, "version": alert.version}
    return lambda: lifecycle.decide(**known, course=Course.RESPOND)


def joins(alert: Alert, into: Alert) -> Act:
    known: dict[str, Any] = {"viewer": make.viewer("Grace"), "number": alert.number, "version": alert.version}
    return lambda: joining.join(**known, into=into.number)


def decided() -> Alert:
    return make.decided(make.alert(is_routed=True))


def each_way(set_up: Callable[[], tuple[Act, Act, Callable[[bool, bool], None]]]) -> None:
    """Both begun at once, many times, each as the first as often; then what must be true is asked."""
    for turn in range(TURNS * 2):
        first, second, check = set_up()
        order = (second, first) if turn % 2 else (first, second)
        outcomes = refused(at_once(*order))
        check(*(outcomes[::-1] if turn % 2 else outcomes))
        judge()


def test_two_who_accept_at_once_accept_once(offices):
    def set_up():
        made = make.response(decided())

        def check(first: bool, second: bool) -> None:
            assert not first and not second
            made.refresh_from_db()
            assert (made.status, made.version) == (Status.ACCEPTED, 2)
            assert made.entries.filter(step=Step.ACCEPT).count() == 1
            assert made.lead.events.filter(kind="alert.responding").count() == 1

        return takes("Chidi", made, Step.ACCEPT), takes("Dora", made, Step.ACCEPT), check

    each_way(set_up)


def test_accepting_and_breaking_off_end_broken_off(offices):
    def set_up():
        made = make.response(decided())

        def check(accept: bool, abort: bool) -> None:
            assert not abort
            made.refresh_from_db()
            assert (made.status, bool(made.accepted_at)) == (Status.ABORTED, not accept)
            made.lead.refresh_from_db()
            assert made.lead.state == State.DECIDED

        return takes("Chidi", made, Step.ACCEPT), takes("Dora", made, Step.ABORT), check

    each_way(set_up)


def test_of_two_who_assign_one_assigns(offices):
    def set_up():
        made = make.response(decided(), assigns=False, person=None)

        def check(first: bool, second: bool) -> None:
            assert {first, second} == {True, False}
            made.refresh_from_db()
            assert made.person == make.person("Ben" if first else "Chidi") and made.version == 2

        return assigns("Dora", made, "Chidi"), assigns("Noor", made, "Ben"), check

    each_way(set_up)


def test_an_alert_is_closed_or_its_response_accepted(offices):
    def set_up():
        alert = decided()
        made = make.response(alert)

        def check(close: bool, accept: bool) -> None:
            assert {close, accept} == {True, False}
            made.refresh_from_db()
            alert.refresh_from_db()
            truth = (State.RESPONDING, Status.ACCEPTED) if close else (State.CLOSED, Status.ABORTED)
            assert (alert.state, made.status) == truth

        return closes(alert), takes("Chidi", made, Step.ACCEPT), check

    each_way(set_up)


def test_what_is_dismissed_is_assigned_to_nobody(offices):
    def set_up():
        alert = decided()
        made = make.response(alert, assigns=False, person=None)

        def check(dismiss: bool, assign: bool) -> None:
            assert not dismiss
            made.refresh_from_db()
            assert made.status == (Status.REFUSED if assign else Status.ABORTED)

        return dismisses(alert), assigns("Dora", made, "Chidi"), check

    each_way(set_up)


def test_a_step_during_a_joining_counts_for_the_alert_that_it_went_to(offices):
    def set_up():
        alert, into = decided(), decided()
        made = make.response(alert)

        def check(join: bool, step: bool) -> None:
            assert not step
            into.refresh_from_db()
            alert.refresh_from_db()
            if join:  # stale: the step had moved the alert
                assert (alert.state, into.state) == (State.RESPONDING, State.DECIDED)
                return
            assert serves(made) == {into.pk}
            assert (alert.state, into.state) == (State.JOINED, State.RESPONDING)
            assert into.on_site_at is not None
            assert into.events.filter(kind="response.stepped").exists() or alert.on_site_at is not None

        return joins(alert, into), takes("Chidi", made, Step.ARRIVE), check

    each_way(set_up)


def test_a_decision_and_an_acceptance_are_both_taken_where_they_can_be(offices):
    def set_up():
        alert, into = decided(), make.alert(is_routed=True)
        made = make.response(alert)
        make.joined(alert, into)
        into.refresh_from_db()

        def check(decide: bool, accept: bool) -> None:
            assert not decide and not accept
            into.refresh_from_db()
            assert into.state == State.RESPONDING

        return decides(into), takes("Chidi", made, Step.ACCEPT), check

    each_way(set_up)


def test_reopening_and_finishing_leave_what_was_done(offices):
    def set_up():
        alert, other = decided(), decided()
        made = make.stepped(make.response(alert, other), Step.ACCEPT)
        make.closed(alert)
        known: dict[str, Any] = {"viewer": make.viewer("Grace"), "number": alert.number, "version": alert.version}

        def check(reopen: bool, finish: bool) -> None:
            assert not reopen and not finish
            alert.refresh_from_db()
            other.refresh_from_db()
            assert (alert.state, other.state) == (State.DECIDED, State.RESPONDING)

        return lambda: lifecycle.reopen(**known, reason="again"), takes("Chidi", made, Step.FINISH), check

    each_way(set_up)


def test_two_alerts_dismissed_at_once_leave_no_response_to_nobody(offices):
    def set_up():
        alert, other = decided(), decided()
        made = make.response(alert, other)

        def check(first: bool, second: bool) -> None:
            assert not first and not second
            made.refresh_from_db()
            assert made.status == Status.ABORTED

        return dismisses(alert), dismisses(other), check

    each_way(set_up)


def test_a_reminder_and_an_acceptance_do_not_wait_for_each_other(offices):
    def set_up():
        made = make.response(decided())

        def check(chase: bool, accept: bool) -> None:
            assert not chase and not accept

        return chase_due, takes("Chidi", made, Step.ACCEPT), check

    each_way(set_up)
