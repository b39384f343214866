"""The office's sections: kept by its people, named by who files, retired and never gone."""

import pytest

from alerts.models import Event, Filing, Membership, Section
from alerts.selectors import sections as found
from alerts.services import sections
from alerts.services.setting_up import MayNotSetUp, Stale
from ewrr.common import clock
from tests import make
from tests.integration.at_once import at_once, refusals

pytestmark = pytest.mark.django_db
TYPED = {"name_en": "Mine action", "name_fr": "Lutte antimines", "component": "civilian"}


@pytest.fixture
def civil(beni):
    return Section.objects.filter(office=beni, component="civilian").order_by("pk")[0]


def test_one_is_added_in_both_languages(as_, beni):
    page = as_("Dora").post("/setup/sections/new/", TYPED, follow=True).content.decode()
    assert "Saved: “Mine action”." in page and "Lutte antimines" in page
    event = Event.objects.get(kind="list.changed", data__what="section")
    assert event.data["act"] == "created" and "Mine" not in str(event.data)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"name_en": ""}, 422, "Give it a name in English."),
        ({"name_fr": " "}, 422, "Give it a name in French."),
        ({"component": "navy"}, 422, ""),
        ({"name_en": "x" * 121}, 422, ""),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, beni, typed, status, sentence):
    refused = as_("Dora").post("/setup/sections/new/", TYPED | typed)
    body = refused.content.decode()
    assert refused.status_code == status and sentence in body
    assert "Lutte antimines" in body or "Mine action" in body


def test_a_name_that_is_taken_is_refused_beside_the_name(as_, beni, civil):
    refused = as_("Dora").post("/setup/sections/new/", TYPED | {"name_en": civil.name_en})
    assert refused.status_code == 409 and "another section of this name" in refused.content.decode()


def test_it_stays_in_its_component_once_somebody_is_of_it(as_, beni, civil):
    Membership.objects.filter(person=make.person("Hana")).update(section=civil)
    typed = {"name_en": civil.name_en, "name_fr": civil.name_fr, "component": "police", "seen": found.version(civil)}
    refused = as_("Dora").post(f"/setup/sections/{civil.pk}/", typed)
    assert refused.status_code == 409 and "retire it and add a new one" in refused.content.decode()
    fresh = sections.create(viewer=make.viewer("Dora"), draft=sections.Draft("New", "Neuf", civil.component))
    typed |= {"name_en": "New", "seen": found.version(fresh)}
    assert as_("Dora").post(f"/setup/sections/{fresh.pk}/", typed).status_code == 303


def test_retired_it_is_offered_no_more_and_what_names_it_keeps_it(as_, beni, civil):
    Membership.objects.filter(person=make.person("Hana")).update(section=civil)
    alert = make.alert()
    assert Filing.objects.get(alert=alert).section == civil
    assert civil.name_en in as_("Ivan").get("/setup/people/invite/").content.decode()
    gone = as_("Dora").post(f"/setup/sections/{civil.pk}/retire/", {"act": "retire", "seen": found.version(civil)})
    assert gone.status_code == 303 and civil not in found.offered(beni) and civil in found.offered(beni, [civil.pk])
    assert civil.name_en not in as_("Ivan").get("/setup/people/invite/").content.decode()
    assert civil.name_en in as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    civil.refresh_from_db()
    as_("Dora").post(f"/setup/sections/{civil.pk}/retire/", {"act": "restore", "seen": found.version(civil)})
    assert civil in found.offered(beni)


def test_it_says_how_many_people_and_alerts_name_each_and_counts_nothing_for_who_reads_nothing(as_, beni, civil):
    Membership.objects.filter(person=make.person("Hana")).update(section=civil)
    make.alert()
    make.restricted(make.alert())
    (row,) = [one for one in found.of_office(make.viewer("Dora"), clock.now()) if one.pk == civil.pk]
    assert vars(row)["people"] >= 1 and vars(row)["alerts"] == 1
    assert ">Alerts<" in as_("Dora").get("/setup/sections/").content.decode()
    assert ">Alerts<" not in as_("Ivan").get("/setup/sections/").content.decode()


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, beni, civil):
    path, seen = f"/setup/sections/{civil.pk}/", found.version(civil)
    assert as_("Dora").post(path, TYPED | {"name_en": "Civil", "seen": seen}).status_code == 303
    late = as_("Grace").post(path, TYPED | {"name_en": "Affairs", "seen": seen})
    body = late.content.decode()
    assert late.status_code == 409 and "Dora changed this" in body and "Affairs" in body and "Civil / " in body


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_section_at_once_leave_one_change(offices):
    civil = Section.objects.filter(office=offices["BEN"]).order_by("pk")[0]
    seen, dora, grace = found.version(civil), make.viewer("Dora"), make.viewer("Grace")
    ends = at_once(
        lambda: sections.retire(viewer=dora, section_id=civil.pk, seen=seen),
        lambda: sections.retire(viewer=grace, section_id=civil.pk, seen=seen),
    )
    assert [type(end) for end in refusals(ends)] == [Stale]


def test_it_is_this_offices_own_and_for_those_who_set_up(as_, beni, civil):
    assert as_("Esther").get(f"/setup/sections/{civil.pk}/").status_code == 404
    assert as_("Amina").get("/setup/sections/").status_code == 404
    with pytest.raises(MayNotSetUp):
        sections.create(viewer=make.viewer("Amina"), draft=sections.Draft("a", "b", civil.component))


def test_the_page_reads_in_french_and_says_how_to_begin(as_, beni):
    Membership.objects.update(section=None)
    Filing.objects.all().delete()
    Section.objects.filter(office=beni).delete()
    dora = make.person("Dora")
    dora.language = "fr"
    dora.save()
    page = as_("Dora").get("/setup/sections/").content.decode()
    assert "Composantes et sections" in page and "Aucune section pour l’instant" in page
