"""Which vocabularies an office may make its own, and how far: what a rule reads stays as the rule has it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from . import words as w
from . import words_of_deciding as d
from . import words_of_filings as f
from . import words_of_harm as h


@dataclass(frozen=True, slots=True)
class Listed:
    """`code`: the list's name in rows and addresses. Every list may be worded; `is_open`: entries may be retired and
    put in another order, but for those that it `keeps`; `may_add`: the office adds entries of its own, each of which
    counts as one of the vocabulary. `groups`: the headings under which it is shown; an entry stays under its own.
    """

    code: str
    words: type[StrEnum]
    is_open: bool = False
    keeps: frozenset[str] = frozenset()
    may_add: bool = False
    groups: Mapping[Any, Sequence[str]] = field(default_factory=dict)

    def may_retire(self, code: str) -> bool:
        return self.is_open and code not in self.keeps

    def group_of(self, code: str) -> Any:
        """The heading of an entry, None in a list without headings."""
        return next((group for group, codes in self.groups.items() if code in codes), None)


# Restricting, handing over and the rate of responses read those kept; "other" is where all else goes.
LISTS: tuple[Listed, ...] = (
    Listed(
        "threat_type",
        w.ThreatType,
        True,
        frozenset({w.ThreatType.CRSV, w.ThreatType.OTHER}),
        groups=w.FAMILIES,
    ),
    Listed("received_by", f.ReceivedBy, True, may_add=True),
    Listed("source_kind", f.SourceKind, True, frozenset({f.SourceKind.OTHER}), may_add=True),
    Listed("actor_kind", f.ActorKind, True, frozenset({f.ActorKind.STATE, f.ActorKind.UNIDENTIFIED})),
    Listed("population", f.Population, True),
    Listed("not_responded", d.NotResponded, True, frozenset({d.NotResponded.DUPLICATE})),
    Listed("component", w.Component),
    Listed("kind", w.Kind),
    Listed("going_on", w.GoingOn),
    Listed("certainty", w.Certainty),
    Listed("verification", w.Verification),
    Listed("precision", w.Precision),
    Listed("age_sex", f.AgeSex),
    Listed("grave_violation", f.GraveViolation),
    Listed("release", f.Release),
    Listed("dismiss_reason", w.DismissReason),
    Listed("harm", h.Harm),
    Listed("position_kind", w.PositionKind),
)
LONGEST = 80  # characters of an entry's name
LONGEST_ON_THE_TRIAD = 20  # of a component's: it stands in narrow columns
MOST_OWN = 30  # entries that an office adds to one list


def ordered(codes: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Codes in the order that is wanted; those of which it says nothing stay behind, as they were."""
    places = {code: place for place, code in enumerate(wanted)}
    return sorted(codes, key=lambda code: places.get(code, len(places)))
