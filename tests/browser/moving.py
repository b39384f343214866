"""What browser tests of the moves share: opening an alert, its sheet, and what the hub holds of it."""

import datetime as dt

from playwright.sync_api import expect


def opened(screen, number, board=False):
    """The alert, on the board or on its own page, once its keys work."""
    page = screen.open(f"/board/?open={number}" if board else f"/alerts/{number}/")
    expect(page.locator("[data-ready=moves]")).to_be_attached()
    expect(page.locator("#alert .act")).to_be_visible()
    return page


def state(hub, number):
    return hub.sql("SELECT state FROM alerts_alert WHERE number = %s", number)[0][0]


def owed(hub, number):
    rows = hub.sql(
        "SELECT DISTINCT o.kind FROM alerts_owed o JOIN alerts_alert a ON a.id = o.alert_id"
        " WHERE a.number = %s AND o.settled_at IS NULL",
        number,
    )
    return {kind for (kind,) in rows}


def end_all(hub):
    """No alert is open any more, nothing under way, owed or due: what then stands on a list is the test's own, and
    what the hub is late with, which its wall says, too.
    """
    hub.sql(
        "UPDATE responses_response SET status = 'refused', reason = 'overtaken', ended_at = now()"
        " WHERE status NOT IN ('done', 'aborted', 'refused')"
    )
    hub.sql(
        "UPDATE alerts_alert SET state = 'closed', state_before = 'received'"
        " WHERE state NOT IN ('closed', 'joined', 'dismissed')"
    )
    hub.sql("UPDATE alerts_owed SET settled_at = now() WHERE settled_at IS NULL")
    hub.sql("UPDATE alerts_chase SET next_at = NULL WHERE next_at IS NOT NULL")
    hub.sql(
        "UPDATE alerts_escalation SET state = 'cancelled', next_at = NULL, ended_at = now()"
        " WHERE state = 'running' OR next_at IS NOT NULL"
    )


def sheet(page):
    return page.locator("#moves [data-move]:not([hidden])")


def send(page):
    sheet(page).locator("button.main").click()


def today():
    return dt.datetime.now(dt.UTC).astimezone(dt.timezone(dt.timedelta(hours=2))).date()
