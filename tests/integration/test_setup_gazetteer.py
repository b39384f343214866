"""Areas and places one by one: searched, called otherwise, retired, by whoever sets up an office of the country."""

import pytest

from alerts.models import Area, Event, Office, Place, Rule
from alerts.selectors import gazetteer as found
from alerts.selectors import place as places
from alerts.services import places as services
from alerts.services.setting_up import MayNotSetUp, Stale
from tests import make
from tests.integration.at_once import at_once, refusals
from tests.integration.uploading import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def oicha(beni):
    return Place.objects.get(country="CD", name="Oicha")


@pytest.fixture
def kivu(beni):
    return Area.objects.get(code="CD-NK")


def typed(place, **changes):
    stored = {"name": place.name, "other_names": place.other_names.replace("|", "\n"), "population": place.population}
    return stored | {"seen": found.version(place)} | changes


def test_a_place_is_found_by_any_of_its_names(as_, beni):
    dora = as_("Dora")
    assert "Oicha" in plain(dora.get("/setup/places/", {"q": "oïcha"}))
    assert "No place is called “zzzz”." in plain(dora.get("/setup/places/", {"q": "zzzz"}))
    assert "Bouar" not in plain(dora.get("/setup/places/", {"q": "bouar"})), "of another country"
    assert dora.get("/setup/places/", {"q": "\x00", "after": "x", "saved": "9" * 40}).status_code in (200, 400)


def test_the_list_goes_on_without_a_gap_or_a_double(as_, beni):
    seen, after = [], None
    while True:
        page = found.places(beni, "", after)
        seen += [row.pk for row in page.rows]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(Place.objects.filter(country="CD").values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) > found.PAGE
    first = as_("Dora").get("/setup/places/").content.decode()
    assert "Further" in first and "From the beginning" not in first


def test_it_is_found_by_what_it_is_called_now(as_, beni, oicha):
    done = as_("Dora").post(f"/setup/places/{oicha.pk}/", typed(oicha, other_names="Oitcha\nMbimbi"), follow=True)
    assert "Saved: “Oicha”." in plain(done)
    oicha.refresh_from_db()
    assert oicha.other_names == "Oitcha|Mbimbi" and places.named(beni, "mbimbi") == oicha
    assert Event.objects.get(kind="gazetteer.changed").data == {
        "what": "place", "act": "changed", "id": oicha.pk, "rows": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"population": "many"}, "Write a whole number"),
        ({"population": "-1"}, "Write a whole number"),
        ({"name": "x" * 121}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, beni, oicha, changes, sentence):
    refused = as_("Dora").post(f"/setup/places/{oicha.pk}/", typed(oicha, other_names="Kept") | changes)
    assert refused.status_code == 422 and sentence in plain(refused) and "Kept" in refused.content.decode()


def test_retired_it_is_found_and_offered_no_more_and_comes_back(as_, beni, oicha):
    as_("Dora").post(f"/setup/places/{oicha.pk}/retire/", {"act": "retire", "seen": found.version(oicha)})
    assert places.named(beni, "oicha") is None and oicha not in places.suggest(beni, "oich")
    oicha.refresh_from_db()
    assert "Retired" in plain(as_("Dora").get("/setup/places/"))
    as_("Dora").post(f"/setup/places/{oicha.pk}/retire/", {"act": "restore", "seen": found.version(oicha)})
    assert places.named(beni, "oicha") == oicha


def test_an_area_that_a_rule_names_is_not_retired(as_, beni, kivu):
    rule = Rule.objects.filter(office=beni, is_last=False)[0]
    rule.areas.add(kivu)
    refused = as_("Dora").post(f"/setup/areas/{kivu.pk}/retire/", {"act": "retire", "seen": found.version(kivu)})
    assert refused.status_code == 409 and f"Rules of this office ask for it: {rule.name}." in plain(refused)
    assert "Change the rules first." in plain(as_("Dora").get(f"/setup/areas/{kivu.pk}/"))
    kivu.refresh_from_db()
    assert kivu.retired_at is None


def test_a_rule_of_another_office_is_told_without_its_name(as_, beni, bouar, kivu):
    rule = Rule.objects.filter(office=bouar, is_last=False)[0]
    rule.areas.add(kivu)
    page = plain(as_("Dora").post(f"/setup/areas/{kivu.pk}/retire/", {"act": "retire", "seen": found.version(kivu)}))
    assert "A rule of another office of this country asks for it." in page


def test_nothing_new_lies_in_a_retired_area_and_rules_no_longer_offer_it(as_, beni, kivu):
    alert = make.alert()
    assert alert.area == kivu
    as_("Dora").post(f"/setup/areas/{kivu.pk}/retire/", {"act": "retire", "seen": found.version(kivu)})
    assert make.alert(by="Ben").area != kivu
    alert.refresh_from_db()
    assert alert.area == kivu
    assert f'name="areas" value="{kivu.pk}"' not in as_("Dora").get("/setup/rules/new/").content.decode()


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, beni, oicha, kivu):
    path, first = f"/setup/places/{oicha.pk}/", typed(oicha)
    assert as_("Dora").post(path, first | {"name": "Oitcha"}).status_code == 303
    late = as_("Grace").post(path, first | {"name": "Oycha"})
    assert late.status_code == 409 and "Dora changed this" in plain(late) and 'value="Oycha"' in late.content.decode()
    path, seen = f"/setup/areas/{kivu.pk}/", found.version(kivu)
    assert as_("Dora").post(path, {"name": "North Kivu", "seen": seen}).status_code == 303
    assert as_("Grace").post(path, {"name": "Kivu", "seen": seen}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_place_at_once_leave_one_change(offices):
    oicha = Place.objects.get(country="CD", name="Oicha")
    seen, dora, grace = found.version(oicha), make.viewer("Dora"), make.viewer("Grace")
    ends = at_once(
        lambda: services.retire_place(viewer=dora, place_id=oicha.pk, seen=seen),
        lambda: services.change_place(
            viewer=grace, place_id=oicha.pk, seen=seen, name="Oitcha", other_names="", population=1
        ),
    )
    assert [type(end) for end in refusals(ends)] == [Stale]


def test_an_office_of_the_country_sees_and_changes_what_another_does_not(as_, beni, bouar, oicha):
    assert as_("Esther").get(f"/setup/places/{oicha.pk}/").status_code == 404
    assert "this is the only one" in plain(as_("Dora").get("/setup/places/"))
    Office.objects.filter(pk=bouar.pk).update(country="CD")
    assert as_("Esther").get(f"/setup/places/{oicha.pk}/").status_code == 200
    assert "changes for Bouar too" in plain(as_("Dora").get("/setup/places/"))


def test_it_is_for_those_who_set_up(as_, beni, oicha):
    for path in ("/setup/places/", "/setup/areas/", f"/setup/places/{oicha.pk}/"):
        assert as_("Amina").get(path).status_code == 404
    with pytest.raises(MayNotSetUp):
        services.retire_place(viewer=make.viewer("Amina"), place_id=oicha.pk, seen="")


def test_empty_lists_say_how_to_begin_in_french_too(as_, beni):
    Place.objects.filter(country="CD").delete()
    assert "No place yet." in plain(as_("Dora").get("/setup/places/"))
    Office.objects.filter(pk=beni.pk).update(country="XX")
    assert "No area yet." in plain(as_("Dora").get("/setup/areas/"))
    dora = make.person("Dora")
    dora.language = "fr"
    dora.save()
    assert "Aucun lieu pour l’instant" in plain(as_("Dora").get("/setup/places/"))
