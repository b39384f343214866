"""One alert from its filing to the word back, by six people at screens of their own, none of which is loaded anew."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet, state


def short(told: str) -> str:
    """0147/1, as the board of responses has it."""
    return f"{told.rpartition('-')[2]}/1"


def own(page: Page, told: str) -> Locator:
    """The response on the first page of its owner."""
    return page.locator("#home article", has_text=short(told))


def test_one_alert_lives_on_six_screens_from_the_filing_to_the_word_back(hub, at, told, speaks, without_axe_faults):
    speaks("Hana", "fr")
    desk = at("Dora")
    on = {
        "hana": at("Hana", PHONE, locale="fr").open(f"/alerts/{told}/receipt/"),
        "chidi": at("Chidi", PHONE).open("/"),
        "dora": opened(desk, told),
        "amina": opened(at("Amina"), told),
        "noor": at("Noor", DESK).open("/responses/"),
        "grace": opened(at("Grace"), told, board=True),
    }
    for page in on.values():
        page.evaluate("window.sameAsBefore = true")
    decided(on, told)
    asked(on, told, desk, without_axe_faults)
    gone(hub, on, told, without_axe_faults)
    done(on, told, without_axe_faults)
    ended(on, without_axe_faults)
    for name, page in on.items():
        assert name == "chidi" or page.evaluate("window.sameAsBefore"), page.url


def became(on):
    """What the filer reads."""
    return on["hana"].locator("section[aria-labelledby=became]")


def column(on, place):
    """A column of the board of responses."""
    return on["noor"].locator(f"section[aria-labelledby=col-{place}]")


def decided(on, told):
    dora = on["dora"]
    expect(became(on)).to_contain_text("la cellule n’a pas encore décidé")
    on["chidi"].locator(f"form[action*='{told}']").get_by_role("button").click()
    expect(dora.locator("#alert .triad .yes")).to_have_count(1)
    dora.keyboard.press("d")
    choose(sheet(dora).locator("[value=respond]"))
    send(dora)
    expect(on["grace"].locator(f"#row-{told} .chip")).to_have_text("decided")


def asked(on, told, desk, without_axe_faults):
    """Refused at first for want of an owner; then Chidi is asked."""
    dora, chidi = on["dora"], on["chidi"]
    dora.keyboard.press("t")
    expect(sheet(dora).locator("h2")).to_contain_text("Respond")
    without_axe_faults(dora)
    sheet(dora).get_by_label("What is done?").select_option("qrf")
    sheet(dora).get_by_label("Who responds?").select_option("force")
    send(dora)
    expect(sheet(dora).locator("[data-errors]")).to_be_visible()
    expect(sheet(dora).get_by_label("What is done?")).to_have_value("qrf")
    desk.faults.clear()  # the browser notes what was refused
    sheet(dora).get_by_label("Who owns it in the hub?").select_option(label="Chidi")
    sheet(dora).get_by_label("Unit").fill("QRF Oicha")
    sheet(dora).get_by_label("The task in words").fill("Block the road north.")
    send(dora)
    expect(dora.locator("#alert .tasks")).to_contain_text("QRF Oicha")
    expect(dora.locator("#alert .tasks .chip")).to_have_text("assigned")
    expect(column(on, 2)).to_contain_text(short(told))
    expect(chidi.locator("#home")).to_contain_text("Block the road north.")
    assert sticks_out(chidi) <= 0
    without_axe_faults(chidi)


def gone(hub, on, told, without_axe_faults):
    """Accepted, moving, on site, by one tap each; everybody sees it."""
    own(on["chidi"], told).get_by_role("button", name="Accept").click()
    expect(on["dora"].locator("#alert .tasks .chip")).to_have_text("accepted")
    expect(column(on, 3)).to_contain_text(short(told))
    expect(became(on)).to_contain_text("se prépare")
    expect(on["grace"].locator(f"#row-{told}")).to_contain_text("responding")
    assert state(hub, told) == "responding"
    own(on["chidi"], told).get_by_role("button", name="Moving").click()
    expect(became(on)).to_contain_text("est en route")
    own(on["chidi"], told).get_by_role("button", name="On site").click()
    expect(became(on)).to_contain_text("est sur place")
    expect(on["amina"].locator("#alert .rail li.y", has_text="on site")).to_have_count(1)
    expect(column(on, 4)).to_contain_text(short(told))
    without_axe_faults(on["noor"])


def done(on, told, without_axe_faults):
    chidi, tasks = on["chidi"], on["dora"].locator("#alert .tasks")
    own(chidi, told).get_by_role("link", name="Done", exact=True).click()
    expect(chidi.locator("h1")).to_have_text("How did it go?")
    choose(chidi.locator("[value=averted]"))
    chidi.get_by_label("Note").fill("They went north before we came.")
    without_axe_faults(chidi)
    chidi.get_by_role("button", name="Record the result").click()
    expect(chidi.locator("#response")).to_contain_text("Threat averted")
    assert sticks_out(chidi) <= 0
    expect(tasks.locator(".chip")).to_have_text("done")
    expect(tasks).to_contain_text("Threat averted")


def ended(on, without_axe_faults):
    dora, hana = on["dora"], on["hana"]
    dora.keyboard.press("e")
    choose(sheet(dora).locator("[value=handled]"))
    choose(sheet(dora).locator("[name=harm][value=none]"))
    choose(sheet(dora).locator("[name=word_back][value=given]"))
    send(dora)
    expect(became(on)).to_contain_text("la communauté a été informée")
    expect(on["amina"].locator("#alert")).to_contain_text("closed it")
    without_axe_faults(hana)
    assert sticks_out(hana) <= 0
