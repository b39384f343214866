"""Signing in under attack: slowed by account and address, never locked out; rate limits need no Redis."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_tries():
    cache.clear()
    yield
    cache.clear()


def sign_in(login, password, address="10.0.0.1"):
    return Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": login, "password": password})


def test_guessing_is_slowed_with_a_sentence(beni):
    for _turn in range(10):
        sign_in("dora@beni.example", "wrong")
    answer = sign_in("dora@beni.example", make.PASSWORD)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_a_colleague_behind_the_same_address_still_signs_in(beni):
    for _turn in range(12):
        sign_in("dora@beni.example", "wrong")
    assert sign_in("amina@beni.example", make.PASSWORD).status_code == 302


def test_a_session_begun_before_goes_on(beni):
    client = Client()
    client.force_login(make.person("Dora"))
    for _turn in range(12):
        sign_in("dora@beni.example", "wrong")
    assert client.get("/board/").status_code == 200


def test_an_unknown_address_and_a_wrong_password_look_the_same(beni):
    bodies = [
        sign_in(login, "wrong").content.decode().replace(login, "X")
        for login in ("dora@beni.example", "nobody@beni.example")
    ]
    strip = [body.partition("<main")[2].partition("</main>")[0].partition('name="csrf')[0] for body in bodies]
    assert strip[0] == strip[1]


def test_tries_are_counted_in_the_database(beni, settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    from django.db import connection

    sign_in("dora@beni.example", "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ewrr_cache")
        assert cursor.fetchone()[0] > 0


def test_a_closed_account_does_not_sign_in(beni):
    person = make.person("Dora")
    person.is_active = False
    person.save()
    assert sign_in("dora@beni.example", make.PASSWORD)["Location"] == "/accounts/inactive/"


def test_sign_in_leads_back_to_where_one_wanted_to_go_and_nowhere_else(beni):
    def end_of(wanted):
        fields = {"login": "dora@beni.example", "password": make.PASSWORD, "next": wanted}
        return Client().post("/accounts/login/", fields)["Location"]

    assert end_of("/board/") == "/board/"
    assert end_of("https://elsewhere.example/") == "/"


def test_signing_out_ends_the_session(beni):
    client = Client()
    client.force_login(make.person("Dora"))
    key = client.session.session_key
    client.post("/accounts/logout/")
    from django.contrib.sessions.models import Session

    assert not Session.objects.filter(session_key=key).exists()


def test_the_other_sessions_of_a_person_can_be_ended(beni):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/accounts/login/", {"login": "dora@beni.example", "password": make.PASSWORD})
        client.get("/")
    here.post("/accounts/sessions/")
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
