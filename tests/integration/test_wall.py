"""The wall's page: what stands on it, for whom it opens, how it says that all is calm and that all is not."""

import datetime as dt

import pytest
from django.test import Client

from alerts.domain.words import Component, Precision, Role
from alerts.models import Absence, Duty, Office, Owed, Person
from ewrr.common import clock
from responses.domain.course import Step
from tests import make
from tests.integration.walls import numbers, page, piece, waiting, words

pytestmark = pytest.mark.django_db


def test_the_worst_stands_first_of_its_level_the_silent_then_the_oldest(as_, beni):
    medium = waiting(50, level="medium")
    answered = make.answered(waiting(40), "Amina", "Ben", "Chidi", "Dora")
    younger, older = waiting(20, level="high"), waiting(30, level="high")
    silent = waiting(10)
    found = numbers(page(as_("Dora")))
    assert found == [one.short_number for one in (silent, answered, older, younger, medium)]


def test_a_row_says_number_level_kind_place_age_and_who_owes_what(as_, beni):
    alert = make.answered(waiting(10), "Amina", "Ben")
    said = words(piece(page(as_("Dora")), "queue"))
    assert f"{alert.short_number} Mayi-Moya 10 min CRITICAL · Attack under way CIV answered POL answered" in said
    assert "FORCE owes 5 min late" in said


def test_whoever_holds_the_duty_that_owes_is_named(as_, beni):
    make.answered(waiting(5, level="high"), "Amina")
    assert "Dora owes decision in" in words(piece(page(as_("Hana")), "queue"))


def test_without_an_alert_the_wall_says_so_and_when_that_was_checked(as_, beni):
    html = page(as_("Dora"))
    at = f"{clock.now() + dt.timedelta(hours=2):%H:}"
    assert f"No open alert Checked at {at}" in words(piece(html, "queue"))
    assert "0 no answer 0 late 0 to decide 0 12 h open, 0 here" in words(piece(html, "counts"))
    assert 'data-red=""' in piece(html, "counts")
    assert "No response is under way." in piece(html, "responses")


def test_low_alerts_are_counted_and_stand_in_no_row(as_, beni):
    make.alert(level="low", is_routed=True)
    html = page(as_("Dora"))
    assert "No alert above low 1 low alert is on the board." in words(piece(html, "queue"))
    assert "1 12 h open, 0 here" in words(piece(html, "counts"))


def test_forty_at_once_are_all_counted(as_, beni):
    """After 20 minutes answers to the 15 critical and 9 high ones are late, to medium and low ones not yet."""
    for turn in range(40):
        waiting(20 + turn / 2, level="critical" if turn < 15 else ("high", "medium", "low")[turn % 3])
    html = page(as_("Dora"))
    assert len(numbers(html)) == 8 and "is-dense" in piece(html, "queue")
    assert "24 no answer 24 late 0 to decide 40 12 h open, 8 here" in words(piece(html, "counts"))
    rest = words(piece(html, "queue")).partition("+ 32 more")[2]
    assert rest.split() == [
        "16",
        "late,",
        "16",
        "no",
        "answer",
        "7",
        "critical",
        "9",
        "high",
        "8",
        "medium",
        "8",
        "low",
    ]


def test_six_stand_in_three_lines_and_nothing_is_left_over(as_, beni):
    for _turn in range(6):
        make.alert(is_routed=True)
    queue = piece(page(as_("Dora")), "queue")
    assert "is-dense" not in queue and "more" not in words(queue)


def test_seven_and_eight_stand_in_two_lines_without_a_rest(as_, beni):
    for _turn in range(8):
        make.alert(is_routed=True)
    html = page(as_("Dora"))
    assert len(numbers(html)) == 8
    assert "is-dense" in piece(html, "queue") and "has-more" not in piece(html, "queue")


def test_a_gap_is_hatched_and_names_who_answers_instead(as_, beni):
    now, chidi = clock.now(), make.person("Chidi")
    hour = dt.timedelta(hours=1)
    Absence.objects.create(
        office=beni, person=chidi, starts_at=now - hour, ends_at=now + hour, declared_at=now, declared_by=chidi
    )
    strip = piece(page(as_("Dora")), "duty")
    assert 'class="gap"' in strip and "FORCE: gap fallback Rajiv" in words(strip)
    assert "HUB Dora CIV Amina POL Ben" in words(strip)


def test_more_gaps_than_fit_are_counted(as_, bouar):
    assert "+5 gaps" in words(piece(page(as_("Esther")), "duty"))


def test_an_office_without_a_duty_says_that_nobody_is_told(as_, beni):
    Duty.objects.filter(office=beni).update(retired_at=clock.now())
    make.alert()
    html = page(as_("Dora"))
    assert "No duty on the grid nobody is told of an alert" in words(piece(html, "duty"))
    assert "No duty on the grid" in piece(html, "sheet")


def test_responses_stand_with_what_is_late_first(as_, beni):
    alert = make.decided(make.alert(is_routed=True))
    now = clock.now()
    for minutes in (50, 40, 30):
        make.response(alert, due_at=now + dt.timedelta(minutes=minutes), unit=f"{minutes} Coy")
    moving = make.stepped(make.response(alert, due_at=now + dt.timedelta(minutes=60)), Step.ACCEPT, Step.MOVE)
    late = make.response(alert, due_at=now + dt.timedelta(minutes=90), unit="9 Coy")
    Owed.objects.filter(subject=late.subject).update(due_at=now - dt.timedelta(minutes=7))
    said = words(piece(page(as_("Dora")), "responses"))
    assert "4 of 5, late ones first" in said
    assert said.index("LATE Force 9 Coy Mayi-Moya") < said.index("ASSIGNED")
    assert moving.is_open and "Stay on the road" not in said


def test_way_and_place_of_a_response_are_drawn_from_its_base_or_from_where_it_said_it_is(as_, beni):
    alert = make.decided(make.alert(is_routed=True))
    base = beni.positions.get(name="Oicha")
    made = make.stepped(make.response(alert, position=base.pk), Step.ACCEPT, Step.MOVE)
    assert f'data-way="{base.lat} {base.lon} 0.817 29.578"' in piece(page(as_("Dora")), "map")
    make.stepped(made, Step.ARRIVE)
    assert "data-way" not in piece(page(as_("Dora")), "map")


@pytest.mark.parametrize(
    "place",
    [
        {"place_name": "", "place_as_told": "somewhere", "lat": None, "lon": None, "precision": Precision.NAME_ONLY},
        {"place_name": "Le très long nom d’un village " * 6, "place_as_told": "x"},
        {"place_name": "Birao", "lat": 10.28, "lon": 22.79},
    ],
)
def test_whatever_its_place_an_alert_stands_on_the_wall(as_, beni, place):
    alert = make.alert(is_routed=True, **place)
    html = page(as_("Dora"))
    assert numbers(html) == [alert.short_number]
    assert ("data-alert" in piece(html, "map")) is (alert.lat is not None)
    assert f'data-unplaced="{int(alert.lat is None)}"' in piece(html, "map")


def test_the_band_stands_only_while_the_office_exercises(as_, beni):
    assert 'class="exercise"' not in page(as_("Dora"))
    Office.objects.filter(pk=beni.pk).update(is_exercising=True)
    html = page(as_("Dora"))
    assert 'class="exercise"' in html and "· EXERCISE</title>" in html


def test_an_exercise_alert_after_the_exercise_is_marked_in_its_row(as_, beni):
    Office.objects.filter(pk=beni.pk).update(is_exercising=True)
    make.alert(is_routed=True)
    Office.objects.filter(pk=beni.pk).update(is_exercising=False)
    assert "EXERCISE CRITICAL" in words(piece(page(as_("Dora")), "queue"))


def test_while_the_office_exercises_a_real_alert_is_marked_in_its_row(as_, beni):
    make.alert(is_routed=True)
    assert "REAL" not in words(piece(page(as_("Dora")), "queue")).upper()
    Office.objects.filter(pk=beni.pk).update(is_exercising=True)
    make.alert(is_routed=True)
    rows = piece(page(as_("Dora")), "queue").split("<li")[1:]
    assert ["is-real" in row for row in rows] == [True, False] and "Real CRITICAL" in words(rows[0])


def test_in_french_every_word_is(as_, beni):
    Person.objects.filter(name="Dora").update(language="fr")
    client = as_("Dora")
    assert "Aucune alerte ouverte" in page(client)
    make.answered(waiting(10), "Amina", "Ben")
    html = page(client)
    assert '<html lang="fr"' in html
    assert "FORCE doit retard 5 min" in words(piece(html, "queue"))
    assert "fiche de secours" in piece(html, "sheet")


def test_who_may_not_read_is_told_that_this_wall_is_signed_out(as_, beni, client):
    for path in ("/wall/", "/wall/news/"):
        assert as_("Ivan").get(path).status_code == 403
        assert client.get(path).status_code == 401
        assert as_("Dora").post(path).status_code == 405


def test_another_office_has_a_wall_of_its_own(as_, beni):
    make.alert(is_routed=True, place_name="Canaryville")
    html = page(as_("Esther"))
    assert "Canaryville" not in html and "BEN-" not in html and numbers(html) == []


def test_telephones_stand_on_the_sheet_only_for_those_who_call(as_, beni):
    Person.objects.filter(name="Chidi").update(phone="+243 555 0101")
    for name in ("Dora", "Grace", "Noor"):
        assert "+243 555 0101" in piece(page(as_(name)), "sheet"), name
    for name in ("Amina", "Hana", "Farid"):
        assert "+243 555 0101" not in page(as_(name)), name
    police = make.member(beni, Role.OFFICER, Component.POLICE)
    client = Client()
    client.force_login(police.person)
    assert "+243 555 0101" not in page(client)


def test_the_sheet_holds_the_low_ones_too_and_who_owes_what(as_, beni):
    low, critical = make.alert(level="low", is_routed=True), waiting(10)
    said = words(piece(page(as_("Dora")), "sheet"))
    assert f"{critical.short_number} CRITICAL Mayi-Moya" in said and "All three owe answer 5 min late" in said
    assert f"{low.short_number} LOW" in said
    assert "2 open alerts, 1 no answer, 1 late" in said


def test_there_is_a_way_to_the_wall_for_those_who_may_see_it(as_, beni):
    assert 'href="/wall/"' in as_("Hana").get("/").content.decode()
    assert 'href="/wall/"' not in as_("Ivan").get("/").content.decode()
