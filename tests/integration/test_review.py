"""A second person reviews a closed alert that was critical, cost a life or came late; nobody reviews their own."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.harm import Harmed
from alerts.domain.words import Level, OwedKind
from alerts.domain.words_of_deciding import EndingKind, WordBack
from alerts.domain.words_of_harm import Harm, HarmKnown
from alerts.models import Alert, Ending, Escalation, Owed
from alerts.selectors.access import viewer_of_device
from alerts.services import lifecycle, reminding, reviewing
from alerts.services.moving import IllegalMove, Incomplete, MayNot, Stale
from ewrr.common import clock
from tests import make
from tests.integration.devices import device
from tests.integration.moving import SHEET
from tests.integration.test_moves_at_once import stale, together

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
KILLED = Harmed(Harm.KILLED, boys=1)


def owed(alert: Alert) -> Owed | None:
    return Owed.objects.filter(alert=alert, subject=f"closing:{alert.pk}", settled_at__isnull=True).first()


def causes(alert: Alert) -> list[str]:
    return Ending.objects.filter(alert=alert, kind=EndingKind.CLOSED).latest("id").review_for


def test_closing_a_critical_alert_owes_a_review_by_the_duty_behind_the_one_that_decides(beni):
    alert = make.closed(make.alert(is_routed=True))
    row = owed(alert)
    assert row is not None and (row.kind, row.duty.code, row.person) == (OwedKind.REVIEW, "hub-chief", None)
    assert row.due_at - row.since == 7 * DAY and alert.closed_by == make.person("Dora")
    assert causes(alert) == ["critical"]


def test_a_chief_who_closes_it_leaves_the_review_to_the_next(beni):
    alert = make.closed(make.alert(is_routed=True), by="Noor")
    row = owed(alert)
    assert row is not None and row.duty.code == "head-of-office"


def test_a_quiet_alert_is_reviewed_by_nobody(beni):
    alert = make.closed(make.alert(level="low"))
    assert owed(alert) is None and causes(alert) == []
    with pytest.raises(IllegalMove) as refused:
        make.reviewed(alert)
    assert "No review is owed" in str(refused.value.sentence)


def test_what_was_critical_once_is_reviewed_after_it_fell(beni):
    for alert in (make.alert(), make.assessed(make.alert(level="low"), level=Level.CRITICAL, reason="Seen.")):
        make.assessed(alert, level=Level.LOW, reason="Over.")
        assert causes(make.closed(alert)) == ["critical"]


def test_a_death_is_reviewed(beni):
    alert = make.harmed(make.alert(level="low"), KILLED)
    make.closed(alert, harm=HarmKnown.ON_RECORD)
    assert causes(alert) == ["death"] and owed(alert) is not None


def test_a_death_that_comes_on_record_after_closing_is_reviewed_once(beni):
    alert = make.closed(make.alert(level="low"))
    make.harmed(alert, Harmed(Harm.INJURED, boys=1))
    assert owed(alert) is None
    make.harmed(alert, KILLED)
    make.harmed(alert, KILLED)
    assert causes(alert) == ["death"] and owed(alert) is not None


@pytest.mark.parametrize("late", ["answer", "decision", ""])
def test_missed_targets_of_the_first_plan_are_reviewed(beni, late):
    alert = make.answered(make.alert(level="high", is_routed=True), "Amina")
    began = Escalation.objects.get(alert=alert).started_at
    moved = {"answer": {"answered_at": began + DAY}, "decision": {"decided_at": began + 2 * DAY}, "": {}}[late]
    make.decided(alert)
    Alert.objects.filter(pk=alert.pk).update(**moved)
    make.closed(alert)
    assert causes(alert) == (["late"] if late else [])


def test_a_second_person_settles_it_with_an_after_action_note(beni):
    alert = make.reviewed(make.closed(make.alert(is_routed=True)), by="Grace", to_change="Two drivers at night.")
    assert owed(alert) is None and alert.state == "closed"
    row = Owed.objects.get(alert=alert, subject=f"closing:{alert.pk}")
    note = alert.endings.get(kind=EndingKind.REVIEWED)
    assert row.settled_by == note.by == make.person("Grace") and note.to_change == "Two drivers at night."
    event = alert.events.latest("seq")
    assert (event.kind, event.data) == ("alert.reviewed", {"ending": note.pk, "version": alert.version})


def test_whoever_closed_it_does_not_review_it(beni):
    alert = make.closed(make.alert())
    with pytest.raises(reviewing.SamePerson) as refused:
        make.reviewed(alert, by="Dora")
    assert "a second person" in str(refused.value.sentence) and owed(alert) is not None


def test_an_open_alert_and_one_that_was_reviewed_are_refused(beni):
    alert = make.decided(make.alert())
    for sentence in ("Only closed alerts", "reviewed before"):
        with pytest.raises(IllegalMove) as refused:
            make.reviewed(alert)
        assert sentence in str(refused.value.sentence)
        if alert.state != "closed":
            make.reviewed(make.closed(alert))


def test_a_review_says_at_least_one_of_three_things(beni):
    alert = make.closed(make.alert())
    with pytest.raises(Incomplete) as refused:
        make.reviewed(alert, went_well="")
    assert list(refused.value.fields) == ["went_well"]
    make.reviewed(alert, went_well="", went_badly="The call came late.")


def test_reopening_drops_the_review_and_closing_again_owes_it_anew(beni):
    alert = make.closed(make.alert())
    make.reopened(alert)
    first = Owed.objects.get(alert=alert, subject=f"closing:{alert.pk}")
    assert first.settled_at is not None and first.settled_by is None and alert.closed_by is None
    make.reviewed(make.closed(alert))
    make.reopened(alert)
    make.closed(alert, by="Grace")
    assert owed(alert) is not None
    with pytest.raises(reviewing.SamePerson):
        make.reviewed(alert, by="Grace")
    make.reviewed(alert, by="Dora")
    assert alert.endings.filter(kind=EndingKind.REVIEWED).count() == 2


def test_the_review_of_a_decision_and_that_of_a_closing_do_not_mix(beni):
    alert = make.closed(make.alert())
    make.decided(make.reopened(alert), review_date=make.today())
    make.closed(alert)
    assert Owed.objects.filter(alert=alert, kind=OwedKind.REVIEW, settled_at__isnull=True).count() == 1
    make.reviewed(alert)
    assert not Owed.objects.filter(alert=alert, settled_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("name", "expected"), [("Amina", MayNot), ("Hana", MayNot), ("Farid", MayNot), ("Esther", Alert.DoesNotExist)]
)
def test_who_does_not_decide_does_not_review(offices, name, expected):
    alert = make.closed(make.alert())
    with pytest.raises(expected):
        make.reviewed(alert, by=name)


def test_no_device_is_a_second_person(beni):
    alert = make.closed(make.alert())
    viewer: Any = viewer_of_device(device("Grace").device, clock.now())
    assert viewer.may_decide and not viewer.may_review
    with pytest.raises(MayNot):
        reviewing.review(viewer=viewer, number=alert.number, version=alert.version, went_well="x")


def test_whoever_owes_it_is_reminded_when_it_is_late(beni):
    alert = make.closed(make.alert())
    Owed.objects.filter(alert=alert).update(due_at=clock.now())
    assert reminding.remind_due() == 1
    event = alert.events.filter(kind="alert.reminded").latest("seq")
    assert event.data["people"] == [make.person("Noor").pk] and event.data["owed"] == "review"


def test_of_two_who_review_at_once_one_does(transactional_db, offices):
    alert = make.closed(make.alert())
    said: dict[str, Any] = {"number": alert.number, "version": alert.version}
    people = [make.viewer(name) for name in ("Grace", "Noor")]
    outcomes = together(*(lambda who=who: reviewing.review(viewer=who, went_well="x", **said) for who in people))
    assert len(stale(outcomes)) == 1
    assert Ending.objects.filter(alert=alert, kind=EndingKind.REVIEWED).count() == 1 and owed(alert) is None


def test_of_one_who_reopens_and_one_who_reviews_at_once_one_does(transactional_db, offices):
    alert = make.closed(make.alert())
    said: dict[str, Any] = {"number": alert.number, "version": alert.version}
    grace, dora = make.viewer("Grace"), make.viewer("Dora")
    outcomes = together(
        lambda: reviewing.review(viewer=grace, went_well="x", **said),
        lambda: lifecycle.reopen(viewer=dora, reason="again", **said),
    )
    assert len(stale(outcomes)) == 1 and owed(alert) is None


def test_a_stale_review_is_refused(beni):
    alert = make.closed(make.alert())
    with pytest.raises(Stale):
        reviewing.review(viewer=make.viewer("Grace"), number=alert.number, version=alert.version - 1, went_well="x")


# --- the page


@pytest.mark.parametrize("headers", [{}, SHEET], ids=["page", "sheet"])
def test_the_review_is_written_on_the_page_and_stands_under_how_it_ended(as_, beni, headers):
    alert = make.closed(make.alert(is_routed=True), note="Patrol back.", word_back=WordBack.GIVEN)
    before = as_("Grace").get(f"/alerts/{alert.number}/").content.decode()
    assert "A second person reviews it: level critical" in before
    assert "closed it: handled; word back given; to be reviewed by a second person" in before
    path = f"/alerts/{alert.number}/review/"
    body = as_("Grace").get(path, headers=headers).content.decode()
    assert "Closed by Dora" in body and "Patrol back." in body and "None on record." in body
    sent = {"version": alert.version, "went_well": "Told in <b>time</b>.", "went_badly": "", "to_change": "A driver."}
    assert as_("Grace").post(path, sent, headers=headers).status_code == (200 if headers else 303)
    shown = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "Told in &lt;b&gt;time&lt;/b&gt;." in shown and "A driver." in shown and "What changes" in shown
    assert "reviewed how it was handled" in shown and "A second person reviews it" not in shown


def test_wrong_input_keeps_what_was_typed(as_, beni):
    alert = make.closed(make.alert())
    path = f"/alerts/{alert.number}/review/"
    empty = as_("Grace").post(path, {"version": alert.version})
    assert empty.status_code == 422 and "at least one of the three" in empty.content.decode()
    long = as_("Grace").post(path, {"version": alert.version, "went_well": "kept", "to_change": "é" * 10_240})
    assert long.status_code == 422 and "At most 500 characters" in long.content.decode()
    assert "kept" in long.content.decode()
    nul = as_("Grace").post(path, {"version": alert.version, "went_well": "a\x00b"})
    assert nul.status_code == 422
    assert not alert.endings.filter(kind=EndingKind.REVIEWED).exists()


def test_whoever_closed_it_is_told_on_the_page_that_somebody_else_does_it(as_, beni):
    alert = make.closed(make.alert())
    path = f"/alerts/{alert.number}/review/"
    for answer in (as_("Dora").get(path), as_("Dora").post(path, {"version": alert.version, "went_well": "x"})):
        assert answer.status_code == 409 and "a second person reviews it" in answer.content.decode()


def test_the_page_is_read_in_french(as_, beni):
    alert = make.closed(make.alert())
    client = as_("Grace")
    client.post("/language/", {"language": "fr"})
    body = client.get(f"/alerts/{alert.number}/review/").content.decode()
    assert "Qu’est-ce qui a bien marché" in body
