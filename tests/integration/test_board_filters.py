"""The board narrowed: the address says how, every filter can be taken away, the change door obeys it."""

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Alert
from alerts.selectors import board
from alerts.selectors.board import Asked
from alerts.selectors.filtering import parse
from ewrr.common import clock
from tests import make
from tests.integration import filed_records

pytestmark = pytest.mark.django_db


def shown(client, query):
    page = client.get(f"/board/?{query}")
    assert page.status_code == 200
    return [card.alert.number for card in page.context["cards"]]


def text_of(client, query):
    return client.get(f"/board/?{query}").content.decode().replace("&amp;", "&")


@pytest.fixture
def three(beni):
    """A critical one of Hana's, a low one of Ben's, a high one that is restricted."""
    return (
        make.alert(by="Hana", place_name="Mbau"),
        make.alert(by="Ben", level="low"),
        make.alert(by="Hana", threat_types=(ThreatType.CRSV,), going_on="over", place_name="Mbau"),
    )


def test_filters_are_in_the_address_and_each_can_be_taken_away(as_, three):
    critical, low, _hidden = three
    client = as_("Dora")
    assert shown(client, "level=critical") == [critical.number]
    assert shown(client, "level=critical&level=low") == shown(client, "level=critical,low")
    assert set(shown(client, "level=critical,low")) == {critical.number, low.number}
    text = text_of(client, "level=critical,low&text=mbau")
    for without in (
        "?tab=open&level=critical,low",
        "?tab=open&level=low&text=mbau",
        "?tab=open&level=critical&text=mbau",
    ):
        assert f'href="/board/{without}" data-narrow' in text, without
    assert 'href="/board/?tab=open" data-narrow>Clear all' in text
    assert "1 of 3 alerts" in text


def test_tabs_keep_the_filters_and_count_all_that_they_hold(as_, three):
    text = text_of(as_("Dora"), "level=critical")
    assert 'href="/board/?tab=mine&level=critical"' in text and "All open <b>3</b>" in text


def test_an_empty_list_says_why_and_what_to_do(as_, three):
    client = as_("Dora")
    text = text_of(client, "text=nowhere")
    assert "Nothing here that fits these filters." in text and "This list holds 3 without them." in text
    assert "Look in those that ended" in text and "Checked at" in text
    assert "at least three letters" in text_of(client, "text=ab")
    assert "Look in all open" in text_of(client, "tab=unanswered&kind=all_clear")
    Alert.objects.update(state="closed", state_before="received")
    assert "No open alert." in text_of(client, "") and "appears here by itself" in text_of(client, "")


def test_a_number_finds_its_alert_first_even_when_it_has_ended(as_, beni):
    other = make.alert(text="On parle du 0002 partout.")
    second = make.alert(level="low")
    assert second.short_number == "0002"
    client = as_("Dora")
    assert shown(client, "text=0002") == [second.number, other.number]
    assert shown(client, "text=2") == [second.number]
    make.dismissed(second)
    assert shown(client, "text=0002") == [second.number, other.number]
    assert shown(client, f"text={second.number}") == [second.number]
    assert shown(client, "tab=unanswered&text=0002") == [other.number]


def test_a_state_that_is_asked_for_takes_the_place_of_open(as_, beni):
    make.alert()
    gone = make.dismissed(make.alert())
    client = as_("Dora")
    assert shown(client, "state=dismissed") == [gone.number]
    assert shown(client, "tab=verify&state=dismissed") == []


def test_a_list_that_is_narrowed_is_read_page_by_page_without_repeat_or_gap(as_, beni):
    for turn in range(board.PAGE + 5):
        make.alert(level=("low", "critical")[turn % 2], place_name="Mbau")
    Alert.objects.update(area=None)
    client, seen, query = as_("Dora"), [], "text=mbau"
    page = client.get(f"/board/?{query}")
    while True:
        seen += [card.alert.number for card in page.context["cards"]]
        if not page.context["page"].after:
            break
        page = client.get(
            "/board/",
            {"text": "mbau", "after": page.context["page"].after},
            headers={"HX-Request": "true", "HX-Target": "more"},
        )
        assert "<html" not in page.content.decode() and 'id="tabs"' not in page.content.decode()
    assert len(seen) == len(set(seen)) == board.PAGE + 5
    assert len(shown(client, "pages=2")) == board.PAGE + 5
    assert "/board/?tab=open&text=mbau&after=" in text_of(client, query)


def test_ended_ones_come_newest_first_page_by_page_and_are_counted_up_to_a_thousand(as_, beni, monkeypatch):
    made = [make.dismissed(make.alert(level=("low", "critical")[turn % 2])).number for turn in range(board.PAGE + 3)]
    client = as_("Dora")
    page = client.get("/board/?state=dismissed")
    first = [card.alert.number for card in page.context["cards"]]
    rest = shown(client, "state=dismissed&after=" + page.context["page"].after.replace("+", "%2B"))
    assert first + rest == made[::-1]
    monkeypatch.setattr(board, "MOST_COUNTED", 20)
    assert "over 20 alerts" in text_of(client, "state=dismissed")


def test_an_alert_that_is_opened_stands_in_the_list_beyond_the_first_page_too(as_, beni):
    made = [make.alert(level="low") for _turn in range(board.PAGE + 3)]
    Alert.objects.update(area=None)
    client = as_("Dora")
    assert made[-1].number in shown(client, f"open={made[-1].number}")
    assert made[-1].number not in shown(client, "")
    assert len(shown(client, f"open={made[0].number}")) == board.PAGE


@pytest.mark.parametrize(
    "query",
    [
        "after=1~2",
        "after=9~9~9~x~1",
        "after=0~0~0~2026-01-01T00:00:00Z~" + "9" * 40,
        "pages=-1",
        "pages=999",
        "pages=x",
    ],
)
def test_what_cannot_be_read_begins_at_the_start(as_, three, query):
    assert len(shown(as_("Dora"), query)) == 3


def test_for_htmx_the_list_comes_with_its_tabs_only(as_, three):
    page = as_("Dora").get("/board/?level=low", headers={"HX-Request": "true", "HX-Target": "list"})
    text = page.content.decode()
    assert 'id="list"' in text and 'hx-swap-oob="true"' in text and "<html" not in text


def news(client, cursor, query):
    asks = dict(part.split("=") for part in query.split("&"))
    found = client.get("/changes/", {"since": cursor, "view": "board", **asks}).json()["fragments"]
    return {one["id"]: one for one in found}


def test_the_change_door_obeys_the_filters(as_, beni):
    client = as_("Dora")
    cursor = client.get("/board/?level=low").context["cursor"]
    low, critical = make.alert(level="low"), make.alert()
    found = news(client, cursor, "tab=open&level=low")
    assert found[f"row-{low.number}"]["belongs"] and not found[f"row-{critical.number}"]["belongs"]
    assert "1 of 2 alerts" in found["list-count"]["html"]
    assert "level=low" in found["tabs"]["html"]
    cursor = client.get("/board/?level=low").context["cursor"]
    make.assessed(critical, level="low", reason="Fewer than told.")
    make.assessed(low, level="high", reason="More than told.")
    found = news(client, cursor, "tab=open&level=low")
    assert found[f"row-{critical.number}"]["belongs"] and not found[f"row-{low.number}"]["belongs"]


def test_what_lies_beyond_the_rows_that_are_shown_is_no_news_of_them(as_, beni):
    made = [make.alert(level="low") for _turn in range(3)]
    viewer, now = make.viewer("Dora"), clock.now()
    ids = [alert.pk for alert in made]
    asked = Asked(filters=parse({}))
    held = f"0~0~3~{made[1].received_at.isoformat()}~{made[1].pk}"
    assert board.belongs(viewer, asked, ids, now, "") == set(ids)
    assert board.belongs(viewer, asked, ids, now, "unreadable") == set(ids)
    found = board.belongs(viewer, asked, ids, now, held)
    assert found == {made[0].pk, made[1].pk}


def test_what_nobody_may_know_is_not_found_on_the_board(as_, three):
    _critical, _low, hidden = three
    assert hidden.number not in shown(as_("Dora"), "text=mbau")
    assert hidden.number in shown(as_("Noor"), "text=mbau")
    assert hidden.number in shown(as_("Dora"), f"text={hidden.number}")
    assert "exual" not in text_of(as_("Dora"), f"text={hidden.number}")


def test_history_is_looked_through_in_all_years(as_, beni):
    from alerts.services import importing

    importing.take_in(office=beni, system="ucdp-ged", records=[filed_records.record(1)])
    make.alert()
    client = as_("Dora")
    assert len(shown(client, "tab=history&text=oicha")) == len(shown(client, "tab=history&level=critical,high")) == 1
    assert shown(client, "tab=history&from=2015-01-01") == []
    page = client.get("/board/?tab=history")
    assert str(page.context["page"].from_date) == "2014-01-01"
