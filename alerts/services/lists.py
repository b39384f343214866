"""An office makes a list its own: words for an entry, what is offered and in which order, entries that it adds."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.lists import LONGEST, LONGEST_ON_THE_TRIAD, MOST_OWN
from alerts.models import ListEntry, Office
from alerts.selectors import lists
from alerts.selectors.access import Viewer
from alerts.selectors.lists import Line, Sheet
from ewrr.common.change import Change
from ewrr.common.errors import Refusal
from ewrr.common.words import search_key

from .editing_lists import editing_lists
from .setting_up import Stale, TooMany


class MayNotBe(Refusal):
    """A rule needs it as it is, or nothing would be left to choose. `fields`: which word is wrong."""

    code = "may_not_be"


class NoSuchEntry(Exception):
    """The list has no such entry."""


@dataclass(slots=True)
class Editing:
    c: Change
    office: Office
    sheet: Sheet

    @property
    def of(self) -> str:
        return self.sheet.kept.listed.code

    def line(self, code: str) -> Line:
        """Raises NoSuchEntry."""
        found = next((line for line in self.sheet.lines if line.code == code), None)
        if found is None:
            raise NoSuchEntry
        return found

    def write(self, code: str, act: str, **values: Any) -> ListEntry:
        row, _made = ListEntry.objects.update_or_create(
            office=self.office, vocabulary=self.of, code=code, defaults=values
        )
        self.record(code, act)
        return row

    def record(self, code: str, act: str) -> None:
        self.c.record(Happened.LIST_CHANGED, what=self.of, act=act, id=None, code=code)


def word(*, viewer: Viewer, of: str, code: str, seen: str, name_en: str, name_fr: str) -> None:
    """What an entry is called in the office; the hub's own words again where both are empty or the same as those.

    Raises MayNotSetUp, KeyError (no such list), NoSuchEntry, Stale, MayNotBe.
    """
    with _editing(viewer, of, seen) as e:
        line, names = e.line(code), (name_en.strip(), name_fr.strip())
        is_own = bool(line.row and line.row.counts_as)
        if not is_own and names in (("", ""), line.standard):
            names = ("", "")
        else:
            _must_be_fit(e, names, code)
        e.write(code, "worded", name_en=names[0], name_fr=names[1])


def add(*, viewer: Viewer, of: str, seen: str, name_en: str, name_fr: str, counts_as: str) -> str:
    """An entry of the office's own, last in the list; says its code, which no wording changes. What it counts as is
    for good: reports that were issued counted it so. Raises as `word`, and TooMany.
    """
    with _editing(viewer, of, seen) as e:
        if not e.sheet.kept.listed.may_add:
            raise MayNotBe(_("Rules read every entry of this list: none is added to it."))
        if counts_as not in set(e.sheet.kept.listed.words):
            sentence = _("Choose as what it counts in reports.")
            raise MayNotBe(sentence, fields={"counts_as": sentence})
        own = [line for line in e.sheet.lines if line.row and line.row.counts_as]
        if len(own) >= MOST_OWN:
            raise TooMany
        names = (name_en.strip(), name_fr.strip())
        _must_be_fit(e, names, "")
        code = f"own-{1 + max((int(line.code.removeprefix('own-')) for line in own), default=0)}"
        e.write(code, "created", name_en=names[0], name_fr=names[1], counts_as=counts_as)
        return code


def retire(*, viewer: Viewer, of: str, code: str, seen: str, is_back: bool = False) -> None:
    """Offered no more, or (`is_back`) again; where it stands it is shown and counted as before. Raises as `word`."""
    with _editing(viewer, of, seen) as e:
        line = e.line(code)
        if is_back:
            _must_be_fit(e, line.names, code)
        else:
            if not line.may_retire:
                raise MayNotBe(_("A rule of the hub needs this entry: it cannot be retired."))
            if [one.code for one in e.sheet.offered] == [code]:
                raise MayNotBe(_("It is the last entry of its list: something must be left to choose."))
        e.write(code, "restored" if is_back else "retired", retired_at=None if is_back else e.c.now)


def move(*, viewer: Viewer, of: str, code: str, seen: str, is_up: bool) -> None:
    """One place up or down among what is offered under its heading; at the end nothing changes. Raises as `word`."""
    with _editing(viewer, of, seen) as e:
        e.line(code)
        if not e.sheet.kept.listed.is_open:
            raise MayNotBe(_("This list keeps its order: rules, columns and colours follow it."))
        group = e.sheet.kept.listed.group_of
        codes = [line.code for line in e.sheet.offered if group(line.code) == group(code)]
        place = codes.index(code) if code in codes else -1
        other = place - 1 if is_up else place + 1
        if place < 0 or not 0 <= other < len(codes):
            return
        codes[place], codes[other] = codes[other], codes[place]
        ListEntry.objects.bulk_create(
            [ListEntry(office=e.office, vocabulary=of, code=one, position=at) for at, one in enumerate(codes, start=1)],
            update_conflicts=True,
            unique_fields=["office", "vocabulary", "code"],
            update_fields=["position"],
        )
        e.record(code, "moved")


@contextmanager
def _editing(viewer: Viewer, of: str, seen: str) -> Iterator[Editing]:
    """The office row is locked, as for duties, rules and plans: two people who edit follow each other."""
    with editing_lists(viewer) as c:
        office = Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        sheet = lists.sheet(office, of)
        if sheet.version != seen:
            raise Stale(lists.last_change(office, of))
        yield Editing(c, office, sheet)
        if c.events:
            office.lists_stamp = secrets.token_hex(8)
            office.save(update_fields=["lists_stamp"])


def _must_be_fit(e: Editing, names: tuple[str, str], but: str) -> None:
    """Both languages, not too long, and no other entry that is offered is called the same."""
    most = LONGEST_ON_THE_TRIAD if e.of == "component" else LONGEST
    wrong: dict[str, Any] = {}
    for place, field in enumerate(("name_en", "name_fr")):
        if not names[place]:
            wrong[field] = _("Give it a name in both languages, or in neither.")
        elif len(names[place]) > most:
            wrong[field] = _("At most %(most)d characters: it stands in narrow places.") % {"most": most}
        elif _is_taken(e.sheet, place, names[place], but):
            wrong[field] = _("Another entry of this list is called so.")
    if wrong:
        raise MayNotBe(next(iter(wrong.values())), fields=wrong)


def _is_taken(sheet: Sheet, place: int, wanted: str, but: str) -> bool:
    """`place`: 0 for English, 1 for French."""
    return any(search_key(line.names[place]) == search_key(wanted) for line in sheet.offered if line.code != but)
