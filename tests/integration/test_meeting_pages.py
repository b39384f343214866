"""Pages of meetings and decisions: what was typed is kept, whose it is settles it from the first page, partners."""

import pytest

from alerts.domain.words import Access, ThreatType
from alerts.models import AccessLog, Delivery
from responses.domain.words_of_meetings import DecisionState, Said
from responses.models import Meeting, MeetingDecision
from tests import make
from tests.integration import coordinating as co

pytestmark = pytest.mark.django_db
LIST = "/responses/meetings/"


def minutes_form(held: Meeting, **changes):
    fields = {
        "held_at": f"{held.held_at:%Y-%m-%dT%H:%M}",
        "chair": held.chair_id,
        "participants": "CLA, UNPOL",
        "revision": held.revision,
    }
    return fields | changes


def decision_form(**changes):
    fields = {"text": "Light the road.", "owner": f"person:{make.person('Ben').pk}", "due_date": "2026-12-24"}
    return fields | changes


def test_a_meeting_is_begun_written_decides_and_is_closed(as_, beni):
    farid = as_("Farid")
    assert "No meeting yet" in farid.get(LIST).content.decode()
    begun = farid.post(LIST, {"held_at": "2026-11-30T09:00"})
    held = Meeting.objects.get()
    assert (begun.status_code, begun["Location"]) == (303, f"{LIST}{held.pk}/")
    page = begun["Location"]
    assert farid.post(page, minutes_form(held, situation="Two attacks.")).status_code == 303
    assert farid.post(f"{page}decide/", decision_form()).status_code == 303
    held.refresh_from_db()
    assert farid.post(f"{page}close/", {"revision": held.revision}).status_code == 303
    shown = farid.get(page).content.decode()
    assert "Two attacks." in shown and "Light the road." in shown and "Ben" in shown and "never change" in shown
    assert farid.post(page, minutes_form(held)).status_code == 409


def test_wrong_input_keeps_what_was_typed_and_says_why(as_, beni):
    held = co.meeting()
    page = f"{LIST}{held.pk}/"
    dora = as_("Dora")
    wrong = dora.post(f"{page}decide/", decision_form(owner="outside", numbers="BEN-2026-9999", due_date="soon"))
    text = wrong.content.decode()
    assert wrong.status_code == 422 and "Light the road." in text
    assert "Say who it is." in text and "BEN-2026-9999" in text and "cannot be read" in text
    assert dora.post(page, minutes_form(held, held_at="noon", places="Oicha road")).status_code == 422
    assert "Oicha road" in dora.post(page, minutes_form(held, held_at="noon", places="Oicha road")).content.decode()
    assert dora.post(LIST, {"held_at": ""}).status_code == 422
    again = dora.post(LIST, {"held_at": "2026-11-30T09:00"})
    assert again.status_code == 303
    assert dora.post(LIST, {"held_at": "2026-11-30T09:00"}).status_code == 409


def test_the_second_who_saves_reads_both_and_saves_again(as_, beni):
    held = co.meeting()
    co.written(held, by="Dora", situation="Calm in the north.")
    page = f"{LIST}{held.pk}/"
    refused = as_("Farid").post(page, minutes_form(held, situation="Shots at night."))
    text = refused.content.decode()
    assert refused.status_code == 409 and "Calm in the north." in text and "Shots at night." in text
    assert "Dora" in text and 'name="revision" value="2"' in text


def test_a_decision_is_done_from_the_first_page(as_, beni):
    held = co.meeting()
    one = co.decision(held, owner="Hana", text="Tell the school.")
    late = co.decision(held, owner="Hana", days=-1, text="Call the chief.")
    home = as_("Hana").get("/").content.decode()
    assert "Decided in the POC meeting" in home and "Tell the school." in home and "overdue since" in home
    path = f"{LIST}decisions/{one.pk}/"
    assert path in home
    bare = as_("Hana").post(path, {"act": "done", "revision": 1, "note": ""})
    assert bare.status_code == 422 and "Say it in a note." in bare.content.decode()
    assert as_("Hana").post(path, {"act": "done", "revision": 1, "note": "They know."}).status_code == 303
    one.refresh_from_db()
    assert one.state == DecisionState.DONE
    home = as_("Hana").get("/").content.decode()
    assert "Tell the school." not in home and "Call the chief." in home
    assert as_("Hana").get(f"{LIST}{held.pk}/").status_code == 404
    assert as_("Hana").get(f"{LIST}decisions/{late.pk}/change/").status_code == 403
    stale = as_("Hana").post(f"{LIST}decisions/{late.pk}/", {"act": "done", "revision": 7, "note": "I called."})
    assert stale.status_code == 409 and "I called." in stale.content.decode()


def test_opening_a_decision_marks_its_notice_as_seen(as_, beni):
    one = co.decision(co.meeting(), owner="Ben")
    path = f"{LIST}decisions/{one.pk}/"
    assert f"{path}seen/" in as_("Ben").get(path).content.decode()
    assert as_("Ben").post(f"{path}seen/").status_code == 204
    assert not Delivery.objects.filter(notice__path=path, channel="inbox", seen_at__isnull=True).exists()


def test_a_decision_is_worded_anew_while_the_minutes_are_open(as_, beni):
    held = co.meeting()
    one = co.decision(held)
    path = f"{LIST}decisions/{one.pk}/change/"
    assert "Patrol the market road." in as_("Dora").get(path).content.decode()
    changed = as_("Dora").post(path, decision_form(revision=1, owner="outside", outside="Chef de groupement"))
    assert changed.status_code == 303
    assert MeetingDecision.objects.get().outside == "Chef de groupement"
    assert as_("Dora").post(path, decision_form(revision=1)).status_code == 409
    co.closed(held)
    assert as_("Dora").get(path).status_code == 409


def test_minutes_for_partners_have_no_names_and_nothing_restricted(as_, beni):
    hidden = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    held = co.meeting()
    co.written(held, situation=f"Amina reports calm.\nAbout {hidden.number}: two women.", participants="CLA: Grace")
    co.decision(held, owner="Ben", text="Ben and the chief light the road.")
    co.decision(held, by="Noor", owner="Grace", text="Move the child.", alerts=(hidden,))
    co.closed(held)
    before = AccessLog.objects.filter(what=Access.EXPORT).count()
    for fields in ({}, {"format": "txt"}):
        made = as_("Dora").post(f"{LIST}{held.pk}/share/", fields)
        text = made.content.decode().split("<main")[-1]
        assert "reports calm." in text and "the chief light the road." in text
        for never in ("Amina", "Grace", "Ben ", "Farid", hidden.number, "two women", "Move the child"):
            assert never not in text, never
        assert "[Focal point]" in text
    assert AccessLog.objects.filter(what=Access.EXPORT).count() == before + 2


@pytest.mark.parametrize(("name", "status"), [("Hana", 404), ("Ivan", 404), ("Esther", 404), ("Amina", 403)])
def test_who_may_not_write(as_, name, status):
    held = co.meeting()
    one = co.decision(held, owner="Ben")
    client, page = as_(name), f"{LIST}{held.pk}/"
    assert client.get(page).status_code == (404 if status == 404 else 200)
    assert client.post(page, minutes_form(held)).status_code == status
    assert client.post(f"{page}decide/", decision_form()).status_code == status
    assert client.post(f"{page}close/", {"revision": 1}).status_code == status
    said = {"act": Said.DONE.value, "revision": 1, "note": "x"}
    assert client.post(f"{LIST}decisions/{one.pk}/", said).status_code == status


def test_in_french_nothing_is_left_in_english(as_, beni):
    held = co.meeting()
    co.decision(held, days=-1)
    farid = make.person("Farid")
    type(farid).objects.filter(pk=farid.pk).update(language="fr")
    text = as_("Farid").get(f"{LIST}{held.pk}/").content.decode().split("<main")[1]
    assert "en retard depuis" in text and "Add a decision" not in text and "Held at" not in text
    agenda = as_("Farid").get("/responses/agenda/").content.decode().split("<main")[1]
    assert "Ordre du jour" in agenda and "Not decided yet" not in agenda
