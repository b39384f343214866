"""Setting up in a browser: by keyboard only, in both languages, on the phone, and without an accessibility fault."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.pictures import WANTED, picture
from tests.browser.test_screens import SMALL, english


@pytest.fixture
def rows(hub):
    """Ids of Beni's rows by table and name; what a test makes besides is gone after it."""
    beni = hub.sql("SELECT id FROM alerts_office WHERE code = 'BEN'")[0][0]
    found = {
        (table, name): pk
        for table, order in (("rule", "position"), ("plan", "id"), ("duty", "id"))
        for name, pk in hub.sql(f"SELECT name_en, id FROM alerts_{table} WHERE office_id = {beni} ORDER BY {order}")  # noqa: S608
    }
    yield found
    kept = [pk for (table, _name), pk in found.items() if table == "rule"]
    for table in ("rule_areas", "rule_duties"):
        hub.sql(f"DELETE FROM alerts_{table} WHERE rule_id <> ALL(%s)", kept)  # noqa: S608
    hub.sql("DELETE FROM alerts_rule WHERE id <> ALL(%s) AND office_id = %s", kept, beni)
    for place, pk in enumerate(kept, start=1):
        hub.sql("UPDATE alerts_rule SET position = %s WHERE id = %s", 1000 + place, pk)
    for place, pk in enumerate(kept, start=1):
        hub.sql("UPDATE alerts_rule SET position = %s WHERE id = %s", place, pk)


PAGES = {
    "index": "/setup/",
    "duties": "/setup/duties/",
    "duty": "/setup/duties/{duty}/",
    "rules": "/setup/rules/",
    "rule": "/setup/rules/{rule}/",
    "new-rule": "/setup/rules/new/",
    "plans": "/setup/plans/",
    "plan": "/setup/plans/{plan}/",
    "new-plan": "/setup/plans/new/",
    "try": "/setup/rules/try/?level=high&threat_types=arson&restricted=on",
}


def path_of(name, rows):
    return PAGES[name].format(
        duty=rows["duty", "Police focal point"], rule=rows["rule", "Critical"], plan=rows["plan", "High: one answer"]
    )


def tab_to(page, target, most=150):
    """Presses Tab until `target` (a locator) has the focus, as somebody without a mouse does."""
    wanted = target.element_handle()
    for _turn in range(most):
        if page.evaluate("one => document.activeElement === one", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError("never reached by Tab")


RULES = "tbody th a"


def order(page):
    return [text.strip() for text in page.locator(RULES).all_inner_texts()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_setup_has_no_accessibility_fault(at, rows, without_axe_faults, name):
    page = at("Dora", DESK).open(path_of(name, rows))
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    without_axe_faults(page)


def test_what_is_wrong_and_what_is_refused_has_no_accessibility_fault(at, rows, without_axe_faults):
    """Bouar has posts that nobody ever holds; an empty form comes back with a sentence at each field."""
    screen = at("Esther")
    page = screen.open("/setup/duties/")
    expect(page.locator(".finding").first).to_contain_text("Nobody ever holds it")
    without_axe_faults(page)
    for what in ("rules", "plans", "duties"):
        page.set_viewport_size(DESK)
        screen.open(f"/setup/{what}/new/").get_by_role("button", name="Save").click()
        expect(page.locator(".ques.error .err").first).to_have_text("Give it a name in English.")
        without_axe_faults(page)
        page.set_viewport_size(PHONE)
        without_axe_faults(page)
        picture(page, f"setup-refused-{what}", ["360"])
    screen.faults.clear()  # the browser notes the refusals that we came to see


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_setup_fits_every_width_and_is_french_throughout(hub, at, speaks, rows, name):
    speaks("Dora", "fr")
    page = at("Dora", PHONE, locale="fr").open(path_of(name, rows))
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    small = page.evaluate(SMALL.replace("input.in", "input.in, label.check"))
    assert not small, small
    assert not english(page), english(page)
    picture(page, f"setup-{name}-fr")
    if WANTED:
        speaks("Dora", "en")
        page.goto(hub.url + path_of(name, rows))
        picture(page, f"setup-{name}-en")


def test_a_rule_is_made_seen_unreachable_moved_and_tried_by_keyboard_alone(hub, at, rows):
    page = at("Dora").open("/setup/rules/")
    tab_to(page, page.get_by_role("link", name="New rule"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New rule")).to_be_visible()
    tab_to(page, page.get_by_label("Name in English"))
    page.keyboard.type("Critical and restricted to nobody")
    page.keyboard.press("Tab")
    page.keyboard.type("Critique, sans restriction")
    for box in (
        page.get_by_role("group", name="Level").get_by_label("Critical"),
        page.get_by_role("group", name="Tells").get_by_label("Hub chief"),
    ):
        tab_to(page, box)
        page.keyboard.press("Space")
    tab_to(page, page.get_by_label("By the plan"))
    page.keyboard.type("High")
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved: “Critical and restricted to nobody”.")
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Critical and restricted to nobody"))
    expect(row).to_contain_text("No alert gets here: rule 2 “Critical” catches all that this one could.")
    up = page.get_by_role("button", name="Up Critical and restricted to nobody, now at 5")
    tab_to(page, up)
    for place in (4, 3, 2):
        page.keyboard.press("Enter")  # the button pressed has the focus again
        expect(page.get_by_role("button", name=f"Up Critical and restricted to nobody, now at {place}")).to_be_focused()
    assert order(page)[1] == "Critical and restricted to nobody"
    expect(row).not_to_contain_text("No alert gets here")
    critical = page.locator("tr", has=page.get_by_role("rowheader", name="Critical", exact=True))
    expect(critical).to_contain_text("No alert gets here: rule 2 “Critical and restricted to nobody”")
    tab_to(page, row.get_by_role("link", name="Who would be told now?"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "Rule 2, Critical and restricted to nobody, is the first that fits"
    )
    expect(page.locator(".rung").first).to_contain_text("Noor")
    expect(page.locator(".passed")).to_contain_text("Rule 1, Restricted, passed over: it asks for restricted alerts")


def test_the_same_reads_in_french(hub, at, speaks, rows):
    speaks("Dora", "fr")
    page = at("Dora").open("/setup/rules/")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Si le niveau est critique")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Point focal civil")
    page.goto(f"{hub.url}/setup/rules/try/?level=low")
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile("La règle 5, Tout le reste"))
    expect(page.locator(".rungs")).to_contain_text("Si personne ne répond")


def test_a_plan_is_edited_on_the_phone_and_a_mistake_stands_at_its_step(hub, at, rows):
    screen = at("Grace", PHONE)
    page = screen.open(f"/setup/plans/{rows['plan', 'Medium: one answer']}/")
    minute = page.get_by_label("After minutes").nth(1)
    minute.fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".step.error .err")).to_have_text("Another step has the same minute. Put both into one.")
    described = minute.get_attribute("aria-describedby")
    assert described and page.locator(f"#{described}").inner_text().strip().startswith("Another step")
    assert not wider_than(page)
    minute.fill("45")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: “Medium: one answer”.")
    expect(page.locator(f"#plan-{rows['plan', 'Medium: one answer']} .ladder")).to_contain_text("+45 min")
    screen.faults.clear()  # the browser notes the refusal that we came to see


def test_two_people_at_one_duty_lose_nothing_and_the_second_is_told(hub, at, rows):
    where = f"/setup/duties/{rows['duty', 'Protection adviser']}/"
    ivan = at("Ivan")
    first, second = at("Dora").open(where), ivan.open(where)
    first.get_by_label("Name in English").fill("Protection officer")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("status")).to_contain_text("Protection officer")
    second.get_by_label("Name in English").fill("Adviser on protection")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("Dora changed this")
    expect(second.get_by_role("alert")).to_contain_text("It now reads: Protection officer /")
    expect(second.get_by_label("Name in English")).to_have_value("Adviser on protection")
    hub.sql("UPDATE alerts_duty SET name_en = 'Protection adviser' WHERE name_en = 'Protection officer'")
    ivan.faults.clear()  # the browser notes the refusal that we came to see


def test_without_a_script_a_rule_moves_and_a_question_is_answered(hub, at, rows):
    page = at("Dora", java_script_enabled=False).open("/setup/rules/")
    before = order(page)
    page.get_by_role("button", name="Down Critical, now at 2").click()
    expect(page.locator(RULES)).to_have_text([before[0], before[2], before[1], *before[3:]])
    page.get_by_role("button", name="Up Critical, now at 3").click()
    expect(page.locator(RULES)).to_have_text(before)
    page.goto(f"{hub.url}/setup/rules/try/")
    page.get_by_label("Level").select_option("low")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".trial .answer h2")).to_have_text("Rule 5, Everything else, is the first that fits")
