"""Two at the watch list in the same moment: a name stands once, one change wins and the other is told."""

from typing import Any

import pytest

from responses.models import WatchedChange, WatchedPlace
from responses.services import watching
from tests import make
from tests.integration import watched as made
from tests.integration.at_once import told_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_place_that_two_add_at_once_is_there_once(beni):
    came = told_at_once(*(lambda name=name: made.place(beni, by=name).pk for name in ("Farid", "Dora", "Grace")))
    assert sum(one == "incomplete" for one in came) == 2
    assert WatchedPlace.objects.count() == WatchedChange.objects.count() == 1


def test_of_two_who_change_a_place_at_once_one_is_told(beni):
    place = made.place(beni)

    def change(name: str) -> Any:
        draft = made.draft(beni, planned_action=f"{name}'s plan.")
        return watching.change_place(viewer=make.viewer(name), place=place.pk, version=1, draft=draft).version

    came = told_at_once(lambda: change("Farid"), lambda: change("Dora"))
    assert sorted(map(str, came)) == ["2", "stale"]


def test_an_alert_that_two_link_at_once_is_linked_once(beni):
    place, alert = made.place(beni), make.alert()
    told_at_once(
        *(
            lambda name=name: watching.link(viewer=make.viewer(name), place=place.pk, number=alert.number)
            for name in ("Farid", "Dora")
        )
    )
    assert list(place.alerts.all()) == [alert]
    assert WatchedChange.objects.filter(act="linked").count() == 1
