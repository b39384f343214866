"""Lists of the board kept under a name: one person's, in one office."""

import pytest

from alerts.models import SavedView
from alerts.services import saved_views
from tests import make

pytestmark = pytest.mark.django_db
ASKS = "tab=decide&level=critical&text=mbau&open=BEN-2026-0001&unknown=1"
KEPT = {"tab": "decide", "level": "critical", "text": "mbau"}


def keep(client, name="Night", asks=ASKS):
    return client.post("/board/lists/", {"name": name, "asks": asks})


def change(client, view, **fields):
    return client.post(f"/board/lists/{view.pk}/", fields)


def test_the_list_that_is_shown_is_kept_and_offered(as_, beni):
    client = as_("Dora")
    answer = keep(client, "  Night   shift ")
    assert answer.status_code == 303 and answer["Location"] == "/board/?tab=decide&level=critical&text=mbau"
    view = SavedView.objects.get()
    assert (view.name, view.asks, view.person.name, view.office.code) == ("Night shift", KEPT, "Dora", "BEN")
    text = client.get(answer["Location"]).content.decode()
    assert "Night shift" in text and 'data-narrow aria-current="true">Night shift' in text
    assert "Night shift" not in as_("Grace").get("/board/").content.decode()


def test_the_same_name_takes_its_place(as_, beni):
    keep(as_("Dora"))
    keep(as_("Dora"), asks="tab=mine")
    assert SavedView.objects.get().asks == {"tab": "mine"}


def test_renamed_deleted_and_shown_first(as_, beni):
    client = as_("Dora")
    keep(client)
    keep(client, "Day", "tab=mine")
    night, day = SavedView.objects.order_by("-name")
    assert change(client, night, act="rename", name="Late").status_code == 303
    assert change(client, day, act="rename", name="Late").status_code == 409
    for view in (night, day):
        change(client, view, act="first")
    assert list(SavedView.objects.filter(is_first=True)) == [day]
    assert client.get("/board/")["Location"] == "/board/?tab=mine"
    assert client.get("/board/?tab=open").status_code == 200
    assert "Late" in client.get("/board/lists/").content.decode()
    change(client, day, act="not_first")
    assert client.get("/board/").status_code == 200
    change(client, day, act="delete")
    assert list(SavedView.objects.all()) == [night]


def test_what_cannot_be_kept_is_refused_with_a_sentence(as_, beni):
    client = as_("Dora")
    assert "Give the list a name." in keep(client, "  ").content.decode()
    assert "at most 60" in keep(client, "n" * 61).content.decode()
    for n in range(saved_views.MOST):
        keep(client, f"List {n}")
    answer = keep(client, "One more")
    assert answer.status_code == 409 and "At most 20 lists" in answer.content.decode()
    assert keep(client, "List 3", "tab=open").status_code == 303


def test_nobody_touches_somebody_elses_nor_another_offices(as_, offices):
    keep(as_("Dora"))
    view = SavedView.objects.get()
    for name in ("Grace", "Esther"):
        assert change(as_(name), view, act="delete").status_code == 404
    make.person("Dora").memberships.create(office=offices["BOU"], role="hub_duty", from_date="2020-01-01")
    client = as_("Dora")
    client.post("/office/", {"office": "BOU"})
    assert change(client, view, act="delete").status_code == 404
    assert "Night" not in client.get("/board/?tab=open").content.decode()
    assert as_("Ivan").get("/board/lists/").status_code == 404


def test_a_kept_list_that_no_longer_reads_shows_what_it_can(as_, beni):
    view = saved_views.keep(viewer=make.viewer("Dora"), name="Old", asks={"tab": "gone", "level": "worst"})
    saved_views.put_first(viewer=make.viewer("Dora"), view_id=view.pk, is_first=True)
    assert as_("Dora").get("/board/")["Location"] == "/board/?tab=open"
