"""One alert from its filing to the word back, by six people at screens of their own, none of which is loaded anew."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet, state


def marked(page: Page) -> Page:
    """A page that is loaded anew loses the mark."""
    page.evaluate("window.sameAsBefore = true")
    return page


def tap(page: Page, name: str) -> None:
    page.locator("#home").get_by_role("button", name=name, exact=True).click()


def test_one_alert_lives_on_six_screens_from_the_filing_to_the_word_back(hub, at, told, speaks, without_axe_faults):
    speaks("Hana", "fr")
    short = f"{told.rpartition('-')[2]}/1"
    hana = marked(at("Hana", PHONE, locale="fr").open(f"/alerts/{told}/receipt/"))
    chidi = marked(at("Chidi", PHONE).open("/"))
    desk = at("Dora")
    dora = marked(opened(desk, told))
    amina = marked(opened(at("Amina"), told))
    noor = marked(at("Noor", DESK).open("/responses/"))
    grace = marked(opened(at("Grace"), told, board=True))
    became = hana.locator("section[aria-labelledby=became]")
    expect(became).to_contain_text("la cellule n’a pas encore décidé")

    chidi.locator(f"form[action*='{told}']").get_by_role("button").click()
    expect(dora.locator("#alert .triad .yes")).to_have_count(1)

    dora.keyboard.press("d")
    choose(sheet(dora).locator("[value=respond]"))
    send(dora)
    expect(grace.locator(f"#row-{told} .chip")).to_have_text("decided")

    dora.keyboard.press("t")
    expect(sheet(dora).locator("h2")).to_contain_text("Respond")
    without_axe_faults(dora)
    sheet(dora).get_by_label("What is done?").select_option("qrf")
    sheet(dora).get_by_label("Who responds?").select_option("force")
    send(dora)  # nobody is named: refused, and nothing typed is lost
    expect(sheet(dora).locator("[data-errors]")).to_be_visible()
    expect(sheet(dora).get_by_label("What is done?")).to_have_value("qrf")
    desk.faults.clear()  # the browser notes what was refused
    sheet(dora).get_by_label("Who owns it in the hub?").select_option(label="Chidi")
    sheet(dora).get_by_label("Unit").fill("QRF Oicha")
    sheet(dora).get_by_label("The task in words").fill("Block the road north.")
    send(dora)
    tasks = dora.locator("#alert .tasks")
    expect(tasks).to_contain_text("QRF Oicha")
    expect(tasks.locator(".chip")).to_have_text("assigned")

    waiting = noor.locator("section[aria-labelledby=col-2]")
    expect(waiting).to_contain_text(short)
    expect(chidi.locator("#home")).to_contain_text("Block the road north.")
    assert sticks_out(chidi) <= 0
    without_axe_faults(chidi)
    tap(chidi, "Accept")
    expect(tasks.locator(".chip")).to_have_text("accepted")
    expect(noor.locator("section[aria-labelledby=col-3]")).to_contain_text(short)
    expect(became).to_contain_text("se prépare")
    expect(grace.locator(f"#row-{told}")).to_contain_text("responding")
    assert state(hub, told) == "responding"

    tap(chidi, "Moving")
    expect(became).to_contain_text("est en route")
    tap(chidi, "On site")
    expect(became).to_contain_text("est sur place")
    expect(amina.locator("#alert .rail li.y", has_text="on site")).to_have_count(1)
    expect(noor.locator("section[aria-labelledby=col-4]")).to_contain_text(short)
    without_axe_faults(noor)

    chidi.locator("#home").get_by_role("link", name="Done", exact=True).click()
    expect(chidi.locator("h1")).to_have_text("How did it go?")
    choose(chidi.locator("[value=averted]"))
    chidi.get_by_label("Note").fill("They went north before we came.")
    without_axe_faults(chidi)
    chidi.get_by_role("button", name="Record the result").click()
    expect(chidi.locator("#response")).to_contain_text("Threat averted")
    assert sticks_out(chidi) <= 0
    expect(tasks.locator(".chip")).to_have_text("done")
    expect(tasks).to_contain_text("Threat averted")

    dora.keyboard.press("e")
    choose(sheet(dora).locator("[value=handled]"))
    choose(sheet(dora).locator("[name=harm][value=none]"))
    choose(sheet(dora).locator("[name=word_back][value=given]"))
    send(dora)
    expect(became).to_contain_text("la communauté a été informée")
    expect(amina.locator("#alert")).to_contain_text("closed it")
    without_axe_faults(hana)
    assert sticks_out(hana) <= 0
    for page in (hana, dora, amina, noor, grace):
        assert page.evaluate("window.sameAsBefore"), page.url
