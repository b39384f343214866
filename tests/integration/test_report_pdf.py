"""The report on paper: tagged for screen readers, marked on every page, and what people wrote stays text."""

import io
import re
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from alerts.models import Alert
from ewrr.common import clock
from responses.domain.words_of_reports import Format, Passage
from responses.services import passages
from responses.services.reporting import files, gathering, print_fonts
from tests import make
from tests.integration import reported

pytestmark = pytest.mark.django_db
# What breaks a line, a table or a program that takes it for more than text.
HOSTILE = (
    '#panic("x")',
    '#read("/etc/passwd")',
    "$ x^2 $ *bold* _under_ = Heading",
    "@label <tag> \\ // /* comment */",
    "{{ 7*7 }} {% debug %} <script>alert(1)</script>",
    '=HYPERLINK("http://x.example";"y")',
    "+1+1",
    "-2",
    "@SUM(1)",
    "\t=1",
    "a\u202egnp.exe\u202c b",
    "\u2066x\u2069",
    "zero\u200bwidth",
    "\u0000nul\u0007bell",
    "日本語 😀 \u0378 \ue000",
    "مرحبا بالعالم",
    "Ngɔ́ŋɔ Mbîkî çà œuvre",
    "x" * 180,
)


@pytest.fixture
def edition(beni):
    return reported.edition(beni)


def pdf_of(edition, version=None, language="en", *, is_cleared=False) -> PdfReader:
    gathered = gathering.gather(edition, version, clock.now(), is_cleared=is_cleared)
    with translation.override(language):
        return PdfReader(io.BytesIO(files.WRITERS[Format.PDF](gathered, language, lambda _done: None)))


def text_of(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_tagged_titled_and_in_its_language(beni, edition, language):
    reported.week(beni)
    pdf = pdf_of(edition, language=language)
    root: Any = pdf.trailer["/Root"]
    assert pdf.metadata is not None and pdf.metadata.title is not None
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert str(root["/Lang"]) == language
    assert root["/StructTreeRoot"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert beni.name in pdf.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_every_page_says_what_it_is(beni):
    make.offices(exercising=True)
    make.alert()
    pdf = pdf_of(reported.edition(beni, is_exercise=True))
    assert len(pdf.pages) > 2
    for number, page in enumerate(pdf.pages, start=1):
        text = re.sub(r"\s+", " ", page.extract_text())
        assert "EXERCISE, NOT REAL EVENTS" in text
        assert "CONFIDENTIAL" in text and "Beni Field Office" in text
        assert f"{number} of {len(pdf.pages)}" in text


def test_what_people_wrote_is_printed_as_text(beni, edition):
    alert = make.alert()
    version = reported.drafted(edition)
    for place, words in enumerate(HOSTILE):
        plain = words.replace("\0", "")
        copy = make.alert(level="low") if place else alert
        Alert.objects.filter(pk=copy.pk).update(place_name=plain[:200], actor_name=plain[:200])
    passages.write(
        viewer=make.viewer("Farid"),
        version=version.pk,
        passage=Passage.OUTLOOK,
        language="en",
        revision=0,
        text="\n".join(HOSTILE),
    )
    text = text_of(pdf_of(edition, version))
    for words in ('#panic("x")', '#read("/etc/passwd")', "$ x^2 $ *bold* _under_ = Heading", "{{ 7*7 }} {% debug %}"):
        assert text.count(words) >= 2, words  # in the outlook and in the list of alerts
    for words in ("@SUM(1)", "<script>alert(1)</script>", "/* comment */", "مرحبا"[:1], "Ngɔ́ŋɔ"):
        assert words in text, words
    assert "\u202e" not in text and "agnp.exe b" in text
    assert print_fonts.STANDS_IN in text  # for what no font draws


def test_a_letter_that_no_font_holds_is_stood_in_for_and_all_others_are_drawn():
    assert print_fonts.drawable("Oïcha, Ngɔŋ, «été» — 12 km²") == "Oïcha, Ngɔŋ, «été» — 12 km²"
    assert print_fonts.drawable("日本x") == f"{print_fonts.STANDS_IN}{print_fonts.STANDS_IN}x"


def test_a_signed_version_prints_who_signed_it(beni, edition):
    version = reported.issued(edition, key_messages="Warnings rose.")
    text = text_of(pdf_of(edition, version))
    assert "Version 1 Prepared Farid" in text and "Prepared Farid" in text and "Approved Grace" in text
    assert re.search(r"Issued Farid, \d{6}Z[A-Z]{3}\d{2}", text)
    assert "Warnings rose." in text


def test_the_edition_of_the_cleared_is_marked_and_the_other_has_nothing_of_it(beni, edition):
    made = reported.week(beni)
    cleared, other = (text_of(pdf_of(edition, is_cleared=one)) for one in (True, False))
    assert "STRICTLY CONFIDENTIAL" in cleared and "STRICTLY" not in other
    assert "Sexual violence and grave violations against children" in cleared
    assert "Sexual violence and grave violations" not in other.partition("Definitions")[0]
    assert made["restricted"].number in other  # as a shell: number, time, level and kind
    assert made["restricted"].place_name not in other.partition(made["restricted"].number)[2][:60]


def test_nothing_of_a_source_is_printed(beni, edition):
    make.alert(source={"name": "CANARY-SOURCE", "contact": "CANARY-PHONE"}, text="CANARY-WORDS", relayer="CANARY-RELAY")
    for format in Format:
        gathered = gathering.gather(edition, None, clock.now(), is_cleared=True)
        made = files.WRITERS[format](gathered, "en", lambda _done: None)
        assert b"CANARY" not in made
    assert "CANARY" not in text_of(pdf_of(edition, is_cleared=True))
