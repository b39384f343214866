"""Whoever loses their role sees nothing more of the office within thirty seconds, on a page that stands open."""

import re

from playwright.sync_api import expect

from tests.browser.moving import opened

WITHIN_MS = 30_000


def test_a_role_that_ends_empties_the_board_that_stands_open(hub, at, told):
    farid = at("Farid")
    page = opened(farid, told, board=True)
    expect(page.locator("#alert")).to_contain_text("Les gens fuient")
    until = hub.sql("SELECT until_date FROM alerts_membership m JOIN alerts_person p ON p.id = m.person_id WHERE p.name = 'Farid'")
    try:
        hub.sql("UPDATE alerts_membership SET until_date = '2020-06-01' WHERE person_id = (SELECT id FROM alerts_person WHERE name = 'Farid')")
        expect(page.locator("#alert")).to_have_count(0, timeout=WITHIN_MS)
        expect(page.locator("body")).not_to_contain_text(told)
        expect(page.locator("body")).to_have_class(re.compile("notice"))
    finally:
        hub.sql("UPDATE alerts_membership SET until_date = %s WHERE person_id = (SELECT id FROM alerts_person WHERE name = 'Farid')", until[0][0])
    farid.faults.clear()  # the browser notes the answers that refused
