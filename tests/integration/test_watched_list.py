"""The watch list: a place is put on it, changed, taken off, put back; who may; nothing typed is lost."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alerts.domain.events import Happened
from alerts.domain.words import Component, Role, ThreatType
from alerts.models import Event
from responses.domain.words_of_watching import Act, Priority, Standing
from responses.models import WatchedChange, WatchedPlace
from responses.services import watching
from tests import make
from tests.integration import watched as made

pytestmark = pytest.mark.django_db
LIST = "/responses/places/"


def last_event(office):
    event = Event.objects.filter(office=office).latest("seq")
    return event.kind, event.data


def test_a_place_is_put_on_the_list_and_every_change_is_kept(beni):
    place = made.place(beni)
    assert (place.version, place.owner.name, place.changed_by.name) == (1, "Farid", "Farid")
    assert last_event(beni) == (Happened.WATCH_LIST_CHANGED, {"act": "added", "id": place.pk})
    duty = made.duty(beni)
    draft = made.draft(beni, owner=duty, priority=Priority.COULD)
    place = watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=1, draft=draft)
    assert (place.version, place.duty, place.person) == (2, duty, None)
    added, changed = WatchedChange.objects.filter(place=place).order_by("id")
    assert (added.act, added.by.name, changed.act, changed.by.name) == (Act.ADDED, "Farid", Act.CHANGED, "Dora")
    assert changed.before == {"priority": "must", "owner": ["Farid", "Farid"]}


def test_saving_what_stands_there_changes_nothing(beni):
    place = made.place(beni)
    same = watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=1, draft=made.draft(beni))
    assert (same.version, WatchedChange.objects.count()) == (1, 1)


def test_a_place_taken_off_stays_to_be_read_and_can_be_put_back(beni):
    place = made.place(beni)
    off = watching.take_off(viewer=make.viewer("Grace"), place=place.pk, version=1, because="The base stands there.")
    assert (off.state, off.taken_off_by.name, off.version) == (Standing.TAKEN_OFF, "Grace", 2)
    with pytest.raises(watching.IllegalMove):
        watching.take_off(viewer=make.viewer("Grace"), place=place.pk, version=2, because="Again.")
    with pytest.raises(watching.IllegalMove):
        watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=2, draft=made.draft(beni))
    back = watching.put_back(viewer=make.viewer("Farid"), place=place.pk, version=2)
    assert (back.state, back.taken_off_because, back.version) == (Standing.KEPT, "", 3)
    why = [change.because for change in WatchedChange.objects.order_by("id")]
    assert why == ["", "The base stands there.", ""]


def test_a_name_stands_once_on_the_list(beni):
    place = made.place(beni)
    with pytest.raises(watching.Wrong) as refused:
        made.place(beni, name="MAYI-MOYA")
    assert "name" in refused.value.fields
    watching.take_off(viewer=make.viewer("Dora"), place=place.pk, version=1, because="Quiet.")
    made.place(beni)
    with pytest.raises(watching.IllegalMove):
        watching.put_back(viewer=make.viewer("Dora"), place=place.pk, version=2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threat_types": (ThreatType.CRSV,)}, "threat_types"),
        ({"review_date": dt.date(2020, 1, 1)}, "review_date"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(beni, changes, field):
    with pytest.raises(watching.Wrong) as refused:
        made.place(beni, **changes)
    assert list(refused.value.fields) == [field]


def test_an_owner_is_of_the_office_and_may_read_the_list(beni):
    for name in ("Esther", "Hana", "Ivan"):
        with pytest.raises(watching.Wrong):
            made.place(beni, owner=make.person(name))


def test_what_is_overdue_can_be_changed_without_a_new_date(beni):
    place = made.overdue(beni)
    draft = made.draft(beni, planned_action="Other.", review_date=place.review_date)
    changed = watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=1, draft=draft)
    assert changed.planned_action == "Other."


def test_who_changes_what_somebody_changed_meanwhile_is_told(beni):
    place = made.place(beni)
    mine = made.draft(beni, planned_action="Mine.")
    watching.change_place(viewer=make.viewer("Dora"), place=place.pk, version=1, draft=mine)
    with pytest.raises(watching.Stale) as stale:
        watching.change_place(viewer=make.viewer("Grace"), place=place.pk, version=1, draft=made.draft(beni))
    assert "Dora" in str(stale.value.sentence) and stale.value.place.version == 2


RIGHTS = {
    Role.OFFICER: "",
    Role.FOCAL_POINT: "read",
    Role.HUB_DUTY: "read write",
    Role.HUB_CHIEF: "read write",
    Role.HEAD_OF_OFFICE: "read write",
    Role.POC_MANAGER: "read write",
    Role.ADMINISTRATOR: "",
}


@pytest.mark.parametrize("role", RIGHTS)
def test_who_reads_and_who_writes(beni, role):
    viewer = make.member(beni, role, Component.CIVILIAN if role in (Role.OFFICER, Role.FOCAL_POINT) else None)
    assert viewer.may_read_watch_list == ("read" in RIGHTS[role])
    assert viewer.may_write_watch_list == ("write" in RIGHTS[role])
    if "write" in RIGHTS[role]:
        assert watching.add(viewer=viewer, draft=made.draft(beni)).pk
        return
    with pytest.raises(watching.MayNot if "read" in RIGHTS[role] else watching.Missing):
        watching.add(viewer=viewer, draft=made.draft(beni))
    assert not WatchedPlace.objects.exists()


def test_another_office_knows_nothing_of_it(beni):
    place = made.place(beni)
    esther = make.viewer("Esther")
    with pytest.raises(watching.Missing):
        watching.take_off(viewer=esther, place=place.pk, version=1, because="x")


@pytest.mark.parametrize(
    "statement", ["UPDATE responses_watchedchange SET act = 'x'", "DELETE FROM responses_watchedchange"]
)
def test_the_history_is_only_added_to(beni, statement):
    made.place(beni)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": None},
        {"threat_types": []},
        {"lat": 91.0},
        {"state": Standing.TAKEN_OFF.value},
    ],
)
def test_the_database_holds_what_a_place_is(beni, wrong):
    place = made.place(beni)
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedPlace.objects.filter(pk=place.pk).update(**wrong)


def test_two_owners_are_none(beni):
    place = made.place(beni)
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedPlace.objects.filter(pk=place.pk).update(duty=made.duty(beni))
