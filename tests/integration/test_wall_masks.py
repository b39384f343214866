"""What never stands on a wall: content, sources, and of what is restricted all but that it is."""

from typing import Any

import pytest

from alerts.domain.words import ThreatType
from responses.domain.course import Step
from tests import make
from tests.integration.walls import following, news, numbers, page, piece, waiting, words

pytestmark = pytest.mark.django_db
CANARIES: dict[str, Any] = {
    "text": "CANARYTEXT the men said",
    "place_name": "Canaryplace",
    "place_as_told": "CANARYTOLD by the mill",
    "source": {"name": "Canaryname", "contact": "CANARYCONTACT"},
    "actor_name": "CANARYACTOR",
    "people_note": "CANARYNOTE",
}


def anything_of(html):
    return [one for one in ("canary", "Canary", "CANARY") if one in html]


def restricted(**changes):
    return make.alert(is_routed=True, threat_types=(ThreatType.CRSV,), **(CANARIES | changes))


def test_of_what_is_restricted_nothing_stands_but_kind_sector_age_and_that_something_is_owed(as_, beni):
    alert = restricted()
    client = as_("Noor")  # who reads it whole elsewhere
    html = page(client)
    assert numbers(html) == [alert.short_number]
    said = words(piece(html, "queue"))
    assert f"{alert.short_number} Restricted" in said and str(alert.area) in said and "Answer owed in" in said
    assert anything_of(html) == []
    for name in ("Sifa", "Protection adviser"):
        assert name not in piece(html, "queue")
    assert alert.number not in piece(html, "map") and "data-alert" not in piece(html, "map")
    assert 'data-unplaced="0"' in piece(html, "map")


def test_of_its_news_nothing_is_told_but_that_there_are_some(as_, beni):
    client = as_("Noor")
    asks = following(page(client))
    alert = restricted()
    told = news(client, asks)
    html = "".join(fragment["html"] for fragment in told["fragments"])
    assert anything_of(html) == []
    tick = words(piece(html, "tick"))
    assert "Restricted: news" in tick and alert.short_number not in tick


def test_what_becomes_restricted_leaves_the_map_and_the_past_of_the_ticker(as_, beni):
    alert = make.alert(is_routed=True, place_name="Canaryplace")
    client = as_("Dora")
    html = page(client)
    assert "Canaryplace" in piece(html, "map") and alert.short_number in piece(html, "tick")
    asks = following(html)
    make.restricted(alert)
    assert news(client, asks) == {"reload": True}
    html = page(client)
    assert "Canaryplace" not in html and "data-alert" not in piece(html, "map")
    assert "received" not in words(piece(html, "tick"))


def test_a_response_to_something_restricted_stands_nowhere(as_, beni):
    alert = make.restricted(make.alert(is_routed=True), by="Dora")
    make.decided(alert, by="Noor")
    base = beni.positions.get(name="Oicha")
    made = make.response(alert, by="Noor", unit="Canary Coy", position=base.pk)
    make.stepped(made, Step.ACCEPT, Step.MOVE, text="CANARYSAID", lat=0.7, lon=29.5)
    html = page(as_("Noor"))
    assert anything_of(html) == []
    assert "No response is under way." in piece(html, "responses")
    assert "data-way" not in html and "data-unit" not in html
    assert "Chidi" not in piece(html, "queue")


def test_a_response_to_both_is_named_by_the_open_one(as_, beni):
    hidden, plain = make.decided(make.alert(is_routed=True)), make.decided(make.alert(is_routed=True))
    make.response(hidden, plain, unit="2 Coy")
    make.restricted(hidden)
    html = page(as_("Dora"))
    said = words(piece(html, "responses"))
    assert "Force 2 Coy" in said and plain.short_number in said
    hidden.refresh_from_db()
    assert hidden.short_number not in said and "0001" not in said


def test_of_an_open_alert_its_place_stands_and_nothing_that_was_told(as_, beni):
    make.alert(is_routed=True, **(CANARIES | {"place_name": "Mbau"}))
    html = page(as_("Noor"))
    assert "Mbau" in piece(html, "queue")
    assert anything_of(html) == []
    assert "Hana" not in html  # who filed it


def test_restricted_rows_are_as_high_as_others(as_, beni):
    """The same lines, so that absence cannot be read from the layout; which are that high: tests/browser."""
    waiting(10)
    restricted()
    queue = piece(page(as_("Dora")), "queue")
    assert queue.count('class="a"') == queue.count('class="k"') == 2 and queue.count('<p class="o') == 2


def test_it_sounds_for_what_is_restricted_too_by_number_and_level_alone(as_, beni):
    alert = restricted()
    alarms = piece(page(as_("Dora")), "alarms")
    assert f'<li data-number="{alert.short_number}" data-level="{alert.level}" data-exercise="">' in alarms
    assert anything_of(alarms) == []
