"""Rotations begun, changed and ended: from a day on, never backwards."""

import datetime as dt
from typing import Any

import pytest

from alerts.domain.words_of_telling import Turn
from alerts.models import Rotation, Shift
from alerts.sample.people import make_people
from alerts.services import duty
from alerts.services.duty_checks import BadPeriod, MayNotChange, NotAMember, NotStanding
from ewrr.common import clock
from ewrr.common.errors import Refusal
from tests import make
from tests.integration.rota import DAY, HOUR, ZONE, holds, post, recorded, watch

pytestmark = pytest.mark.django_db
FIXTURES = (post, watch)


def turns(post, who="Dora", **changes):
    day = clock.now().astimezone(ZONE).date()
    asked = {
        "duty": post,
        "people": [make.person("Rajiv"), make.person("Chidi")],
        "turn": Turn.DAILY,
        "from_time": dt.time(6),
        "until_time": dt.time(18),
        "first_date": day + DAY,
    }
    return duty.set_rotation(viewer=make.viewer(who), **(asked | changes))


@pytest.mark.parametrize(
    ("who", "may"), [("Dora", True), ("Grace", True), ("Ivan", True), ("Amina", False), ("Farid", False)]
)
def test_a_rotation_takes_the_place_of_another_from_a_day_on(post, watch, who, may):
    day, _night = post.rotations.order_by("from_time")
    if not may:
        with pytest.raises(MayNotChange):
            turns(post, who, instead_of=day)
        return
    turns(post, who, instead_of=day)
    begins, ends = watch
    assert holds(post, begins - DAY) == {"Chidi"}  # what was, was
    assert (
        holds(post, begins) == {"Rajiv"} and holds(post, ends) == {"Chidi"} and holds(post, begins + DAY) == {"Chidi"}
    )
    day.refresh_from_db()
    made = Rotation.objects.latest("id")
    assert day.until_date == made.first_date
    assert recorded()[-1]["rotations"] == [made.pk, day.pk]
    with pytest.raises(NotStanding):
        turns(post, who, instead_of=day)


def test_a_rotation_that_had_not_begun_is_taken_away(post, watch):
    Rotation.objects.filter(duty=post).delete()
    turns(post, first_date=clock.now().astimezone(ZONE).date() + 5 * DAY)
    made = Rotation.objects.get(duty=post)
    duty.end_rotation(viewer=make.viewer("Ivan"), rotation=made, until_date=clock.now().astimezone(ZONE).date() + DAY)
    assert not Rotation.objects.filter(duty=post).exists()
    with pytest.raises(NotStanding):
        duty.end_rotation(viewer=make.viewer("Ivan"), rotation=made, until_date=made.first_date)


def test_a_rotation_ends_on_a_day_and_what_began_the_evening_before_runs_out(post, watch):
    begins, _ends = watch
    for rotation in post.rotations.all():
        duty.end_rotation(viewer=make.viewer("Dora"), rotation=rotation, until_date=begins.astimezone(ZONE).date())
    assert holds(post, begins - HOUR) == {"Chidi"} and holds(post, begins) == set()


WRONG: dict[str, tuple[dict[str, Any], type[Refusal]]] = {
    "nobody": ({"people": []}, NotAMember),
    "yesterday": ({"first_date": -1}, BadPeriod),
    "in two years": ({"first_date": 800}, BadPeriod),
    "a stranger": ({"people": "Esther"}, NotAMember),
    "too many": ({"people": "crowd"}, NotAMember),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_rotation_that_cannot_be_is_refused(post, case):
    changes, refusal = WRONG[case]
    today = clock.now().astimezone(ZONE).date()
    asked = dict(changes)
    if "first_date" in asked:
        asked["first_date"] = today + asked["first_date"] * DAY
    if asked.get("people") == "Esther":
        asked["people"] = [make.person("Esther")]
    if asked.get("people") == "crowd":
        asked["people"] = [make.person("Chidi")] * 40
    with pytest.raises(refusal):
        turns(post, **asked)
    assert Rotation.objects.filter(duty=post).count() == 2


def test_the_sample_made_again_doubles_no_rotation_and_keeps_what_was_changed(beni, bouar, post):
    before = set(Rotation.objects.values_list("id", "until_date"))
    duty.end_rotation(
        viewer=make.viewer("Ivan"),
        rotation=post.rotations.first(),
        until_date=clock.now().astimezone(ZONE).date() + DAY,
    )
    changed = set(Rotation.objects.values_list("id", "until_date"))
    make_people({"BEN": beni, "BOU": bouar}, make.PASSWORD, clock.now())
    assert set(Rotation.objects.values_list("id", "until_date")) == changed != before
    assert not Shift.objects.exists()
