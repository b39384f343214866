"""An office makes its lists its own: other words, another order, entries retired and added; issued reports stay."""

import pytest
from django.utils import translation

from alerts.domain.words import ThreatType
from alerts.domain.words_of_filings import ReceivedBy
from alerts.models import Delivery, Event, Filing, ListEntry
from alerts.models.choices import SHELF, label, offered
from alerts.selectors import lists as shelf
from alerts.services import lists, telling
from alerts.services.setting_up import MayNotSetUp, Stale
from ewrr.common import clock, wording
from responses.domain.words_of_reports import Indicator
from responses.selectors import figures
from tests import make
from tests.integration import reported
from tests.integration.at_once import at_once, refusals

pytestmark = pytest.mark.django_db


def seen(office, of="threat_type"):
    return shelf.sheet(office, of).version


def worded(office, of="threat_type", code="looting", english="Pillage", french="Pillage"):
    lists.word(viewer=make.viewer("Dora"), of=of, code=code, seen=seen(office, of), name_en=english, name_fr=french)
    office.refresh_from_db()


def retired(office, of="threat_type", code="cattle", **how):
    lists.retire(viewer=make.viewer("Dora"), of=of, code=code, seen=seen(office, of), **how)
    office.refresh_from_db()


def added(office, of="received_by", english="Radio Maria", french="Radio Maria (fr)", counts_as="community_radio"):
    code = lists.add(
        viewer=make.viewer("Dora"), of=of, seen=seen(office, of), name_en=english, name_fr=french, counts_as=counts_as
    )
    office.refresh_from_db()
    return code


def test_an_entry_reads_in_the_offices_own_words_everywhere_and_only_there(as_, beni, bouar):
    worded(beni, english="Pillage of fields", french="Pillage des champs")
    alert = make.alert(threat_types=(ThreatType.LOOTING,))
    assert "Pillage of fields" in as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert "Pillage of fields" in as_("Amina").get(f"/alerts/{alert.number}/assess/").content.decode()
    assert "Pillage of fields" in as_("Dora").get("/setup/rules/try/").content.decode()
    assert "Pillage of fields" not in as_("Esther").get("/setup/rules/try/").content.decode()
    assert str(label(ThreatType.LOOTING)) == "Looting, theft", "outside an office the hub's own words hold"


def test_a_person_reads_it_in_their_own_language(as_, beni):
    worded(beni, english="Pillage of fields", french="Pillage des champs")
    hana = make.person("Hana")
    hana.language = "fr"
    hana.save()
    page = as_("Hana").get("/file/").content.decode()
    assert "Pillage des champs" in page and "Pillage of fields" not in page


def test_messages_say_it_in_the_offices_words(beni):
    worded(beni, of="kind", code="attack_ongoing", english="Attack now", french="Attaque maintenant")
    make.alert(is_routed=True)
    told = Delivery.objects.filter(alert__isnull=False).select_related("office", "alert__area", "person")[0]
    told.person.language = "en"
    assert "attack now" in telling.message(told).text
    told.person.language = "fr"
    assert "attaque maintenant" in telling.message(told).text


def test_what_stands_on_the_board_already_is_reworded_at_once(as_, beni):
    make.alert()
    dora = as_("Dora")
    assert "Attack under way" in dora.get("/board/").content.decode()
    worded(beni, of="kind", code="attack_ongoing", english="Attack now", french="Attaque maintenant")
    assert "Attack now" in dora.get("/board/").content.decode()


def test_empty_words_are_the_hubs_own_again(beni):
    worded(beni)
    worded(beni, english="", french="")
    assert shelf.wording_of(beni).names == {}


def test_a_retired_entry_is_offered_no_more_and_stays_where_it_stands(as_, beni):
    alert = make.alert(level="low")
    retired(beni)
    page = as_("Hana").get("/file/").content.decode()
    assert 'value="cattle"' not in page and 'value="looting"' in page
    standing = as_("Amina").get(f"/alerts/{alert.number}/assess/").content.decode()
    assert 'value="cattle" checked' in standing and "Cattle theft" in standing
    other = make.alert(by="Ben")
    assert 'value="cattle"' not in as_("Amina").get(f"/alerts/{other.number}/assess/").content.decode()


def test_a_filing_that_names_a_retired_entry_is_taken_all_the_same(as_, beni):
    """A page may be hours old, a filing may have waited on a phone: a warning is never refused for a list."""
    retired(beni)
    sent = as_("Hana").post("/file/", make.form("low", threat_types=["cattle"]))
    assert sent.status_code == 303 and Filing.objects.filter(answers__threat_types=["cattle"]).exists()


def test_a_retired_choice_that_stands_is_kept_by_whoever_assesses_something_else(as_, beni):
    alert = make.alert()
    alert.actor_kind = "rioters"
    alert.save(update_fields=["actor_kind"])
    retired(beni, of="actor_kind", code="rioters")
    page = as_("Amina").get(f"/alerts/{alert.number}/assess/").content.decode()
    assert '<option value="rioters" selected>' in page


def test_it_comes_back(as_, beni):
    retired(beni)
    retired(beni, is_back=True)
    assert 'value="cattle"' in as_("Hana").get("/file/").content.decode()


@pytest.mark.parametrize(("of", "code"), [("threat_type", "crsv"), ("threat_type", "other"), ("kind", "unknown"),
                                          ("response_type", "none"), ("not_responded", "duplicate")])  # fmt: skip
def test_what_a_rule_needs_is_never_retired(beni, of, code):
    with pytest.raises(lists.MayNotBe):
        retired(beni, of=of, code=code)
    assert not ListEntry.objects.exists() and not Event.objects.filter(kind="list.changed").exists()


def test_the_last_entry_of_a_list_is_never_retired(beni):
    codes = [word.value for word in SHELF["population"].listed.words]
    for code in codes[:-1]:
        retired(beni, of="population", code=code)
    with pytest.raises(lists.MayNotBe):
        retired(beni, of="population", code=codes[-1])


def test_levels_states_and_severity_are_no_lists(as_, beni):
    for fixed in ("level", "state", "urgency", "severity", "nonsense"):
        assert as_("Dora").get(f"/setup/lists/{fixed}/").status_code == 404
    page = as_("Dora").get("/setup/lists/").content.decode()
    assert "Critical · High · Medium · Low" in page and "Extreme · Severe" in page


def test_the_order_is_the_offices_own_under_each_heading(as_, beni):
    version = seen(beni)
    lists.move(viewer=make.viewer("Dora"), of="threat_type", code="execution", seen=version, is_up=True)
    beni.refresh_from_db()
    with wording.speaking(shelf.wording_of(beni)):
        life = [code for code, _name in offered(ThreatType)][:2]
    assert life == ["execution", "killing"]
    page = as_("Dora").get("/setup/lists/threat_type/").content.decode()
    assert page.index("Summary execution") < page.index("Killing, murder")


def test_at_the_end_of_its_heading_nothing_moves(beni):
    lists.move(viewer=make.viewer("Dora"), of="threat_type", code="explosive", seen=seen(beni), is_up=False)
    assert not Event.objects.filter(kind="list.changed").exists()


def test_an_own_entry_is_filed_read_and_counted_as_what_it_counts_as(as_, beni):
    code = added(beni)
    hana = as_("Hana")
    assert f'value="{code}"' in hana.get("/file/").content.decode()
    assert hana.post("/file/", make.form(received_by=code)).status_code == 303
    filing = Filing.objects.get(received_by=code)
    assert "Radio Maria" in hana.get(f"/alerts/{filing.alert.number}/").content.decode()
    api = hana.get(f"/api/v1/alerts/{filing.alert.number}/filings/").json()
    assert api["filings"][0]["received_by"] == "community_radio"
    of = reported.edition(beni)
    counted = figures.count(of, clock.now(), is_cleared=False)
    assert counted.count(f"{Indicator.VALID}:channel=community_radio") == 1
    assert not any(code in name for name in counted.counts[0])


def test_a_report_that_was_issued_reads_as_it_did(as_, beni):
    worded(beni, of="kind", code="attack_ongoing", english="Attack now", french="Attaque maintenant")
    reported.week(beni)
    of = reported.edition(beni)
    reported.issued(of)
    worded(beni, of="kind", code="attack_ongoing", english="Assault", french="Assaut")
    page = as_("Grace").get(reported.address(of)).content.decode()
    assert "Attack now" in page and "Assault" not in page
    behind = as_("Grace").get(reported.address(of) + "alerts/", {"figure": "received"}).content.decode()
    assert "Attack now" in behind and "Assault" not in behind


def test_another_offices_entry_is_no_answer(as_, beni, bouar):
    code = added(beni)
    filed = as_("Esther").post("/file/", make.form(received_by=code, place="5.93, 15.59"))
    assert filed.status_code == 422


def test_a_retired_own_entry_still_reads_in_its_words(as_, beni):
    code = added(beni)
    as_("Hana").post("/file/", make.form(received_by=code))
    retired(beni, of="received_by", code=code)
    hana = as_("Hana")
    assert f'value="{code}"' not in hana.get("/file/").content.decode()
    number = Filing.objects.get(received_by=code).alert.number
    assert "Radio Maria" in hana.get(f"/alerts/{number}/").content.decode()


TYPED = {"name_en": "Radio Maria", "name_fr": "Radio Maria", "counts_as": "community_radio"}


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"name_fr": ""}, 422, "in both languages"),
        ({"name_en": "x" * 81}, 422, "at most 80"),
        ({"counts_as": ""}, 422, "Choose as what it counts"),
        ({"counts_as": "nonsense"}, 422, ""),
        ({"name_en": "  sms "}, 422, "Another entry of this list is called so"),
        ({"name_en": "a\x00b"}, 422, ""),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, beni, typed, status, sentence):
    sent = TYPED | {"seen": seen(beni, "received_by")} | typed
    refused = as_("Dora").post("/setup/lists/received_by/new/", sent)
    body = refused.content.decode()
    assert refused.status_code == status and sentence in body and "Radio Maria" in body
    assert not ListEntry.objects.exists()


def test_a_component_is_called_otherwise_in_few_letters(as_, beni):
    typed = {"name_en": "Blue helmets", "name_fr": "Casques bleus", "seen": seen(beni, "component")}
    dora = as_("Dora")
    long = dora.post("/setup/lists/component/military/", typed | {"name_en": "The Force of the whole mission"})
    assert long.status_code == 422 and "At most 20" in long.content.decode()
    page = dora.post("/setup/lists/component/military/", typed, follow=True).content.decode()
    assert "Saved: “Blue helmets”." in page and "usually: Force / Force" in page


def test_no_entry_is_added_where_rules_read_the_list(as_, beni):
    assert as_("Dora").get("/setup/lists/threat_type/new/").status_code == 404
    with pytest.raises(lists.MayNotBe):
        added(beni, of="threat_type", counts_as="killing")


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, beni):
    version = seen(beni)
    path = "/setup/lists/threat_type/looting/"
    assert as_("Dora").post(path, {"name_en": "Raid", "name_fr": "Razzia", "seen": version}).status_code == 303
    late = as_("Grace").post(path, {"name_en": "Plunder", "name_fr": "Rapine", "seen": version})
    body = late.content.decode()
    assert late.status_code == 409 and "Dora changed this" in body and "Plunder" in body and "Raid / Razzia" in body
    button = as_("Grace").post("/setup/lists/threat_type/cattle/retire/", {"act": "retire", "seen": version})
    assert button.status_code == 409 and "Not done: Dora changed this" in button.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_list_at_once_leave_one_change_and_one_clear_refusal(offices):
    beni = offices["BEN"]
    version, dora, grace = seen(beni), make.viewer("Dora"), make.viewer("Grace")
    ends = at_once(
        lambda: lists.retire(viewer=dora, of="threat_type", code="cattle", seen=version),
        lambda: lists.retire(viewer=grace, of="threat_type", code="looting", seen=version),
    )
    assert [type(end) for end in refusals(ends)] == [Stale]
    assert ListEntry.objects.filter(office=beni, retired_at__isnull=False).count() == 1


def test_uses_are_counted_of_what_the_reader_sees_whole_and_never_for_an_administrator(as_, beni):
    make.restricted(make.alert(level="low"))
    make.alert(level="low")
    lines = {line.code: line.used for line in shelf.sheet(beni, "threat_type", make.viewer("Dora")).lines}
    assert lines["cattle"] == 1, "a restricted alert is no part of what Dora reads whole"
    ivan = {line.used for line in shelf.sheet(beni, "threat_type", make.viewer("Ivan")).lines}
    assert ivan == {None} and ">Used<" not in as_("Ivan").get("/setup/lists/threat_type/").content.decode()


@pytest.mark.parametrize("of", list(SHELF))
def test_every_list_has_a_page_in_both_languages_and_counts_its_uses(as_, beni, of):
    make.answered(make.alert(is_routed=True), "Amina")
    dora = as_("Dora")
    person = make.person("Dora")
    for language in ("en", "fr"):
        person.language = language
        person.save()
        assert dora.get(f"/setup/lists/{of}/").status_code == 200


def test_it_is_for_those_who_set_up(as_, beni):
    assert as_("Amina").get("/setup/lists/").status_code == 404
    with pytest.raises(MayNotSetUp):
        lists.retire(viewer=make.viewer("Amina"), of="threat_type", code="cattle", seen=seen(beni))


def test_an_office_that_changed_nothing_costs_no_statement(beni, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shelf.wording_of(beni) is wording.AS_THE_HUB_HAS_IT
    worded(beni)
    with django_assert_num_queries(1):
        shelf.wording_of(beni)
    with django_assert_num_queries(0), translation.override("fr"):
        assert shelf.wording_of(beni).name("threat_type", "looting") == "Pillage"
    assert ReceivedBy.RADIO in {code for code, _name in offered(ReceivedBy)}
