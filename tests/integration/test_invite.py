"""Accounts are made by invitation: a link by mail, good once and for a week, in nobody's hands but its person's."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from alerts.domain.words import Component, Role
from alerts.models import Delivery, Event, Invitation, Membership, Person
from alerts.selectors import people as shelf
from alerts.services import inviting
from alerts.services.people import MayNotEditPeople, OwnRoles
from ewrr.common import clock
from tests import inviting as made
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_tries():
    cache.clear()


def test_from_the_form_to_the_first_page(as_, beni, mailoutbox):
    page = as_("Ivan").post("/setup/people/invite/", made.typed(), follow=True).content.decode()
    assert "Invited: the mail is on its way." in page and "Its link is good until" in page
    person = Person.objects.get(email="zoe@beni.example")
    assert not person.is_active and not person.has_usable_password()
    (link,) = made.mailed(mailoutbox, person.email)
    (mail,) = [mail for mail in mailoutbox if mail.to == [person.email]]
    assert mail.subject == "Votre invitation au hub d’alerte précoce" and "Zoé" not in mail.body
    browser = Client()
    shown = browser.get(link).content.decode()
    assert "Bienvenue, Zoé" in shown and "Beni" in shown
    first = browser.post(link, made.CHOSEN | {"phone": "+243 990 000 222"}, follow=True)
    assert first.redirect_chain[-1][0] == "/" and "Zoé" in first.content.decode()
    person.refresh_from_db()
    assert person.is_active and person.check_password(make.PASSWORD) and person.phone == "+243 990 000 222"
    assert Client().post("/accounts/login/", {"login": person.email, "password": make.PASSWORD}).status_code == 302


def test_the_link_works_once_and_opening_it_uses_nothing_up(beni):
    person = made.invited()
    path = f"/accounts/invitation/{made.link_of(person)}/"
    for _turn in range(3):
        assert Client().get(path).status_code == 200
    assert Client().post(path, made.CHOSEN).status_code == 302
    again = Client().post(path, made.CHOSEN | {"password": "another long sentence", "again": "another long sentence"})
    assert again.status_code == 404 and "This link was used or is too old." in again.content.decode()
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_nothing_in_the_database_opens_the_account(beni):
    token = made.link_of(made.invited())
    secret = token.rpartition(":")[2]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{secret}%"])  # noqa: S608
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize(
    "wrong", ["x", "WzEsMV0:1xXzB8:gb9sAcAfDRJpDlsz_NG3GozGDYl0nCY4Rxq1AdsDAbI", "%00", "a" * 400, "../../setup"]
)
def test_a_link_that_was_never_made_opens_nothing(beni, wrong):
    assert Client().get(f"/accounts/invitation/{wrong}/").status_code in {400, 404}


def test_a_week_later_it_is_too_old_and_a_new_one_makes_the_old_one_worthless(beni):
    person = made.invited()
    old = made.link_of(person)
    with clock.set_to(clock.now() + dt.timedelta(days=7, seconds=1)):
        assert Client().get(f"/accounts/invitation/{old}/").status_code == 404
        inviting.send_again(viewer=make.viewer("Ivan"), person_id=person.pk)
        assert Client().get(f"/accounts/invitation/{old}/").status_code == 404
        assert Client().get(f"/accounts/invitation/{made.link_of(person)}/").status_code == 200


def test_it_is_sent_again_once_a_minute(as_, beni, mailoutbox):
    person = made.invited()
    path = f"/setup/people/{person.pk}/invitation/"
    soon = as_("Ivan").post(path, {"act": "again"})
    assert soon.status_code == 409 and "less than a minute ago" in soon.content.decode()
    Delivery.objects.filter(person=person).update(created_at=clock.now() - dt.timedelta(minutes=2))
    assert as_("Ivan").post(path, {"act": "again"}).status_code == 303
    first, second = made.mailed(mailoutbox, person.email)
    assert first == second, "the mail is written as it is sent: both lead to the link that works"
    assert Client().get(second).status_code == 200


def test_it_is_shown_once_to_be_passed_on_and_that_stands_in_the_list(as_, beni):
    person = made.invited()
    mail = made.link_of(person)
    shown = as_("Ivan").post(f"/setup/people/{person.pk}/invitation/", {"act": "show"}).content.decode()
    token = made.link_of(person)
    assert f"/accounts/invitation/{token}/" in shown and "it is not shown again" in shown
    assert Client().get(f"/accounts/invitation/{mail}/").status_code == 404
    assert token not in as_("Ivan").get(f"/setup/people/{person.pk}/").content.decode()
    changes = as_("Grace").get("/setup/changes/?area=people").content.decode()
    assert "link of the invitation shown, to be passed on by hand" in changes


def test_withdrawn_it_opens_nothing_sends_nothing_and_the_role_is_gone(as_, beni, mailoutbox):
    person = made.invited()
    token = made.link_of(person)
    page = as_("Ivan").post(f"/setup/people/{person.pk}/invitation/", {"act": "withdraw"}, follow=True)
    assert "Withdrawn" in page.content.decode()
    assert Client().get(f"/accounts/invitation/{token}/").status_code == 404
    assert made.mailed(mailoutbox, person.email) == []
    assert not shelf.standing(make.today()).filter(person=person).exists()
    assert Event.objects.filter(kind="role.ended", data__person=person.pk).exists()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"email": "zoe"}, "email", "This is not an e-mail address"),
        ({"email": ""}, "email", "Give the address"),
        ({"name": ""}, "name", "Give the name."),
        ({"name": "x" * 81}, "name", ""),
        ({"phone": "call me"}, "phone", "Write the number in figures"),
        ({"role": "machine"}, "role", ""),
        ({"role": "wall"}, "role", ""),
        ({"role": ""}, "role", "Choose a role."),
        ({"component": ""}, "component", "officers and focal points speak for one"),
        ({"from_date": "soon"}, "from_date", "This day cannot be read"),
        ({"from_date": "1999-01-01"}, "from_date", "within a year"),
        ({"last_day": "2020-01-01"}, "last_day", "A role ends after it begins"),
        ({"language": "xx"}, "language", ""),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(as_, beni, typed, field, sentence):
    before = Person.objects.count()
    refused = as_("Ivan").post("/setup/people/invite/", made.typed() | typed)
    body = refused.content.decode()
    assert refused.status_code == 422 and sentence in body and f'id="id_{field}_error"' in body
    kept = (made.typed() | typed)["name"] or (made.typed() | typed)["phone"]
    assert kept in body
    assert Person.objects.count() == before and not Invitation.objects.exists()


def test_an_address_that_is_known_is_asked_about_and_gets_the_role(as_, beni, bouar):
    """Esther has an account by another office: that is said, and nothing else of her."""
    ivan = as_("Ivan")
    typed = made.typed() | {"email": "ESTHER@bouar.example", "role": "hub_duty", "component": ""}
    asked = ivan.post("/setup/people/invite/", typed)
    body = asked.content.decode()
    assert asked.status_code == 409 and "This address has an account already." in body
    assert "Bouar" not in body and 'name="to_known" value="on"' in body
    assert ivan.post("/setup/people/invite/", typed | {"to_known": "on"}, follow=True).status_code == 200
    esther = make.person("Esther")
    assert esther.name == "Esther" and Membership.objects.filter(person=esther, office=beni, role="hub_duty").exists()
    assert not Invitation.objects.exists()


def test_nobody_invites_themselves(as_, beni):
    typed = made.typed() | {"email": "ivan@beni.example", "to_known": "on"}
    refused = as_("Ivan").post("/setup/people/invite/", typed)
    assert refused.status_code == 409 and "changed by another administrator" in refused.content.decode()
    with pytest.raises(OwnRoles):
        made.invited("ivan@beni.example", to_known=True)


@pytest.mark.parametrize("name", ["Dora", "Grace", "Amina"])
def test_only_an_administrator_invites(beni, name):
    with pytest.raises(MayNotEditPeople):
        made.invited(by=name)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"password": "short", "again": "short"}, "at least 14 characters"),
        ({"password": "zoe@beni.example", "again": "zoe@beni.example"}, "too similar"),
        ({"again": "another one altogether"}, "The two are not the same"),
        ({"password": "", "again": ""}, "Choose a password."),
        ({"phone": "none"}, "Write the number in figures"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_sentence(beni, chosen, sentence):
    person = made.invited(language="en")
    path = f"/accounts/invitation/{made.link_of(person)}/"
    refused = Client().post(path, made.CHOSEN | {"language": "en"} | chosen)
    assert refused.status_code == 422 and sentence in refused.content.decode()
    assert make.PASSWORD not in refused.content.decode()
    person.refresh_from_db()
    assert not person.is_active


def test_a_link_gets_into_no_log(beni, caplog):
    token = made.link_of(made.invited())
    path = f"/accounts/invitation/{token}/"
    assert Client().post(path, made.CHOSEN | {"again": "another"}).status_code == 422
    assert Client().post(path, made.CHOSEN).status_code == 302
    assert Client().get(path).status_code == 404
    assert token not in caplog.text and make.PASSWORD not in caplog.text


def test_guessing_is_slowed(beni):
    client = Client(REMOTE_ADDR="10.0.0.9")
    answers = [client.post("/accounts/invitation/nonsense/", {}).status_code for _turn in range(31)]
    assert answers[:30] == [404] * 30 and answers[30] == 429


def test_whoever_was_signed_in_at_this_browser_goes_out_first(as_, beni):
    person = made.invited()
    browser = as_("Dora")
    page = browser.post(f"/accounts/invitation/{made.link_of(person)}/", made.CHOSEN, follow=True).content.decode()
    assert "Zoé" in page and "Dora" not in page


def test_until_it_is_taken_up_nobody_signs_in_is_told_or_holds_a_duty(beni):
    person = made.invited(role=made.role(Role.FOCAL_POINT, Component.CIVILIAN))
    beni.duties.get(code="civilian-focal-point").shifts.create(
        person=person, starts_at=clock.now(), ends_at=clock.now() + dt.timedelta(hours=2), kind="surge"
    )
    alert = make.alert(is_routed=True)
    assert not alert.deliveries.filter(person=person).exists()
    assert Client().post("/accounts/login/", {"login": person.email, "password": ""}).status_code == 200


def test_the_events_hold_ids_and_codes_only(beni):
    person = made.accepted(made.invited())
    events = list(Event.objects.filter(data__person=person.pk).order_by("seq"))
    assert [(event.kind, event.data.get("act")) for event in events] == [
        ("role.given", None),
        ("person.invited", "invited"),
        ("person.invited", "accepted"),
    ]
    assert not any(word in str(event.data) for event in events for word in ("Zo", "@", "+243"))
