"""The list of a report's files while they are made: it draws itself anew, and takes nothing from under a hand."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.reporting import FILES_S, begin


def test_while_a_file_is_made_no_press_is_lost_and_what_is_chosen_stays(hub, at, week):
    page = begin(at("Farid", DESK), week)
    page.select_option("#format", "csv")
    page.get_by_role("button", name="Make it, in EN").click()
    download = page.locator("#files .made").get_by_role("button")
    download.wait_for(timeout=FILES_S)
    hub.sql(HELD, "Farid")
    page.reload()
    progress = page.locator("#files progress")
    expect(progress).to_have_attribute("value", "40")
    page.select_option("#format", "xlsx")

    box = download.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    hub.sql("UPDATE responses_file SET done = 70 WHERE done = 40")
    with page.expect_response(lambda answer: "/files/" in answer.url):
        pass
    page.wait_for_timeout(200)  # what came could have been drawn
    expect(progress).to_have_attribute("value", "40", timeout=1)
    with page.expect_download() as taken:
        page.mouse.up()
    assert taken.value.suggested_filename.endswith("-en.zip")
    expect(progress).to_have_attribute("value", "70")
    expect(page.locator("#format")).to_have_value("xlsx")

    download.focus()
    hub.sql("UPDATE responses_file SET done = 80 WHERE done = 70")
    expect(progress).to_have_attribute("value", "80")
    expect(download).to_be_focused()


def test_a_file_that_failed_is_tried_again_and_on_a_cut_link_the_page_stays(hub, at, week):
    farid = at("Farid", DESK)
    page = begin(farid, week)
    page.select_option("#format", "csv")
    page.get_by_role("button", name="Make it, in EN").click()
    page.locator("#files .made").wait_for(timeout=FILES_S)
    hub.sql(HELD, "Farid")
    page.reload()
    expect(page.locator("#files progress")).to_be_visible()

    hub.sql("UPDATE responses_file SET state = 'failed', failure = 'bug_Broken', leased_until = NULL WHERE done = 40")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(page.locator("#files [data-ready=sending]")).to_be_attached()
    page.route("**/again/", lambda route: route.abort("internetdisconnected"))
    again.click()
    expect(page.locator("[data-not-done]")).to_be_visible()
    expect(again).to_be_enabled()

    page.unroute("**/again/")
    again.click()
    expect(page.locator("#files .made")).to_have_count(2, timeout=FILES_S)
    farid.faults.clear()  # the browser notes the link that we cut


HELD = """
INSERT INTO responses_file (version_id, format, language, with_restricted, state, done, asked_by_id, asked_at,
  leased_until, attempts, failure, size, digest)
SELECT f.version_id, 'pdf', 'en', false, 'working', 40, f.asked_by_id, now(), now() + interval '1 hour', 1, '', 0, ''
FROM responses_file f JOIN alerts_person p ON p.id = f.asked_by_id
WHERE p.name = %s AND f.format = 'csv' AND f.version_id IN (SELECT id FROM responses_version WHERE stage = 'draft')
"""  # a file that is never done with
