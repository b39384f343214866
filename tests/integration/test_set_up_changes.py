"""What was changed in the set-up, by whom and when: over every part that records it, for those who set up."""

import re
from enum import StrEnum

import pytest

from alerts.domain.events import Happened
from alerts.domain.scopes import Scope
from alerts.domain.words import Channel, Component
from alerts.models import Event, Person
from alerts.selectors import lists
from alerts.selectors import set_up_changes as shelf
from alerts.services import actors, channels, devices
from alerts.services import lists as list_services
from alerts.services.devices import Asked
from ewrr.common.change import change
from tests import inviting as made
from tests import make
from tests.integration.rehearsed import planned

pytestmark = pytest.mark.django_db


def text(client, path="/setup/changes/"):
    return client.get(path).content.decode()


@pytest.fixture
def changed(as_, beni):
    """One change of each part."""
    beni.actors.filter(name="ADF").delete()
    actors.take_usual(viewer=make.viewer("Dora"))
    make.playbook()
    make.layer(beni)
    devices.issue(viewer=make.viewer("Ivan"), asked=Asked("Gateway", (Scope.FILE,), 30, component=Component.CIVILIAN))
    as_("Dora").post("/setup/duties/new/", {"name_en": "Night post", "name_fr": "Poste de nuit"})
    made.invited()


def test_every_part_stands_in_it_with_who_and_what(changed, as_, beni):
    page = text(as_("Grace"))
    for what in ("ADF", "Sectors", "Gateway", "Night post", "Zoé", "Dora", "Ivan", "whoever runs the hub"):
        assert what in page, what
    assert "role given: Component officer (Civilian), from" in page and "invited" in page
    assert page.index("Zoé") < page.index("Night post") < page.index("ADF"), "the latest first"


def test_it_is_narrowed_to_an_area(changed, as_, beni):
    told = text(as_("Dora"), "/setup/changes/?area=told")
    assert "Night post" in told and "ADF" not in told and "Gateway" not in told
    lists = text(as_("Dora"), "/setup/changes/?area=lists")
    assert "ADF" in lists and "Night post" not in lists
    assert "Gateway" in text(as_("Ivan"), "/setup/changes/?area=screens")
    assert "Night post" in text(as_("Dora"), "/setup/changes/?area=nonsense")


def test_who_has_which_role_is_not_told_to_everybody_who_sets_up(changed, as_, beni):
    assert "Zoé" not in text(as_("Dora")) and "Zoé" not in text(as_("Dora"), "/setup/changes/?area=people")
    for name in ("Ivan", "Noor", "Grace"):
        assert "Zoé" in text(as_(name), "/setup/changes/?area=people")


def test_another_office_reads_its_own_only(changed, as_, bouar):
    page = text(as_("Esther"))
    assert "Night post" not in page and "Gateway" not in page


def test_others_have_no_such_page(as_, beni):
    for name in ("Amina", "Hana", "Farid"):
        assert as_(name).get("/setup/changes/").status_code == 404


def test_it_has_pages(changed, as_, beni, monkeypatch):
    monkeypatch.setattr(shelf, "PAGE", 3)
    found, before, viewer = [], None, make.viewer("Ivan")
    while True:
        page = shelf.changes(viewer, None, before)
        found += [line.seq for line in page.lines]
        if not page.has_more:
            break
        before = page.lines[-1].seq
    kinds = ("alert.", "duty.", "delivery.")
    everything = Event.objects.filter(office=beni, alert__isnull=True).order_by("-seq")
    assert found == [event.seq for event in everything if not event.kind.startswith(kinds)]
    assert "Earlier ones" in text(as_("Ivan"))
    assert "Nothing before that." in text(as_("Ivan"), "/setup/changes/?before=1")


def test_a_kind_that_nobody_has_words_for_is_still_told(as_, beni):
    """Another part may record more than this page knows of."""

    class Other(StrEnum):
        CHANGED = "gazetteer.changed"

    with change(beni.pk, make.person("Dora")) as opened:
        opened.record(Other.CHANGED, what="area", act="surveyed", id=7)
    page = text(as_("Dora"))
    assert "Area" in page and "surveyed" in page


def test_lists_and_channels_are_called_as_elsewhere(as_, beni):
    dora, seen = make.viewer("Dora"), lists.sheet(beni, "threat_type").version
    list_services.retire(viewer=dora, of="threat_type", code="cattle", seen=seen)
    channels.switch(viewer=dora, channel=Channel.EMAIL, is_on=False, seen_on=True)
    page = re.sub(r"<[^>]+>|\s+", " ", text(as_("Dora")))
    assert re.search(r"List +Kinds of threat +retired", page) and re.search(r"Channel +E-mail +switched off", page)


def test_an_exercise_is_called_by_its_name(as_, beni):
    planned(name="Night of the market")
    assert "<b>Night of the market</b>" in text(as_("Ivan"), "/setup/changes/?area=hub")


def test_what_is_gone_keeps_its_line(as_, beni):
    plan = beni.plans.get(code="low")
    with change(beni.pk, make.person("Dora")) as opened:
        opened.record(Happened.RULES_CHANGED, what="plan", act="deleted", id=plan.pk + 999, code="x")
    page = text(as_("Dora"))
    assert "Plan" in page and "deleted" in page


def test_it_is_french_for_whoever_reads_french(changed, as_, beni):
    Person.objects.filter(name="Grace").update(language="fr")
    page = text(as_("Grace"))
    assert "rôle donné" in page and "Permanence" in page and "création" in page
