"""Accounts closed and opened, sessions ended, a link to a new password: nothing is deleted, nobody acts as another."""

import datetime as dt
import re

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from alerts.domain.words import Component, Role
from alerts.models import Delivery, Device, Event, Membership, Person, RotationPlace
from alerts.selectors import duty, leaving
from alerts.services import accounts
from alerts.services.accounts import CannotSignIn
from ewrr.common import clock
from tests import inviting as made
from tests import make
from tests.integration.devices import device, speaks

pytestmark = pytest.mark.django_db
RESET = re.compile(r"/accounts/password/reset/key/\S+/")


@pytest.fixture(autouse=True)
def no_earlier_tries():
    cache.clear()


@pytest.fixture
def ivan(as_):
    return as_("Ivan")


def path_of(name):
    return f"/setup/people/{make.person(name).pk}/"


def signed_in(name, agent="Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"):
    client = Client(HTTP_USER_AGENT=agent)
    answer = client.post("/accounts/login/", {"login": make.person(name).email, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def test_what_closing_would_leave_is_seen_before_and_nothing_is_done(ivan, beni):
    page = ivan.get(f"{path_of('Amina')}close/").content.decode()
    assert "Close the account of Amina?" in page and "Civilian focal point" in page and "falls to Luc" in page
    assert make.person("Amina").is_active
    found = leaving.leaving(make.viewer("Ivan"), make.person("Amina"), clock.now())
    assert found.held > 50 and {gap.duty for gap in found.gaps} == {"Civilian focal point"}


def test_closed_nobody_signs_in_is_told_or_found_and_everything_stays(ivan, beni):
    amina, phone = make.person("Amina"), speaks(device("Amina"))
    browser = signed_in("Amina")
    assert phone.get("/api/v1/alerts/").status_code == 200
    assert "The account is closed." in ivan.post(f"{path_of('Amina')}close/", follow=True).content.decode()
    assert browser.get("/board/").status_code == 302
    assert phone.get("/api/v1/alerts/").status_code == 401
    again = Client().post("/accounts/login/", {"login": amina.email, "password": make.PASSWORD})
    assert again.status_code != 302 or "inactive" in again["Location"]
    alert = make.alert(is_routed=True)
    assert not alert.deliveries.filter(person=amina).exists()
    assert alert.deliveries.filter(person__name="Luc").exists(), "the duty fell to whom it falls to"
    assert Membership.objects.filter(person=amina).exists() and RotationPlace.objects.filter(person=amina).exists()
    assert Device.objects.get(user=amina).ended_at is not None
    assert not UserSession.objects.filter(user=amina).exists()
    assert Delivery.objects.filter(notice__what="roles_changed", person__name="Grace").exists()


def test_opened_again_it_is_as_before(ivan, beni):
    ivan.post(f"{path_of('Amina')}close/")
    closed = ivan.get(path_of("Amina")).content.decode()
    assert "It is closed" in closed
    assert "open again" in ivan.post(f"{path_of('Amina')}reopen/", follow=True).content.decode()
    assert signed_in("Amina").get("/board/").status_code == 200
    assert duty.own_shift(make.person("Amina"), beni.pk, clock.now()) is not None
    twice = ivan.post(f"{path_of('Amina')}reopen/")
    assert twice.status_code == 409 and "open already" in twice.content.decode()


def test_another_office_that_counts_on_them_keeps_the_account(ivan, beni, bouar):
    amina = make.person("Amina")
    Membership.objects.create(
        person=amina, office=bouar, role=Role.OFFICER, component=Component.CIVILIAN, from_date=dt.date(2020, 1, 1)
    )
    page = ivan.get(f"{path_of('Amina')}close/").content.decode()
    assert "End every role of Amina here?" in page and "Bouar" not in page
    assert "All roles here ended." in ivan.post(f"{path_of('Amina')}close/", follow=True).content.decode()
    amina.refresh_from_db()
    assert amina.is_active and make.viewer("Amina").office == bouar
    refused = ivan.post(path_of("Amina"), {"name": "A", "phone": "", "language": "en", "seen": ""})
    assert refused.status_code == 409 and "no role in this office any more" in refused.content.decode()
    for door in ("reset/", "sessions/", "close/"):
        assert ivan.post(path_of("Amina") + door, {"session": "all"}).status_code == 409


def test_one_session_ends_or_all_and_the_page_says_where_they_are(ivan, beni):
    first = signed_in("Amina")
    phone = signed_in("Amina", "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    page = ivan.get(path_of("Amina")).content.decode()
    assert "Firefox, Linux" in page and "Chrome, Android" in page and "127.0.0.1" not in page
    one = UserSession.objects.filter(user=make.person("Amina")).earliest("pk")
    assert ivan.post(f"{path_of('Amina')}sessions/", {"session": one.pk}).status_code == 303
    assert first.get("/board/").status_code == 302 and phone.get("/board/").status_code == 200
    assert ivan.post(f"{path_of('Amina')}sessions/", {"session": "all"}).status_code == 303
    assert phone.get("/board/").status_code == 302
    assert [event.data["sessions"] for event in Event.objects.filter(kind="person.sessions_ended")] == [1, 1]


def test_a_session_of_somebody_else_is_not_ended_by_its_number(ivan, beni):
    dora = signed_in("Dora")
    other = UserSession.objects.get(user=make.person("Dora"))
    assert ivan.post(f"{path_of('Amina')}sessions/", {"session": other.pk}).status_code == 303
    assert dora.get("/board/").status_code == 200
    assert ivan.post(f"{path_of('Amina')}sessions/", {"session": "x"}).status_code == 404


def test_a_link_to_a_new_password_goes_to_its_person_alone(ivan, beni, mailoutbox):
    browser = signed_in("Amina")
    page = ivan.post(f"{path_of('Amina')}reset/", follow=True).content.decode()
    assert "to their own address and to nobody else" in page and not RESET.search(page)
    made.mailed(mailoutbox, "amina@beni.example")
    (mail,) = [mail for mail in mailoutbox if mail.to == ["amina@beni.example"]]
    link = made.first(RESET, mail.body)
    soon = ivan.post(f"{path_of('Amina')}reset/")
    assert soon.status_code == 409 and "less than a minute ago" in soon.content.decode()
    assert browser.get("/board/").status_code == 200, "sessions go on until the password is another"
    person = Client()
    form = person.get(link, follow=True)
    new = "quite another sentence"
    person.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert make.person("Amina").check_password(new)
    assert browser.get("/board/").status_code == 302


def test_a_closed_account_gets_no_link(ivan, beni, mailoutbox):
    ivan.post(f"{path_of('Amina')}close/")
    with pytest.raises(CannotSignIn):
        accounts.send_reset(viewer=make.viewer("Ivan"), person_id=make.person("Amina").pk)
    assert made.mailed(mailoutbox, "amina@beni.example") == []


def test_a_closed_account_is_invited_anew_by_an_office_that_needs_it(ivan, beni):
    ivan.post(f"{path_of('Hana')}close/")
    hana = make.person("Hana")
    person = made.invited(hana.email, name="X", role=made.role(Role.POC_MANAGER, None), to_known=True)
    assert person == hana and person.name == "Hana"
    made.accepted(person)
    assert Role.POC_MANAGER in make.viewer("Hana").roles


def test_nobody_closes_their_own_account_or_the_last_administrator_s(ivan, beni):
    assert ivan.post(f"{path_of('Ivan')}close/").status_code == 409
    yusuf = made.administrator()
    client = Client()
    client.force_login(yusuf)
    assert client.post(f"{path_of('Ivan')}close/").status_code == 303
    assert ivan.get("/setup/people/").status_code == 302
    assert not Person.objects.get(name="Ivan").is_active
