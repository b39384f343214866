"""What is owed by whom, on the first page and in the board's tabs: in person, told, or by a duty held now."""

import datetime as dt

import pytest

from alerts.domain.words import Level, OwedKind, Verification
from alerts.domain.words_of_deciding import Course, WordBack
from alerts.models import Owed, Shift
from alerts.selectors import board, home, owing
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def kinds(name: str) -> list[str]:
    return sorted(owing.owed_by(make.viewer(name)).values_list("kind", flat=True))


def tab(name: str, which: str) -> list[str]:
    asked = board.Asked(tab=which)
    return [alert.number for alert in board.page(make.viewer(name), asked, clock.now()).alerts]


def test_what_a_duty_owes_is_owed_by_whoever_holds_it_now_and_by_nobody_else(beni):
    make.answered(make.alert(level="high", is_routed=True), "Amina")
    assert kinds("Dora") == [OwedKind.DECIDE, OwedKind.VERIFY]
    assert kinds("Amina") == kinds("Grace") == kinds("Noor") == []


def test_with_nobody_on_the_duty_its_stand_in_owes(beni):
    make.answered(make.alert(level="high", is_routed=True), "Amina")
    beni.duties.get(code="hub-duty-officer").rotations.all().delete()
    Shift.objects.filter(duty__code="hub-duty-officer").delete()
    assert kinds("Dora") == []
    assert kinds("Noor") == [OwedKind.DECIDE, OwedKind.VERIFY]


def test_which_duties_are_held_is_read_once_a_viewer_and_only_when_asked(beni, django_assert_num_queries):
    viewer = make.viewer("Dora")
    with django_assert_num_queries(2):
        assert viewer.holds() == viewer.holds() != frozenset()


def test_a_person_who_owes_owes_alone(beni):
    """The review is Noor's, who decided, though Dora holds the duty that owed the decision."""
    make.decided(make.alert(), by="Noor", course=Course.MONITOR, review_date=make.today())
    assert kinds("Noor") == [OwedKind.REVIEW] and kinds("Dora") == []


def test_each_tab_holds_what_it_says_and_counts_it(beni):
    unanswered = make.alert(level="high", is_routed=True)
    answered = make.answered(make.alert(level="high", is_routed=True), "Amina")
    verified = make.assessed(make.alert(level="high", is_routed=True), verification=Verification.VERIFIED)
    decided = make.decided(make.alert(level="low"), course=Course.MONITOR, review_date=make.today())
    closed = make.closed(make.alert(level="low"), word_back=WordBack.OWED, word_back_date=make.today())
    make.dismissed(make.alert(level="low"))
    expected = {
        "open": {unanswered, answered, verified, decided},
        "unanswered": {unanswered, verified},
        "verify": {unanswered, answered},
        "decide": {answered},
        "overdue": set(),
        "mine": {unanswered, answered, verified, decided, closed},
    }
    for which, alerts in expected.items():
        assert set(tab("Dora", which)) == {alert.number for alert in alerts}, which
    counted = board.counts(make.viewer("Dora"), clock.now())
    assert {which: getattr(counted, which) for which in expected} == {k: len(v) for k, v in expected.items()}


def test_what_comes_due_is_overdue_also_on_a_closed_alert_and_a_review_is_to_decide_again(beni):
    decided = make.decided(make.alert(), course=Course.MONITOR, review_date=make.today())
    closed = make.closed(make.alert(), word_back=WordBack.OWED, word_back_date=make.today())
    with clock.set_to(clock.now() + DAY):
        assert set(tab("Grace", "overdue")) == {decided.number, closed.number}
        assert tab("Grace", "decide") == [decided.number]
        assert tab("Grace", "open") == [decided.number]
        assert board.counts(make.viewer("Grace"), clock.now()).overdue == 2
        assert board.belongs(make.viewer("Grace"), board.Asked("overdue"), [closed.pk], clock.now()) == {closed.pk}


def test_the_first_page_lists_every_kind_with_the_overdue_first(beni):
    late = make.alert(level="low")
    Owed.objects.filter(alert=late).delete()
    Owed.objects.create(
        alert=late,
        kind=OwedKind.WORD_BACK,
        person=make.person("Dora"),
        since=clock.now() - 2 * DAY,
        due_at=clock.now() - DAY,
    )
    verify = make.answered(make.alert(level="high", is_routed=True), "Amina")
    answer = make.alert(level="high", is_routed=True)
    shown = home.home(make.viewer("Dora"), clock.now()).owed
    assert [card.alert for card in shown] == [late, answer, verify]
    assert [[row.kind for row in card.mine] for card in shown] == [
        ["word_back"],
        ["answer", "verify"],
        ["decide", "verify"],
    ]
    assert [card.is_late for card in shown] == [True, False, False]


def test_a_card_owes_to_the_viewer_what_the_list_says_they_owe(beni):
    """The row and the tab are two roads to one truth."""
    make.answered(make.alert(level="high", is_routed=True), "Amina")
    make.alert(is_routed=True)
    make.decided(make.alert(), by="Noor", course=Course.MONITOR, review_date=make.today())
    make.assessed(make.alert(level="low", is_routed=True), by="Ben", level=Level.CRITICAL, reason="More of them.")
    from alerts.models import Alert
    from alerts.selectors.card import cards

    for name in ("Amina", "Ben", "Chidi", "Dora", "Noor", "Grace", "Luc", "Sifa"):
        viewer = make.viewer(name)
        by_card = {row.pk for card in cards(viewer, Alert.objects.all(), clock.now()) for row in card.mine}
        assert by_card == set(owing.owed_by(viewer).values_list("pk", flat=True)), name
