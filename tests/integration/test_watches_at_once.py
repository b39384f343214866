"""Two at once on a watch: who checks in as the gap is found, two pumps, two who accept, two who write notes."""

import datetime as dt
import os

import pytest

from alerts.domain.words import AnsweredVia, DeliveryState
from alerts.domain.words_of_telling import Note
from alerts.models import CheckIn, Delivery, MissedCheckIn, Owed, ReliefItem
from alerts.models.delivery import WAITING
from alerts.selectors import checking_in as selected
from alerts.selectors import relief_page
from alerts.services import answering, checking_in, duty, relieving
from alerts.services.relieving import AcceptedBefore, Rewritten
from ewrr.common import clock
from tests import make
from tests.integration.at_once import at_once
from tests.integration.watchkeeping import HOUR, MINUTE, asks, comes_on, noticed, was_asked

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = int(os.environ.get("EWRR_TURNS", "2"))  # each in both orders


@pytest.fixture
def force(beni):
    """Chidi should have checked in a minute ago."""
    return was_asked(beni, 31 * MINUTE)


def comes(post):
    viewer = make.viewer("Chidi")
    return lambda: checking_in.check_in(viewer=viewer, duty_id=post.pk)


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("is_reverse", [False, True])
def test_who_checks_in_as_the_gap_is_found_is_seen_and_nothing_more_is_sent(force, turn, is_reverse):
    acts = [comes(force), checking_in.tell_due]
    outcomes = at_once(*(acts[::-1] if is_reverse else acts))
    said = next(one for one in outcomes if isinstance(one, CheckIn))
    assert said.person.name == "Chidi" and CheckIn.objects.count() == 1
    assert selected.manned(force.office_id, clock.now()).gaps == {}
    assert not Delivery.objects.filter(notice__isnull=False, state__in=WAITING).exists()
    told = MissedCheckIn.objects.filter(told_at__isnull=False).count()
    assert noticed(Note.NOT_CHECKED_IN) == [("Rajiv", DeliveryState.CANCELLED)] * told


@pytest.mark.parametrize("turn", range(TURNS))
def test_several_pumps_tell_of_a_gap_once(force, turn):
    done = at_once(*[checking_in.tell_due] * 4)
    assert sum(done) == 1
    assert noticed(Note.NOT_CHECKED_IN) == [("Rajiv", "pending")] and noticed(Note.CHECK_IN_DUE) == [
        ("Chidi", "pending")
    ]


@pytest.mark.parametrize("turn", range(TURNS))
def test_two_taps_at_once_and_one_by_radio_are_one_check_in(force, turn):
    dora, chidi = make.viewer("Dora"), make.person("Chidi").pk
    by_radio = lambda: checking_in.check_in(viewer=dora, duty_id=force.pk, person_id=chidi)  # noqa: E731
    outcomes = at_once(comes(force), comes(force), by_radio)
    assert len({row.pk for row in outcomes}) == 1 and CheckIn.objects.count() == 1


@pytest.mark.parametrize("turn", range(TURNS))
def test_an_answer_waits_for_no_gap_and_no_change_of_the_rota(force, turn):
    alert = make.alert(is_routed=True)
    chidi = make.viewer("Chidi")
    answers = lambda: answering.answer(viewer=chidi, number=alert.number, via=AnsweredVia.PAGE)  # noqa: E731
    outcomes = at_once(answers, checking_in.tell_due, comes(force))
    assert outcomes[0].is_new and CheckIn.objects.count() == 1
    assert selected.manned(force.office_id, clock.now()).gaps == {}


@pytest.mark.parametrize("turn", range(TURNS))
def test_the_rota_changed_as_the_gap_is_found_leaves_one_truth(force, turn):
    dora, rajiv, now = make.viewer("Dora"), make.person("Rajiv"), clock.now()
    change = lambda: duty.replace(  # noqa: E731
        viewer=dora, duty=force, person=rajiv, starts_at=now - MINUTE, ends_at=now + HOUR
    )
    at_once(change, checking_in.tell_due)
    found = selected.manned(force.office_id, clock.now())
    assert found.gaps == {}  # Rajiv has half an hour from now
    assert [one.watch.person_id for one in found.people if one.watch.runs(found.at)] == [rajiv.pk]


@pytest.fixture
def item(beni):
    """Of the hub that Noor took over from Dora a minute ago."""
    post = asks(beni, "hub-duty-officer")
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    comes_on(post, "Noor", clock.now() - MINUTE)
    comes_on(beni.duties.get(code="hub-chief"), "Grace", clock.now() - MINUTE, by="Noor")
    assert relieving.tell_due() == 1
    return ReliefItem.objects.order_by("pk").first()


def accepts(name, item):
    viewer = make.viewer(name)
    return lambda: relieving.accept(viewer=viewer, relief_id=item.relief_id, item_id=item.pk)


@pytest.mark.parametrize("turn", range(TURNS))
def test_of_two_who_accept_one_does_and_the_other_learns_who(item, turn):
    outcomes = at_once(accepts("Noor", item), accepts("Grace", item))
    (late,) = [one for one in outcomes if isinstance(one, AcceptedBefore)]
    (done,) = [one for one in outcomes if isinstance(one, ReliefItem)]
    item.refresh_from_db()
    assert item.accepted_by == done.accepted_by == late.item.accepted_by


@pytest.mark.parametrize("turn", range(TURNS))
def test_who_accepts_as_it_is_told_on_has_accepted(item, turn):
    type(item.relief).objects.update(begun_at=clock.now() - 31 * MINUTE, starts_at=item.relief.starts_at)
    outcomes = at_once(accepts("Noor", item), relieving.tell_due)
    assert isinstance(outcomes[0], ReliefItem)
    item.refresh_from_db()
    assert item.accepted_by.name == "Noor"


@pytest.mark.parametrize("turn", range(TURNS))
def test_several_pumps_make_the_list_once(beni, turn):
    post = asks(beni, "hub-duty-officer")
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    comes_on(post, "Noor", clock.now() - MINUTE)
    assert sum(at_once(*[relieving.tell_due] * 4)) == 1
    assert noticed(Note.RELIEF_WAITS) == [("Noor", "pending")] and ReliefItem.objects.count() == 2


@pytest.mark.parametrize("turn", range(TURNS))
def test_of_two_who_write_notes_at_once_one_looks_again(beni, turn):
    post = asks(beni, "hub-duty-officer")
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    comes_on(post, "Noor", clock.now() + dt.timedelta(hours=1))
    debt = Owed.objects.filter(duty=post, settled_at=None).first()
    viewer = make.viewer("Dora")
    seen = relief_page.sheet(viewer, post, clock.now()).version

    def write(note):
        return lambda: relieving.prepare(viewer=viewer, duty_id=post.pk, notes={debt.pk: note}, seen=seen)

    outcomes = at_once(write("one"), write("other"))
    assert sum(isinstance(one, Rewritten) for one in outcomes) == 1
    assert ReliefItem.objects.get(owed=debt).note in {"one", "other"}
