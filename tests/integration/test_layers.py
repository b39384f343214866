"""Layers of the office's own: sent, replaced, shown, hidden, deleted; on the map of that office only."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from alerts.domain.events import Happened
from alerts.domain.words import Component, Role, ThreatType
from alerts.models import Event, Layer, Person
from alerts.selectors import layers as shelf
from alerts.services import layers
from alerts.services.setting_up import MayNotSetUp, TooMany
from tests import make
from tests.integration.layering import collection, feature, geometry, sent

pytestmark = pytest.mark.django_db
NAMES = {"name_en": "Sectors", "name_fr": "Secteurs", "is_shown": "on"}
GOOD = collection(feature(name="Oicha"), feature(geometry("Point", [29.5, 0.7]), name="Post", secret="x"))


@pytest.fixture
def dora(as_):
    return as_("Dora")


def add(client, content=GOOD, **more):
    return client.post("/setup/layers/new/", NAMES | {"file": sent(content)} | more)


def change(client, layer, **more):
    return client.post(f"/setup/layers/{layer.pk}/", NAMES | {"seen": shelf.version(layer)} | more)


def the_layer():
    return Layer.objects.get(name_en="Sectors")


def on_map(client):
    return {one["name"]["en"]: one for one in client.get("/map/layers/").json()["layers"]}


def last_act(office):
    event = Event.objects.filter(office=office).latest("seq")
    assert event.kind == Happened.LAYER_CHANGED and event.alert_id is None
    return event.data


def test_a_file_becomes_a_layer_on_everybodys_map(dora, as_, beni):
    answer = add(dora, credit="OCHA, 2024", is_of_positions="on")
    layer = the_layer()
    assert answer.status_code == 303 and answer["Location"] == f"/setup/layers/?saved={layer.pk}"
    assert (layer.by.name, layer.credit, layer.is_of_positions) == ("Dora", "OCHA, 2024", True)
    assert last_act(beni) == {"act": "created", "id": layer.pk}
    page = dora.get(answer["Location"]).content.decode()
    assert "Saved: “Sectors”." in page and "Left out, for only names are kept: secret." in page
    assert "2 shapes: Oicha, Post" in page
    assert on_map(as_("Hana"))["Sectors"]["shapes"] == layer.shapes
    assert "secret" not in json.dumps(layer.shapes)


def test_the_map_of_another_office_does_not_have_it(dora, as_):
    add(dora)
    esther = as_("Esther")
    assert on_map(esther) == {}
    for path in ("", "show/", "delete/"):
        assert esther.post(f"/setup/layers/{the_layer().pk}/{path}").status_code == 404
    assert the_layer().is_shown


def test_what_did_not_change_is_not_sent_again(dora, as_):
    add(dora)
    hana = as_("Hana")
    first = hana.get("/map/layers/")
    assert "no-store" in first["Cache-Control"]
    again = hana.get("/map/layers/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert as_("Esther").get("/map/layers/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    dora.post(f"/setup/layers/{the_layer().pk}/show/")
    hidden = hana.get("/map/layers/", headers={"If-None-Match": first["ETag"]})
    assert hidden.json() == {"layers": []}


def test_a_layer_is_hidden_and_shown(dora, beni):
    add(dora)
    layer = the_layer()
    for data, shown, act in (({}, False, "hidden"), ({"is_shown": "on"}, True, "shown")):
        answer = dora.post(f"/setup/layers/{layer.pk}/show/", data)
        assert answer["Location"] == f"/setup/layers/?changed={layer.pk}"
        assert the_layer().is_shown is shown
        assert last_act(beni) == {"act": act, "id": layer.pk}
    events = Event.objects.count()
    dora.post(f"/setup/layers/{layer.pk}/show/", {"is_shown": "on"})
    assert Event.objects.count() == events, "again changes nothing"


def test_names_change_without_a_file_and_a_file_replaces_what_is_drawn(dora, beni):
    add(dora)
    layer = the_layer()
    drawn = layer.shapes
    assert change(dora, layer, name_fr="Zones").status_code == 303
    layer = the_layer()
    assert (layer.name_fr, layer.shapes) == ("Zones", drawn)
    assert change(dora, layer, file=sent(collection(feature(name="New")))).status_code == 303
    assert [one["properties"]["name"] for one in the_layer().shapes["features"]] == ["New"]
    assert last_act(beni)["act"] == "replaced"


def test_a_bad_file_changes_nothing_and_loses_nothing_typed(dora):
    add(dora)
    layer = the_layer()
    bad = collection(*[feature(geometry("Point", [29.4, 0.4 + n])) for n in range(3)], *[feature([])] * 14)
    answer = change(dora, layer, name_fr="Typed with care", credit="Mine", file=sent(bad))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Typed with care"' in page and 'value="Mine"' in page
    assert "14 features are wrong:" in page and "Feature 4: " in page and "… and 2 more." in page
    assert the_layer().shapes == layer.shapes and the_layer().name_fr == "Secteurs"


def test_a_refusal_is_french_for_whoever_reads_french(dora, beni):
    Person.objects.filter(email="dora@beni.example").update(language="fr")
    page = add(dora, content=collection(feature([]))).content.decode()
    assert "1 élément ne convient pas" in page and "Feature" not in page


def test_a_file_is_asked_for_and_names_are_too(dora):
    page = dora.post("/setup/layers/new/", {"name_en": "", "name_fr": "Y"}).content.decode()
    assert "Choose a GeoJSON file." in page and "Give it a name in English." in page and 'value="Y"' in page
    assert not Layer.objects.filter(name_fr="Y").exists()


def test_who_was_slower_is_told_and_may_save_again(dora, as_):
    add(dora)
    old = the_layer()
    change(as_("Noor"), old, name_fr="By Noor")
    answer = change(dora, old, name_fr="By Dora")
    page = answer.content.decode()
    assert answer.status_code == 409 and "This was changed since you opened it" in page and "By Dora" in page
    assert the_layer().name_fr == "By Noor"
    assert shelf.version(the_layer()) in page
    assert change(dora, the_layer(), name_fr="By Dora").status_code == 303
    assert dora.post(f"/setup/layers/{old.pk}/delete/", {"seen": shelf.version(old)}).status_code == 409
    assert dora.post(f"/setup/layers/{old.pk}/delete/", {"seen": shelf.version(the_layer())}).status_code == 303
    assert not Layer.objects.filter(name_en="Sectors").exists()
    assert dora.get(f"/setup/layers/{old.pk}/").status_code == 404


def test_a_name_is_given_once_in_an_office(dora, as_):
    add(dora)
    answer = add(dora)
    assert answer.status_code == 409 and "Taken already." in answer.content.decode()
    esther = as_("Esther")
    bouar = collection(feature(geometry("Point", [15.6, 5.9])))
    assert add(esther, content=bouar).status_code == 303
    assert Layer.objects.filter(name_en="Sectors").count() == 2


def test_only_those_who_set_up_do_it(beni):
    draft = layers.Draft("a", "b", shapes={"type": "FeatureCollection", "features": []})
    for name in ("Hana", "Amina", "Farid"):
        viewer = make.viewer(name)
        with pytest.raises(MayNotSetUp):
            layers.create(viewer=viewer, draft=draft)
    assert layers.create(viewer=make.viewer("Ivan"), draft=draft).by == make.person("Ivan")


def test_an_office_has_at_most_twenty(beni):
    viewer = make.viewer("Dora")
    room = layers.MOST - Layer.objects.filter(office=beni).count()
    for number in range(room):
        layers.create(viewer=viewer, draft=layers.Draft(f"L{number}", "x", shapes={"features": []}))
    with pytest.raises(TooMany):
        layers.create(viewer=viewer, draft=layers.Draft("one more", "x", shapes={"features": []}))


def test_names_written_to_break_the_page_are_only_words(dora):
    add(dora, content=collection(feature(name="<img src=x onerror=alert(1)>")), credit="</script><b>")
    for path in ("/setup/layers/", f"/setup/layers/{the_layer().pk}/", "/board/"):
        page = dora.get(path).content.decode()
        assert "<img src=x" not in page and "</script><b>" not in page


def test_whoever_runs_the_hub_loads_a_file_too(beni, tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_bytes(GOOD)
    told = StringIO()
    names = {"name_en": "Sectors", "name_fr": "Secteurs"}
    call_command("load_layer", path, office="ben", dry_run=True, stdout=told, **names)
    assert "Nothing was written: 2 shapes, 6 points." in told.getvalue()
    assert not Layer.objects.filter(name_en="Sectors").exists()
    for _again in range(2):
        call_command("load_layer", path, office="ben", areas_of_responsibility=True, stdout=told, **names)
    assert the_layer().is_of_positions and the_layer().by is None
    path.write_bytes(collection(feature([])))
    faults = StringIO()
    with pytest.raises(CommandError):
        call_command("load_layer", path, office="ben", stderr=faults, **names)
    assert "Feature 1: " in faults.getvalue()
    for wrong in ({"office": "XXX"}, {"file": tmp_path / "none"}):
        with pytest.raises(CommandError):
            call_command("load_layer", wrong.get("file", path), office=wrong.get("office", "ben"), **names)


def test_beni_has_areas_of_the_exercise(beni):
    from alerts.sample.areas import NAME, make_areas

    for _again in range(2):
        make_areas(beni)
    layer = Layer.objects.get(office=beni, name_en=NAME)
    assert layer.is_of_positions and shelf.summary(layer)["count"] == 5
    with translation.override("fr"):
        assert layer.name == "Zones de responsabilité (exercice)"


def rows(client):
    page = client.get("/board/").content.decode()
    return {part.split('"')[0]: part.split(">")[0] for part in page.split('data-number="')[1:]}


def test_a_row_tells_the_map_no_place_of_what_is_restricted_or_only_a_shell(as_, beni):
    plain, restricted = make.alert(), make.alert(threat_types=(ThreatType.CRSV,))
    place = ("data-lat", "data-lon", "data-place", "data-precision")
    assert plain.lat is not None and restricted.lat is not None
    police = Client()
    police.force_login(make.member(beni, Role.OFFICER, Component.POLICE).person)
    whole, shell = rows(as_("Noor")), rows(police)
    assert all(name in whole[plain.number] for name in place)
    for row in (whole[restricted.number], shell[plain.number], shell[restricted.number]):
        assert not [name for name in place if name in row]
    for row in (shell[plain.number], shell[restricted.number]):
        assert "data-event" not in row and "data-received" in row
