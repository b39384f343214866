"""The change door: live update, catching up and polling are one request; snapshot plus changes is the page."""

from datetime import timedelta

import pytest

from alerts.models import Duty, Office
from alerts.services import duty, timekeeping
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


def opened(client, path="/board/"):
    return client.get(path).context["cursor"]


def ask(client, cursor, **asks):
    return client.get("/changes/", {"since": cursor, "view": "board", "tab": "open"} | asks).json()


def ids(news):
    return [fragment["id"] for fragment in news["fragments"]]


def test_nothing_new_is_an_empty_answer(as_, beni):
    client = as_("Dora")
    news = ask(client, opened(client))
    assert news["fragments"] == []


def test_a_new_alert_comes_as_a_row_with_the_counts(as_, beni):
    client = as_("Dora")
    cursor = opened(client)
    alert = make.alert()
    news = ask(client, cursor)
    assert ids(news) == [f"row-{alert.number}", "tabs", "list-count"]
    row = news["fragments"][0]
    assert row["belongs"] is True and alert.number in row["what"]
    assert ask(client, news["cursor"])["fragments"] == []


def test_the_fragment_is_what_the_page_shows(as_, beni):
    """Snapshot + changes = fresh snapshot, for each thing that happens to an alert."""
    client = as_("Dora")
    cursor = opened(client)
    alert = make.alert()
    for act in (lambda: None, lambda: make.answered(alert, "Amina"), lambda: make.answered(alert, "Ben", "Chidi")):
        act()
        news = ask(client, cursor, open=alert.number)
        fresh = client.get(f"/board/?open={alert.number}").content.decode()
        shown = {fragment["id"]: fragment["html"] for fragment in news["fragments"]}
        assert set(shown) == {f"row-{alert.number}", "tabs", "list-count", "alert", "alike"}
        for html in shown.values():
            assert settled(html) in settled(fresh)


def settled(html):
    """Without what differs by the moment or the request: ages, tokens, white space."""
    import re

    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    html = re.sub(r"(<time[^>]*>)[^<]*(</time>)", r"\1\2", html)
    return " ".join(html.split())


def test_what_leaves_the_tab_says_so(as_, beni):
    client = as_("Amina")
    alert = make.alert(is_routed=True)
    cursor = opened(client, "/board/?tab=mine")
    make.answered(alert, "Amina")
    news = ask(client, cursor, tab="mine")
    assert news["fragments"][0]["belongs"] is False


@pytest.mark.parametrize("token", ["", "x", "é", "gAAAAAB" + "x" * 80])
def test_a_token_that_is_none_asks_for_a_fresh_page(as_, beni, token):
    assert ask(as_("Dora"), token) == {"reload": True}


def test_another_persons_or_offices_token_asks_for_a_fresh_page(as_, beni):
    cursor = opened(as_("Dora"))
    assert ask(as_("Amina"), cursor) == {"reload": True}
    assert ask(as_("Esther"), cursor) == {"reload": True}


def test_a_narrowed_view_asks_for_a_fresh_page(as_, beni):
    client = as_("Dora")
    cursor = opened(client)
    Office.objects.filter(pk=beni.pk).update(cursor_epoch=2)
    assert ask(client, cursor) == {"reload": True}


def test_far_behind_asks_for_a_fresh_page(as_, beni):
    client = as_("Dora")
    cursor = opened(client)
    for _turn in range(200):
        make.alert(level="low")
    assert ask(client, cursor) == {"reload": True}


def test_the_first_page_and_the_receipt_follow_too(as_, beni):
    amina, hana = as_("Amina"), as_("Hana")
    at_home = opened(amina, "/")
    alert = make.alert(is_routed=True)
    news = ask(amina, at_home, view="home")
    assert ids(news) == ["home"] and alert.number in news["fragments"][0]["html"]
    receipt = opened(hana, f"/alerts/{alert.number}/receipt/")
    make.answered(alert, "Amina")
    news = ask(hana, receipt, view="receipt", open=alert.number)
    assert ids(news) == ["receipt"] and "Amina" in news["fragments"][0]["html"]


def test_an_unknown_view_gets_no_fragment(as_, beni):
    client = as_("Dora")
    cursor = opened(client)
    make.alert()
    assert ask(client, cursor, view="../../etc")["fragments"] == []


def test_signed_out_is_sent_to_sign_in(client, beni):
    assert client.get("/changes/").status_code == 302


def test_what_falls_due_is_told_though_no_event_says_so(as_, beni):
    """Late is late on every open page: the row, the counts, the tab of what is overdue."""
    client = as_("Dora")
    alert = make.alert(is_routed=True)
    cursor = opened(client, "/board/?tab=overdue")
    assert ask(client, cursor, tab="overdue")["fragments"] == []
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        news = ask(client, cursor, tab="overdue")
        assert ids(news) == [f"row-{alert.number}", "tabs", "list-count"] and news["fragments"][0]["belongs"] is True
        assert ask(client, news["cursor"], tab="overdue")["fragments"] == []


def test_a_hand_over_tells_whoever_gives_and_whoever_takes(as_, beni):
    """What the duty owes is owed by somebody else now: "you" moves."""
    noor, dora = as_("Noor"), as_("Dora")
    alert = make.alert(is_routed=True)
    make.answered(alert, "Amina", "Ben", "Chidi", "Dora")
    cursors = opened(noor), opened(dora)
    hub = Duty.objects.get(office=beni, code="hub-duty-officer")
    duty.replace(
        viewer=make.viewer("Noor"),
        duty=hub,
        person=make.person("Noor"),
        starts_at=clock.now() + timedelta(hours=1),
        ends_at=clock.now() + timedelta(hours=2),
    )
    for client, cursor in zip((noor, dora), cursors, strict=True):
        assert ids(ask(client, cursor)) == []
    with clock.set_to(clock.now() + timedelta(minutes=61)):
        for client, cursor in zip((noor, dora), cursors, strict=True):
            assert f"row-{alert.number}" in ids(ask(client, cursor))


def test_a_clock_that_is_put_back_has_every_page_read_afresh(as_, beni):
    client = as_("Dora")
    cursor = opened(client)
    timekeeping._move(timedelta(minutes=3), clock.now())
    assert ask(client, cursor) == {"reload": True}
