"""The lists of an office as it has made them its own: its words for every label, and what the set-up shows of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Func, Q
from django.utils import translation

from alerts.domain import lists
from alerts.domain.events import Happened
from alerts.models import Event, ListEntry, Office
from alerts.models.choices import SHELF, Kept
from alerts.models.uses import USES
from ewrr.common.versions import version_of
from ewrr.common.wording import AS_THE_HUB_HAS_IT, Wording

from .access import Viewer, whole_to
from .last_event import last_event

_made: dict[int, Wording] = {}  # of each office, as its stamp says


def wording_of(office: Office) -> Wording:
    """What the office calls things. No statement where it has changed nothing, or nothing since it was last asked
    for in this process; else one.
    """
    if not office.lists_stamp:
        return AS_THE_HUB_HAS_IT
    known = _made.get(office.pk)
    if known is None or known.stamp != office.lists_stamp:
        known = _made[office.pk] = _read(office)
    return known


def _read(office: Office) -> Wording:
    rows = [row for row in ListEntry.objects.filter(office=office).order_by("id") if row.vocabulary in SHELF]
    placed: dict[str, list[ListEntry]] = defaultdict(list)
    own: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.position is not None:
            placed[row.vocabulary].append(row)
        if row.counts_as:
            own[row.vocabulary].append(row.code)
    return Wording(
        stamp=office.lists_stamp,
        names={(row.vocabulary, row.code): (row.name_en, row.name_fr) for row in rows if row.name_en or row.name_fr},
        order={
            code: tuple(row.code for row in sorted(found, key=lambda row: row.position or 0))
            for code, found in placed.items()
        },
        retired=frozenset((row.vocabulary, row.code) for row in rows if row.retired_at),
        own={code: tuple(found) for code, found in own.items()},
        counts_as={(row.vocabulary, row.code): row.counts_as for row in rows if row.counts_as},
    )


def standard_of(office_id: int, of: str, code: str) -> str:
    """The entry of the vocabulary under which a stored code counts. No statement where it is one itself."""
    if not code or code in set(SHELF[of].listed.words):
        return code
    row = ListEntry.objects.filter(office=office_id, vocabulary=of, code=code).values_list("counts_as", flat=True)
    return row.first() or ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `row`: what the office changed of it, None: nothing. `standard`: (English, French) as the hub has
    them, empty for an entry of its own. `counts_as`: the hub's name of the entry that an own one counts as. `used`: by
    how many alerts (or other rows) that the reader sees whole; None where they read none.
    """

    code: str
    row: ListEntry | None
    standard: tuple[str, str]
    counts_as: str
    used: int | None
    may_retire: bool

    @property
    def names(self) -> tuple[str, str]:
        """(English, French) as the office has them."""
        own = (self.row.name_en, self.row.name_fr) if self.row else ("", "")
        return own[0] or self.standard[0], own[1] or self.standard[1]

    @property
    def name(self) -> str:
        return self.names[1 if (translation.get_language() or "en").startswith("fr") else 0]

    @property
    def is_worded(self) -> bool:
        return bool(self.row and (self.row.name_en or self.row.name_fr) and not self.row.counts_as)

    @property
    def retired_at(self) -> datetime | None:
        return self.row.retired_at if self.row else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with its entries in the office's order; those retired stand behind. `version`: of all of it."""

    kept: Kept
    lines: list[Line]
    version: str

    @property
    def offered(self) -> list[Line]:
        return [line for line in self.lines if line.retired_at is None]

    @property
    def retired(self) -> list[Line]:
        return [line for line in self.lines if line.retired_at is not None]


def sheet(office: Office, of: str, viewer: Viewer | None = None) -> Sheet:
    """`viewer`: for whom uses are counted. One statement, and one for each column that holds codes of it. Raises
    KeyError for what is no list.
    """
    kept = SHELF[of]
    rows = {row.code: row for row in ListEntry.objects.filter(office=office, vocabulary=of)}
    codes = [*(word.value for word in kept.listed.words), *(row.code for row in rows.values() if row.counts_as)]
    used = _used(viewer, of) if viewer is not None and viewer.may_read else None
    placed = sorted((row for row in rows.values() if row.position is not None), key=lambda row: row.position or 0)
    in_order = lists.ordered(codes, [row.code for row in placed])
    if kept.listed.groups:
        in_order = [code for codes in kept.listed.groups.values() for code in in_order if code in codes]
    lines = [_line(kept, code, rows.get(code), used) for code in in_order]
    return Sheet(kept, lines, version(list(rows.values())))


def version(rows: list[ListEntry]) -> str:
    """Another one once anything of a list is other."""
    in_order = sorted(rows, key=lambda row: row.code)
    return version_of(*((row.code, row.name_en, row.name_fr, row.position, row.retired_at) for row in in_order))


def overview(office: Office) -> list[tuple[Kept, dict[str, int]]]:
    """Every list, with how many of its entries the office worded, retired and added. One statement."""
    changed: dict[str, Counter[str]] = defaultdict(Counter)
    for row in ListEntry.objects.filter(office=office):
        changed[row.vocabulary]["own"] += bool(row.counts_as)
        changed[row.vocabulary]["worded"] += bool((row.name_en or row.name_fr) and not row.counts_as)
        changed[row.vocabulary]["retired"] += row.retired_at is not None
    return [
        (kept, {"entries": len(kept.listed.words) + changed[code]["own"], **changed[code]})
        for code, kept in SHELF.items()
    ]


def last_change(office: Office, of: str) -> Event | None:
    """The event that made a list what it is. One statement."""
    return last_event(office.pk, Happened.LIST_CHANGED, what=of)


def _line(kept: Kept, code: str, row: ListEntry | None, used: Counter[str] | None) -> Line:
    label, counts_as = kept.standard.get(code), row.counts_as if row else ""
    return Line(
        code,
        row,
        _both(label) if label is not None else ("", ""),
        str(kept.standard[counts_as]) if counts_as else "",
        used[code] if used is not None else None,
        kept.listed.may_retire(code),
    )


def _both(label: Any) -> tuple[str, str]:
    with translation.override("en"):
        english = str(label)
    with translation.override("fr"):
        return english, str(label)


def _used(viewer: Viewer, of: str) -> Counter[str]:
    """How often each code stands in what the viewer reads whole: nobody counts what they may not know."""
    found: Counter[str] = Counter()
    for use in USES[of]:
        rows = apps.get_model(use.model).objects.filter(_readable(viewer, use.alert) if use.alert else use.here(viewer))
        one = Func(F(use.column), function="unnest") if use.is_several else F(use.column)
        counted = rows.order_by().values(one=one).annotate(n=Count("pk", distinct=True))
        found.update({code: n for code, n in counted.values_list("one", "n") if code})
    return found


def _readable(viewer: Viewer, alert: str) -> Q:
    """The condition `whole_to` on rows that name an alert as `alert`; "self" for alerts themselves."""
    if alert == "self":
        return whole_to(viewer)
    return Q(**{f"{alert}__in": apps.get_model("alerts.Alert").objects.filter(whole_to(viewer)).values("pk")})
