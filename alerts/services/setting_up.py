"""What every change of duties, rules and plans shares: who may, one at a time, seen as it is now, and recorded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from alerts.domain import rulebook as book
from alerts.domain.events import Happened
from alerts.domain.rulebook import About, Book, Finding
from alerts.models import Duty, Office, Plan, Rule
from alerts.selectors import rulebook
from alerts.selectors.access import Viewer
from alerts.selectors.rulebook import Shelf
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

LONGEST_CODE = 40
MODELS: dict[About, Any] = {About.DUTY: Duty, About.PLAN: Plan, About.RULE: Rule}


class MayNotSetUp(Refusal):
    code = "may_not_set_up"


class Stale(Refusal):
    """Somebody changed it since it was read. `event`: who and when, where that is known."""

    code = "stale"

    def __init__(self, event: Any) -> None:
        super().__init__(_("This was changed since you opened it: look again. What you typed is kept."))
        self.event = event


class Unsound(Refusal):
    """It would not work. `findings`: why, about what was to be saved; `read`: the names that they speak of."""

    code = "unsound"

    def __init__(self, findings: Sequence[Finding], read: Shelf) -> None:
        super().__init__(_("Not saved: it would not work like this."))
        self.findings = list(findings)
        self.read = read


class NotHere(Refusal):
    code = "not_here"

    def __init__(self) -> None:
        super().__init__(_("It names something that this office does not have. Load the page again."))


class TooMany(Refusal):
    code = "too_many"

    def __init__(self) -> None:
        super().__init__(_("There are too many already. Delete or retire one first."))


@dataclass(slots=True)
class Editing:
    """An open change of an office's book: `c` as everywhere, `read` what stood there when it began."""

    c: Change
    read: Shelf

    def must_be_seen(self, about: About, id: int, seen: str) -> None:
        """Raises Stale when the row is no longer as it was read, DoesNotExist when the office has no such row."""
        self.must_exist(about, id)
        if seen != rulebook.version(about, self.read, id):
            raise Stale(rulebook.last_change(self.read.office, about, id))

    def must_exist(self, about: About, id: int) -> None:
        """Raises DoesNotExist of the row's own kind."""
        if id not in self.read.rows(about):
            raise MODELS[about].DoesNotExist

    def must_be_sound(self, about: About, id: int, changed: Book) -> None:
        """Raises Unsound for an error about this row in the book as it would be; warnings let pass."""
        errors = [one for one in book.of_book(changed) if one.is_error and (one.about, one.id) == (about, id)]
        if errors:
            raise Unsound(errors, self.read)

    def record(
        self,
        what: About,
        act: str,
        id: int,
        *,
        code: str = "",
        before: int | None = None,
        after: int | None = None,
    ) -> None:
        """One rules.changed event; `before` and `after`: places in the order, from 1."""
        c = self.c
        c.record(Happened.RULES_CHANGED, what=what, act=act, id=id, code=code, before=before, after=after)


@contextmanager
def changing(viewer: Viewer, otherwise: Any) -> Iterator[Change]:
    """Opens the change of the viewer's office. Raises MayNotSetUp, with the sentence `otherwise`."""
    if not viewer.may_edit_rules:
        raise MayNotSetUp(otherwise)
    with change(viewer.office.pk, viewer.person) as c:
        yield c


@contextmanager
def in_turn(viewer: Viewer, otherwise: Any) -> Iterator[Change]:
    """The same with the office row locked, so that two people who edit follow each other; filing, routing and
    answering do not wait for it.
    """
    with changing(viewer, otherwise) as c:
        Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        yield c


@contextmanager
def editing(viewer: Viewer) -> Iterator[Editing]:
    """The same for duties, rules and plans, with what stands there. Raises MayNotSetUp."""
    with changing(viewer, _("Your role in this office does not change duties, rules and plans.")) as c:
        office = Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        yield Editing(c, rulebook.shelf(office, c.now))


def fresh_code(name: str, taken: Sequence[str], otherwise: str) -> str:
    """A code made of the English name that no other has: hub-chief, hub-chief-2."""
    stem = slugify(name)[: LONGEST_CODE - 4].strip("-_") or otherwise
    numbered = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)
