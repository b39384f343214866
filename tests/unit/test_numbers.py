"""Numbers of alerts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.domain import numbers
from alerts.domain.numbers import Typed
from alerts.domain.words import Series

OPEN, EXERCISE, RESTRICTED = Series.OPEN, Series.EXERCISE, Series.RESTRICTED


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("147", Typed(147)),
        ("0147", Typed(147)),
        (" #0147 ", Typed(147)),
        ("2026", Typed(2026)),
        ("x-0012", Typed(12, series=EXERCISE)),
        ("X12", Typed(12, series=EXERCISE)),
        ("R 3", Typed(3, series=RESTRICTED)),
        ("2026-0147", Typed(147, 2026, OPEN)),
        ("ben-2026-0147", Typed(147, 2026, OPEN, "BEN")),
        ("BEN 2026 0147", Typed(147, 2026, OPEN, "BEN")),
        ("BEN-0147", Typed(147, None, OPEN, "BEN")),
        ("BEN-X-2026-0012", Typed(12, 2026, EXERCISE, "BEN")),
        ("X-2026-0012", Typed(12, 2026, EXERCISE)),
        ("20260147", Typed(20260147)),
    ],
)
def test_a_number_is_read_whole_or_by_its_last_parts(text, typed):
    assert numbers.read(text) == typed


@pytest.mark.parametrize(
    "text", ["", "Beni", "12 men", "-147", "1.5", "BEN-", "9999999999", "0" * 11, "Z-12", "٣٤", "BENI-12"]
)
def test_what_is_no_number_is_none(text):
    assert numbers.read(text) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_not(text):
    found = numbers.read(text)
    assert found is None or 0 <= found.serial <= numbers.MOST_SERIAL
