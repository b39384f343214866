"""The shelf keeps what is asked for at the same moment, and holds nothing longer than that."""

import gc
import weakref

import pytest

from ewrr.common import shelf


class Page:
    """Something large."""


@pytest.fixture
def clock(monkeypatch):
    moment = [100.0]
    monkeypatch.setattr(shelf.time, "monotonic", lambda: moment[0])

    def later(seconds):
        moment[0] += seconds

    return later


def test_what_is_asked_for_again_at_once_is_made_once(clock):
    kept = shelf.Shelf(lasts_s=5.0)
    made = iter(["html", "made twice"])
    for _turn in range(3):
        assert kept.get("page", lambda: next(made)) == "html"
        clock(1)
    clock(5)
    assert kept.find("page") is None


def test_what_has_run_out_is_held_no_longer_than_until_the_next_is_put(clock):
    kept = shelf.Shelf(lasts_s=5.0)
    pages = []
    for turn in range(10):
        page = kept.get(("page", turn), Page)
        pages.append(weakref.ref(page))
        del page
        clock(2)
    gc.collect()
    assert [page() is None for page in pages] == [True] * 7 + [False] * 3


def test_the_least_lately_wanted_goes_first_where_there_are_too_many(clock):
    kept = shelf.Shelf(most=2)
    kept.put("a", 1), kept.put("b", 2)
    assert kept.find("a") == 1
    kept.put("c", 3)
    assert (kept.find("a"), kept.find("b"), kept.find("c")) == (1, None, 3)
