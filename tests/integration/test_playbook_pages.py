"""The pages of playbooks and checklists: set up, started and ticked, by keyboard and without a script."""

import re
from html import unescape

import pytest
from django.core.management import call_command

from alerts.domain.words import ThreatType
from alerts.models import Alert, Duty, Owed
from alerts.sample.offices import make_office
from responses.models import Checklist, ChecklistItem, Playbook
from responses.sample.playbooks import make_playbooks
from responses.selectors import checklists as selected
from responses.services import checklists, playbooks
from responses.services.usual_playbooks import PLAYBOOKS
from tests import make

pytestmark = pytest.mark.django_db
TYPED = {
    "name_en": "Village attacked",
    "name_fr": "Village attaqué",
    "threat_types": ["incursion"],
    "items": "3",
    "item0-text_en": "Call the base",
    "item0-text_fr": "Appeler la base",
    "item0-due_after_min": "10",
    "item1-text_en": "Warn the neighbours",
    "item1-text_fr": "Prévenir les voisins",
    "item1-due_after_min": "30",
}


@pytest.fixture
def alert(beni) -> Alert:
    return make.alert(is_routed=True)


def text(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def address(alert: Alert) -> str:
    return f"/responses/checklists/{alert.number}/"


def items(checklist: Checklist) -> list[ChecklistItem]:
    return list(checklist.items.order_by("item__position"))


def say(client, alert, row, act, **more):
    return client.post(f"{address(alert)}items/{row.pk}/", {"act": act} | more)


def test_a_playbook_is_written_as_a_draft_and_then_published(as_, alert):
    dora = as_("Dora")
    assert "No playbook yet." in text(dora.get("/setup/playbooks/"))
    answer = dora.post("/setup/playbooks/new/", TYPED)
    made = Playbook.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/setup/playbooks/?saved={made.pk}")
    assert "never published" in text(dora.get(answer["Location"]))
    assert selected.published(made) is None
    page = dora.get(f"/setup/playbooks/{made.pk}/").content.decode()
    assert "Warn the neighbours" in page and "started by nobody until it is published" in page
    sent = TYPED | {
        "seen": "1",
        "publish": "on",
        "item0-is_left_out": "on",
        "item2-text_en": "Go",
        "item2-text_fr": "Y",
    }
    assert dora.post(f"/setup/playbooks/{made.pk}/", sent).status_code == 422, "the minutes are missing"
    dora.post(f"/setup/playbooks/{made.pk}/", sent | {"item2-due_after_min": "5"})
    version = selected.published(made)
    assert version is not None
    assert [item.text_en for item in playbooks.said(version)] == ["Warn the neighbours", "Go"]
    assert "30 min, whoever decides" in text(dora.get("/setup/playbooks/"))


def test_items_are_put_in_order_by_their_place(as_, beni):
    book = make.playbook(items=[playbooks.Item(name, name, 5) for name in "ABCD"])
    stored = {"name_en": "N", "name_fr": "N", "seen": "1", "publish": "on", "items": "4"}
    for row, name in enumerate("ABCD"):
        stored |= {f"item{row}-text_en": name, f"item{row}-text_fr": name, f"item{row}-due_after_min": "5"}
    places = {"item0-place": "3", "item1-place": "2", "item2-place": "3", "item3-place": "1"}
    assert as_("Dora").post(f"/setup/playbooks/{book.pk}/", stored | places).status_code == 303
    version = selected.published(book)
    assert version is not None and [item.text_en for item in playbooks.said(version)] == ["D", "B", "C", "A"]


def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(as_, beni):
    dora = as_("Dora")
    answer = dora.post(
        "/setup/playbooks/new/", TYPED | {"name_fr": "", "item1-text_fr": "", "item0-due_after_min": "x"}
    )
    assert answer.status_code == 422
    page = text(answer)
    for sentence in ("Give it a name in French.", "Say it in French too.", "Write whole minutes, such as 15."):
        assert sentence in page
    assert "Warn the neighbours" in page and not Playbook.objects.exists()
    answer = dora.post("/setup/playbooks/new/", {"name_en": "A", "name_fr": "A", "publish": "on", "items": "0"})
    assert (answer.status_code, "Not published: it has no item yet." in text(answer)) == (422, True)


def test_whoever_is_slower_is_told_and_keeps_what_they_typed(as_, beni):
    book = make.playbook()
    sent = TYPED | {"seen": "1"}
    assert as_("Ivan").post(f"/setup/playbooks/{book.pk}/", sent).status_code == 303
    slower = as_("Dora").post(f"/setup/playbooks/{book.pk}/", sent | {"name_en": "Mine"})
    assert slower.status_code == 409
    assert 'value="Mine"' in slower.content.decode() and 'name="seen" value="2"' in slower.content.decode()
    assert as_("Dora").post(f"/setup/playbooks/{book.pk}/", sent | {"name_en": "Mine", "seen": "2"}).status_code == 303


def test_a_playbook_is_moved_retired_and_taken_back(as_, beni):
    first, second = make.playbook(), make.playbook(name_en="Second")
    dora = as_("Dora")
    dora.post(f"/setup/playbooks/{second.pk}/move/", {"way": "up", "place": "2"})
    assert list(Playbook.objects.filter(office=beni)) == [second, first]
    assert dora.post(f"/setup/playbooks/{first.pk}/retire/", {"seen": "9"}).status_code == 409
    dora.post(f"/setup/playbooks/{first.pk}/retire/", {"seen": "1"})
    first.refresh_from_db()
    assert first.retired_at is not None
    assert "Take back" in text(dora.get("/setup/playbooks/"))
    dora.post(f"/setup/playbooks/{first.pk}/retire/", {"seen": "2", "act": "restore"})
    first.refresh_from_db()
    assert first.retired_at is None


def test_another_office_knows_nothing_of_it(as_, beni):
    book = make.playbook()
    esther = as_("Esther")
    assert esther.get(f"/setup/playbooks/{book.pk}/").status_code == 404
    assert "Attack on a village" not in text(esther.get("/setup/playbooks/"))
    assert esther.post(f"/setup/playbooks/{book.pk}/retire/", {"seen": "1"}).status_code == 404


def test_the_alert_suggests_what_fits_and_one_tap_starts_it(as_, alert):
    book = make.playbook(threat_types=(ThreatType.INCURSION,))
    make.playbook(name_en="Cattle", threat_types=(ThreatType.CATTLE,))
    page = text(as_("Amina").get(f"/alerts/{alert.number}/"))
    assert "Start: Attack on a village" in page and "Start: Cattle" not in page
    answer = as_("Amina").post(f"{address(alert)}start/", {"playbook": book.pk, "from": "alert"})
    assert (answer.status_code, answer["Location"]) == (303, f"/alerts/{alert.number}/#checklists")
    page = text(as_("Farid").get(f"/alerts/{alert.number}/"))
    assert "0 of 2 done" in page and "Call the nearest base" in page and "Start:" not in page


def test_ticked_without_a_script_one_is_back_at_the_item(as_, alert):
    made = make.checklist(alert, make.playbook())
    first, second = items(made)
    amina = as_("Amina")
    answer = say(amina, alert, first, "done")
    assert (answer.status_code, answer["Location"]) == (303, f"{address(alert)}#item-{first.pk}")
    page = text(amina.get(address(alert)))
    assert "1 of 2 done" in page and "Done by Amina," in page
    say(amina, alert, first, "undone")
    assert "0 of 2 done" in text(amina.get(address(alert)))
    wrong = say(amina, alert, second, "skipped", reason=" ")
    assert (wrong.status_code, "Say in a few words why it is left out." in text(wrong)) == (422, True)
    too_long = say(amina, alert, second, "skipped", reason="x" * 301)
    assert too_long.status_code == 422 and "x" * 300 in too_long.content.decode()
    say(amina, alert, second, "skipped", reason="They know.")
    page = text(amina.get(address(alert)))
    assert "1 left out" in page and "They know." in page
    assert say(amina, alert, first, "nonsense").status_code == 404


def test_with_htmx_only_the_piece_that_held_the_button_comes_back(as_, alert):
    first, second = items(make.checklist(alert, make.playbook()))
    amina = as_("Amina")
    for more, has_details in (({"from": "alert"}, False), ({}, True)):
        row = second if has_details else first
        answer = amina.post(f"{address(alert)}items/{row.pk}/", {"act": "done"} | more, headers={"HX-Request": "true"})
        piece = answer.content.decode()
        assert answer.status_code == 200 and 'id="checklists"' in piece and "<html" not in piece
        assert ("Done by Amina" in piece) is has_details


def test_who_sees_the_page_and_what_they_may_press(as_, alert):
    make.checklist(alert, make.playbook())
    assert 'value="done"' in as_("Amina").get(address(alert)).content.decode()
    poc = as_("Farid").get(address(alert))
    assert poc.status_code == 200 and 'value="done"' not in poc.content.decode()
    assert as_("Esther").get(address(alert)).status_code == 404
    assert as_("Ivan").get(address(alert)).status_code == 404


def test_of_a_restricted_alert_one_sees_only_what_one_owes(as_, alert):
    make.checklist(alert, make.playbook(), by="Noor")
    make.restricted(alert)
    old, path = f"/responses/checklists/{alert.number}/", address(Alert.objects.get(pk=alert.pk))
    assert as_("Noor").get(old).status_code in (200, 302)
    assert as_("Amina").get(path).status_code == 403
    page = text(as_("Dora").get(path))
    assert "Only what you owe yourself is shown." in page and "Call the nearest base" in page
    assert "Mayi-Moya" not in page


def test_what_is_late_is_said_in_words_and_reminded_with_the_way_to_it(as_, alert):
    made = make.checklist(alert, make.playbook())
    row = items(made)[0]
    ChecklistItem.objects.filter(pk=row.pk).update(due_at=made.started_at)
    assert "1 late" in text(as_("Amina").get(address(alert)))
    assert Owed.objects.get(subject=row.subject).path == f"{address(alert)}#item-{row.pk}"


def test_pages_are_french_for_whoever_reads_french(as_, alert):
    made = make.checklist(alert, make.playbook())
    checklists.tick(viewer=make.viewer("Dora"), number=alert.number, item=items(made)[0].pk)
    hana = as_("Hana")
    make.person("Hana").language = "fr"
    type(make.person("Hana")).objects.filter(name="Hana").update(language="fr")
    page = text(hana.get(address(alert)))
    assert "Listes de contrôle" in page and "Appeler la base la plus proche" in page and "1 sur 2 fait" in page
    page = text(hana.get(f"/alerts/{alert.number}/"))
    assert "élément 1 d’une liste de contrôle" in page


def test_the_sample_offices_have_playbooks_and_new_ones_none(beni):
    assert not Playbook.objects.filter(office=make_office("BEN", is_exercising=False)).exists()
    made = make_playbooks(beni)
    assert [one.pk for one in make_playbooks(beni)] == [one.pk for one in made]
    assert len(made) == len(PLAYBOOKS) == 6
    for one in made:
        version = selected.published(one)
        assert version is not None
        for item in version.items.all():
            assert item.text_en and item.text_fr
            assert not re.search(r" [;:?!]", item.text_fr), "U+202F stands before them"
    assert Duty.objects.filter(office=beni).exists()


def test_the_command_of_the_sample_makes_them_too(beni, settings):
    settings.SAMPLE_PASSWORD = make.PASSWORD
    call_command("sample")
    call_command("sample")
    assert Playbook.objects.filter(office=beni).count() == len(PLAYBOOKS)
