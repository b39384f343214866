"""Who holds each duty of the grid now, as the wall and its printed sheet say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.domain import duty as rota
from alerts.domain.duty import Holder
from alerts.domain.words import Component
from alerts.models import Duty, Person

from . import duty as duties


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who answers for a duty."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Post:
    """`people`: who holds the duty, or whom the gap falls to; empty: nobody. `through`: the fallback that answers for
    a gap. `until`: when the first of the watches that run ends. `checked_in`: whether whoever holds it has said that
    they are there; None: not asked.
    """

    duty: Duty
    people: tuple[Held, ...]
    is_gap: bool
    through: Duty | None
    until: datetime | None
    checked_in: bool | None

    @property
    def who(self) -> str:
        return ", ".join(held.name for held in self.people)


@dataclass(frozen=True, slots=True)
class Strip:
    """`main`: the hub's duty and the first of each component; `others`: the rest of the grid, gaps first."""

    main: list[Post]
    others: list[Post]

    @property
    def posts(self) -> list[Post]:
        """All, in the order of the grid."""
        return sorted((*self.main, *self.others), key=lambda post: (post.duty.position, post.duty.pk))

    def answering(self, duty_id: int | None) -> str:
        """Who answers for a duty now; empty: nobody does."""
        return next((post.who for post in self.posts if post.duty.pk == duty_id), "")


def checked_in(office_id: int, now: datetime) -> Mapping[int, bool]:
    """Of each duty of which it is asked, whether its holder at `now` has checked in.

    Nothing is asked yet. A check-in joins the wall here and nowhere else: what is returned is shown, and is part of
    what tells a wall that it has news, so a check-in that falls due by the clock alone needs no event.
    """
    return {}


def strip(office_id: int, now: datetime) -> Strip:
    """Of an office, at `now` (UTC). Three statements, two where nobody is on duty."""
    found = duties.posts(office_id, now, now)
    held = {duty.pk: rota.holders(duty.pk, found.roster, now).holders for duty in found.duties}
    ids = {holder.person_id for holders in held.values() for holder in holders}
    people = {
        pk: Held(name, phone)
        for pk, name, phone in Person.objects.filter(pk__in=ids).values_list("pk", "name", "phone")
    }
    names = {duty.pk: duty for duty in found.duties}
    said = checked_in(office_id, now)
    posts = [_post(duty, held[duty.pk], people, names, said.get(duty.pk)) for duty in found.duties]
    main = _main(posts)
    others = [post for post in posts if post not in main]
    return Strip(main, sorted(others, key=lambda post: not post.is_gap))


def _post(
    duty: Duty,
    holders: tuple[Holder, ...],
    people: Mapping[int, Held],
    names: Mapping[int, Duty],
    is_here: bool | None,
) -> Post:
    own = tuple(holder for holder in holders if holder.through_id == duty.pk)
    answering = own or holders
    return Post(
        duty,
        tuple(people[holder.person_id] for holder in answering if holder.person_id in people),
        not own,
        names.get(answering[0].through_id) if answering and not own else None,
        min((holder.until for holder in answering), default=None),
        is_here if own else None,
    )


def _main(posts: list[Post]) -> list[Post]:
    wanted = ("", *(component.value for component in Component))
    firsts = (next((post for post in posts if post.duty.component == code), None) for code in wanted)
    return [post for post in firsts if post is not None]
