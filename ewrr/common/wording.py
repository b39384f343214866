"""An office's own words for the codes of the vocabularies: active beside its time zone, asked wherever one is shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

Entry = tuple[str, str]  # list and code


@dataclass(frozen=True, slots=True)
class Wording:
    """`names`: English and French of each entry that is called otherwise than the hub has it, or that the office added;
    `order`: codes of a list in the office's own order; `retired`: offered no more; `own`: codes that it added, by list;
    `counts_as`: what each of those is counted under. `stamp`: another one with each change.
    """

    stamp: str = ""
    names: Mapping[Entry, tuple[str, str]] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retired: frozenset[Entry] = frozenset()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts_as: Mapping[Entry, str] = field(default_factory=dict)

    def name(self, of: str, code: str) -> str:
        """In the language that is active; empty where the hub's own words hold."""
        english, french = self.names.get((of, code), ("", ""))
        return french if (get_language() or "en").startswith("fr") else english

    def kept(self) -> list[list[str]]:
        """Its names as JSON: for what must read the same for ever."""
        return [[of, code, english, french] for (of, code), (english, french) in sorted(self.names.items())]

    @classmethod
    def of_kept(cls, kept: Iterable[Sequence[str]]) -> "Wording":
        return cls(names={(of, code): (english, french) for of, code, english, french in kept})

    def standard(self, of: str, code: str) -> str:
        """The entry of the vocabulary itself that a code is counted under."""
        return self.counts_as.get((of, code), code)


AS_THE_HUB_HAS_IT = Wording()
_current: ContextVar[Wording] = ContextVar("wording", default=AS_THE_HUB_HAS_IT)


def current() -> Wording:
    """Of the office in which this request, message or file is."""
    return _current.get()


@contextmanager
def speaking(wording: Wording) -> Iterator[None]:
    """For as long as the block runs, labels are in the words of an office."""
    token = _current.set(wording)
    try:
        yield
    finally:
        _current.reset(token)


def _read(of: str, code: str, label: Any) -> str:
    return current().name(of, code) or str(label)


_lazily = lazy(_read, str)


def worded(of: str, code: str, label: Any) -> Any:
    """A label that reads in the office's own words where it has some; lazy, as `label` is."""
    return _lazily(of, code, label)
