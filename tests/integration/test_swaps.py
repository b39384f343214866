"""Two people exchange two watches: at once by the hub, as an offer between colleagues."""

import pytest

from alerts.domain.words_of_telling import DutyAct
from alerts.models import Shift, SwapOffer
from alerts.services import duty, swapping
from alerts.services.duty_checks import MayNotChange, NotStanding
from alerts.services.duty_drafts import Held
from ewrr.common import clock
from tests import make
from tests.integration.rota import DAY, HOUR, SECOND, holds, post, recorded, watch

pytestmark = pytest.mark.django_db
FIXTURES = (post, watch)


def test_the_hub_swaps_two_watches_at_once(beni, post, watch):
    begins, ends = watch
    police = beni.duties.get(code="police-focal-point")
    first = Held(post.pk, make.person("Chidi").pk, begins, ends)
    second = Held(police.pk, make.person("Ben").pk, begins + DAY, ends + DAY)
    duty.swap(viewer=make.viewer("Dora"), first=first, second=second)
    assert holds(post, begins) == {"Ben"} and holds(police, begins + DAY) == {"Chidi"}
    assert holds(post, ends) == {"Chidi"} and holds(police, ends + DAY) == {"Ben"}
    assert recorded()[-1]["people"] == [make.person("Chidi").pk, make.person("Ben").pk]
    with pytest.raises(NotStanding):
        duty.swap(viewer=make.viewer("Dora"), first=first, second=second)
    with pytest.raises(MayNotChange):
        duty.swap(viewer=make.viewer("Chidi"), first=first, second=second)


def test_whoever_stands_beside_stays_when_a_watch_is_swapped(beni, post, watch):
    begins, ends = watch
    dora, luc = make.viewer("Dora"), make.person("Luc")
    for name in ("Rajiv", "Tomas"):
        duty.add(viewer=dora, duty=post, person=make.person(name), starts_at=begins, ends_at=ends)
    civilian = beni.duties.get(code="civilian-deputy")
    first = Held(post.pk, make.person("Rajiv").pk, begins, ends)
    second = Held(civilian.pk, luc.pk, begins, ends)
    with clock.set_to(clock.now() + SECOND):
        duty.swap(viewer=dora, first=first, second=second)
    assert holds(post, begins) == {"Chidi", "Tomas", "Luc"} and holds(civilian, begins) == {"Rajiv"}


@pytest.fixture
def offered(beni, post, watch):
    """Chidi offers tomorrow's day watch for Ben's of the day after."""
    begins, ends = watch
    police = beni.duties.get(code="police-focal-point")
    first = Held(post.pk, make.person("Chidi").pk, begins, ends)
    second = Held(police.pk, make.person("Ben").pk, begins + DAY, ends + DAY)
    return swapping.offer(viewer=make.viewer("Chidi"), first=first, second=second)


def test_an_offer_changes_nothing_until_it_is_taken(post, watch, offered):
    assert holds(post, watch[0]) == {"Chidi"} and not Shift.objects.exists()
    assert recorded()[-1]["act"] == DutyAct.SWAP_OFFERED
    swapping.take(viewer=make.viewer("Ben"), offer=offered)
    assert holds(post, watch[0]) == {"Ben"} and holds(offered.asked_duty, watch[0] + DAY) == {"Chidi"}
    assert SwapOffer.objects.get().is_taken
    with pytest.raises(NotStanding):
        swapping.take(viewer=make.viewer("Ben"), offer=offered)


def test_the_same_offer_twice_is_one(post, watch, offered):
    first = Held(offered.own_duty_id, offered.offered_by_id, offered.own_starts_at, offered.own_ends_at)
    second = Held(offered.asked_duty_id, offered.asked_id, offered.asked_starts_at, offered.asked_ends_at)
    assert swapping.offer(viewer=make.viewer("Chidi"), first=first, second=second) == offered
    assert len(recorded()) == 1
    with pytest.raises(MayNotChange):
        swapping.offer(viewer=make.viewer("Amina"), first=first, second=second)


@pytest.mark.parametrize(("who", "may"), [("Ben", True), ("Chidi", True), ("Amina", False), ("Dora", False)])
def test_either_of_the_two_drops_an_offer(post, watch, offered, who, may):
    if not may:
        with pytest.raises(MayNotChange):
            swapping.drop(viewer=make.viewer(who), offer=offered)
        return
    swapping.drop(viewer=make.viewer(who), offer=offered)
    assert recorded()[-1]["act"] == DutyAct.SWAP_DROPPED
    with pytest.raises(NotStanding):
        swapping.take(viewer=make.viewer("Ben"), offer=offered)
    with pytest.raises(NotStanding):
        swapping.drop(viewer=make.viewer(who), offer=offered)
    assert holds(post, watch[0]) == {"Chidi"}


@pytest.mark.parametrize("who", ["Chidi", "Dora", "Amina"])
def test_only_the_asked_person_takes_an_offer(post, watch, offered, who):
    with pytest.raises(MayNotChange):
        swapping.take(viewer=make.viewer(who), offer=offered)


def test_an_offer_whose_watch_changed_since_is_refused(post, watch, offered):
    duty.replace(
        viewer=make.viewer("Dora"),
        duty=post,
        person=make.person("Rajiv"),
        starts_at=watch[0] + HOUR,
        ends_at=watch[1],
    )
    with pytest.raises(NotStanding):
        swapping.take(viewer=make.viewer("Ben"), offer=offered)
    assert SwapOffer.objects.get().ended_at is None


def test_a_watch_that_opens_restricted_alerts_is_not_swapped_to_somebody_outside_its_rotation(beni, watch):
    begins, ends = watch
    named, civilian = beni.duties.get(code="protection-adviser"), beni.duties.get(code="civilian-focal-point")
    first = Held(named.pk, make.person("Sifa").pk, begins, ends)
    second = Held(civilian.pk, make.person("Amina").pk, begins, ends)
    with pytest.raises(MayNotChange):
        swapping.offer(viewer=make.viewer("Sifa"), first=first, second=second)
    duty.swap(viewer=make.viewer("Dora"), first=first, second=second)
    assert holds(named, begins) == {"Amina"}


def test_a_surge_is_not_swapped(post, watch, beni):
    begins, ends = watch
    dora = make.viewer("Dora")
    duty.surge(viewer=dora, duty=post, person=make.person("Rajiv"), starts_at=begins, ends_at=ends)
    first = Held(post.pk, make.person("Rajiv").pk, begins, ends)
    second = Held(beni.duties.get(code="police-focal-point").pk, make.person("Ben").pk, begins, ends)
    with pytest.raises(NotStanding), clock.set_to(clock.now() + SECOND):
        duty.swap(viewer=dora, first=first, second=second)
