"""The wall's door: the same pieces as the page's, when something happened, fell due or somebody's watch began."""

import datetime as dt
import re

import pytest

from alerts.models import Alert, Duty, Office, Pulse
from alerts.selectors import access, wall_history
from alerts.selectors import layers as shown
from alerts.services import duty as rota
from alerts.services import layers
from ewrr.common import clock
from ewrr.common.shelf import shelf
from tests import make
from tests.integration.walls import following, news, page, piece, waiting, words

pytestmark = pytest.mark.django_db
PIECES = {"duty", "counts", "queue", "responses", "map", "tick", "alarms", "sheet"}


@pytest.fixture
def watched(db):
    """Somebody watches the hub: otherwise each wall says that nobody does."""
    Pulse.objects.update_or_create(name="watch", defaults={"at": clock.now() + dt.timedelta(hours=6)})


def by_id(told):
    return {fragment["id"].removeprefix("wall-"): fragment["html"] for fragment in told["fragments"]}


def settled(html):
    html = re.sub(r"(<time[^>]*>)[^<]*(</time>)", r"\1\2", html)
    return " ".join(html.split())


def test_nothing_new_is_an_empty_answer(as_, beni):
    client = as_("Dora")
    told = news(client, following(page(client)))
    assert told["fragments"] == []
    assert set(told) == {"cursor", "shown", "fragments", "now", "ages", "rings"}


def test_a_new_alert_brings_every_piece_as_a_fresh_page_has_it(as_, beni):
    client = as_("Dora")
    asks = following(page(client))
    alert = make.alert(is_routed=True)
    told = news(client, asks)
    found = by_id(told)
    assert set(found) == PIECES
    fresh = page(client)
    for name, html in found.items():
        assert settled(html) in settled(fresh), name
    assert alert.short_number in found["queue"] and f'data-number="{alert.short_number}"' in found["alarms"]
    assert news(client, {"since": told["cursor"], "shown": told["shown"]})["fragments"] == []


def test_each_thing_that_happens_comes_as_a_fresh_page_has_it(as_, beni):
    client = as_("Dora")
    asks = following(page(client))
    alert = waiting(1)
    acts = (
        lambda: None,
        lambda: make.answered(alert, "Amina"),
        lambda: make.decided(alert),
        lambda: make.response(alert),
        lambda: make.dismissed(make.alert(is_routed=True)),
    )
    for act in acts:
        act()
        told = news(client, asks)
        asks = {"since": told["cursor"], "shown": told["shown"]}
        fresh = settled(page(client))
        for name, html in by_id(told).items():
            assert settled(html) in fresh, name


def test_what_falls_due_is_told_though_no_event_says_so(as_, beni, watched):
    alert = make.alert(is_routed=True)
    client = as_("Dora")
    now = clock.now()
    asks = following(page(client))
    with clock.set_to(now + dt.timedelta(minutes=6)):
        shelf.clear()
        told = news(client, asks)
    assert "All three owe answer 1 min late" in words(by_id(told)["queue"])
    assert 'data-red="1"' in by_id(told)["counts"] and alert.is_open


def test_a_change_of_the_rota_changes_the_strip(as_, beni):
    client = as_("Dora")
    asks = following(page(client))
    rota.take_now(viewer=make.viewer("Tomas"), duty=Duty.objects.get(office=beni, code="police-focal-point"))
    assert "POL Tomas" in words(by_id(news(client, asks))["duty"])


@pytest.mark.parametrize("asks", [{}, {"since": "x"}, {"since": "é", "shown": "x" * 500}])
def test_what_is_no_place_in_the_history_asks_for_a_fresh_page(as_, beni, asks):
    assert news(as_("Dora"), asks) == {"reload": True}


def test_another_offices_or_persons_board_cursor_asks_for_a_fresh_page(as_, beni):
    asks = following(page(as_("Esther")))
    assert news(as_("Dora"), asks) == {"reload": True}
    board = as_("Dora").get("/board/").context["cursor"]
    assert news(as_("Dora"), {"since": board}) == {"reload": True}


def test_a_wall_takes_over_what_only_a_fresh_page_shows(as_, beni):
    client = as_("Dora")
    for change in ({"is_exercising": True}, {"name_en": "Beni North"}, {"time_zone": "Africa/Nairobi"}):
        asks = following(page(client))
        assert "fragments" in news(client, asks)
        Office.objects.filter(pk=beni.pk).update(**change)
        assert news(client, asks) == {"reload": True}


def test_a_layer_of_the_map_asks_for_a_fresh_page(as_, beni):
    client = as_("Dora")
    made = make.layer(beni)
    asks = following(page(client))
    layers.delete(viewer=make.viewer("Dora"), layer_id=made.pk, seen=shown.version(made))
    assert news(client, asks) == {"reload": True}


def test_it_says_how_long_ago_each_part_was_seen(as_, beni):
    now = clock.now()
    Pulse.objects.all().delete()
    Pulse.objects.create(name="worker", at=now - dt.timedelta(seconds=42))
    client = as_("Dora")
    ages = news(client, following(page(client)))["ages"]
    assert 42 <= ages["worker"] < 60 and ages["sender"] is None and ages["watch"] is None and ages["database"] == 0


def test_the_pieces_are_made_once_for_all_walls_of_an_office(as_, beni, django_assert_max_num_queries):
    make.alert(is_routed=True)
    page(as_("Dora"))
    client = as_("Hana")
    with django_assert_max_num_queries(12):  # who asks, where the office stands, its layers
        page(client)


def test_the_past_hours_are_counted_from_what_stood_then(as_, beni):
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    with clock.set_to(hour - dt.timedelta(hours=3, minutes=30)):
        first, second = make.alert(is_routed=True), make.alert(is_routed=True)
    with clock.set_to(hour - dt.timedelta(hours=1, minutes=30)):
        make.dismissed(first)
    found = wall_history.history(access.wall_of(beni), now)
    assert found.open[-5:] == (0, 2, 2, 1, 1)
    assert found.unanswered[-5:] == (0, 2, 2, 1, 1)  # five minutes after they came, and until it was dismissed
    assert found.late == found.unanswered and len(found.open) == 12
    assert found.decide == (0,) * 12
    assert Alert.objects.get(pk=second.pk).is_open


def test_an_alarm_of_the_hub_stands_at_the_foot(as_, beni):
    Pulse.objects.filter(name="watch").delete()
    assert "Nothing watches the hub" in piece(page(as_("Dora")), "tick")
