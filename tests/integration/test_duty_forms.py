"""The forms of the rota: what they would leave, saved only as it was seen, a sentence for bad input."""

import datetime as dt

import pytest

from alerts.models import Absence, Rotation, Shift, SwapOffer
from alerts.selectors import duty_choices
from alerts.services import duty
from ewrr.common import clock
from tests import make
from tests.integration.rota import DAY, HOUR, ZONE, holds, post, watch
from tests.integration.rota_forms import fields, look, save, seen, typed

pytestmark = pytest.mark.django_db
FIXTURES = (post, watch)


def test_before_it_is_saved_a_form_says_what_it_leaves(as_, beni, post, watch):
    client = as_("Dora")
    told = fields(post, watch, kind="remove", person=make.person("Chidi").pk)
    body = look(client, "/duty/shift/", told)
    assert "This leaves a gap: Force focal point" in body and "falls to Rajiv" in body
    assert not Shift.objects.exists()
    answer = save(client, "/duty/shift/", told)
    assert answer.status_code == 303 and f"#duty-{post.pk}" in answer["Location"]
    assert holds(post, watch[0]) == set()
    assert "Saved" in client.get(answer["Location"].partition("#")[0]).content.decode()


def test_an_address_that_fills_the_form_shows_what_it_leaves_at_once_and_writes_nothing(as_, beni, post, watch):
    body = as_("Dora").get("/duty/shift/", fields(post, watch)).content.decode()
    assert "This leaves no new gap." in body and "Rajiv" in body and not Shift.objects.exists()


def test_what_was_not_looked_at_is_not_saved(as_, beni, post, watch):
    client = as_("Dora")
    told = fields(post, watch)
    token = seen(look(client, "/duty/shift/", told))
    for changed in (told | {"person": make.person("Ben").pk}, told | {"ends_at": typed(watch[1] + HOUR)}):
        answer = client.post("/duty/shift/", changed | {"action": "save", "seen": token})
        assert answer.status_code == 409 and "Something has changed since you looked" in answer.content.decode()
    assert client.post("/duty/shift/", told | {"action": "save"}).status_code == 409
    assert not Shift.objects.exists()
    # Somebody else opens the very gap meanwhile.
    removed = fields(post, watch, kind="remove", person=make.person("Chidi").pk)
    token = seen(look(client, "/duty/shift/", removed))
    duty.declare_absence(viewer=make.viewer("Rajiv"), person=make.person("Rajiv"), starts_at=watch[0], ends_at=watch[1])
    answer = client.post("/duty/shift/", removed | {"action": "save", "seen": token})
    assert answer.status_code == 409 and "falls to Dora" in answer.content.decode()
    assert not Shift.objects.exists()
    assert (
        client.post("/duty/shift/", removed | {"action": "save", "seen": seen(answer.content.decode())}).status_code
        == 303
    )


WRONG = {
    "end before start": ({"ends_at": "2026-01-01T06:00"}, "The end is before the start."),
    "no such day": ({"starts_at": "2026-02-30T06:00"}, "Type day and time"),
    "words": ({"starts_at": "tomorrow"}, "Type day and time"),
    "NUL": ({"starts_at": "2026-11-27T18:00\x00"}, "Null characters"),
    "ten kB": ({"starts_at": "9" * 10_000}, "Type day and time"),
    "year 1": ({"starts_at": "0001-01-01T00:00"}, None),
    "year 9999": ({"ends_at": "9999-12-31T23:59"}, None),
    "nobody": ({"person": ""}, "Choose somebody who has a role in this office."),
    "a stranger": ({"person": "Esther"}, "Choose somebody who has a role in this office."),
    "no person": ({"person": "9" * 60}, "Choose somebody who has a role in this office."),
    "NUL person": ({"person": "1\x00"}, "Null characters"),
    "another office's duty": ({"duty": "bouar"}, "Choose a duty of this office."),
    "no kind": ({"kind": "x" * 10_000}, "Say what is to be done."),
}


@pytest.mark.parametrize("action", ["look", "save"])
@pytest.mark.parametrize("case", WRONG)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(as_, beni, bouar, post, watch, case, action):
    changes, sentence = WRONG[case]
    told = fields(post, watch) | changes
    if told["person"] == "Esther":
        told["person"] = make.person("Esther").pk
    if told["duty"] == "bouar":
        told["duty"] = bouar.duties.first().pk
    answer = as_("Dora").post("/duty/shift/", told | {"action": action})
    body = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in body
    assert sentence is None or sentence in body
    kept = "ends_at" if "starts_at" in changes else "starts_at"
    assert told[kept] in body
    assert not Shift.objects.exists()


@pytest.mark.parametrize("path", ["take", "absence", "swap", "rotation", "rotation/?rotation=1\x00", "offer"])
@pytest.mark.parametrize("junk", ["", "\x00", "9" * 60, "x" * 10_000, "-1", "١"])
def test_junk_in_any_form_or_address_is_never_a_failure(as_, beni, path, junk):
    client = as_("Dora")
    names = ("duty", "person", "first", "second", "starts_at", "ends_at", "turn", "place_1", "first_date", "until_date")
    posted = client.post(f"/duty/{path.partition('?')[0]}/", dict.fromkeys(names, junk) | {"action": "save"})
    assert posted.status_code in {404, 409, 422}
    if "\x00" not in junk:
        for query in (dict.fromkeys(names, junk), {"rotation": junk}, {"shift": junk}, {"absence": junk}):
            assert client.get(f"/duty/{path.partition('?')[0]}/", query).status_code in {200, 404}
            assert client.get("/duty/changes/", query).status_code in {200, 404}


def test_a_form_is_in_the_persons_language(as_, beni, post, watch):
    person = make.person("Dora")
    person.language = "fr"
    person.save()
    body = look(as_("Dora"), "/duty/shift/", fields(post, watch, ends_at="2026-01-01T06:00"))
    assert '<html lang="fr"' in body and "Heure de Beni" in body


def test_amina_takes_her_duty_over_from_the_page(as_, beni):
    deputy = beni.duties.get(code="civilian-deputy")
    answer = save(as_("Amina"), "/duty/take/", {"duty": deputy.pk})
    assert answer.status_code == 303 and "done=taken" in answer["Location"]
    assert holds(deputy, clock.now()) == {"Amina"}


def test_amina_is_absent_and_her_watches_fall_to_luc(as_, beni, watch):
    told = {"starts_at": typed(watch[0]), "ends_at": typed(watch[1])}
    body = look(as_("Amina"), "/duty/absence/", told)
    assert "This leaves a gap: Civilian focal point" in body and "falls to Luc" in body
    assert save(as_("Amina"), "/duty/absence/", told).status_code == 303
    assert Absence.objects.get().person == make.person("Amina")


def test_a_swap_is_offered_and_taken_on_its_page(as_, beni, post, watch):
    chidi, ben = as_("Chidi"), as_("Ben")
    first = next(
        one
        for one in duty_choices.watches(make.viewer("Chidi"), make.person("Chidi").pk, clock.now())
        if one.starts_at == watch[0]
    )
    told = {"first": first.key, "person": make.person("Ben").pk}
    body = look(chidi, "/duty/swap/", told)
    second = next(
        one
        for one in duty_choices.watches(make.viewer("Ben"), make.person("Ben").pk, clock.now())
        if one.starts_at > watch[1]
    )
    assert second.key in body and "Not saved" not in body
    answer = save(chidi, "/duty/swap/", told | {"second": second.key})
    assert answer.status_code == 303 and not Shift.objects.exists()
    offer = SwapOffer.objects.get()
    assert "Chidi offers you a swap." in ben.get("/duty/").content.decode()
    assert "Chidi offers you a swap." in ben.get("/").content.decode()
    page = f"/duty/offer/?offer={offer.pk}"
    assert as_("Amina").get(page).status_code == 404
    token = seen(ben.get(page).content.decode())
    assert ben.post(page, {"action": "save", "seen": token}).status_code == 303
    assert holds(post, watch[0]) == {"Ben"}


def test_a_declined_swap_is_gone(as_, beni, post, watch):
    keys = {
        name: duty_choices.watches(make.viewer(name), make.person(name).pk, clock.now())[3].key
        for name in ("Chidi", "Ben")
    }
    told = {"first": keys["Chidi"], "person": make.person("Ben").pk, "second": keys["Ben"]}
    save(as_("Chidi"), "/duty/swap/", told)
    page = f"/duty/offer/?offer={SwapOffer.objects.get().pk}"
    assert as_("Chidi").get(page).status_code == 200
    assert as_("Ben").post(page, {"action": "drop"}).status_code == 302
    assert as_("Ben").get(page).status_code == 404


def test_what_was_changed_by_hand_is_listed_and_called_off(as_, beni, post, watch):
    duty.remove(
        viewer=make.viewer("Dora"), duty=post, person=make.person("Chidi"), starts_at=watch[0], ends_at=watch[1]
    )
    shift = Shift.objects.get()
    assert "Call it off" not in as_("Amina").get("/duty/changes/").content.decode()
    dora = as_("Dora")
    page = f"/duty/changes/?shift={shift.pk}"
    assert page.partition("/changes/")[2] in dora.get("/duty/changes/").content.decode()
    body = dora.get(page).content.decode()
    assert "Fills the gap: Force focal point" in body
    assert dora.post(page, {"action": "save", "seen": seen(body)}).status_code == 303
    assert holds(post, watch[0]) == {"Chidi"}
    assert dora.get(page).status_code == 404


def test_the_administrator_changes_a_rotation_from_its_page(as_, beni, post, watch):
    ivan = as_("Ivan")
    rotation = post.rotations.get(from_time=dt.time(6))
    assert f"?rotation={rotation.pk}" in ivan.get("/duty/rotation/").content.decode()
    page = f"/duty/rotation/?rotation={rotation.pk}"
    day = watch[0].astimezone(ZONE).date()
    told = {"duty": post.pk, "turn": "weekly", "from_time": "06:00", "until_time": "18:00", "first_date": f"{day}"}
    told |= {"place_1": make.person("Rajiv").pk, "place_2": "", "place_3": make.person("Chidi").pk}
    assert "Rajiv" in look(ivan, page, told)
    assert save(ivan, page, told).status_code == 303
    assert holds(post, watch[0]) == {"Rajiv"} and holds(post, watch[0] + 7 * DAY) == {"Chidi"}
    end = f"/duty/rotation/?rotation={Rotation.objects.latest('id').pk}&end=1"
    assert "This leaves a gap" in look(ivan, end, {"until_date": f"{day + 7 * DAY}"})
    assert save(ivan, end, {"until_date": f"{day + 7 * DAY}"}).status_code == 303
    assert holds(post, watch[0] + 7 * DAY) == set()


def test_turns_that_begin_today_are_saved_as_seen_and_a_gap_that_moves_is_not_called_left(as_, beni, post):
    ivan, deputy = as_("Ivan"), beni.duties.get(code="force-deputy")
    Rotation.objects.filter(duty__in=[post, deputy]).delete()
    duty.declare_absence(
        viewer=make.viewer("Dora"), person=make.person("Rajiv"), starts_at=clock.now(), ends_at=clock.now() + DAY
    )
    page = f"/duty/rotation/?duty={deputy.pk}"
    today = clock.now().astimezone(ZONE).date()
    assert f'value="{today}"' in ivan.get(page).content.decode(), "a duty that nobody took turns at waits for somebody"
    told = {"duty": deputy.pk, "turn": "daily", "from_time": "00:00", "until_time": "00:00", "first_date": f"{today}"}
    told |= {"place_1": make.person("Chidi").pk}
    body = look(ivan, page, told)
    assert "This leaves no new gap." in body and "Fills the gap: Force deputy" in body
    assert "Gaps that stay, and whom they fall to then" in body, "the focal point falls to Chidi now"
    assert save(ivan, page, told).status_code == 303
    assert holds(deputy, clock.now()) == {"Chidi"}
    assert f'value="{today + DAY}"' in ivan.get(page).content.decode()
