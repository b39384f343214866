"""The head of every page and the page of health: what is wrong with the hub is seen, and by whom."""

from datetime import timedelta

import pytest
from django.core import mail

from alerts.domain.watch import Finding
from alerts.domain.words_of_telling import AlarmKind, Mark, Part, Purpose
from alerts.models import Alarm, Delivery, Duty, Rotation
from alerts.services import alarms, delivery, pulse
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
HEALTH = "/setup/health/"


@pytest.fixture
def watched(beni):
    """A round ended a moment ago and every part was seen."""
    for name in (*Part, Mark.WATCH, Mark.CLEAN, "email"):
        pulse.mark(name, clock.now())


def wrong(kind=AlarmKind.SILENT, subject="worker", office=None):
    return alarms.begin(Finding(kind, subject, office, clock.now() - timedelta(minutes=3)), clock.now())


def door(client, page, **asks):
    return client.get("/changes/", {"since": page.context["cursor"], "view": "board", "tab": "open"} | asks).json()


def head(client, path="/board/"):
    html = client.get(path).content.decode()
    return html[html.index('id="alarms"') : html.index("</section>", html.index('id="alarms"'))]


@pytest.mark.parametrize(
    ("name", "path"),
    [("Hana", "/"), ("Amina", "/board/"), ("Dora", "/file/"), ("Farid", "/board/"), ("Ivan", "/"), ("Esther", "/")],
)
def test_everybody_who_has_a_role_reads_what_is_silent(watched, as_, name, path):
    wrong()
    assert "The worker has been silent since" in head(as_(name), path)


def test_an_alarm_of_another_office_is_not_shown(watched, as_, bouar):
    wrong(AlarmKind.UNMANNED, "hub-chief", bouar.pk)
    assert "Hub chief: nobody holds it" in head(as_("Esther"))
    assert " hidden" in head(as_("Dora"))


def test_where_all_is_well_the_head_says_nothing(watched, as_):
    assert " hidden" in head(as_("Dora")) and 'data-watched="1"' in head(as_("Dora"))


def test_what_is_unwatched_says_so_when_the_page_is_made(watched, as_):
    pulse.mark(Mark.WATCH, clock.now() - timedelta(seconds=61))
    wrong()
    shown = head(as_("Hana"))
    assert "Nothing watches the hub since" in shown and "The worker" not in shown
    assert 'data-watched="0"' in shown


def test_a_hub_that_was_never_watched_says_so_too(beni, as_):
    assert "Nothing watches the hub:" in head(as_("Hana"))


def test_the_change_door_brings_the_head_when_an_alarm_begins_or_ends(watched, as_):
    client = as_("Amina")
    page = client.get("/board/")
    alarm = wrong()
    news = door(client, page, watched="1")
    assert [piece["id"] for piece in news["fragments"]] == ["alarms"]
    assert "The worker has been silent" in news["fragments"][0]["html"]
    page = client.get("/board/")
    alarms.end(alarm, clock.now())
    assert " hidden" in door(client, page, watched="1")["fragments"][0]["html"]


def test_the_change_door_tells_a_page_that_is_wrong_about_the_watch(watched, as_):
    client = as_("Amina")
    page = client.get("/board/")
    assert door(client, page, watched="1")["fragments"] == []
    assert "hidden" in door(client, page, watched="0")["fragments"][0]["html"]
    pulse.mark(Mark.WATCH, clock.now() - timedelta(seconds=90))
    assert "Nothing watches" in door(client, page, watched="1")["fragments"][0]["html"]
    for asked in ("0", "", "x"):
        assert door(client, page, watched=asked)["fragments"] == []


def test_the_page_of_health_tells_each_part_and_what_is_heard_only_through_another(watched, as_):
    wrong(subject="worker")
    health = as_("Ivan").get(HEALTH).context["health"]
    states = {line.part.value: line.state.value for line in health.parts}
    assert states == {"worker": "silent", "sender": "works", "beat": "unclear", "sweep": "works", "redis": "works"}
    wrong(subject="redis")
    states = {line.part.value: line.state.value for line in as_("Ivan").get(HEALTH).context["health"].parts}
    assert states["sender"] == "unclear" and states["redis"] == "silent" and states["sweep"] == "works"


def test_the_page_of_health_shows_what_waits_in_the_office_and_nothing_of_what_alerts_say(watched, as_, beni):
    make.alert(text="CANARY-TEXT", place_name="CANARY-PLACE", source={"name": "CANARY-NAME"}, is_routed=True)
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        page = as_("Ivan").get(HEALTH)
    counts = {line.what.value: line.count for line in page.context["health"].queue}
    assert counts == {"steps": 1, "messages": 4, "reminders": 0}
    assert "CANARY" not in page.content.decode() and "BEN-" not in page.content.decode()
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert {line.count for line in as_("Esther").get(HEALTH).context["health"].queue} == {0}


def test_gaps_with_a_fallback_and_unmanned_duties_are_told_apart(watched, as_, beni):
    Rotation.objects.filter(duty__office=beni, duty__code__in=["hub-chief", "protection-adviser"]).delete()
    Duty.objects.filter(office=beni, code="protection-adviser").update(fallback=None)
    posts = as_("Dora").get(HEALTH).context["health"].posts
    assert {(post.duty.code, tuple(duty.code for duty in through)) for post, through in posts} == {
        ("hub-chief", ("head-of-office",)),
        ("protection-adviser", ()),
    }


def test_alarms_of_the_last_seven_days_stay_on_the_page(watched, as_):
    for days in (1, 8):
        Alarm.objects.create(
            kind="silent",
            subject="beat",
            since=clock.now() - timedelta(days=days, minutes=5),
            seen_at=clock.now() - timedelta(days=days),
            ended_at=clock.now() - timedelta(days=days),
        )
    assert len(as_("Dora").get(HEALTH).context["health"].past) == 1


def test_the_pages_script_gets_the_pieces_that_change(watched, as_):
    wrong()
    news = as_("Ivan").get(HEALTH, headers={"Accept": "application/json"}).json()
    assert [piece["id"] for piece in news["fragments"]] == ["health", "alarms"]
    assert "The worker has been silent" in news["fragments"][1]["html"]


def test_a_test_message_goes_the_whole_way_to_its_sender_and_nobody_else(watched, as_):
    client = as_("Ivan")
    assert client.post("/setup/health/test/").status_code == 302
    assert set(Delivery.objects.values_list("purpose", "person__name", "channel", "state")) == {
        (Purpose.TEST, "Ivan", "inbox", "sent"),
        (Purpose.TEST, "Ivan", "email", "pending"),
    }
    assert delivery.deliver_due() == 1
    assert [message.to for message in mail.outbox] == [["ivan@beni.example"]]
    assert [row.state for row in client.get(HEALTH).context["health"].tests] == ["sent", "sent"]


def test_a_second_test_message_within_a_minute_is_refused_with_a_sentence(watched, as_):
    client = as_("Ivan")
    client.post("/setup/health/test/")
    answer = client.post("/setup/health/test/")
    assert answer.status_code == 409 and "less than a minute ago" in answer.content.decode()
    assert as_("Dora").post("/setup/health/test/").status_code == 302
    with clock.set_to(clock.now() + timedelta(seconds=61)):
        assert client.post("/setup/health/test/").status_code == 302
    assert Delivery.objects.filter(purpose=Purpose.TEST, person__name="Ivan").count() == 4


def test_the_page_of_health_stands_in_the_navigation_of_the_set_up(watched, as_):
    page = as_("Ivan").get(HEALTH).content.decode()
    assert f'<a href="{HEALTH}" aria-current="page">Health</a>' in page and 'href="/setup/changes/"' in page
