"""Pages of a watch: check in, prepare and accept a hand-over, the duty list, the load; in both languages."""

import csv
import io
import re

import pytest

from alerts.domain.words import Access
from alerts.models import AccessLog, CheckIn, Delivery, Duty, Person, Relief, ReliefItem, Shift
from alerts.services import checking_in, relieving
from ewrr.common import clock
from tests import make
from tests.integration.watchkeeping import DAY, HOUR, MINUTE, asks, at, begins, comes_on, was_asked

pytestmark = pytest.mark.django_db
FIXTURES = (begins,)


@pytest.fixture
def force(beni):
    """Chidi should have checked in ten minutes ago; it falls to Rajiv."""
    return was_asked(beni, 40 * MINUTE)


@pytest.fixture
def relief(beni):
    """Noor took the hub over a minute ago; two items are open."""
    post = asks(beni, "hub-duty-officer")
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    comes_on(post, "Noor", clock.now() - MINUTE)
    assert relieving.tell_due() == 1
    return Relief.objects.get()


def french(name):
    Person.objects.filter(name=name).update(language="fr")


def body(answer, status=200):
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def test_one_tap_on_the_first_page_checks_in_and_the_card_is_gone(as_, force):
    chidi = as_("Chidi")
    before = body(chidi.get("/"))
    assert "not checked in" in before and "I am here" in before
    after = body(chidi.post("/duty/check-in/", {"duty": force.pk, "next": "owed"}, follow=True))
    assert "I am here" not in after and "Checked in for Force focal point at" in after
    assert CheckIn.objects.get().person.name == "Chidi"


def test_the_week_shows_the_gap_with_its_fallback_until_somebody_checks_in(as_, force):
    amina, dora = as_("Amina"), as_("Dora")
    seen = body(amina.get("/duty/"))
    assert "not checked in, falls to Rajiv" in seen and re.search(r'class="s [^"]*\bgap\b', seen)
    assert "Chidi is there" not in seen
    assert "Chidi is there" in body(dora.get("/duty/"))
    said = dora.post(
        "/duty/check-in/", {"duty": force.pk, "person": make.person("Chidi").pk, "next": "duty"}, follow=True
    )
    assert "Checked in." in body(said) and "not checked in" not in body(dora.get("/duty/"))


def test_whom_it_falls_to_reads_so_on_the_first_page(as_, force):
    seen = body(as_("Rajiv").get("/"))
    assert "falls to you" in seen and "Chidi has not checked in" in seen
    assert "falls to you" not in body(as_("Amina").get("/"))


def test_the_page_of_check_ins_says_what_is_asked_and_offers_the_radio_to_the_hub(as_, force):
    assert "I am here" in body(as_("Chidi").get("/duty/check-in/"))
    assert "No watch of yours asks for a check-in now." in body(as_("Hana").get("/duty/check-in/"))
    dora = body(as_("Dora").get("/duty/check-in/"))
    assert "Said so by radio" in dora and "Chidi is there" in dora
    assert "Said so by radio" not in body(as_("Amina").get("/duty/check-in/"))


def test_what_is_refused_is_said(as_, beni, force):
    other = asks(beni, "police-focal-point")
    answer = as_("Chidi").post("/duty/check-in/", {"duty": other.pk})
    assert "No watch of this duty runs for them now" in body(answer, 409)
    for data, status in (({}, 404), ({"duty": "x"}, 404), ({"duty": "9" * 30}, 404), ({"duty": 10**9}, 404)):
        assert as_("Chidi").post("/duty/check-in/", data).status_code == status
    chidi = {"duty": force.pk, "person": make.person("Chidi").pk}
    assert as_("Amina").post("/duty/check-in/", chidi).status_code == 403
    assert as_("Esther").post("/duty/check-in/", chidi).status_code == 404


def test_in_french_everything_of_a_gap_is_french(as_, force):
    french("Chidi")
    french("Rajiv")
    assert "Je suis là" in body(as_("Chidi").get("/"))
    assert "vous revient" in body(as_("Rajiv").get("/"))


def test_open_first_pages_and_weeks_follow_a_check_in(as_, force):
    amina, rajiv = as_("Amina"), as_("Rajiv")
    cursors = {
        ("duty", amina): amina.get("/duty/").context["cursor"],
        ("home", rajiv): rajiv.get("/").context["cursor"],
        ("board", amina): amina.get("/board/").context["cursor"],
    }
    checking_in.check_in(viewer=make.viewer("Chidi"), duty_id=force.pk)
    found = {
        view: [one["id"] for one in client.get("/changes/", {"since": cursor, "view": view}).json()["fragments"]]
        for (view, client), cursor in cursors.items()
    }
    assert found == {"duty": ["duty"], "home": ["home"], "board": []}


def test_whoever_comes_finds_the_list_on_the_first_page_and_accepts_one_by_one(as_, relief):
    noor = as_("Noor")
    assert "2 items to accept" in body(noor.get("/"))
    path = f"/duty/relief/{relief.pk}/"
    page = body(noor.get(path))
    assert page.count("I take it") == 2 and "Nobody prepared it" in page
    items = list(relief.items.order_by("pk"))
    after = body(noor.post(f"{path}accept/", {"item": items[0].pk}, follow=True))
    assert after.count("I take it") == 1 and "Noor, " in after
    last = body(noor.post(f"{path}accept/", {"item": items[1].pk}, follow=True))
    assert "Nothing is left to accept." in last and "to accept" not in body(noor.get("/"))
    notices = Delivery.objects.filter(notice__path=path, channel="inbox", person=make.person("Noor"))
    assert notices.get().seen_at is not None


def test_the_slower_of_two_reads_who_was_faster(as_, beni, relief):
    comes_on(beni.duties.get(code="hub-chief"), "Grace", clock.now() - MINUTE, by="Noor")
    item = relief.items.first()
    relieving.accept(viewer=make.viewer("Grace"), relief_id=relief.pk, item_id=item.pk)
    answer = as_("Noor").post(f"/duty/relief/{relief.pk}/accept/", {"item": item.pk})
    assert "Grace has accepted this already." in body(answer, 409)


def test_others_do_not_find_the_list_and_the_hub_reads_it_without_buttons(as_, relief):
    path = f"/duty/relief/{relief.pk}/"
    for name in ("Amina", "Hana", "Ivan", "Farid", "Esther"):
        assert as_(name).get(path).status_code == 404
        assert as_(name).post(f"{path}accept/", {"item": relief.items.first().pk}).status_code == 404
    dora = body(as_("Dora").get(path))
    assert "I take it" not in dora and "Not accepted yet" in dora
    for item in ("", "x", "9" * 30, "0"):
        assert as_("Noor").post(f"{path}accept/", {"item": item}).status_code == 404


def test_what_nobody_took_stands_in_red(as_, relief):
    ReliefItem.objects.update(told_at=clock.now())
    page = body(as_("Noor").get(f"/duty/relief/{relief.pk}/"))
    assert "Not accepted in time" in page and 'class="missed"' in page
    french("Noor")
    assert "Non accepté à temps" in body(as_("Noor").get(f"/duty/relief/{relief.pk}/"))


@pytest.fixture
def leaving(beni):
    """Dora hands the hub over to Noor in an hour."""
    post = asks(beni, "hub-duty-officer")
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    comes_on(post, "Noor", clock.now() + HOUR)
    return post


def test_a_note_is_typed_kept_and_read_by_whoever_comes(as_, leaving):
    dora, path = as_("Dora"), f"/duty/relief/prepare/{leaving.pk}/"
    assert "Prepare the hand-over" in body(dora.get("/"))
    form = dora.get(path)
    debt = form.context["sheet"].lines[0].debt
    said = {"seen": form.context["seen"], f"note_{debt.pk}": "Ask <b>Mama Rose</b> first"}
    saved = dora.post(path, said, follow=True)
    assert "Saved. Whoever comes finds it" in body(saved)
    assert "Ask &lt;b&gt;Mama Rose&lt;/b&gt; first" in body(dora.get(path))
    assert ReliefItem.objects.get(owed=debt).note == "Ask <b>Mama Rose</b> first"
    assert "Your hand-over is prepared." in body(dora.get("/"))


def test_a_note_that_is_too_long_is_refused_and_kept(as_, leaving):
    dora, path = as_("Dora"), f"/duty/relief/prepare/{leaving.pk}/"
    form = dora.get(path)
    first, second = (line.debt.pk for line in form.context["sheet"].lines[:2])
    typed = {"seen": form.context["seen"], f"note_{first}": "x" * 501, f"note_{second}": "short"}
    answer = body(dora.post(path, typed), 422)
    assert "At most 500 characters." in answer and "x" * 501 in answer and "short" in answer
    assert not Relief.objects.exists()


def test_notes_written_meanwhile_are_shown_and_what_was_typed_is_kept(as_, leaving):
    dora, path = as_("Dora"), f"/duty/relief/prepare/{leaving.pk}/"
    form = dora.get(path)
    pk, seen = form.context["sheet"].lines[0].debt.pk, form.context["seen"]
    dora.post(path, {"seen": seen, f"note_{pk}": "from the phone"})
    answer = dora.post(path, {"seen": seen, f"note_{pk}": "from the desk"})
    page = body(answer, 409)
    assert "Somebody wrote notes since you opened this" in page and "Dora, " in page
    assert "from the phone" in page and "from the desk" in page
    assert dora.post(path, {"seen": answer.context["seen"], f"note_{pk}": "from the desk"}).status_code == 302
    assert ReliefItem.objects.get(owed=pk).note == "from the desk"


@pytest.mark.parametrize("who", ["Noor", "Amina", "Ivan", "Esther"])
def test_the_form_is_there_for_whoever_goes_only(as_, leaving, who):
    path = f"/duty/relief/prepare/{leaving.pk}/"
    assert as_(who).get(path).status_code == as_(who).post(path, {}).status_code == 404


def test_the_duty_list_shows_the_week_its_gaps_and_numbers_to_the_hub_only(as_, beni):
    post = beni.duties.get(code="force-focal-point")
    post.rotations.all().delete()
    dora, amina = body(as_("Dora").get("/duty/list/")), body(as_("Amina").get("/duty/list/"))
    for page in (dora, amina):
        assert "Gap" in page and "→ Rajiv" in page and "by " in page
    assert "+000 000 000" in dora and "+000 000 000" not in amina and "Telephone" not in amina
    assert "Made " in dora and "by Dora." in dora
    esther = body(as_("Esther").get("/duty/list/"))
    assert "Chidi" not in esther and "Idris" in esther
    french("Dora")
    assert "Liste de permanence" in body(as_("Dora").get("/duty/list/"))


def test_the_duty_list_of_any_week_and_hours_of_the_dutys_own_zone(as_, beni):
    Duty.objects.filter(office=beni, code="hub-duty-officer").update(time_zone="Europe/Brussels")
    dora = as_("Dora")
    assert "times of Europe/Brussels" in body(dora.get("/duty/list/"))
    for asked in ("2026-W99", "x", "", "9999-W01"):
        assert dora.get("/duty/list/", {"week": asked}).status_code == 200
    comes_on(beni.duties.get(code="force-focal-point"), "Rajiv", clock.now() + 7 * DAY, 3)
    after = body(dora.get("/duty/list/", {"week": dora.get("/duty/list/").context["list"].after}))
    assert after.count("Rajiv") > 1


def test_the_load_is_read_by_all_sorted_by_links_and_taken_as_a_file_by_the_hub(as_, beni):
    alert = make.alert(is_routed=True)
    make.answered(alert, "Chidi")
    page = body(as_("Amina").get("/duty/load/"))
    assert "1 of 1" in page and "CSV" not in page
    names = [row.name for row in as_("Amina").get("/duty/load/", {"sort": "name"}).context["table"].rows]
    assert names == sorted(names) and "Chidi" in names
    for asked in ({"weeks": "12"}, {"weeks": "x", "sort": "../"}, {"weeks": "9" * 50}):
        assert as_("Amina").get("/duty/load/", asked).status_code == 200
    assert as_("Amina").post("/duty/load/csv/").status_code == 403
    assert as_("Dora").get("/duty/load/csv/").status_code == 405
    french("Amina")
    assert "Répondu à temps" in body(as_("Amina").get("/duty/load/"))


def test_the_file_holds_the_table_guards_formulas_and_is_on_record(as_, beni):
    Person.objects.filter(name="Chidi").update(name="=Chidi")
    answer = as_("Dora").post("/duty/load/csv/", {"weeks": "12", "sort": "name"})
    assert answer["Content-Disposition"].startswith('attachment; filename="BEN-load-12-')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Person", "Component", "Watches", "Hours"] and len({len(row) for row in rows}) == 1
    assert "'=Chidi" in {row[0] for row in rows}
    log = AccessLog.objects.get()
    assert (log.what, log.person.name) == (Access.EXPORT, "Dora")


def test_short_notice_counts_what_was_written_within_a_day_of_its_beginning(as_, beni):
    post, now = beni.duties.get(code="force-focal-point"), clock.now()
    comes_on(post, "Rajiv", now - HOUR, 2)
    old = {"duty": post, "person": make.person("Tomas"), "kind": "replace", "ends_at": now}
    Shift.objects.create(starts_at=now - 3 * HOUR, made_at=now - 5 * DAY, **old)
    rows = {row.name: row for row in as_("Dora").get("/duty/load/").context["table"].rows}
    assert (rows["Rajiv"].at_short_notice, rows["Tomas"].at_short_notice) == (1, 0)


def test_the_set_up_form_switches_check_in_on_as_of_now_and_off_again(as_, beni):
    dora, post = as_("Dora"), beni.duties.get(code="force-focal-point")
    path = f"/setup/duties/{post.pk}/"
    typed = {"name_en": post.name_en, "name_fr": post.name_fr, "component": post.component}
    typed["fallback"] = str(post.fallback_id)

    def save(**more):
        seen = dora.get(path).context["seen"]
        assert dora.post(path, typed | {"seen": seen} | more).status_code == 303
        return Duty.objects.get(pk=post.pk)

    on = save(asks_check_in="on")
    assert on.asks_check_in and abs(on.asked_since - clock.now()) < MINUTE
    assert "check-in" in body(dora.get("/setup/duties/"))
    again = save(asks_check_in="on")
    assert again.asked_since == on.asked_since
    assert not save().asks_check_in


def test_of_two_watches_that_ask_only_the_first_has_a_button(as_, beni, force, begins):
    """Half an hour before his day watch Chidi has not yet checked in for the night that still runs."""
    clients = {name: as_(name) for name in ("Chidi", "Dora")}
    with at(begins - HOUR / 2):
        his, hers = ("Chidi", "/", "I am here"), ("Dora", "/duty/check-in/", "Chidi is there")
        for name, path, button in (his, ("Chidi", "/duty/check-in/", "I am here"), hers):
            page = body(clients[name].get(path))
            assert (page.count(button), page.count("First for the watch before it.")) == (1, 1), (name, path)
        comes_on(police := asks(beni, "police-focal-point"), "Chidi", begins - 3 * HOUR, hours=20)
        assert body(clients["Chidi"].get("/duty/check-in/")).count("I am here") == 2, (
            "one a duty, whatever stands between"
        )
        for post in (force, police):
            clients["Chidi"].post("/duty/check-in/", {"duty": post.pk})
        page = body(clients["Chidi"].get("/duty/check-in/"))
        assert "I am here" not in page and "First for" not in page, "who does not leave the duty is there for both"
