"""The week of the rota as a page: what it shows to whom, and how open pages follow it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.models import Office, Rotation, Shift
from alerts.services import duty
from ewrr.common import clock
from tests import make
from tests.integration.rota import HOUR, post, watch

pytestmark = pytest.mark.django_db
FIXTURES = (post, watch)


def test_the_week_shows_every_duty_its_holders_and_their_hours(as_, beni, post):
    body = as_("Amina").get("/duty/").content.decode()
    for one in beni.duties.all():
        assert f'id="duty-{one.pk}"' in body
    assert "Chidi" in body and "No gap." in body
    assert len(re.findall(r'<td colspan="\d+">', body)) >= 10
    for row in re.findall(r"<tr id=\"duty-.*?</tr>", body, re.DOTALL):
        assert sum(int(width) for width in re.findall(r'colspan="(\d+)"', row)) == 336


def test_a_gap_is_named_with_who_it_falls_to_and_can_be_filled_by_the_hub_only(as_, beni, post, watch):
    Rotation.objects.filter(duty=post).delete()
    amina, dora = (as_(name).get("/duty/").content.decode() for name in ("Amina", "Dora"))
    for body in (amina, dora):
        assert "falls to Rajiv" in body and "No gap." not in body
    assert ">Fill<" in dora and ">Fill<" not in amina
    assert "/duty/shift/" in dora and "/duty/shift/" not in amina


def test_nobody_sees_another_offices_week(as_, beni, bouar, post):
    body = as_("Esther").get("/duty/").content.decode()
    assert "Idris" in body and "Chidi" not in body and f'id="duty-{post.pk}"' not in body


def test_weeks_before_and_after_are_a_link_away_and_nonsense_is_this_week(as_, beni):
    client = as_("Dora")
    this = client.get("/duty/").content.decode()
    (number,) = re.findall(r"Duty, week (\d+)", this)
    for asked in ("", "2026-W99", "W1", "9999-W01", "0000-W01", "2026-W", "x" * 5000, "2026-W٣٣"):
        assert f"Duty, week {number}" in client.get("/duty/", {"week": asked}).content.decode(), asked
    (after,) = re.findall(r'\?week=(\d{4}-W\d\d)" aria-label="Week after"', this)
    assert "Duty, week" in client.get("/duty/", {"week": after}).content.decode()


def test_the_statements_of_the_week_do_not_grow_with_the_duties(as_, beni):
    client = as_("Dora")

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/duty/").status_code == 200
        return len(found)

    before = asked()
    for number in range(20):
        made = beni.duties.create(code=f"d{number}", name_en="D", name_fr="D", time_zone="Europe/Brussels")
        rotation = made.rotations.create(
            turn="weekly", from_time=dt.time(8), until_time=dt.time(8), first_date=dt.date(2020, 1, 6)
        )
        for position, name in enumerate(("Amina", "Ben", "Chidi")):
            rotation.places.create(position=position, person=make.person(name))
    assert asked() == before


def test_open_pages_follow_the_rota_and_the_board_does_not(as_, beni, post):
    chidi = as_("Chidi")
    cursors = {
        view: chidi.get(path).context["cursor"]
        for view, path in (("duty", "/duty/"), ("home", "/"), ("board", "/board/"))
    }

    def ask(view):
        return chidi.get("/changes/", {"since": cursors[view], "view": view}).json()

    assert all(ask(view)["fragments"] == [] for view in cursors)
    duty.take_now(viewer=make.viewer("Rajiv"), duty=post)
    found = {view: [fragment["id"] for fragment in ask(view)["fragments"]] for view in cursors}
    assert found == {"duty": ["duty"], "home": ["home"], "board": []}
    assert "Rajiv" in ask("duty")["fragments"][0]["html"]
    make.alert()
    assert ask("duty")["fragments"] != [] and ask("board")["fragments"] != []


def test_whoever_loses_a_named_duty_reads_their_pages_afresh_and_nobody_else_must(as_, beni):
    named = beni.duties.get(code="protection-adviser")
    clients = {name: as_(name) for name in ("Sifa", "Amina", "Noor")}
    cursors = {name: client.get("/board/").context["cursor"] for name, client in clients.items()}
    assert make.viewer("Sifa").opens_restricted
    with clock.set_to(clock.now()):
        duty.replace(
            viewer=make.viewer("Noor"),
            duty=named,
            person=make.person("Amina"),
            starts_at=clock.now(),
            ends_at=clock.now() + HOUR,
        )
    assert not make.viewer("Sifa").opens_restricted and make.viewer("Amina").opens_restricted
    reloads = {
        name: client.get("/changes/", {"since": cursors[name], "view": "board"}).json().get("reload", False)
        for name, client in clients.items()
    }
    assert reloads == {"Sifa": True, "Amina": True, "Noor": False}
    assert Office.objects.get(pk=beni.pk).cursor_epoch == 1


@pytest.mark.parametrize("act", ["absence", "cancel"])
def test_an_absence_and_a_shift_called_off_narrow_the_view_too(as_, beni, act):
    named = beni.duties.get(code="protection-adviser")
    now = clock.now()
    noor, amina, sifa = make.viewer("Noor"), make.person("Amina"), make.person("Sifa")
    if act == "absence":
        duty.declare_absence(viewer=noor, person=sifa, starts_at=now, ends_at=now + HOUR)
        loser = "Sifa"
    else:
        duty.replace(viewer=noor, duty=named, person=amina, starts_at=now, ends_at=now + HOUR)
        assert make.viewer("Amina").opens_restricted
        duty.cancel(viewer=noor, row=Shift.objects.get())
        loser = "Amina"
    assert not make.viewer(loser).opens_restricted
