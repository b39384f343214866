"""Two at one alert's checklists in the same moment: one checklist, one tick, one debt for each item."""

from typing import Any

import pytest

from alerts.domain.events import Happened
from alerts.models import Event, Owed
from responses.models import Checklist, PlaybookVersion
from responses.services import checklists, playbooks
from tests import make
from tests.integration.at_once import told_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_who_start_at_once_start_one(beni):
    alert, book = make.alert(is_routed=True), make.playbook()
    viewers = [make.viewer(name) for name in ("Dora", "Amina", "Ben", "Chidi")]
    came = told_at_once(
        *(
            lambda viewer=viewer: checklists.start(viewer=viewer, number=alert.number, playbook=book.pk).pk
            for viewer in viewers
        )
    )
    assert len(set(came)) == Checklist.objects.count() == 1
    assert Owed.objects.filter(subject__startswith="item:").count() == 2


def test_many_who_tick_at_once_tick_once(beni):
    alert = make.alert(is_routed=True)
    row = make.checklist(alert, make.playbook()).items.first()
    said: dict[str, Any] = {"number": alert.number, "item": row.pk}
    came = told_at_once(
        lambda: checklists.tick(viewer=make.viewer("Amina"), **said).pk,
        lambda: checklists.tick(viewer=make.viewer("Ben"), **said).pk,
        lambda: checklists.tick(viewer=make.viewer("Chidi"), **said).pk,
    )
    assert set(came) == {row.pk}
    assert Event.objects.filter(kind=Happened.CHECKLIST_TICKED).count() == 1
    assert not Owed.objects.filter(subject=row.subject, settled_at__isnull=True).exists()


def test_a_tick_and_the_end_of_the_alert_leave_nothing_owed(beni):
    alert = make.alert(is_routed=True)
    row = make.checklist(alert, make.playbook()).items.first()
    came = told_at_once(
        lambda: checklists.tick(viewer=make.viewer("Amina"), number=alert.number, item=row.pk).pk,
        lambda: make.dismissed(alert).pk,
    )
    assert came[0] in (row.pk, "illegal_move")
    assert not Owed.objects.filter(subject__startswith="item:", settled_at__isnull=True).exists()


def test_of_two_who_publish_at_once_one_is_told(beni):
    book = make.playbook()
    drafts = [playbooks.Draft(name, name, items=(playbooks.Item(name, name, 5),)) for name in ("A", "B")]
    came = told_at_once(
        *(
            lambda draft=draft: (
                playbooks.save(viewer=make.viewer("Dora"), playbook_id=book.pk, seen=1, draft=draft, publishes=True).pk
            )
            for draft in drafts
        )
    )
    assert sorted(map(str, came)) == sorted([str(book.pk), "stale"])
    assert PlaybookVersion.objects.count() == 2
