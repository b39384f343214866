"""The pages of reports as somebody reads them: every figure opens the alerts behind it, and nothing else is there."""

import re
from html.parser import HTMLParser

import pytest

from alerts.domain.words import ThreatType
from responses.domain import periods
from responses.domain.words_of_reports import Format, Making, Stage
from responses.models import File, Version
from responses.selectors import reports
from responses.services import making, signing
from tests import make
from tests.integration import reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(beni):
    return reported.edition(beni)


class Figures(HTMLParser):
    """(address, number) of every link that opens the alerts behind a figure."""

    def __init__(self, page):
        super().__init__()
        self.found, self._href = [], ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        self._href = href if tag == "a" and "/alerts/?figure=" in href else ""

    def handle_data(self, text):
        if self._href:
            self.found.append((self._href, text))
            self._href = ""


def said(pattern: str, text: str) -> str:
    """What the pattern's group holds where it is first found."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[1]


def total(page) -> int:
    return int(said(r"data-total>(\d+)</span>", page.content.decode()))


@pytest.mark.parametrize(("name", "is_frozen"), [("Farid", False), ("Noor", True)])
def test_every_figure_opens_exactly_the_alerts_behind_it(beni, edition, as_, name, is_frozen):
    reported.week(beni)
    if is_frozen:
        reported.submitted(edition)
        make.alert(level="low")  # came later, and counts in no figure of what is frozen
    client = as_(name)
    figures = Figures(client.get(reported.address(edition))).found
    assert len(figures) > 80
    texts: dict[str, set[str]] = {}
    for href, text in figures:
        texts.setdefault(href, set()).add(text)
    wrong = []
    for href, shown in texts.items():
        opened = client.get(href)
        assert opened.status_code == 200, href
        # A median opens what it was measured on, whose number stands beside it; a share its part.
        numbers = shown if "span" not in href and "in_time" not in href else shown & {str(total(opened))} or shown
        if any(text.split()[0] != str(total(opened)) for text in numbers if text[:1].isdecimal()):
            wrong.append((href, shown, total(opened)))
        listed = re.findall(r'<th scope="row" class="nb">', opened.content.decode())
        hidden = re.search(r"(\d+) restricted alerts? (is|are) counted and not listed", opened.content.decode())
        assert len(listed) + int(hidden[1] if hidden else 0) == total(opened), href
    assert not wrong


def test_what_is_restricted_is_counted_and_told_to_those_who_are_cleared_only(beni, edition, as_):
    made = reported.week(beni)
    number = made["restricted"].number
    for name, is_cleared in (("Farid", False), ("Dora", False), ("Grace", False), ("Noor", True)):
        client = as_(name)
        page = client.get(reported.address(edition)).content.decode()
        assert ("Sexual violence and grave violations against children" in page) is is_cleared
        assert ("STRICTLY CONFIDENTIAL" in page) is is_cleared
        assert ("Restricted: not shown" in page) is not is_cleared
        if name in ("Dora", "Grace"):
            continue  # what they are listed is what Farid is
        lists = {href for href, _text in Figures(client.get(reported.address(edition))).found}
        naming = {href for href in lists if number in client.get(href).content.decode()}
        own = {said(r"figure=([^&]+)", href) for href in naming}
        assert own if is_cleared else all(name.startswith("received") for name in own), own


def test_no_page_of_a_report_tells_a_source_or_what_was_told(beni, edition, as_):
    make.alert(source={"name": "CANARY-SOURCE", "contact": "CANARY-PHONE"}, text="CANARY-WORDS", relayer="CANARY-RELAY")
    client = as_("Noor")
    page = client.get(reported.address(edition))
    pages = [page, *(client.get(href) for href, _text in Figures(page).found)]
    assert len(pages) > 10
    for one in pages:
        assert b"CANARY" not in one.content


def test_an_empty_week_says_so_and_opens_nothing(beni, edition, as_):
    page = as_("Farid").get(reported.address(edition))
    assert "The hub received no alert in this period." in page.content.decode()
    assert Figures(page).found == []


def test_history_counts_where_it_happened_and_in_no_response_figure(beni, as_):
    reported.week(beni)
    page = as_("Farid").get(reported.address(reported.edition(beni))).content.decode()
    assert "1 record of imported history counts in threat tables only." in page
    year = as_("Farid").get("/reports/20140101-20150101/").content.decode()
    assert "The hub received no alert in this period." in year


def test_exercises_have_an_edition_of_their_own(beni, as_):
    make.offices(exercising=True)
    make.alert(level="low")
    edition = reported.edition(beni)
    client = as_("Farid")
    actual = client.get(reported.address(edition)).content.decode()
    assert "The hub received no alert in this period." in actual
    exercise = client.get(reported.address(reported.edition(beni, is_exercise=True))).content.decode()
    assert "CONFIDENTIAL · EXERCISE" in exercise and "received no alert" not in exercise


def test_the_paper_is_read_in_either_language(beni, edition, as_):
    reported.week(beni)
    client = as_("Farid")
    english = client.get(reported.address(edition)).content.decode()
    french = client.get(f"{reported.address(edition)}?language=fr").content.decode()
    assert '<article class="paper" lang="en">' in english and "Weekly Protection of Civilians report" in english
    assert '<article class="paper" lang="fr">' in french and "Weekly Protection" not in french
    assert [text for _href, text in Figures(client.get(reported.address(edition))).found][:3] == [
        text for _href, text in Figures(client.get(f"{reported.address(edition)}?language=fr")).found
    ][:3]


def test_any_period_is_opened_by_its_days(as_, beni):
    client = as_("Farid")
    asked = {"first": "2026-03-02", "last": "2026-03-20", "exercise": "on"}
    assert client.get("/reports/", asked)["Location"] == "/reports/20260302-20260321-X/"
    for wrong, sentence in (
        ({"first": "2026-03-20", "last": "2026-03-02"}, "The last day is before the first one."),
        ({"first": "20 mars", "last": "2026-03-02"}, "This day cannot be read."),
        ({"first": "2020-01-01", "last": "2026-03-02"}, "A report covers two years at most"),
        ({"first": "", "last": ""}, "Choose a day."),
        ({"first": "9999-12-31", "last": "9999-12-31"}, "A report covers two years at most"),
    ):
        page = client.get("/reports/", wrong)
        assert page.status_code == 200 and sentence in page.content.decode()
        if wrong["first"].isascii() and wrong["first"]:
            assert f'value="{wrong["first"]}"' in page.content.decode()


@pytest.mark.parametrize(
    "ref", ["", "x", "20260302", "20260302-20260302", "20260309-20260302", "20261399-20270101", "19000101-19000108"]
)
def test_an_address_that_is_no_period_is_no_page(as_, beni, ref):
    assert as_("Farid").get(f"/reports/{ref}/").status_code == 404


def test_figures_that_are_none_open_nothing(as_, edition):
    for asked in ("figure=", "figure=nonsense", "figure=valid:type", "figure=valid&of=20010101-20010108"):
        assert as_("Farid").get(f"{reported.address(edition)}alerts/?{asked}").status_code == 404
    page = as_("Farid").get(f"{reported.address(edition)}alerts/?figure=threat:type=%3Cblink%3E")
    assert page.status_code == 200 and total(page) == 0 and b"<blink>" not in page.content


def test_the_list_holds_the_latest_periods_and_leads_to_earlier_ones(beni, edition, as_, monkeypatch):
    monkeypatch.setattr(reports, "MOST", 3)
    for turns in range(5):
        reported.drafted(reported.Edition(beni, edition.period.before(turns)))
    client = as_("Farid")
    page = client.get("/reports/").content.decode()
    refs = [periods.ref(edition.period.before(turns), is_exercise=False) for turns in range(5)]
    assert [f'row"><a href="/reports/{ref}/"' in page for ref in refs] == [True, True, True, False, False]
    more = said(r'href="(\?before=[\d-]+)"', page)
    page = client.get(f"/reports/{more}").content.decode()
    assert [f'row"><a href="/reports/{ref}/"' in page for ref in refs] == [False, False, False, True, True]
    assert Version.objects.count() == 5


def test_another_office_sees_its_own_reports_only(edition, as_):
    reported.drafted(edition)
    page = as_("Esther").get("/reports/").content.decode()
    assert "No report yet." in page
    assert "Bouar" in as_("Esther").get(reported.address(edition)).content.decode()


def test_reading_what_a_notice_led_to_marks_it(edition, as_):
    reported.submitted(edition)
    client = as_("Grace")
    assert "A POC report waits for approval" in client.get("/").content.decode()
    client.post(f"{reported.address(edition)}seen/")
    assert make.person("Grace").deliveries.filter(channel="inbox", notice__isnull=False, seen_at=None).count() == 0


def test_types_of_the_restricted_are_in_no_name_of_a_figure(beni, edition, as_):
    make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    page = as_("Dora").get(reported.address(edition)).content.decode()
    assert "crsv" not in page and "component=civilian" not in page


def test_the_page_of_what_is_being_issued_goes_on_until_the_last_file_also_one_it_does_not_show(edition, as_):
    version = reported.approved(edition)
    signing.issue(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
    making.make_due(version.files.count() - 1)
    left = version.files.get(state=Making.WAITING)
    assert left.with_restricted and not make.viewer("Farid").reads_restricted
    page, files = as_("Farid"), f"{reported.address(edition)}files/?version=1"
    waiting = page.get(files).content.decode()
    assert GOES_ON in waiting and "<progress" not in waiting

    File.objects.filter(pk=left.pk).update(state=Making.FAILED, failure="bug_Exception")
    stuck = page.get(files).content.decode()
    assert "data-from" not in stuck and "Not issued yet: a file was not made." in stuck and "Try again" not in stuck
    assert "Return to be changed" in as_("Grace").get(reported.address(edition)).content.decode()

    making.again(viewer=make.viewer("Noor"), file=left.pk)
    assert GOES_ON in page.get(reported.address(edition)).content.decode()
    making.make_due()
    assert "data-from" not in page.get(files).content.decode()
    assert reported.fresh(version).stage == Stage.ISSUED


GOES_ON = 'data-then="reload"'


def test_a_draft_does_not_wait_for_a_file_that_the_reader_may_not_have(edition, as_):
    version = reported.drafted(edition)
    making.ask(viewer=make.viewer("Noor"), version=version.pk, format=Format.CSV, language="en", with_restricted=True)
    assert "data-from" in as_("Noor").get(reported.address(edition)).content.decode()
    assert "data-from" not in as_("Farid").get(reported.address(edition)).content.decode()
