"""Two people who edit at the same time, each over a connection of their own; and nobody else waits for them."""

import threading

import pytest
from django.db import connection

from alerts.domain.events import Happened
from alerts.domain.routing import Conditions
from alerts.domain.rulebook import About
from alerts.models import Event, Rule
from alerts.selectors import rulebook
from alerts.services import rules, setting_up
from ewrr.common import clock
from tests import make

IN_ORDER = ["Restricted", "Critical", "High", "Medium", "Everything else"]


def order(office):
    stored = list(Rule.objects.filter(office=office).order_by("is_last", "position"))
    assert [rule.position for rule in stored] == list(range(1, len(stored) + 1))
    return [rule.name_en for rule in stored]


@pytest.mark.django_db(transaction=True)
def test_people_who_move_rules_at_the_same_time_leave_one_order(offices):
    """Each of two people moves rules up and down, twenty times, by what they saw last."""
    office = offices["BEN"]
    refused: list[str] = []
    failed: list[BaseException] = []

    def go(name, moving, starts):
        try:
            viewer = make.viewer(name)
            for turn in range(20):
                stored = Rule.objects.get(office=office, name_en=moving)
                try:
                    rules.move(
                        viewer=viewer,
                        rule_id=stored.pk,
                        seen_position=stored.position,
                        is_up=(turn + starts) % 2 == 0,
                    )
                except setting_up.Stale:
                    refused.append(name)
        except BaseException as error:  # noqa: BLE001 — told to the test below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=one) for one in (("Dora", "High", 0), ("Noor", "Critical", 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed and not any(thread.is_alive() for thread in threads)
    assert sorted(order(office)) == sorted(IN_ORDER) and order(office)[-1] == "Everything else"
    moves = Event.objects.filter(office=office, kind=Happened.RULES_CHANGED).order_by("seq")
    assert [event.seq for event in moves] == list(range(moves[0].seq, moves[0].seq + len(moves)))
    assert all(abs(event.data["before"] - event.data["after"]) == 1 for event in moves)
    assert len(moves) >= 20


@pytest.mark.django_db(transaction=True)
def test_filing_routing_and_answering_do_not_wait_while_somebody_edits(offices):
    """An edit is held open; meanwhile an alert is filed, told and answered, and only then the edit ends."""
    is_open, may_end = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def edit():
        try:
            with setting_up.editing(make.viewer("Noor")):
                is_open.set()
                assert may_end.wait(30)
        except BaseException as error:  # noqa: BLE001 — told to the test below
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        assert is_open.wait(30)
        alert = make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
        assert thread.is_alive() and alert.answered_at
    finally:
        may_end.set()
        thread.join(30)
    assert not failed


@pytest.mark.django_db(transaction=True)
def test_a_rule_changed_by_two_at_once_is_changed_once(offices):
    """Both read the same version and save in the same moment: one is told that the other was quicker."""
    office = offices["BEN"]
    high = Rule.objects.get(office=office, name_en="High")
    seen = rulebook.version(About.RULE, rulebook.shelf(office, clock.now()), high.pk)
    duty = high.duties.order_by("pk")[0].pk
    gate = threading.Barrier(2)
    told: list[str] = []

    def save(name):
        try:
            viewer = make.viewer(name)
            draft = rules.Draft(f"By {name}", f"Par {name}", Conditions(), (duty,), high.plan_id)
            gate.wait(30)
            rules.change(viewer=viewer, rule_id=high.pk, seen=seen, draft=draft)
            told.append(f"saved by {name}")
        except setting_up.Stale as refusal:
            told.append(f"refused because of {refusal.event.person.name}")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in ("Dora", "Noor")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    high.refresh_from_db()
    winner = high.name_en.removeprefix("By ")
    assert sorted(told) == [f"refused because of {winner}", f"saved by {winner}"]
