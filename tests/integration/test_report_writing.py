"""What people write in a report's draft: each heading by itself, two at once, and nothing typed is lost."""

import datetime as dt

import pytest

from alerts.models import Event
from ewrr.common import clock
from responses.domain.words_of_reports import Passage
from responses.models import Written
from responses.services import passages, signing
from tests import make
from tests.integration import reported

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def edition(beni):
    return reported.edition(beni)


@pytest.fixture
def door(edition):
    reported.drafted(edition)
    return f"{reported.address(edition)}write/"


def fields(text: str, revision: int = 0, **more) -> dict:
    return {"passage": "key_messages", "language": "en", "revision": revision, "text": text} | more


def test_what_is_typed_is_saved_and_says_when(as_, door):
    client = as_("Farid")
    told = client.post(door, fields("Warnings rose."), **JSON).json()
    assert told["revision"] == 1 and len(told["saved"]) == 5
    told = client.post(door, fields("Warnings rose twice.", 1), **JSON).json()
    assert told["revision"] == 2
    assert Written.objects.get().text == "Warnings rose twice."
    assert client.post(door, fields("Warnings rose twice.", 0), **JSON).json()["revision"] == 2  # sent again


def test_two_people_write_different_headings_without_meeting(as_, door):
    as_("Farid").post(door, fields("Warnings rose."), **JSON)
    as_("Dora").post(door, fields("Market day.", passage="outlook"), **JSON)
    as_("Dora").post(door, fields("Jour de marché.", passage="outlook", language="fr"), **JSON)
    assert Written.objects.count() == 3


def test_of_two_on_one_heading_the_second_is_told_and_keeps_both_texts(as_, door, edition):
    as_("Farid").post(door, fields("Farid's words."), **JSON)
    told = as_("Dora").post(door, fields("Dora's words."), **JSON)
    assert told.status_code == 409
    assert told.json()["theirs"] == "Farid's words." and told.json()["who"] == "Farid"
    assert Written.objects.get().text == "Farid's words."
    page = as_("Dora").post(door, fields("Dora's <b>words</b>."))  # without a script
    html = page.content.decode()
    assert page.status_code == 409
    assert "Dora&#x27;s &lt;b&gt;words&lt;/b&gt;." in html and "Farid&#x27;s words." in html
    assert 'name="revision" value="1"' in html  # pressed again, their text is known and replaced
    as_("Dora").post(door, fields("Both words.", 1))
    assert Written.objects.get().text == "Both words."


def test_without_a_script_the_button_saves_and_comes_back_to_its_heading(as_, door, edition):
    answer = as_("Farid").post(door, fields("Warnings rose."))
    assert answer.status_code == 303
    assert answer["Location"] == f"{reported.address(edition)}?language=en#key_messages"


def test_what_is_no_draft_any_more_is_not_changed_and_says_so(as_, door, edition):
    version = reported.drafted(edition)
    signing.submit(viewer=make.viewer("Farid"), version=version.pk, revision=version.revision)
    told = as_("Farid").post(door, fields("Too late."), **JSON)
    assert (told.status_code, told.json()["code"]) == (409, "illegal_move")
    page = as_("Farid").post(door, fields("Too late."))
    assert page.status_code == 409 and "It is no draft any more" in page.content.decode()
    assert "Too late." in page.content.decode()


def test_who_only_approves_does_not_write(as_, door):
    assert as_("Grace").post(door, fields("Mine."), **JSON).status_code == 403
    assert as_("Amina").post(door, fields("Mine."), **JSON).status_code == 404
    assert as_("Esther").post(door, fields("Mine."), **JSON).status_code == 404
    assert not Written.objects.exists()


def test_too_much_is_refused_with_a_sentence_and_stays_in_the_field(as_, door):
    long = "x" * (passages.MOST_CHARACTERS + 1)
    page = as_("Farid").post(door, fields(long))
    assert page.status_code == 422
    assert "over 20,000 characters" in page.content.decode() and long in page.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"passage": "nonsense"}, {"passage": ""}, {"revision": "x"}, {"revision": "9" * 30}, {"language": "xx"}]
)
def test_nonsense_from_a_script_breaks_nothing(as_, door, wrong):
    answer = as_("Farid").post(door, fields("Warnings rose.") | wrong, **JSON)
    assert answer.status_code in (200, 404)


def test_the_history_says_who_writes_now_and_then_and_never_what(door, edition):
    version = reported.drafted(edition)
    viewer, moment = make.viewer("Farid"), clock.now()

    def write(text, revision, after_min, by=viewer):
        with clock.set_to(moment + dt.timedelta(minutes=after_min)):
            passages.write(
                viewer=by,
                version=version.pk,
                passage=Passage.OUTLOOK,
                language="en",
                revision=revision,
                text=text,
            )

    write("a", 0, 0)
    write("ab", 1, 1)
    write("abc", 2, 2)
    assert Event.objects.filter(kind="report.written").count() == 1
    write("abcd", 3, 3, by=make.viewer("Dora"))
    write("abcde", 4, 20, by=make.viewer("Dora"))
    written = Event.objects.filter(kind="report.written")
    assert written.count() == 3
    assert {tuple(sorted(event.data)) for event in written} == {("number", "passage", "report")}


def test_an_empty_heading_that_was_never_anything_else_is_no_row(as_, door):
    assert as_("Farid").post(door, fields("  \n"), **JSON).json() == {"revision": 0, "saved": ""}
    assert not Written.objects.exists()


def test_a_text_in_the_other_language_stands_in_and_says_its_language(as_, edition):
    reported.drafted(edition, key_messages="Warnings rose.")
    html = as_("Farid").get(f"{reported.address(edition)}?language=fr").content.decode()
    assert '<div lang="en"><p>Warnings rose.</p></div>' in html
    assert (
        '<ul class="key" lang="en"><li>Warnings rose.</li></ul>'
        in as_("Grace").get(f"{reported.address(edition)}?language=fr").content.decode()
    )
