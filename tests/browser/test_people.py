"""From an invitation to the first page on a French phone; the pages of office and people without a fault."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out, wider_than
from tests.browser.pictures import picture
from tests.browser.test_answer_on_a_bad_link import LINKS
from tests.browser.test_screens import SMALL, english
from tests.inviting import LINK, first
from tests.mailserver import wait_for

PAGES = {
    "setup": "/setup/?steps=all",
    "office": "/setup/office/",
    "people": "/setup/people/",
    "invite": "/setup/people/invite/",
    "person": "/setup/people/{amina}/",
    "close": "/setup/people/{amina}/close/",
    "changes": "/setup/changes/",
}
PASSWORD = "une phrase que je suis seule à connaître"


@pytest.fixture
def path_of(hub):
    amina = hub.sql("SELECT id FROM alerts_person WHERE name = 'Amina'")[0][0]
    return lambda name: PAGES[name].format(amina=amina)


@pytest.fixture
def zoe(hub):
    """The address of somebody new; their account is closed after the test."""
    yield "zoe@beni.example"
    hub.sql("UPDATE alerts_person SET is_active = false WHERE email = 'zoe@beni.example'")
    hub.sql(
        "UPDATE alerts_membership SET until_date = from_date WHERE person_id IN"
        " (SELECT id FROM alerts_person WHERE email = 'zoe@beni.example')"
    )


def test_invited_by_mail_a_french_phone_comes_in(hub, at, zoe, without_axe_faults):
    ivan = at("Ivan").open("/setup/people/")
    ivan.get_by_role("link", name="Invite somebody").click()
    ivan.get_by_label("E-mail address").fill(zoe)
    ivan.get_by_label("Name", exact=True).fill("Zoé")
    ivan.get_by_label("Language").select_option("fr")
    ivan.get_by_label("Role", exact=True).select_option("officer")
    ivan.get_by_label("Component").select_option("civilian")
    ivan.get_by_role("button", name="Send the invitation").click()
    expect(ivan.get_by_role("status").first).to_contain_text("Invited: the mail is on its way.")
    expect(ivan.locator(".about")).to_contain_text("invited")
    without_axe_faults(ivan)
    picture(ivan, "people-invited")

    (mail,) = wait_for(lambda: [one for one in hub.mail.received("invitation") if one["to"] == zoe], 60, "the mail")
    phone = at(None, PHONE, locale="fr")
    page = phone.open(first(LINK, mail["text"]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bienvenue, Zoé")
    assert not wider_than(page) and not english(page), english(page)
    without_axe_faults(page)
    picture(page, "invitation-fr", ["360"])
    page.get_by_label("Mot de passe", exact=True).fill("court")
    page.get_by_label("Le mot de passe, encore une fois").fill("court")
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator(".err").first).to_contain_text("14")
    without_axe_faults(page)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le mot de passe, encore une fois").fill(PASSWORD)
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(hub.url + "/")
    expect(page.get_by_text("Vous ne devez rien.")).to_be_visible()
    phone.faults.clear()  # the browser notes the refusal that we came to see

    ivan.reload()
    expect(ivan.locator(".about")).to_contain_text("can sign in")


def test_on_a_cut_link_the_invitation_stays_as_it_was_typed(hub, at, without_axe_faults):
    ivan = at("Ivan", PHONE)
    page = ivan.open("/setup/people/invite/")
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    page.get_by_label("Name", exact=True).fill("Nadia")
    ivan.context.route("**/invite/", LINKS["cut"])
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("[data-not-sent]")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nadia")
    assert sticks_out(page) <= 0
    without_axe_faults(page)
    ivan.context.unroute("**/invite/")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".err").first).to_have_text("Give the address to which the invitation goes.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nadia")
    ivan.faults.clear()  # the browser notes the request that failed, and the refusal


def test_a_button_of_a_list_says_on_top_that_nothing_came_back(hub, at):
    dora = at("Dora")
    page = dora.open("/setup/duties/")
    expect(page.locator("form[data-ready=sending]").first).to_be_attached()
    dora.context.route("**/move/", LINKS["cut"])
    page.get_by_role("button", name="Down").first.click()
    expect(page.locator("[data-not-done]")).to_contain_text("Look again whether it was done")
    expect(page.locator("[data-not-done]")).to_be_in_viewport()
    dora.faults.clear()  # the browser notes the request that failed


def test_a_link_is_shown_once_and_its_bar_comes_with_it(hub, at, zoe, without_axe_faults):
    ivan = at("Ivan")
    page = ivan.open("/setup/people/invite/")
    page.get_by_label("E-mail address").fill("late@beni.example")
    page.get_by_label("Name", exact=True).fill("Neema")
    page.get_by_label("Role", exact=True).select_option("poc_manager")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("button", name="Show a link to pass on by hand").click()
    expect(page.locator(".token")).to_contain_text("/accounts/invitation/")
    without_axe_faults(page)
    picture(page, "invitation-link")
    page.get_by_role("link", name="I have passed it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Neema")
    page.get_by_text("Withdraw it", exact=True).click()
    page.get_by_role("button", name="Withdraw it now").click()
    expect(page.get_by_role("status").first).to_contain_text("Withdrawn")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_fault(at, path_of, without_axe_faults, name):
    page = at("Ivan", DESK).open(path_of(name))
    for fold in page.locator("details.fold > summary, details.ends-token > summary").all():
        fold.click()
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    without_axe_faults(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_width_and_is_french_throughout(at, speaks, path_of, name):
    speaks("Ivan", "fr")
    page = at("Ivan", PHONE, locale="fr").open(path_of(name))
    page.locator("nav.subnav details.all > summary").click()
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    small = page.evaluate(SMALL.replace("input.in", "input.in, label.check"))
    assert not small, small
    assert not english(page), english(page)
    picture(page, f"people-{name}-fr")


def test_ones_own_number_is_changed_on_the_phone_in_french(hub, at, speaks, without_axe_faults):
    speaks("Chidi", "fr")
    chidi = at("Chidi", PHONE, locale="fr")
    page = chidi.open("/accounts/phone/")
    number = page.get_by_label("Numéro de téléphone")
    before = number.input_value()
    number.fill("demandez à Luc")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".err").first).to_contain_text("Écrivez le numéro en chiffres")
    expect(number).to_have_value("demandez à Luc")
    assert not wider_than(page) and not page.evaluate(SMALL) and not english(page), english(page)
    without_axe_faults(page)
    picture(page, "own-phone-fr")
    number.fill("+243 990 111 222")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").first).to_contain_text("Enregistré.")
    expect(number).to_have_value("+243 990 111 222")
    without_axe_faults(page)
    hub.sql("UPDATE alerts_person SET phone = %s WHERE name = 'Chidi'", before)
    chidi.faults.clear()  # the browser notes the refusal that we came to see


def test_another_zone_is_asked_about_before_it_is_taken(at, without_axe_faults):
    ivan = at("Ivan")
    page = ivan.open("/setup/office/")
    page.get_by_label("Time zone", exact=True).fill("Africa/Kinshasa")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".zone")).to_contain_text("who is on duty changes at once")
    expect(page.get_by_label("Time zone", exact=True)).to_have_value("Africa/Kinshasa")
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    without_axe_faults(page)
    ivan.faults.clear()  # the browser notes the refusal that we came to see
