"""A screen is paired by the code that it shows, once and in time, by those who set up; and it can be ended."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from alerts.domain import pairing
from alerts.models import Display, Event, Membership, Office
from alerts.services import displays
from alerts.services.displays import Draft, IsEnded, MayNotPair, NameTaken, NoSuchCode
from alerts.services.setting_up import Stale
from ewrr.common import clock
from tests import make
from tests.integration.displaying import NEW, PAIR, code_on, paired, screen

pytestmark = pytest.mark.django_db
LIST = "/setup/displays/"


@pytest.fixture(autouse=True)
def fresh_limits(beni):
    cache.clear()


def typed(code, **more):
    return {"code": code, "name": "Operations room", "language": "fr"} | more


def test_a_code_is_asked_for_shown_confirmed_and_leads_to_the_wall(as_):
    client = screen()
    code = code_on(client)
    assert code_on(client) == code, "looking again shows the same"
    assert client.get(PAIR, headers={"Accept": "application/json"}).json() == {"state": "waits"}
    page = as_("Ivan").post(NEW, typed(code.lower().replace("-", " ")), follow=True).content.decode()
    assert "Paired: “Operations room”." in page and "has not shown the wall yet" in page
    display = Display.objects.get()
    assert (display.office.code, display.language, display.paired_by.name) == ("BEN", "fr", "Ivan")
    assert (display.code_digest, display.code_expires_at) == ("", None)
    assert client.get(PAIR, headers={"Accept": "application/json"}).json() == {"state": "paired"}
    assert client.get(PAIR)["Location"] == "/wall/"
    event = Event.objects.get(kind="display.paired")
    assert event.data == {"display": display.pk, "act": "paired", "language": "fr"}


def test_a_new_display_begins_in_the_language_of_its_office(as_, beni):
    Office.objects.filter(pk=beni.pk).update(language="fr")
    page = as_("Ivan").get(NEW).content.decode()
    assert re.search(r'<input type="radio" name="language" value="fr"[^>]* checked', page), page


def test_the_screen_says_in_both_languages_where_its_code_is_typed():
    page = screen().get(PAIR, headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="fr"' in page and "/setup/displays/" in page
    for words in ("On another device, in the hub:", "Displays", "Sur un autre appareil, dans le hub", "Écrans muraux"):
        assert words in page, words
    assert '<noscript><meta http-equiv="refresh"' in page, "it goes on without scripts"


def test_looking_at_the_page_writes_nothing_and_gives_no_code():
    client = Client()
    page = client.get(PAIR).content.decode()
    assert "Show a code" in page and not Display.objects.exists()
    assert settings.DISPLAY_COOKIE_NAME not in client.cookies


def test_what_the_browser_keeps_is_closed_and_sent_to_the_wall_alone():
    client = Client()
    client.post(PAIR, secure=True)
    kept = {name: client.cookies[f"{settings.DISPLAY_COOKIE_NAME}{name}"] for name in ("", "-socket")}
    assert [cookie["path"] for cookie in kept.values()] == ["/wall/", "/ws/wall/"]
    for cookie in kept.values():
        assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Strict"
        assert cookie["max-age"] == 90 * 86400 and len(cookie.value) > 40
    display = Display.objects.get()
    assert kept[""].value not in {display.secret_digest, display.code_digest}
    assert not screen().cookies[settings.DISPLAY_COOKIE_NAME]["secure"], "a hub that is tried out has no TLS"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": ""}, "Type the code that the screen shows."),
        ({"code": "ABCD-EFGH"}, "That is no code"),
        ({"code": "BCDF-GHJK"}, "No screen shows this code now."),
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 61}, "61"),
        ({"language": "de"}, "de"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, wrong, sentence):
    client = screen()
    refused = as_("Dora").post(NEW, typed(code_on(client), name="Salle Nord") | wrong)
    body = refused.content.decode()
    assert refused.status_code == 422 and sentence in body
    assert wrong.get("name", "Salle Nord") in body and wrong.get("code", code_on(client)) in body
    assert not Display.objects.filter(office__isnull=False).exists()


def test_a_code_that_ran_out_is_refused_and_the_screen_asks_for_another(as_):
    client = screen()
    code = code_on(client)
    later = clock.now() + displays.CODE_LASTS
    with clock.set_to(later):
        assert client.get(PAIR, headers={"Accept": "application/json"}).json() == {"state": "ran_out"}
        assert code not in client.get(PAIR).content.decode()
        with pytest.raises(NoSuchCode):
            displays.confirm(viewer=make.viewer("Ivan"), code=code, draft=Draft("x", "en"))
        secret = client.cookies[settings.DISPLAY_COOKIE_NAME].value
        client.post(PAIR)
        assert code_on(client) != code
        assert client.cookies[settings.DISPLAY_COOKIE_NAME].value == secret, "it is the same screen"
    assert Display.objects.count() == 1


def test_a_code_is_good_once(as_):
    client = screen()
    code = code_on(client)
    assert as_("Ivan").post(NEW, typed(code)).status_code == 303
    again = as_("Dora").post(NEW, typed(code, name="Another"))
    assert again.status_code == 422 and "No screen shows this code now." in again.content.decode()


def test_screens_that_waited_in_vain_leave_nothing():
    for _n in range(3):
        screen()
    with clock.set_to(clock.now() + 3 * displays.CODE_LASTS):
        screen()
    assert Display.objects.count() == 1


def test_two_screens_show_two_codes_and_secrets():
    one, other = screen(), screen()
    assert code_on(one) != code_on(other)
    assert len(set(Display.objects.values_list("secret_digest", flat=True))) == 2


def test_it_becomes_the_wall_of_whoever_confirms_it_and_nobody_elses(as_, bouar):
    display, _client = paired()
    path = f"{LIST}{display.pk}/"
    assert "Operations room" in as_("Dora").get(LIST).content.decode()
    assert "Operations room" not in as_("Esther").get(LIST).content.decode()
    assert as_("Esther").get(path).status_code == as_("Esther").post(path, {"name": "x"}).status_code == 404
    assert as_("Esther").post(f"{path}end/").status_code == 404
    for doing in (
        lambda: displays.end(viewer=make.viewer("Esther"), display_id=display.pk),
        lambda: displays.change_it(
            viewer=make.viewer("Esther"), display_id=display.pk, seen=displays.version(display), draft=Draft("x", "en")
        ),
    ):
        with pytest.raises(Display.DoesNotExist):
            doing()


@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_who_does_not_set_up_neither_sees_nor_pairs(as_, name):
    client = screen()
    assert as_(name).get(LIST).status_code == as_(name).post(NEW, typed(code_on(client))).status_code == 404
    with pytest.raises(MayNotPair):
        displays.confirm(viewer=make.viewer(name), code=code_on(client), draft=Draft("x", "en"))


def test_asking_for_codes_is_slowed_and_the_screen_tries_again_by_itself(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"show_code": "2/10m/ip"}
    assert [Client().post(PAIR).status_code for _n in range(3)] == [303, 303, 429]
    slowed = Client().post(PAIR)
    assert "Too many codes" in slowed.content.decode() and slowed["Refresh"] == "60;url=/wall/pair/"
    assert Display.objects.count() == 2


def test_trying_codes_is_slowed_and_keeps_what_was_typed(as_, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"confirm_code": "2/10m/user"}
    client = screen()
    dora = as_("Dora")
    tries = [dora.post(NEW, typed("BCDF-GHJK")).status_code for _n in range(3)]
    assert tries == [422, 422, 429]
    refused = dora.post(NEW, typed(code_on(client)))
    assert refused.status_code == 429 and code_on(client) in refused.content.decode()
    assert as_("Ivan").post(NEW, typed(code_on(client))).status_code == 303, "another person is not held up"


def test_name_and_language_change_and_whoever_is_slower_loses_nothing(as_):
    display, _client = paired()
    path, seen = f"{LIST}{display.pk}/", displays.version(display)
    assert as_("Dora").post(path, {"name": "North wall", "language": "fr", "seen": seen}).status_code == 303
    late = as_("Grace").post(path, {"name": "South wall", "language": "en", "seen": seen})
    body = late.content.decode()
    assert late.status_code == 409 and "Dora changed this" in body
    assert "South wall" in body and "It now reads: North wall, French" in body
    display.refresh_from_db()
    again = {"name": "South wall", "language": "en", "seen": displays.version(display)}
    assert as_("Grace").post(path, again).status_code == 303
    assert Event.objects.filter(kind="display.changed", data__display=display.pk).count() == 2
    with pytest.raises(Stale):
        displays.change_it(viewer=make.viewer("Dora"), display_id=display.pk, seen=seen, draft=Draft("x", "en"))


def test_a_name_stands_once_until_its_display_is_ended_or_ran_out(as_):
    display, _client = paired()
    with pytest.raises(NameTaken):
        paired()
    client = screen()
    taken = as_("Dora").post(NEW, typed(code_on(client)))
    assert taken.status_code == 422 and "Another display of this office has that name." in taken.content.decode()
    Display.objects.filter(pk=display.pk).update(expires_at=clock.now())
    assert as_("Dora").post(NEW, typed(code_on(client))).status_code == 303
    display.refresh_from_db()
    assert display.ended_at is not None and Event.objects.filter(kind="display.ended").count() == 1


def test_ended_it_shows_nothing_and_its_screen_begins_anew(as_):
    display, client = paired()
    path = f"{LIST}{display.pk}/"
    page = as_("Dora").post(f"{path}end/", follow=True).content.decode()
    assert "Ended: “Operations room”." in page and "ended by Dora" in page
    assert as_("Dora").post(f"{path}end/").status_code == 303, "ending again changes nothing"
    assert Event.objects.filter(kind="display.ended").count() == 1
    assert as_("Dora").get(path).status_code == 404
    with pytest.raises(IsEnded):
        displays.change_it(viewer=make.viewer("Dora"), display_id=display.pk, seen="", draft=Draft("x", "en"))
    kept = as_("Grace").post(path, {"name": "Kept words", "language": "en", "seen": "x"})
    assert (
        kept.status_code == 409 and "ended meanwhile" in kept.content.decode() and "Kept words" in kept.content.decode()
    )
    before = client.cookies[settings.DISPLAY_COOKIE_NAME].value
    client.post(PAIR)
    assert client.cookies[settings.DISPLAY_COOKIE_NAME].value != before
    assert code_on(client)


def test_a_display_that_nobody_heard_of_for_minutes_is_told_silent_since_when(as_, beni):
    display, _client = paired()
    Display.objects.filter(pk=display.pk).update(last_seen_at=clock.now())
    assert "shows the wall" in as_("Dora").get(LIST).content.decode()
    Display.objects.filter(pk=display.pk).update(last_seen_at=clock.now() - timedelta(minutes=4))
    assert "silent since" in as_("Dora").get(LIST).content.decode()


def test_an_empty_list_says_how_to_begin(as_):
    page = as_("Dora").get(LIST).content.decode()
    assert "No screen shows the wall by itself now." in page and "testserver/wall/pair/" in page


def test_the_pages_are_french_for_who_reads_french(as_):
    person = make.person("Dora")
    person.language = "fr"
    person.save()
    paired()
    page = as_("Dora").get(LIST).content.decode()
    assert "Écrans muraux" in page and "n’a encore rien affiché" in page


def test_the_database_holds_that_a_display_waits_or_belongs_and_that_nobody_is_a_wall(beni):
    display, _client = paired()
    for spoiled in ({"office": None}, {"name": ""}, {"paired_at": None}, {"code_digest": "x"}, {"expires_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Display.objects.filter(pk=display.pk).update(**spoiled)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=make.person("Dora"), office=beni, role="wall", from_date=clock.now().date())


def test_a_code_has_letters_that_are_not_confused_and_is_read_however_it_is_typed():
    assert not set(pairing.LETTERS) & set("AEIOUY0123456789")
    code = pairing.code_of("secret", "moment")
    assert len(code) == 8 and code == pairing.code_of("secret", "moment") != pairing.code_of("secret", "later")
    assert pairing.as_typed(f" {pairing.as_shown(code).lower()} ") == code
    assert pairing.as_typed("BCDFGHJ") == pairing.as_typed("BCDFGHJ1") == pairing.as_typed("") == ""
