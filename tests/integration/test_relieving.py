"""A watch hands over what is open: prepared by whoever goes, accepted item by item, told on where nobody accepts."""

import datetime as dt

import pytest

from alerts.domain.events import Happened
from alerts.domain.words import OwedKind, ThreatType
from alerts.domain.words_of_deciding import Course
from alerts.domain.words_of_telling import Note
from alerts.models import CheckIn, Event, Owed, Relief, ReliefItem
from alerts.selectors import relief as selected
from alerts.selectors import relief_page
from alerts.services import relieving
from alerts.services.relieving import AcceptedBefore, NotYours, Rewritten, Settled
from ewrr.common import clock
from tests import make
from tests.integration.relieving_watches import accepts, begun, debts, hub, open_alert, prepared
from tests.integration.watchkeeping import (
    HOUR,
    MINUTE,
    TICK,
    asks,
    at,
    begins,
    comes_on,
    noticed,
    recorded,
)

pytestmark = pytest.mark.django_db
FIXTURES = (begins, hub)


def test_whoever_goes_writes_notes_beside_everything_the_duty_owes(hub, begins):
    alert = open_alert()
    with at(begins - HOUR):
        sheet = relief_page.sheet(make.viewer("Dora"), hub, clock.now())
        assert (sheet.turn.at, sheet.comes) == (begins, ["Noor"])
        assert {line.debt.kind for line in sheet.lines} == {OwedKind.VERIFY, OwedKind.DECIDE}
        decide = debts(alert=alert, kind=OwedKind.DECIDE).get()
        relief = prepared(hub, {decide.pk: "  Call the chief first.  "})
    assert (relief.by.name, relief.starts_at, relief.begun_at) == ("Dora", begins, None)
    assert ReliefItem.objects.get(owed=decide).note == "Call the chief first."
    assert relief.items.count() == 2
    assert recorded(Happened.RELIEF_PREPARED) == [{"relief": relief.pk, "duty": hub.pk, "items": 2}]


@pytest.mark.parametrize("who", ["Noor", "Amina", "Grace", "Ivan"])
def test_only_whoever_goes_prepares(hub, begins, who):
    open_alert()
    with at(begins - HOUR), pytest.raises(NotYours):
        prepared(hub, who=who)
    assert not Relief.objects.exists()


def test_it_is_prepared_within_twelve_hours_and_no_sooner(hub, begins):
    with at(begins - 12 * HOUR - TICK), pytest.raises(NotYours):
        prepared(hub)
    with at(begins - 12 * HOUR + TICK):
        prepared(hub)
    with at(begins), pytest.raises(NotYours):
        prepared(hub)


def test_what_somebody_else_wrote_meanwhile_is_not_written_over_unseen(beni, hub, begins):
    comes_on(hub, "Noor", begins - 5 * HOUR, 5)  # two who go: Dora only until then
    alert = open_alert()
    debt = debts(alert=alert, kind=OwedKind.VERIFY).get()
    with at(begins - 6 * HOUR):
        seen = relief_page.sheet(make.viewer("Dora"), hub, clock.now()).version
        prepared(hub, {debt.pk: "first"})
        with pytest.raises(Rewritten) as refused:
            prepared(hub, {debt.pk: "second"}, seen=seen)
        assert refused.value.relief.by.name == "Dora"
        assert ReliefItem.objects.get(owed=debt).note == "first"
        prepared(hub, {debt.pk: "second"})
    assert ReliefItem.objects.get(owed=debt).note == "second"


def test_the_list_begins_with_the_watch_with_what_came_in_since(hub, begins):
    with at(begins - HOUR):
        prepared(hub)
    open_alert()
    with at(begins - TICK):
        assert relieving.tell_due() == 0
    relief = begun(begins)
    assert relief.items.count() == 2 and relief.begun_at == begins and relief.by.name == "Dora"
    assert noticed(Note.RELIEF_WAITS) == [("Noor", "pending")]
    noor = make.person("Noor").pk
    assert recorded(Happened.RELIEF_BEGAN) == [{"relief": relief.pk, "duty": hub.pk, "people": [noor], "items": 2}]


def test_where_nobody_prepared_it_the_hub_does(hub, begins):
    open_alert()
    relief = begun(begins)
    assert relief.by is None and relief.items.count() == 2


def test_where_nothing_is_open_nobody_is_told(hub, begins):
    relief = begun(begins)
    assert not relief.items.exists() and noticed(Note.RELIEF_WAITS) == []
    with at(begins + HOUR):
        assert relieving.tell_due() == 0
        assert selected.waiting([hub.pk], clock.now()) == []


def test_where_the_same_person_goes_on_nothing_is_handed_over(beni, begins):
    asks(beni, "hub-duty-officer")
    open_alert()
    with at(begins):
        assert relieving.tell_due() == 0
    assert not Relief.objects.exists()


def test_a_duty_that_does_not_ask_hands_nothing_over(beni, begins):
    post = beni.duties.get(code="hub-duty-officer")
    comes_on(post, "Noor", begins)
    with at(begins):
        assert relieving.tell_due() == 0
        assert relief_page.sheet(make.viewer("Dora"), post, begins - HOUR) is not None  # the door asks for the switch
    with at(begins - HOUR), pytest.raises(NotYours):
        prepared(post)


def test_each_item_is_accepted_by_itself_and_whoever_does_is_there(hub, begins):
    open_alert()
    first, second = begun(begins).items.order_by("pk")
    with at(begins + 5 * MINUTE):
        accepts("Noor", first)
        assert accepts("Noor", first).accepted_at == begins + 5 * MINUTE  # twice is once
        assert [one.count for one in selected.waiting([hub.pk], clock.now())] == [1]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.accepted_by.name, second.accepted_by) == ("Noor", None)
    assert CheckIn.objects.get().via == "relief"
    events = Event.objects.filter(kind=Happened.RELIEF_ACCEPTED)
    assert [event.alert_id for event in events] == [first.owed.alert_id]


@pytest.mark.parametrize("who", ["Amina", "Hana", "Dora"])
def test_nobody_accepts_who_has_not_the_watch(hub, begins, who):
    open_alert()
    item = begun(begins).items.first()
    with at(begins + MINUTE), pytest.raises(Relief.DoesNotExist):
        accepts(who, item)


def test_whoever_it_falls_to_accepts_in_their_place_and_the_second_learns_who_did(hub, begins):
    open_alert()
    item = begun(begins).items.first()
    with at(begins + MINUTE):
        accepts("Grace", item)
        with pytest.raises(AcceptedBefore) as refused:
            accepts("Noor", item)
    assert refused.value.item.accepted_by.name == "Grace"
    assert not CheckIn.objects.exists()  # Grace has not that watch


def test_what_is_settled_drops_out_and_cannot_be_accepted(hub, begins):
    alert = open_alert()
    relief = begun(begins)
    with at(begins + MINUTE):
        make.decided(alert, by="Noor")
        settled = relief.items.get(owed__kind=OwedKind.DECIDE)
        with pytest.raises(Settled):
            accepts("Noor", settled)
        page = relief_page.page(make.viewer("Noor"), relief.pk, clock.now())
    assert settled.owed_id in {line.debt.pk for line in page.done}
    assert settled.owed_id not in {line.debt.pk for line in page.open}


def test_what_whoever_left_owes_in_person_passes_to_whoever_accepts(hub, begins):
    alert = open_alert()
    day = (begins + dt.timedelta(days=2)).date()
    make.decided(alert, by="Dora", course=Course.MONITOR, review_date=day)
    review = debts(alert=alert, kind=OwedKind.REVIEW).get()
    assert review.person.name == "Dora"
    item = begun(begins).items.get(owed=review)
    with at(begins + MINUTE):
        accepts("Noor", item)
    review.refresh_from_db()
    assert review.person.name == "Noor"
    assert recorded(Happened.RELIEF_ACCEPTED)[-1]["is_passed_on"] is True


def test_what_a_thing_with_an_owner_of_its_own_owes_stays_with_that_owner(hub, begins):
    alert = make.decided(open_alert())
    made = make.response(alert, person=make.person("Dora").pk)
    items = begun(begins).items.filter(owed__subject=f"response:{made.pk}", owed__person=make.person("Dora"))
    with at(begins + MINUTE):
        accepts("Noor", items.first())
        page = relief_page.page(make.viewer("Noor"), items.first().relief_id, clock.now())
    assert Owed.objects.get(pk=items.first().owed_id).person.name == "Dora"
    assert "Dora" in {line.stays_with for line in page.accepted}


def test_of_a_restricted_alert_there_is_a_shell_and_no_note_for_those_who_do_not_read_it(beni, begins):
    post = asks(beni, "hub-chief")
    comes_on(post, "Grace", begins, by="Noor")
    alert = make.alert(is_routed=True, threat_types=(ThreatType.CRSV,))
    debt = debts(alert=alert, duty=post).first()
    assert debt is not None
    with at(begins - HOUR):
        prepared(post, {debt.pk: "SECRET of Noor"}, who="Noor")
    relief = begun(begins)
    with at(begins + MINUTE):
        chief = relief_page.page(make.viewer("Noor"), relief.pk, clock.now())
        grace = relief_page.page(make.viewer("Grace"), relief.pk, clock.now())
    notes = {line.debt.pk: line.note for line in chief.lines}
    assert notes[debt.pk] == "SECRET of Noor"
    (shell,) = [line for line in grace.lines if line.debt.pk == debt.pk]
    assert (shell.note, shell.card.is_whole, shell.may_note) == ("", False, False)
    accepted = accepts_at(begins + 2 * MINUTE, "Grace", shell.item)
    assert accepted.accepted_by.name == "Grace"


def accepts_at(moment, name, item):
    with at(moment):
        return accepts(name, item)


def test_another_offices_hub_knows_of_nothing(hub, bouar, begins):
    open_alert()
    relief = begun(begins)
    with at(begins + MINUTE):
        esther = make.viewer("Esther")
        assert relief_page.page(esther, relief.pk, clock.now()) is None
        with pytest.raises(Relief.DoesNotExist):
            relieving.accept(viewer=esther, relief_id=relief.pk, item_id=relief.items.first().pk)


def test_an_item_of_another_list_is_not_accepted_through_this_one(hub, begins):
    open_alert()
    relief = begun(begins)
    other = Relief.objects.create(duty=hub, starts_at=begins - HOUR, at=begins, begun_at=begins)
    with at(begins + MINUTE), pytest.raises(ReliefItem.DoesNotExist):
        relieving.accept(viewer=make.viewer("Noor"), relief_id=other.pk, item_id=relief.items.first().pk)
