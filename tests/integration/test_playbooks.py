"""Playbooks: written, published and never changed; suggested by what fits; checklists ticked off and owed."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.events import Happened
from alerts.domain.words import Level, OwedKind, ThreatType
from alerts.domain.words_of_deciding import Course
from alerts.models import Alert, Event, Owed
from alerts.services import moving
from ewrr.common import clock
from responses.models import Checklist, ChecklistItem
from responses.selectors import checklists as selected
from responses.services import checklists, playbooks
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(beni) -> Alert:
    return make.alert(is_routed=True)


def owes(alert: Alert) -> list[tuple[str | None, int]]:
    """(duty's code or person's name, minutes from its beginning until it is due) of what is owed for checklists."""
    rows = Owed.objects.filter(alert=alert, subject__startswith="item:", settled_at__isnull=True)
    return [
        (
            row.person.name if row.person else row.duty.code if row.duty else None,
            round((row.due_at - row.since).total_seconds() / 60),
        )
        for row in rows.select_related("person", "duty")
    ]


def items(checklist: Checklist) -> list[ChecklistItem]:
    return list(checklist.items.order_by("item__position"))


def ticked(alert: Alert, row: ChecklistItem, by: str = "Amina") -> ChecklistItem:
    return checklists.tick(viewer=make.viewer(by), number=alert.number, item=row.pk)


def happened(alert: Alert) -> list[tuple[str, dict]]:
    found = Event.objects.filter(alert=alert, kind__startswith="checklist.").order_by("seq")
    return [(event.kind, event.data) for event in found]


def shown(alert: Alert, by: str = "Dora") -> selected.Checklists:
    alert.refresh_from_db()
    return selected.of_alert(make.viewer(by), alert, clock.now())


def running(alert: Alert) -> int:
    return Checklist.objects.filter(alert=alert, ended_at__isnull=True).count()


def test_a_started_playbook_owes_each_item_by_its_own_time(alert):
    made = make.checklist(alert, make.playbook())
    assert owes(alert) == [("hub-duty-officer", 10), ("hub-duty-officer", 60)]
    first = Owed.objects.get(alert=alert, subject=items(made)[0].subject)
    assert (first.kind, first.is_chased) == (OwedKind.OTHER, False)
    assert first.path == f"/responses/checklists/{alert.number}/#item-{items(made)[0].pk}"
    (kind, data) = happened(alert)[0]
    assert (kind, data["items"], data["by_itself"]) == (Happened.CHECKLIST_STARTED, 2, False)


def test_after_the_decision_whoever_decided_owes_what_is_the_deciders(alert):
    make.checklist(make.decided(alert, by="Dora"), make.playbook(), by="Amina")
    assert owes(alert) == [("hub-duty-officer", 10), ("Dora", 60)]


def test_what_is_ticked_is_settled_and_twice_is_once(alert):
    made = make.checklist(alert, make.playbook())
    first, second = items(made)
    ticked(alert, first)
    again = ticked(alert, first, by="Ben")
    assert (again.done_by.name, owes(alert)) == ("Amina", [("hub-duty-officer", 60)])
    assert [data["act"] for kind, data in happened(alert) if kind == Happened.CHECKLIST_TICKED] == ["done"]
    assert Owed.objects.get(subject=first.subject).settled_by.name == "Amina"
    ticked(alert, second)
    assert owes(alert) == []


def test_a_wrong_tap_is_taken_back_and_owed_until_when_it_was(alert):
    made = make.checklist(alert, make.playbook())
    first = items(made)[0]
    ticked(alert, first)
    back = checklists.untick(viewer=make.viewer("Amina"), number=alert.number, item=first.pk)
    assert back.is_open
    assert Owed.objects.get(subject=first.subject, settled_at__isnull=True).due_at == first.due_at
    checklists.untick(viewer=make.viewer("Amina"), number=alert.number, item=first.pk)
    assert len(owes(alert)) == 2


def test_an_item_is_left_out_with_a_reason_and_only_with_one(alert):
    made = make.checklist(alert, make.playbook())
    first, second = items(made)
    said = {"viewer": make.viewer("Amina"), "number": alert.number}
    with pytest.raises(checklists.Incomplete) as refused:
        checklists.skip(**said, item=first.pk, reason="  ")
    assert list(refused.value.fields) == ["reason"]
    row = checklists.skip(**said, item=first.pk, reason="No base within reach.")
    assert (row.reason, row.skipped_by.name, len(owes(alert))) == ("No base within reach.", "Amina", 1)
    ticked(alert, second)
    with pytest.raises(checklists.IllegalMove):
        checklists.skip(**said, item=second.pk, reason="x")
    assert shown(alert).running[0].progress == selected.Progress(done=1, skipped=1, late=0, total=2)
    assert ticked(alert, first).reason == ""


def test_one_playbook_runs_once_on_an_alert(alert):
    book = make.playbook()
    assert make.checklist(alert, book).pk == make.checklist(alert, book, by="Amina").pk
    assert len(owes(alert)) == 2


def test_only_whoever_may_starts_and_ticks(alert):
    book = make.playbook()
    for name in ("Hana", "Farid"):
        with pytest.raises(moving.MayNot):
            make.checklist(alert, book, by=name)
    with pytest.raises(Alert.DoesNotExist):
        make.checklist(alert, book, by="Esther")
    first = items(make.checklist(alert, book))[0]
    for name in ("Hana", "Farid"):
        with pytest.raises(moving.MayNot):
            ticked(alert, first, by=name)
    with pytest.raises(Alert.DoesNotExist):
        ticked(alert, first, by="Esther")


def test_whoever_holds_the_duty_ticks_their_own_item_without_reading_the_alert(alert, beni):
    """A restricted alert is a shell to the hub duty officer; what the duty owes on it is shown and ticked."""
    made = make.checklist(alert, make.playbook(), by="Noor")
    make.restricted(alert)
    first, second = items(made)
    assert [line.row for one in shown(alert).running for line in one.lines] == [first, second]
    alert.refresh_from_db()
    assert ticked(alert, first, by="Dora").done_by.name == "Dora"
    with pytest.raises(moving.MayNot):
        ticked(alert, second, by="Amina")
    assert shown(alert, "Amina").running == []
    assert shown(alert, "Noor").running[0].progress.done == 1


def test_another_offices_playbook_is_none_here(alert):
    with pytest.raises(checklists.Missing):
        make.checklist(alert, make.playbook(by="Esther"))


def test_ended_alerts_and_playbooks_out_of_use_start_nothing(alert):
    book = make.playbook()
    draft = make.playbook(name_en="Draft", publishes=False)
    with pytest.raises(checklists.IllegalMove):
        make.checklist(alert, draft)
    playbooks.retire(viewer=make.viewer("Dora"), playbook_id=book.pk, seen=book.revision)
    with pytest.raises(checklists.IllegalMove):
        make.checklist(alert, book)
    other = make.playbook(name_en="Other")
    make.closed(alert)
    with pytest.raises(checklists.IllegalMove):
        make.checklist(alert, other)


def test_the_most_specific_that_fits_is_suggested_first(alert):
    threat, level = (ThreatType.INCURSION,), (Level.CRITICAL,)
    names: dict[str, dict[str, Any]] = {
        "Any": {},
        "Level": {"levels": level},
        "Threat": {"threat_types": (ThreatType.LOOTING, *threat)},
        "Threat and level": {"threat_types": threat, "levels": level},
        "Other threat": {"threat_types": (ThreatType.LOOTING,)},
        "Other level": {"levels": (Level.LOW,)},
    }
    books = {name: make.playbook(name_en=name, name_fr=name, **asked) for name, asked in names.items()}
    found = shown(alert)
    assert [book.name for book in found.suggested] == ["Threat and level", "Threat", "Level", "Any"]
    assert [book.name for book in found.others] == ["Other threat", "Other level"]
    make.checklist(alert, books["Threat"])
    assert [book.name for book in shown(alert).suggested] == ["Threat and level", "Level", "Any"]
    assert shown(alert, "Farid").suggested == []


def test_what_starts_itself_starts_with_the_decision_to_respond_and_no_other(alert, beni):
    make.playbook(starts_itself=True)
    make.playbook(name_en="By hand")
    make.playbook(name_en="Other level", starts_itself=True, levels=(Level.LOW,))
    other = make.alert()
    make.decided(other, course=Course.MONITOR, review_date=clock.now().date() + dt.timedelta(days=1))
    assert running(other) == 0
    make.decided(alert)
    make.decided(alert)  # again: it runs already
    assert running(alert) == 1
    assert owes(alert) == [("hub-duty-officer", 10), ("Dora", 60)]
    assert happened(alert)[0][1]["by_itself"] is True


def test_what_runs_keeps_the_version_it_began_with(alert):
    book = make.playbook()
    made = make.checklist(alert, book)
    draft = playbooks.Draft("Attack", "Attaque", items=(playbooks.Item("New", "Nouveau", 5),))
    playbooks.save(viewer=make.viewer("Dora"), playbook_id=book.pk, seen=1, draft=draft)
    assert selected.published(book).number == 1, "a draft is no version to start from"
    playbooks.save(viewer=make.viewer("Dora"), playbook_id=book.pk, seen=2, draft=draft, publishes=True)
    assert next(line.row.item.text_en for line in shown(alert).running[0].lines) == "Call the nearest base"
    made.refresh_from_db()
    assert (made.version.number, selected.published(book).number) == (1, 2)
    other = make.alert()
    assert [row.item.text_en for row in items(make.checklist(other, book))] == ["New"]


@pytest.mark.parametrize("end", [make.dismissed, make.closed])
def test_an_alert_that_ends_owes_nothing_more_and_reopened_goes_on(alert, end):
    made = make.checklist(alert, make.playbook())
    first, second = items(made)
    ticked(alert, first)
    end(alert)
    assert (owes(alert), running(alert)) == ([], 0)
    assert Owed.objects.get(subject=second.subject).settled_by is None
    with pytest.raises(checklists.IllegalMove):
        ticked(alert, second)
    assert shown(alert).running[0].is_over
    make.reopened(alert)
    assert running(alert) == 1
    assert [row.subject for row in Owed.objects.filter(alert=alert, settled_at__isnull=True, subject__gt="")] == [
        second.subject
    ]


def test_joined_it_goes_over_and_comes_back(alert):
    into = make.alert(is_routed=True)
    made = make.checklist(alert, make.playbook())
    first, second = items(made)
    ticked(alert, first)
    make.joined(alert, into)
    made.refresh_from_db()
    assert (made.alert_id, owes(alert), len(owes(into))) == (into.pk, [], 1)
    assert Owed.objects.get(subject=second.subject, settled_at__isnull=True).due_at == second.due_at
    assert happened(into)[0][0] == Happened.CHECKLIST_CARRIED
    ticked(into, second)
    make.unjoined(alert)
    made.refresh_from_db()
    assert (made.alert_id, owes(alert), owes(into)) == (alert.pk, [], [])


def test_joined_to_one_with_the_same_playbook_it_ends_and_goes_on_afterwards(alert):
    book = make.playbook()
    into = make.alert(is_routed=True)
    made, there = make.checklist(alert, book), make.checklist(into, book)
    make.joined(alert, into)
    assert (running(alert), running(into), len(owes(into))) == (0, 1, 2)
    make.unjoined(alert)
    assert (running(alert), running(into), len(owes(alert)), len(owes(into))) == (1, 1, 2, 2)
    assert {made.pk, there.pk} == set(Checklist.objects.values_list("pk", flat=True))


def test_it_is_read_with_few_statements(alert, django_assert_num_queries):
    viewer = make.viewer("Dora")
    viewer.holds()
    now = clock.now()
    with django_assert_num_queries(1):
        selected.of_alert(viewer, alert, now)
    book = make.playbook()
    with django_assert_num_queries(2):
        selected.of_alert(viewer, alert, now)
    for number in range(3):
        make.checklist(alert, make.playbook(name_en=f"Book {number}"))
    make.checklist(alert, book)
    with django_assert_num_queries(3):
        found = selected.of_alert(viewer, alert, now)
        assert next(line.who for one in found.running for line in one.lines) == "Hub duty officer"


def test_late_ones_are_counted(alert):
    make.checklist(alert, make.playbook())
    with clock.set_to(clock.now() + dt.timedelta(minutes=11)):
        assert shown(alert).running[0].progress.late == 1
