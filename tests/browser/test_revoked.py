"""Whoever loses their role sees nothing more of the office within thirty seconds, on a page that stands open."""

import re

from playwright.sync_api import expect

from tests.browser.moving import opened

WITHIN_MS = 30_000
END = """
UPDATE alerts_membership m SET until_date = m.from_date + %s::int
FROM alerts_person p WHERE p.id = m.person_id AND p.name = 'Farid'
"""


def test_a_role_that_ends_empties_the_board_that_stands_open(hub, at, told):
    farid = at("Farid")
    page = opened(farid, told, board=True)
    expect(page.locator("#alert")).to_contain_text("Les gens fuient")
    try:
        hub.sql(END, 1)
        expect(page.locator("#alert")).to_have_count(0, timeout=WITHIN_MS)
        expect(page.locator("body")).not_to_contain_text(told)
        expect(page.locator("body")).to_have_class(re.compile("notice"))
    finally:
        hub.sql(END, None)
    farid.faults.clear()  # the browser notes the answers that refused
