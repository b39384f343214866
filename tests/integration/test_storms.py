"""More than ten alerts of one kind and area within half an hour stand as one row; no critical one is hidden."""

import datetime as dt

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Alert
from alerts.selectors import board, storms
from alerts.selectors.board import Asked
from alerts.selectors.filtering import parse
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
OPEN = Asked()


def many(count, **changes):
    return [make.alert(**changes) for _turn in range(count)]


def found(name="Dora", **asked):
    return storms.storms(make.viewer(name), Asked(filters=parse(asked)), clock.now())


def test_eleven_alike_stand_as_one_row_that_counts_and_names_the_critical_ones(as_, beni):
    critical, high = many(2), many(9, level="high")
    alone = make.alert(level="low")
    (group,) = found()
    assert group.numbers == [alert.number for alert in [*critical, *high]] and group.unanswered == 11
    page = as_("Dora").get("/board/")
    text = page.content.decode()
    assert [card.alert.number for card in page.context["cards"]] == [alone.number]
    assert f'id="storm-{critical[0].number}"' in text and "11 alerts, attack under way" in text
    for alert in critical:
        assert f"open={alert.number}" in text and f">{alert.short_number}</a>" in text
    assert f"/alerts/{critical[0].number}/join/?with={critical[1].number}" in text.replace("&amp;", "&")
    assert "12 alerts" in text


def test_a_storm_is_looked_at_alone_and_the_list_says_so(as_, beni):
    told = many(11)
    make.alert(level="low")
    page = as_("Dora").get(f"/board/?storm={told[0].number}")
    assert {card.alert.number for card in page.context["cards"]} == {alert.number for alert in told}
    assert "Probably one event" in page.content.decode() and 'class="storm"' not in page.content.decode()
    over = as_("Dora").get("/board/?storm=BEN-2026-9999").content.decode()
    assert "This is no longer one event." in over and "Clear the filters" in over


def test_ten_or_those_of_another_time_kind_or_area_are_no_storm(beni):
    told = many(10)
    make.alert(level="low")
    assert found() == []
    late = make.alert()
    assert len(found()) == 1
    Alert.objects.filter(pk=late.pk).update(received_at=late.received_at + dt.timedelta(minutes=31))
    assert found() == []
    Alert.objects.filter(pk=late.pk).update(received_at=told[0].received_at, area=None)
    assert found() == []


def test_filters_and_ended_alerts_make_a_storm_smaller(beni):
    told = many(11)
    assert len(found(level="critical")) == 1 and found(level="low") == []
    make.dismissed(told[0])
    assert found() == []


def test_a_restricted_alert_counts_by_what_everybody_knows_of_it_and_shows_no_place(as_, beni):
    many(10)
    hidden = make.alert(threat_types=(ThreatType.CRSV,), place_name="CANARY", is_routed=True)
    Alert.objects.filter(pk=hidden.pk).update(kind="attack_ongoing")
    (group,) = found()
    assert hidden.number in group.numbers and group.unanswered
    text = as_("Dora").get("/board/").content.decode()
    assert "CANARY" not in text and text.count("<i hidden data-alert") == 10
    assert as_("Ben").get("/board/").status_code == 200


def test_the_change_door_tells_of_a_storm_and_which_rows_stand_behind_it(as_, beni):
    client = as_("Dora")
    many(10)
    cursor = client.get("/board/").context["cursor"]
    last = make.alert()
    news = client.get("/changes/", {"since": cursor, "view": "board", "tab": "open"}).json()
    row, storm = news["fragments"][:2]
    (group,) = found()
    assert storm["id"] == row["behind"] == f"storm-{group.key}" and row["id"] == f"row-{last.number}"
    assert storm["what"].endswith("probably one event") and row["belongs"] and storm["belongs"]
    assert storm["html"].strip() in client.get("/board/").content.decode()


def test_paging_counts_and_belonging_know_of_storms(beni):
    told = many(12)
    viewer, now = make.viewer("Dora"), clock.now()
    groups = found()
    asked = storms.within(OPEN, groups, "")
    assert board.page(viewer, asked, now).alerts == [] and board.count(viewer, asked, now) == 12
    ids = [alert.pk for alert in told]
    assert board.belongs(viewer, asked, ids, now) == set(ids)
    alone = storms.within(OPEN, groups, groups[0].key)
    assert len(board.page(viewer, alone, now).alerts) == 12
    assert storms.within(OPEN, groups, "BEN-2026-9999").only == ()
