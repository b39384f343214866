"""Names as people type them meet names as the gazetteer writes them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ewrr.common.words import search_key

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=1000)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Beni", "beni"),
        ("Béni  Mbau", "beni mbau"),
        ("  beni\tmbau\n", "beni mbau"),
        ("BÉNI", "beni"),
        ("Éringeti", "eringeti"),
        ("Bouar–Garoua", "bouar garoua"),
        ("Bêrberati", "berberati"),
        ("Çà et là", "ca et la"),
        ("Zémio", "zemio"),
        ("naïveté", "naivete"),
        ("Nzérékoré", "nzerekore"),
        ("Bǎngũ", "bangu"),
        ("œuvre", "œuvre"),
        ("Straße", "strasse"),
        ("ﬁche", "fiche"),
        ("Ｂｅｎｉ", "beni"),
        ("ⅠⅤ", "iv"),
        ("ߓߋߣߌ", "ߓߋߣߌ"),
        ("በኒ", "በኒ"),
        ("", ""),
        (" \u00a0\u2003 ", ""),
        ("km 26", "km 26"),
    ],
)
def test_case_accents_and_spaces_do_not_count(typed: str, key: str) -> None:
    assert search_key(typed) == key


@pytest.mark.parametrize("name", ["Béni", "Bêrberati", "Nzérékoré", "Çà et là", "Ǹgọ̀zi", "Ñandú", "ΐ", "Ḗ"])
def test_composed_and_decomposed_letters_meet(name: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)
    assert composed != decomposed
    assert search_key(composed) == search_key(decomposed)


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u2018", "\u02bc", "`", "\u00b4", " "])
def test_every_apostrophe_is_a_space(mark: str) -> None:
    assert search_key(f"N{mark}Djamena") == "n djamena"


@pytest.mark.parametrize("mark", ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", " - ", "\uff0d", " "])
def test_every_hyphen_is_a_space(mark: str) -> None:
    assert search_key(f"Mambasa{mark}Centre") == "mambasa centre"


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad"])
def test_what_has_no_width_does_not_hide_a_name(mark: str) -> None:
    assert search_key(f"{mark}Be{mark}ni") == "beni"


def test_a_name_that_is_only_marks_is_nothing() -> None:
    assert search_key("-'’ \u0301") == ""


def test_many_marks_on_one_letter_leave_the_letter() -> None:
    assert search_key("B" + "\u0301\u0300\u0327" * 200 + "eni") == "beni"


@FIXED
@given(st.text())
def test_a_key_of_a_key_is_the_same_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@FIXED
@given(st.text())
def test_every_writing_of_a_text_has_one_key(text: str) -> None:
    forms = {search_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {search_key(text)}


@FIXED
@given(st.text(alphabet=st.characters(max_codepoint=0x17F, exclude_characters="ı")))  # its capital is the plain I
def test_upper_and_lower_case_of_latin_letters_meet(text: str) -> None:
    assert search_key(text.upper()) == search_key(text.lower()) == search_key(text)


@FIXED
@given(st.text())
def test_a_key_has_no_doubled_or_outer_spaces(text: str) -> None:
    key = search_key(text)
    assert key == " ".join(key.split())
