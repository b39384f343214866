"""One's own watches as iCalendar behind a secret address: what it holds, for whom it opens, what is never said."""

import datetime as dt
import logging
import time
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from alerts.domain.events import Happened
from alerts.domain.words import Role
from alerts.domain.words_of_telling import Turn
from alerts.models import CalendarLink, Duty, Event, Person
from alerts.selectors import calendar as shelf
from alerts.selectors.access import Viewer
from alerts.services import calendar_links
from alerts.transfer import calendar
from alerts.web import duty_calendar
from ewrr.common import clock
from ewrr.common.logs import WithoutContent
from tests import make
from tests.integration.watchkeeping import DAY, HOUR, at, comes_on

pytestmark = pytest.mark.django_db
WEEK = 7 * DAY


@pytest.fixture(autouse=True)
def fresh_buckets(db):
    cache.clear()


def fetch(secret, **headers):
    return Client().get(f"/duty/feed/{secret}.ics", headers=headers)


def linked(name="Dora"):
    return calendar_links.make(viewer=make.viewer(name))


def events(body):
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_the_feed_holds_the_watches_of_the_last_week_and_the_next_eight(beni):
    now = clock.now()
    answer = fetch(linked())
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    found = events(answer.content)
    starts = [one.decoded("dtstart") for one in found]
    ends = [one.decoded("dtend") for one in found]
    assert starts == sorted(starts) and all(begin < end for begin, end in zip(starts, ends, strict=True))
    assert all(begin == end for begin, end in zip(starts[1:], ends, strict=False))  # Dora has day and night
    assert now - WEEK - DAY < starts[0] <= now - WEEK < ends[0]
    assert starts[-1] < now + 8 * WEEK <= ends[-1] + DAY
    assert {one["summary"] for one in found} == {"Hub duty officer, Beni"}


def test_it_holds_no_other_name_no_number_and_nothing_of_alerts(beni):
    alert = make.alert(is_routed=True)
    body = fetch(linked()).content.decode()
    assert "Dora" not in body and "+000" not in body and alert.number not in body and "Amina" not in body


def test_it_speaks_its_owners_language(beni):
    Person.objects.filter(name="Dora").update(language="fr")
    found = events(fetch(linked()).content)
    assert found[0]["summary"] == "Officier de permanence, Beni"


def test_somebody_without_a_watch_has_an_empty_calendar_that_is_valid(beni):
    answer = fetch(linked("Hana"))
    read = Calendar.from_ical(answer.content)
    assert (read["version"], events(answer.content)) == ("2.0", [])


def test_what_is_given_to_others_is_not_in_it_and_what_comes_is(beni):
    begins = (clock.now() + 3 * DAY).replace(minute=0, second=0, microsecond=0)
    secret = linked("Noor")
    before = events(fetch(secret).content)
    comes_on(beni.duties.get(code="hub-duty-officer"), "Noor", begins)
    after = events(fetch(secret).content)
    added = {str(one["uid"]) for one in after} - {str(one["uid"]) for one in before}
    (own,) = [one for one in after if str(one["uid"]) in added]
    assert (own.decoded("dtstart"), own.decoded("dtend")) == (begins, begins + 6 * HOUR)
    gone = events(fetch(linked("Dora")).content)
    assert not any(one.decoded("dtstart") <= begins < one.decoded("dtend") for one in gone)


def test_uids_stay_and_the_sequence_grows_with_each_change_of_the_duty(beni):
    post, secret = beni.duties.get(code="hub-duty-officer"), linked()
    first = events(fetch(secret).content)
    comes_on(post, "Noor", clock.now() + 3 * DAY)
    then = events(fetch(secret).content)
    kept = {str(one["uid"]) for one in first} & {str(one["uid"]) for one in then}
    assert len(kept) >= len(first) - 1
    assert {one["sequence"] for one in then} == {first[0]["sequence"] + 1}
    assert then[0].decoded("last-modified") > first[0].decoded("last-modified")


def test_an_unchanged_calendar_is_not_sent_again(beni):
    secret = linked()
    with at(clock.now()):
        first = fetch(secret)
        again = fetch(secret, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        comes_on(beni.duties.get(code="hub-duty-officer"), "Noor", clock.now() + 3 * DAY)
        assert fetch(secret, if_none_match=first["ETag"]).status_code == 200
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_hours_are_those_of_the_wall_where_clocks_change(beni, day):
    zone = ZoneInfo("Europe/Brussels")
    post = beni.duties.create(code="abroad", name_en="Liaison", name_fr="Liaison", time_zone=zone.key)
    first = day - 3 * DAY
    for begins, ends in ((dt.time(6), dt.time(18)), (dt.time(18), dt.time(6))):
        rotation = post.rotations.create(turn=Turn.DAILY, from_time=begins, until_time=ends, first_date=first)
        rotation.places.create(position=1, person=make.person("Hana"))
    secret = linked("Hana")
    with at(dt.datetime.combine(day, dt.time(12), zone)):
        found = events(fetch(secret).content)
    walls = {one.decoded("dtstart").astimezone(zone).time() for one in found}
    assert walls == {dt.time(6), dt.time(18)}
    night = next(one for one in found if one.decoded("dtstart").astimezone(zone).date() == day - DAY)
    nights = [one for one in found if one.decoded("dtstart").astimezone(zone).date() == day - DAY]
    lengths = {one.decoded("dtend") - one.decoded("dtstart") for one in nights}
    assert lengths == {12 * HOUR, (11 if day.month == 3 else 13) * HOUR}
    assert f"{day - DAY} 06:00 to {day - DAY} 18:00, Europe/Brussels" == str(night["description"])


def test_offices_of_the_person_stand_in_one_calendar(beni, bouar):
    post = bouar.duties.get(code="civilian-deputy")
    post.rotations.create(
        turn=Turn.DAILY, from_time=dt.time(8), until_time=dt.time(16), first_date=clock.now().date() - DAY
    ).places.create(position=1, person=make.person("Dora"))
    bouar.memberships.create(
        person=make.person("Dora"), role=Role.OFFICER, component="civilian", from_date=dt.date(2020, 1, 1)
    )
    summaries = {str(one["summary"]) for one in events(fetch(linked()).content)}
    assert summaries == {"Hub duty officer, Beni", "Civilian deputy, Bouar"}


WRONG = ["x", "x" * 43, "A" * 300, "..%2F", "é"]


@pytest.mark.parametrize("secret", WRONG)
def test_a_wrong_address_is_not_there(beni, secret):
    linked()
    assert fetch(secret).status_code == 404


def test_a_renewed_an_ended_and_a_closed_accounts_address_are_not_there_either(beni):
    first = linked()
    second = linked()
    assert (fetch(first).status_code, fetch(second).status_code) == (404, 200)
    assert calendar_links.end(viewer=make.viewer("Dora"))
    assert fetch(second).status_code == 404
    third = linked()
    Person.objects.filter(name="Dora").update(is_active=False)
    assert fetch(third).status_code == 404


def test_the_database_and_the_events_hold_no_secret(beni):
    secret = linked()
    row = CalendarLink.objects.get()
    assert secret not in (row.digest, str(row)) and row.digest == calendar_links.digest(secret)
    dora = make.person("Dora").pk
    made = Event.objects.filter(kind__in=[Happened.CALENDAR_LINKED, Happened.CALENDAR_ENDED])
    assert [event.data for event in made] == [{"person": dora}]
    assert not calendar_links.end(viewer=make.viewer("Noor")) and made.count() == 1


def test_no_log_line_holds_a_secret(beni):
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    kept = Keep()
    kept.setFormatter(WithoutContent())
    logging.getLogger("django.request").addHandler(kept)
    try:
        fetch("SECRETSECRET")
        Client().get("/answer/SECRETSECRET/")
    finally:
        logging.getLogger("django.request").removeHandler(kept)
    assert len(lines) == 2 and not any("SECRET" in line for line in lines)
    assert any("/duty/feed/…" in line for line in lines) and any("/answer/…/" in line for line in lines)


def test_whoever_asks_too_often_is_asked_to_wait(beni, monkeypatch):
    secret = linked()
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)  # within one stretch
    answers = [fetch(secret).status_code for _turn in range(31)]
    assert answers[:30] == [200] * 30 and answers[30] == 429
    assert fetch(linked("Noor")).status_code == 200
    monkeypatch.setattr(duty_calendar, "MOST_FROM_AN_ADDRESS", 3)
    assert fetch("x").status_code == 429


def test_the_page_shows_the_address_once(as_, beni):
    client = as_("Dora")
    assert "Make the address" in client.get("/duty/calendar/").content.decode()
    made = client.post("/duty/calendar/make/").content.decode()
    address = made.split('readonly value="')[1].split('"')[0]
    path = "/duty/feed/" + address.split("/duty/feed/")[1]
    assert Client().get(path).status_code == 200
    after = client.get("/duty/calendar/").content.decode()
    assert address not in after and "Make another address" in after
    ended = client.post("/duty/calendar/end/", follow=True)
    assert "The old address shows nothing any more." in ended.content.decode()
    assert Client().get(path).status_code == 404


def test_a_person_without_a_role_has_no_page(beni):
    nobody = Person.objects.create_user("no@new.example", make.PASSWORD, name="No")
    client = Client()
    client.force_login(nobody)
    for method, path in (("get", ""), ("post", "make/"), ("post", "end/")):
        assert getattr(client, method)(f"/duty/calendar/{path}").status_code == 404


def test_a_line_that_somebody_breaks_by_a_name_stays_one_value(beni):
    Duty.objects.filter(office=beni, code="hub-duty-officer").update(name_en="Hub\r\nATTENDEE:x; duty, officer")
    body = fetch(linked()).content
    assert not any(line.startswith(b"ATTENDEE") for line in body.splitlines())
    assert len(events(body)) > 50


def test_the_statements_do_not_grow_with_the_watches(beni, django_assert_max_num_queries):
    person, now = make.person("Dora"), clock.now()
    for number in range(10):
        made = beni.duties.create(code=f"d{number}", name_en="D", name_fr="D", time_zone="Europe/Brussels")
        made.rotations.create(
            turn=Turn.WEEKLY, from_time=dt.time(8), until_time=dt.time(8), first_date=dt.date(2020, 1, 6)
        ).places.create(position=1, person=person)
    with django_assert_max_num_queries(4):
        assert len(calendar.ics(person, shelf.entries(person, now))) > 10_000


def test_a_viewer_is_all_that_makes_one(beni):
    viewer: Viewer = make.viewer("Dora")
    assert len(calendar_links.make(viewer=viewer)) == calendar_links.LENGTH
