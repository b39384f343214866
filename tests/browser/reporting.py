"""What browser tests of the weekly report share."""

import datetime as dt

from playwright.sync_api import expect

from tests.browser import moving
from tests.running import RunningHub

FILES_S = 60_000  # ms for sixteen files on a busy machine
MADE = """
from alerts.models import Office
from tests.integration import reported
reported.week(Office.objects.get(code="BEN"))
"""


def reporter(hub: RunningHub) -> None:
    """Starts a worker for the files, and makes a week with something in it."""
    hub.start_worker("reporter", "report")
    hub.manage("shell", "-c", MADE)


def this_week(hub: RunningHub) -> str:
    """The address of this week; what tests before wrote of it is gone, but what is issued."""
    hub.sql(
        "DELETE FROM responses_written WHERE version_id IN (SELECT id FROM responses_version WHERE stage <> 'issued')"
    )
    hub.sql("DELETE FROM responses_file WHERE version_id IN (SELECT id FROM responses_version WHERE stage <> 'issued')")
    hub.sql("DELETE FROM responses_version WHERE stage <> 'issued'")
    today = moving.today()
    first = today - dt.timedelta(days=today.weekday())
    return f"/reports/{first:%Y%m%d}-{first + dt.timedelta(days=7):%Y%m%d}/"


def begin(screen, week):
    page = screen.open(week)
    if page.get_by_role("button", name="Begin the draft").count():
        page.get_by_role("button", name="Begin the draft").click()
    elif page.get_by_role("button", name="Begin a new version").count():
        page.get_by_role("button", name="Begin a new version").click()
    expect(page.locator("#key_messages[data-ready=passage]")).to_be_attached()
    return page
