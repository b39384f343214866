"""Codes and the words a person reads for them, for forms, columns and sentences: the office's own where it has some."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alerts.domain import lists
from alerts.domain.lists import Listed
from ewrr.common import wording

from .labels import LABELS as OF_THE_HUB
from .labels_of_acts import LABELS as OF_ACTS
from .labels_of_exercises import LABELS as OF_EXERCISES
from .labels_of_filings import LABELS as OF_FILINGS
from .labels_of_places import LABELS as OF_PLACES
from .labels_of_places import LISTS as NAMES_OF_LISTS

Labels = Mapping[type[StrEnum], Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A list as the set-up shows it: what it is called, where its entries are chosen, how each reads by itself, and
    how its headings do.
    """

    listed: Listed
    name: Any
    about: Any
    standard: Mapping[Any, Any]
    headings: Mapping[Any, Any]


SHELF: dict[str, Kept] = {}  # every list of the hub, by its code; responses add theirs
_of_words: dict[type[StrEnum], Listed] = {}


def take_up(listed: Iterable[Listed], names: Mapping[str, tuple[Any, Any]], standard: Labels) -> Labels:
    """Makes lists known, and gives the labels of all vocabularies, worded by the office where they are lists."""
    for one in listed:
        headings = {group: standard[type(group)][group] for group in one.groups}
        SHELF[one.code] = Kept(one, *names[one.code], standard[one.words], headings)
        _of_words[one.words] = one
    return {words: _worded(words, labels) for words, labels in standard.items()}


def _worded(words: type[StrEnum], labels: Mapping[Any, Any]) -> Mapping[Any, Any]:
    if words not in _of_words:
        return labels
    of = _of_words[words].code
    return {word: wording.worded(of, word.value, label) for word, label in labels.items()}


STANDARD: Labels = (
    OF_THE_HUB | OF_FILINGS | OF_ACTS | OF_PLACES | OF_EXERCISES
)  # as every office has them, whatever it says itself
LABELS: Labels = take_up(lists.LISTS, NAMES_OF_LISTS, STANDARD)


def of(words: type[StrEnum]) -> list[tuple[str, Any]]:
    """(code, label) of every word, in the order of the vocabulary."""
    return [(word.value, LABELS[words][word]) for word in words]


def label(word: StrEnum) -> Any:
    """The lazy label of one word."""
    return LABELS[type(word)][word]


def labels(words: type[StrEnum], codes: Iterable[str]) -> list[Any]:
    """Labels of stored codes, in the order given."""
    return [LABELS[words][words(code)] for code in codes]


def offered(
    words: type[StrEnum], keep: Iterable[str] = (), among: Iterable[str] | None = None
) -> list[tuple[str, Any]]:
    """(code, label) of what the office offers, in its own order, with its own entries; and of what it retired those
    that stand somewhere already (`keep`). `among`: only these of the vocabulary.
    """
    spoken, listed = wording.current(), _of_words[words]
    kept = set(keep)
    codes = [*(word.value for word in words), *spoken.own.get(listed.code, ())] if among is None else [*map(str, among)]
    shown = [code for code in codes if code in kept or (listed.code, code) not in spoken.retired]
    return [(code, said(words, code)) for code in lists.ordered(shown, spoken.order.get(listed.code, ()))]


def known(words: type[StrEnum]) -> set[str]:
    """Every code that may stand in a column: also what is retired, and what the office added."""
    return {*words, *wording.current().own.get(_of_words[words].code, ())}


def said(words: type[StrEnum], code: str) -> Any:
    """What a stored code is called; an entry of an office is called by its code where that office does not speak."""
    labels = SHELF[_of_words[words].code].standard
    return wording.worded(_of_words[words].code, str(code), labels.get(code, code))


def may_add(words: type[StrEnum]) -> bool:
    """Whether an office may have entries of its own in it."""
    return words in _of_words and _of_words[words].may_add
