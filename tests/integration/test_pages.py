"""The pages without a script: filing, answering, signing in, languages, one's offices."""

import pytest
from django.core import mail

from alerts.domain.words import Precision
from alerts.models import Acknowledgement, Alert, Filing, Person
from alerts.services import delivery, telling
from tests import make

pytestmark = pytest.mark.django_db


def test_hana_files_and_gets_a_receipt(as_, beni):
    answer = as_("Hana").post("/file/", make.form(place="Oicha", precision=""))
    alert = Alert.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/alerts/{alert.number}/receipt/")
    assert (alert.place_name, alert.precision, alert.area.name) == ("Oicha", "village", "Nord-Kivu")
    assert alert.number in as_("Hana").get(answer["Location"]).content.decode()


def test_sending_the_form_twice_makes_one_alert(as_, beni):
    hana, fields = as_("Hana"), make.form()
    assert hana.post("/file/", fields)["Location"] == hana.post("/file/", fields)["Location"]
    assert Filing.objects.count() == 1


def test_a_script_gets_json(as_, beni):
    answer = as_("Hana").post("/file/", make.form(), headers={"Accept": "application/json"})
    assert answer.json()["number"] == Alert.objects.get().number
    wrong = as_("Hana").post("/file/", make.form(text=""), headers={"Accept": "application/json"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["text"])


@pytest.mark.parametrize(
    ("typed", "claimed", "precision", "has_point"),
    [
        ("35N QA 866 901", "", Precision.EXACT, True),
        ("35NQA8690", "", Precision.VILLAGE, True),
        ("0.817, 29.578", "near", Precision.NEAR, True),
        ("beni", "", Precision.VILLAGE, True),
        ("BÉNI", "near", Precision.NEAR, True),
        ("third house after the mill", "exact", Precision.NAME_ONLY, False),
    ],
)
def test_a_place_is_read_as_grid_coordinates_name_or_words(as_, beni, typed, claimed, precision, has_point):
    as_("Hana").post("/file/", make.form(place=typed, precision=claimed))
    alert = Alert.objects.get()
    assert (alert.precision, alert.lat is not None) == (precision, has_point)


def test_the_gazetteer_suggests_what_fits(as_, beni):
    body = as_("Hana").post("/places/", {"q": "oïch"}).content.decode()
    assert "Oicha" in body and "Nord-Kivu" in body
    assert as_("Farid").post("/places/", {"q": "oicha"}).status_code == 403


def test_amina_answers_from_her_first_page(as_, beni):
    alert = make.alert(is_routed=True)
    amina = as_("Amina")
    assert alert.number in amina.get("/").content.decode()
    answer = amina.post(f"/alerts/{alert.number}/answer/", {"next": "owed"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Acknowledgement.objects.get().person.name == "Amina"


def test_the_link_in_the_mail_opens_a_page_and_only_its_button_answers(client, beni):
    make.alert(is_routed=True)
    delivery.deliver_due()
    body = next(message.body for message in mail.outbox if message.to == ["ben@beni.example"])
    link = next(word for word in body.split() if "/answer/" in word)
    path = "/answer/" + link.partition("/answer/")[2]
    for _turn in range(3):  # previews and mail scanners open links too
        page = client.get(path)
        client.head(path)
    assert page.status_code == 200
    assert "Opening this page answers nothing" in page.content.decode()
    assert not Acknowledgement.objects.exists()
    done = client.post(path)
    assert "Ben has it" in done.content.decode()
    answer = Acknowledgement.objects.get()
    assert (answer.person.name, answer.component, answer.via) == ("Ben", "police", "mail")
    client.post(path)
    assert Acknowledgement.objects.count() == 1


def test_the_page_behind_the_link_says_no_more_than_the_message(client, beni):
    alert = make.alert(text="CANARY", people_note="CANARY", source={"name": "CANARY"}, is_routed=True)
    row = alert.deliveries.filter(channel="email")[0]
    page = client.get(f"/answer/{telling.answer_token(row)}/").content.decode()
    assert alert.number in page
    assert "CANARY" not in page and "Mayi-Moya" not in page


def test_a_link_of_a_closed_account_answers_nothing(client, beni):
    alert = make.alert(is_routed=True)
    row = alert.deliveries.filter(channel="email")[0]
    row.person.is_active = False
    row.person.save()
    assert client.post(f"/answer/{telling.answer_token(row)}/").status_code == 404
    assert not Acknowledgement.objects.exists()


def test_signing_in_by_page_works_and_a_wrong_password_says_so(client, beni):
    wrong = client.post("/accounts/login/", {"login": "dora@beni.example", "password": "no"})
    assert wrong.status_code == 200 and "banner bad" in wrong.content.decode()
    answer = client.post("/accounts/login/", {"login": "dora@beni.example", "password": make.PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_forms_of_signing_in_speak_as_the_other_pages_do(client, as_, beni):
    dora = as_("Dora")
    pages = [client.get("/accounts/login/"), client.get("/accounts/password/reset/")]
    pages.append(dora.get("/accounts/password/change/"))
    for page in pages:
        assert "placeholder" not in page.content.decode()
    assert all("E-mail address" in page.content.decode() for page in pages[:2])
    wrong = client.post("/accounts/login/", {"login": "dora@beni.example", "password": "no"}, HTTP_ACCEPT_LANGUAGE="fr")
    assert "Adresse e-mail ou mot de passe incorrect." in wrong.content.decode()


def test_nobody_signs_up(client, beni):
    assert "No sign-up" in client.get("/accounts/signup/").content.decode()
    fields = {"email": "new@x.example", "password1": make.PASSWORD}
    client.post("/accounts/signup/", fields)
    assert not Person.objects.filter(email="new@x.example").exists()


def test_every_account_page_stands_in_our_frame(as_, client, beni):
    dora = as_("Dora")
    for path in ("/accounts/password/change/", "/accounts/sessions/", "/accounts/logout/", "/accounts/reauthenticate/"):
        assert 'id="main"' in dora.get(path, follow=True).content.decode(), path
    for path in (
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/inactive/",
    ):
        assert 'id="main"' in client.get(path).content.decode(), path


def test_a_forgotten_password_is_reset_by_mail(client, beni):
    client.post("/accounts/password/reset/", {"email": "dora@beni.example"})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get("/accounts" + link.partition("/accounts")[2], follow=True)
    done = client.post(
        page.request["PATH_INFO"], {"password1": "another long sentence", "password2": "another long sentence"}
    )
    assert done.status_code == 302
    assert client.login(email="dora@beni.example", password="another long sentence")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, beni):
    answer = client.post("/accounts/password/reset/", {"email": "nobody@beni.example"})
    assert (answer.status_code, mail.outbox) == (302, [])


def test_the_language_is_kept_with_the_person(as_, beni):
    client = as_("Amina")
    client.post("/language/", {"language": "fr", "next": "/board/"})
    assert '<html lang="fr"' in client.get("/board/").content.decode()
    assert make.person("Amina").language == "fr"


def test_the_language_switch_leads_nowhere_else(as_, beni):
    answer = as_("Amina").post("/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_somebody_of_two_offices_is_in_one_at_a_time(as_, offices):
    make.person("Dora").memberships.create(office=offices["BOU"], role="hub_duty", from_date="2020-01-01")
    alert, client = make.alert(), as_("Dora")
    page = client.get(f"/alerts/{alert.number}/")
    assert page.status_code == 200 and "Go to Bouar" in page.content.decode()
    client.post("/office/", {"office": "BOU"})
    assert client.get(f"/alerts/{alert.number}/").status_code == 404
    client.post("/office/", {"office": "XXX"})
    assert client.get("/board/").context["viewer"].office.code == "BOU"


def test_a_list_longer_than_a_page_is_read_by_key_without_repeat_or_gap(as_, beni):
    from alerts.selectors import board

    for turn in range(board.PAGE + 15):
        make.alert(level=("low", "critical", "medium")[turn % 3])
    Alert.objects.update(area=None)  # or they would stand together as one storm
    client, seen, address = as_("Dora"), [], "/board/"
    while address:
        page = client.get(address)
        seen += [card.alert.number for card in page.context["cards"]]
        after = page.context["page"].after
        address = f"/board/?after={after}".replace("+", "%2B") if after else ""
    assert len(seen) == len(set(seen)) == board.PAGE + 15
    ranks = [Alert.objects.get(number=number).level for number in seen]
    assert ranks == sorted(ranks, key=["critical", "medium", "low"].index)


def test_a_refused_act_says_why_in_its_place_and_on_a_page(as_, beni):
    """Imported history was told to nobody: there is nothing to answer."""
    alert = make.alert()
    alert.escalations.all().delete()
    address = f"/alerts/{alert.number}/answer/"
    page = as_("Dora").post(address)
    piece = as_("Dora").post(address, headers={"HX-Request": "true", "HX-Target": "alert"})
    for answer in (page, piece):
        assert answer.status_code == 409
        assert "nothing to answer" in answer.content.decode()
    assert piece.content.decode().strip().startswith('<div id="alert"')
