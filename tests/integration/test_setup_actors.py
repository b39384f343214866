"""The office's actors: begun with the usual names, kept by its people, named by alerts even once retired."""

import pytest

from alerts.models import Actor, Event
from alerts.selectors.actors import of_office
from alerts.services import actors
from alerts.services.setting_up import MayNotSetUp, Stale
from tests import make

pytestmark = pytest.mark.django_db
TYPED = {"name": "Zaïre", "kind": "identity_militia", "aliases": "ZAIRE\n FPAC \n"}


@pytest.fixture
def adf(beni):
    return Actor.objects.get(office=beni, name="ADF")


def test_the_usual_names_of_the_country_are_there_and_those_of_another_are_not(beni, bouar):
    assert {"ADF", "M23/AFC"} <= set(beni.actors.values_list("name", flat=True))
    assert {"3R", "CPC"} <= set(bouar.actors.values_list("name", flat=True))
    assert not bouar.actors.filter(name="ADF").exists()


def test_only_what_lacks_is_taken_over(as_, beni):
    beni.actors.filter(name__in=["ADF", "FRPI"]).delete()
    page = as_("Ivan").post("/setup/actors/usual/", follow=True).content.decode()
    assert "Added: 2." in page and beni.actors.filter(name="FRPI").exists()
    assert actors.take_usual(viewer=make.viewer("Ivan")) == 0


def test_one_is_added_and_found_by_any_of_its_names(as_, beni):
    page = as_("Dora").post("/setup/actors/new/", TYPED, follow=True).content.decode()
    assert "Saved: “Zaïre”." in page
    made = Actor.objects.get(name="Zaïre")
    assert (made.aliases, made.search_key) == ("ZAIRE\nFPAC", "zaire|fpac")
    assert Event.objects.filter(kind="rules.changed", data__what="actor", data__act="created").exists()


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"name": ""}, 422, "Give it a name."),
        ({"kind": "nonsense"}, 422, ""),
        ({"name": "x" * 121}, 422, ""),
        ({"name": "ADF"}, 409, "one of this name already"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, beni, typed, status, sentence):
    refused = as_("Dora").post("/setup/actors/new/", TYPED | typed)
    assert refused.status_code == status and sentence in refused.content.decode()
    assert "FPAC" in refused.content.decode()


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, beni, adf):
    path, seen = f"/setup/actors/{adf.pk}/", actors.version(adf)
    assert as_("Dora").post(path, TYPED | {"name": "ADF/MTM", "seen": seen}).status_code == 303
    late = as_("Grace").post(path, TYPED | {"name": "ADF-NALU", "seen": seen})
    body = late.content.decode()
    assert late.status_code == 409 and "Dora changed this" in body and "ADF-NALU" in body and "ADF/MTM" in body
    adf.refresh_from_db()
    assert as_("Grace").post(path, TYPED | {"name": "ADF-NALU", "seen": actors.version(adf)}).status_code == 303


def test_retired_it_is_offered_no_more_but_alerts_keep_it_and_it_comes_back(as_, beni, adf):
    alert = make.alert()
    alert.actors.add(adf)
    gone = as_("Dora").post(f"/setup/actors/{adf.pk}/retire/", {"act": "retire", "seen": actors.version(adf)})
    assert gone.status_code == 303
    assert "ADF" in as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert ">ADF<" in as_("Amina").get(f"/alerts/{alert.number}/assess/").content.decode()
    other = make.alert(by="Ben")
    assert ">ADF<" not in as_("Amina").get(f"/alerts/{other.number}/assess/").content.decode()
    adf.refresh_from_db()
    with pytest.raises(Stale):
        actors.retire(viewer=make.viewer("Dora"), actor_id=adf.pk, seen="old", is_back=True)
    as_("Dora").post(f"/setup/actors/{adf.pk}/retire/", {"act": "restore", "seen": actors.version(adf)})
    adf.refresh_from_db()
    assert adf.retired_at is None


def test_it_is_this_offices_own_and_for_those_who_set_up(as_, beni, adf):
    assert as_("Esther").get(f"/setup/actors/{adf.pk}/").status_code == 404
    assert as_("Amina").get("/setup/actors/").status_code == 404
    with pytest.raises(MayNotSetUp):
        actors.take_usual(viewer=make.viewer("Amina"))


def test_an_empty_list_says_how_to_begin(as_, beni):
    beni.actors.all().delete()
    assert "Begin with the usual names" in as_("Dora").get("/setup/actors/").content.decode()


def test_uses_are_counted_of_what_the_reader_sees_whole_and_never_for_an_administrator(as_, beni, adf):
    make.alert().actors.add(adf)
    make.restricted(make.alert()).actors.add(adf)
    (row,) = [one for one in of_office(make.viewer("Dora")) if one == adf]
    assert vars(row)["named"] == 1
    assert "1 alert that names it keeps it" in as_("Dora").get(f"/setup/actors/{adf.pk}/").content.decode()
    page = as_("Ivan").get(f"/setup/actors/{adf.pk}/").content.decode()
    assert "alerts that name it keep it" in page and "1 alert that names it" not in page
    assert ">Alerts<" not in as_("Ivan").get("/setup/actors/").content.decode()
