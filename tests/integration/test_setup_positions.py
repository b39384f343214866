"""The office's bases and posts: kept as they were typed; whom to call is for those who task; retired, never gone."""

import pytest

from alerts.domain.words import Component, PositionKind
from alerts.models import Event, Position
from alerts.selectors import place as places
from alerts.selectors import positions as found
from alerts.services import positions
from alerts.services.setting_up import MayNotSetUp, Stale
from tests import make
from tests.integration.at_once import at_once, refusals

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Kainama",
    "kind": "force",
    "component": "military",
    "place": "35N RB 01 02",
    "call_sign": "Kilo",
    "contact": "+243 990 000 111",
}


@pytest.fixture
def oicha(beni):
    return Position.objects.get(office=beni, name="Oicha")


def typed(position, **changes):
    stored = {name: getattr(position, name) for name in ("name", "kind", "component", "call_sign", "contact")}
    return stored | {"place": f"{position.lat:.5f}, {position.lon:.5f}", "seen": found.version(position)} | changes


def test_a_grid_is_kept_as_it_was_typed(as_, beni):
    page = as_("Dora").post("/setup/positions/new/", TYPED, follow=True).content.decode()
    made = Position.objects.get(name="Kainama")
    assert "Saved: “Kainama”." in page and made.as_typed == "35N RB 01 02" and abs(made.lat - 0.9) < 0.5
    assert 'value="35N RB 01 02"' in as_("Dora").get(f"/setup/positions/{made.pk}/").content.decode()
    assert "+243" not in str(Event.objects.get(kind="list.changed").data)


def test_a_name_of_the_gazetteer_says_where_it_is(as_, beni):
    assert as_("Dora").post("/setup/positions/new/", TYPED | {"place": "Butembo"}).status_code == 303
    assert Position.objects.get(name="Kainama").as_typed == "Butembo"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"place": ""}, "Say where it is."),
        ({"place": "35N QA 866 90"}, "cannot be read"),
        ({"place": "61N QA 866 901"}, "cannot be read"),
        ({"place": "29.4731, 0.4911"}, "look swapped"),
        ({"place": "91.5, 29.4"}, "not on the earth"),
        ({"place": "48.85, 2.35"}, "Check the figures"),
        ({"place": "Nowhere-sur-Rien"}, "This name is in no list"),
        ({"kind": "navy"}, ""),
        ({"contact": "x" * 61}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, beni, changes, sentence):
    refused = as_("Dora").post("/setup/positions/new/", TYPED | changes)
    body = refused.content.decode()
    assert refused.status_code == 422 and sentence in body and "Kilo" in body
    assert not Position.objects.filter(name="Kainama").exists()


def test_untouched_it_stays_to_the_last_figure(as_, beni, oicha):
    Position.objects.filter(pk=oicha.pk).update(lat=0.703012345, lon=29.521498765)
    oicha.refresh_from_db()
    as_("Dora").post(f"/setup/positions/{oicha.pk}/", typed(oicha, call_sign="Other"))
    oicha.refresh_from_db()
    assert (oicha.lat, oicha.lon, oicha.call_sign) == (0.703012345, 29.521498765, "Other")


def test_the_same_name_and_kind_is_taken_another_kind_is_not(as_, beni, oicha):
    taken = as_("Dora").post("/setup/positions/new/", TYPED | {"name": "Oicha"})
    assert taken.status_code == 409 and "another position of this name" in taken.content.decode()
    other = TYPED | {"name": "Oicha", "kind": "police", "component": "police"}
    assert as_("Dora").post("/setup/positions/new/", other).status_code == 303


def test_only_those_who_task_read_whom_to_call(as_, beni, oicha):
    Position.objects.filter(pk=oicha.pk).update(contact="+243 990 123 456")
    alert = make.alert(lat=0.71, lon=29.52)
    told = {name: as_(name).get(f"/alerts/{alert.number}/").content.decode() for name in ("Dora", "Amina", "Farid")}
    assert "+243 990 123 456" in told["Dora"]
    assert "+243 990 123 456" not in told["Amina"] + told["Farid"]
    assert "+243 990 123 456" in as_("Dora").get("/setup/positions/").content.decode()
    ivan = as_("Ivan")
    pages = ivan.get("/setup/positions/").content + ivan.get(f"/setup/positions/{oicha.pk}/").content
    assert "990 123 456" not in pages.decode()


def test_an_administrator_keeps_replaces_and_removes_what_they_do_not_read(as_, beni, oicha):
    Position.objects.filter(pk=oicha.pk).update(contact="+243 990 123 456")
    path, ivan = f"/setup/positions/{oicha.pk}/", as_("Ivan")

    def after(**changes):
        oicha.refresh_from_db()
        assert ivan.post(path, typed(oicha, **changes)).status_code == 303
        oicha.refresh_from_db()
        return oicha.contact

    assert after(contact="", call_sign="New") == "+243 990 123 456"
    assert after(contact="112") == "112"
    assert after(contact="", forgets="on") == ""


def test_retired_it_goes_from_the_map_and_from_what_is_near_and_comes_back(as_, beni, oicha):
    gone = as_("Dora").post(f"/setup/positions/{oicha.pk}/retire/", {"act": "retire", "seen": found.version(oicha)})
    assert gone.status_code == 303
    near = [one.position.name for one in places.nearest_positions(beni, 0.7030, 29.5214, limit=50)]
    assert "Oicha" not in near and oicha not in found.here(beni)
    assert "Oicha base" not in as_("Dora").get("/board/").content.decode()
    oicha.refresh_from_db()
    as_("Dora").post(f"/setup/positions/{oicha.pk}/retire/", {"act": "restore", "seen": found.version(oicha)})
    assert oicha in found.standing(beni)


def test_a_name_that_was_taken_meanwhile_keeps_it_retired(as_, beni, oicha):
    dora = make.viewer("Dora")
    positions.retire(viewer=dora, position_id=oicha.pk, seen=found.version(oicha))
    as_("Dora").post("/setup/positions/new/", TYPED | {"name": "Oicha"})
    oicha.refresh_from_db()
    back = as_("Dora").post(f"/setup/positions/{oicha.pk}/retire/", {"act": "restore", "seen": found.version(oicha)})
    assert back.status_code == 409 and "another position of this name" in back.content.decode()


def test_a_response_keeps_a_position_that_was_retired(as_, beni, oicha):
    alert = make.decided(make.alert())
    response = make.response(alert, position=oicha.pk)
    positions.retire(viewer=make.viewer("Dora"), position_id=oicha.pk, seen=found.version(oicha))
    page = as_("Dora").get(f"/responses/{response.pk}/assign/").content.decode()
    assert f'<option value="{oicha.pk}" selected>' in page


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, beni, oicha):
    path, first = f"/setup/positions/{oicha.pk}/", typed(oicha, call_sign="One")
    assert as_("Dora").post(path, first).status_code == 303
    late = as_("Grace").post(path, first | {"call_sign": "Two"})
    body = late.content.decode()
    assert late.status_code == 409 and "Dora changed this" in body and 'value="Two"' in body


@pytest.mark.django_db(transaction=True)
def test_two_who_retire_and_change_at_once_leave_one_change(offices):
    oicha = Position.objects.get(office=offices["BEN"], name="Oicha")
    seen, dora, grace = found.version(oicha), make.viewer("Dora"), make.viewer("Grace")
    draft = positions.Draft("Oicha", PositionKind.FORCE, Component.MILITARY, oicha.lat, oicha.lon, call_sign="New")
    ends = at_once(
        lambda: positions.retire(viewer=dora, position_id=oicha.pk, seen=seen),
        lambda: positions.change_it(viewer=grace, position_id=oicha.pk, seen=seen, draft=draft),
    )
    assert [type(end) for end in refusals(ends)] == [Stale]


def test_it_is_this_offices_own_and_for_those_who_set_up(as_, beni, oicha):
    assert as_("Esther").get(f"/setup/positions/{oicha.pk}/").status_code == 404
    assert as_("Amina").get("/setup/positions/").status_code == 404
    with pytest.raises(MayNotSetUp):
        positions.retire(viewer=make.viewer("Amina"), position_id=oicha.pk, seen="")


def test_an_empty_list_says_how_to_begin_in_french_too(as_, beni):
    beni.positions.all().delete()
    dora = make.person("Dora")
    assert "Add the office’s own bases first" in as_("Dora").get("/setup/positions/").content.decode()
    dora.language = "fr"
    dora.save()
    assert "Aucune position pour l’instant" in as_("Dora").get("/setup/positions/").content.decode()
