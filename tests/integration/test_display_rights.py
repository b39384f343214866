"""A paired display is nobody: the wall's doors show it the wall, and no other door of the hub knows it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from alerts.models import Display
from alerts.selectors import lists as shelf
from alerts.services import displays, lists
from ewrr.common import clock
from tests import make
from tests.house import doors
from tests.integration.displaying import PAIR, paired

pytestmark = pytest.mark.django_db
BEAT = "/wall/beat/"
LINKS = {"answer_from_message"}  # the link itself is the right, whoever follows it
WALL_DOORS = {"wall", "wall_news", "wall_beat"}


@pytest.fixture
def display(beni):
    return paired()


def test_at_every_other_door_it_is_answered_as_somebody_unknown(beni, display):
    alert = make.alert(is_routed=True)
    doors.Visitors(beni)  # so that every address leads to something
    _display, client = display
    before, asked = doors.digests(), 0
    for name, paths in doors.addresses(alert).items():
        if name in WALL_DOORS | {"wall_pair"} or name.startswith("ws/"):
            continue
        for path in paths:
            for method in ("get",) if name in LINKS else ("get", "post"):
                as_display, as_nobody = getattr(client, method)(path), getattr(Client(), method)(path)
                found = (as_display.status_code, as_display.get("Location"))
                assert found == (as_nobody.status_code, as_nobody.get("Location")), f"{method} {path}"
                assert (
                    settings.SESSION_COOKIE_NAME not in client.cookies
                    or not client.cookies[settings.SESSION_COOKIE_NAME].value
                )
                asked += 1
    assert asked > 250
    assert doors.digests() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_at_the_walls_doors_it_only_reads(display, method):
    _display, client = display
    for name in WALL_DOORS & set(doors.routes()):
        assert getattr(client, method)(doors.routes()[name]).status_code == 405


def test_it_reads_its_own_offices_wall_in_its_language(display):
    _display, client = display
    answer = client.get(BEAT)
    assert answer.status_code == 200 and set(answer.json()) == {"now", "ages", "rings"}
    assert answer["Content-Language"] == "en" and answer["Cache-Control"] == "no-store"
    _other, french = paired(name="Cuisine", language="fr")
    assert french.get(BEAT)["Content-Language"] == "fr"


def test_it_calls_things_as_its_office_does(display, beni):
    alert, version = make.alert(is_routed=True), shelf.sheet(beni, "kind").version
    typed = {"name_en": "Troubling talk", "name_fr": "Paroles troublantes"}
    lists.word(viewer=make.viewer("Dora"), of="kind", code=alert.kind, seen=version, **typed)
    _display, client = display
    assert "Troubling talk" in client.get("/wall/").content.decode()
    _other, french = paired(name="Cuisine", language="fr")
    assert "Paroles troublantes" in french.get("/wall/").content.decode()


def test_that_it_is_used_is_written_once_a_minute_and_moves_its_end(display):
    made, client = display
    seen = []
    for seconds in (10, 20, 75, 80):
        with clock.set_to(made.paired_at + timedelta(seconds=seconds)):
            answer = client.get(BEAT)
            made.refresh_from_db()
            seen.append(made.last_seen_at - made.paired_at)
            assert (settings.DISPLAY_COOKIE_NAME in answer.cookies) == (seconds in {10, 75})
    assert [round(one.total_seconds()) for one in seen] == [10, 10, 75, 75]
    assert made.expires_at == made.paired_at + timedelta(seconds=75) + displays.LASTS


def end(made):
    displays.end(viewer=make.viewer("Dora"), display_id=made.pk)


def run_out(made):
    Display.objects.filter(pk=made.pk).update(expires_at=clock.now())


def forget(made):
    Display.objects.filter(pk=made.pk).delete()


@pytest.mark.parametrize("lose", [end, run_out, forget])
def test_revoked_it_is_signed_out_full_screen(display, lose):
    made, client = display
    lose(made)
    page = client.get(BEAT)
    body = page.content.decode()
    assert page.status_code == 401 and page["Refresh"] == "60"
    assert "SIGNED OUT" in body and "Call the duty officer." in body and "DÉCONNECTÉ" in body
    assert "<form" not in body and "<input" not in body, "never a form to sign in"
    assert f'href="{PAIR}"' in body
    told = client.get(BEAT, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()) == (401, {"code": "signed_out"})


@pytest.mark.parametrize("secret", ["", "x", "x" * 5000, "é", "00\x00"])
def test_a_made_up_secret_opens_nothing(beni, secret):
    client = Client()
    client.cookies[settings.DISPLAY_COOKIE_NAME] = secret
    assert client.get(BEAT).status_code == 401


def test_a_screen_that_waits_sees_nothing_yet(beni):
    client = Client()
    client.post(PAIR)
    assert client.get(BEAT).status_code == 401


def test_a_session_that_ended_leaves_a_screen_that_says_so(as_):
    dora = as_("Dora")
    assert dora.get(BEAT).status_code == 200
    dora.logout()
    page = dora.get(BEAT)
    assert page.status_code == 401 and "SIGNED OUT" in page.content.decode()


def test_whoever_is_signed_in_and_may_not_read_is_told_the_same(as_):
    page = as_("Ivan").get(BEAT)
    assert page.status_code == 403 and "SIGNED OUT" in page.content.decode()


def test_whoever_is_signed_in_at_a_paired_screen_sees_their_own_office(display, as_):
    _display, client = display
    client.force_login(make.person("Esther"))
    assert client.get(BEAT)["Content-Language"] == make.person("Esther").language
    client.force_login(make.person("Ivan"))
    assert client.get(BEAT).status_code == 200, "who may not read leaves the display what it is"
