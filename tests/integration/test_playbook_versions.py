"""Playbooks are written by those who set up, one after the other; what is published never changes."""

import pytest
from django.db import DatabaseError, transaction

from alerts.domain.events import Happened
from alerts.models import Event
from alerts.services.setting_up import MayNotSetUp, NotHere
from responses.models import PlaybookItem
from responses.selectors import checklists as selected
from responses.services import playbooks
from tests import make

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_what_is_published(beni):
    book = make.playbook()
    version = selected.published(book)
    assert version is not None
    for wrong in (
        lambda: version.items.update(text_en="Other"),
        lambda: version.items.all().delete(),
        lambda: PlaybookItem.objects.create(version=version, position=9, text_en="x", text_fr="x", due_after_min=1),
        lambda: type(version).objects.filter(pk=version.pk).update(published_at=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_two_who_edit_one_playbook_do_not_overwrite_each_other(beni):
    book = make.playbook()
    draft = playbooks.Draft("A", "A", items=(playbooks.Item("x", "x", 1),))
    playbooks.save(viewer=make.viewer("Dora"), playbook_id=book.pk, seen=1, draft=draft)
    with pytest.raises(playbooks.Outdated):
        playbooks.save(viewer=make.viewer("Ivan"), playbook_id=book.pk, seen=1, draft=draft)


def test_a_draft_that_says_what_is_published_is_none(beni):
    book = make.playbook()
    version = selected.published(book)
    assert version is not None
    published = playbooks.said(version)
    viewer = make.viewer("Dora")
    other = playbooks.Draft("A", "A", items=published[:1])
    playbooks.save(viewer=viewer, playbook_id=book.pk, seen=1, draft=other)
    assert book.versions.count() == 2
    playbooks.save(viewer=viewer, playbook_id=book.pk, seen=2, draft=playbooks.Draft("A", "A", items=published))
    assert book.versions.count() == 1


def test_playbooks_are_written_by_those_who_set_up_with_duties_of_their_office(beni, bouar):
    with pytest.raises(MayNotSetUp):
        make.playbook(by="Amina")
    with pytest.raises(playbooks.Empty):
        make.playbook(items=())
    foreign = bouar.duties.first().pk
    with pytest.raises(NotHere):
        make.playbook(items=(playbooks.Item("x", "x", 1, foreign),))
    make.playbook(by="Ivan")
    event = Event.objects.filter(office=beni).latest("seq")
    assert (event.kind, event.alert_id, event.data["act"]) == (Happened.PLAYBOOK_CHANGED, None, "created")
