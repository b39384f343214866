"""Who may see what: the one function that every page, door, count and search asks."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from functools import cache, partial

from django.db.models import Q, QuerySet

from alerts.domain import roles
from alerts.domain.scopes import Scope
from alerts.domain.words import Component, Role
from alerts.models import Alert, Device, Membership, Office, Person

from . import duty, holding
from .members import current_members as current_members
from .members import is_current
from .rights_of_exercises import OfExercises, all_rights

NOBODY = Person(pk=0)


class Sight(IntEnum):
    """NONE: does not exist for the reader. SHELL: number, level, kind, area, state, age, who owes what.
    WHOLE: all but the source.
    """

    NONE = 0
    SHELL = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Viewer(OfExercises):
    """A person in the office in which they are now, with what their roles there allow.

    `scopes`: None for somebody who signed in; of a device that acts as them, all that its token is good for. No
    token opens what is restricted: it is typed into machines, and whoever issues it must not read by it.
    """

    person: Person
    office: Office
    roles: frozenset[Role]
    component: Component | None
    section_id: int | None
    opens_restricted: bool  # holds, at this moment, a duty named for restricted alerts
    others: tuple[Office, ...] = ()  # further offices in which the person has a role now
    scopes: frozenset[Scope] | None = None
    holds: Callable[[], frozenset[int]] = field(default=frozenset, compare=False)  # duties held now; read when asked

    @property
    def rights(self) -> str:
        """All that decides what the viewer sees, as one word: other rights, another word."""
        opens = ["restricted"] if self.opens_restricted else []
        device = ["device", *sorted(self.scopes)] if self.scopes is not None else []
        return " ".join([*sorted(self.roles), self.component or "-", *opens, *device])

    def _may(self, roles: frozenset[Role], scope: Scope | None = None) -> bool:
        """`scope`: what a device needs for it; None: no device does that."""
        return bool(self.roles & roles) and (self.scopes is None or scope in self.scopes)

    @property
    def powers(self) -> tuple[Hashable, ...]:
        """All that decides what they see of any alert (as `sight` has it) and every `may_`: two viewers with the same
        powers in one office see and may the same, whatever their roles are called.
        """
        may = tuple(getattr(self, name) for name in all_rights(type(self).__mro__))
        return self.reads_whole, self.reads_restricted, "" if self.reads_whole else self.component, may

    @property
    def reads_whole(self) -> bool:
        """Every alert of the office that is not restricted."""
        return bool(self.roles & roles.READS_WHOLE)

    @property
    def may_read(self) -> bool:
        return self._may(roles.READS_ALERTS | roles.MACHINES | roles.WALLS, Scope.READ)

    @property
    def may_file(self) -> bool:
        return self._may(roles.FILES | roles.MACHINES, Scope.FILE)

    @property
    def may_answer(self) -> bool:
        return self._may(roles.ANSWERS, Scope.ANSWER)

    @property
    def may_assess(self) -> bool:
        return self._may(roles.ASSESSES, Scope.ASSESS)

    @property
    def may_decide(self) -> bool:
        """Also dismiss, close, reopen, and say what became of the word back; of alerts they see whole."""
        return self._may(roles.DECIDES, Scope.DECIDE)

    @property
    def may_review(self) -> bool:
        """Reviews how a closed alert was handled; no device does: a machine is no second person."""
        return self._may(roles.DECIDES)

    @property
    def may_propose(self) -> bool:
        """Proposes a response to an alert they see whole."""
        return self._may(roles.ASSESSES, Scope.ASSESS)

    @property
    def may_task(self) -> bool:
        """Assigns responses, breaks them off, and writes down for anybody what was said by radio."""
        return self._may(roles.DECIDES, Scope.DECIDE)

    @property
    def may_hand_over(self) -> bool:
        """Approves that something is handed over to state forces; where one of theirs is implicated, only the Head of
        Office does. No device does.
        """
        return self._may(roles.HANDS_OVER)

    @property
    def may_hand_over_implicated(self) -> bool:
        return self._may(frozenset({Role.HEAD_OF_OFFICE}))

    @property
    def may_issue_tokens(self) -> bool:
        return self._may(roles.ISSUES_TOKENS)

    @property
    def may_edit_people(self) -> bool:
        """Invites people, gives and ends roles, and says what the office is; no device does."""
        return self._may(roles.EDITS_PEOPLE)

    @property
    def may_join(self) -> bool:
        """Join, undo it, and say that two alerts are not the same; of alerts they see whole."""
        return self._may(roles.DECIDES, Scope.DECIDE)

    @property
    def may_lift(self) -> bool:
        """Lifts restrictions; no device does."""
        return self._may(frozenset({Role.HUB_CHIEF}))

    @property
    def may_edit_rules(self) -> bool:
        """Duties, rules and plans of the office, which tell nothing of any alert; and which screens show its wall."""
        return self._may(roles.SETS_UP)

    @property
    def may_see_health(self) -> bool:
        """Whether the hub itself works: no content of alerts."""
        return self._may(roles.SETS_UP)

    @property
    def may_edit_duty(self) -> bool:
        """Writes anybody's shifts and absences."""
        return self._may(roles.EDITS_DUTY)

    @property
    def may_write_reports(self) -> bool:
        """Writes a report's draft and submits it."""
        return self._may(roles.WRITES_REPORTS)

    @property
    def may_approve_reports(self) -> bool:
        """Approves a report that somebody else submitted, or returns it."""
        return self._may(roles.APPROVES_REPORTS)

    @property
    def may_see_reports(self) -> bool:
        """Reads reports of the office, asks for their files, issues what is approved."""
        return self.may_write_reports or self.may_approve_reports

    @property
    def may_read_watch_list(self) -> bool:
        """What threatens which place, and who sees to it: for those who read every unrestricted alert."""
        return self._may(roles.READS_WHOLE)

    @property
    def may_write_watch_list(self) -> bool:
        return self._may(roles.WRITES_WATCH_LIST)

    @property
    def may_read_meetings(self) -> bool:
        """The daily agenda, and minutes of the POC meetings with their decisions."""
        return self._may(roles.READS_WHOLE)

    @property
    def may_write_meetings(self) -> bool:
        """Writes minutes and decisions of the POC meeting, and settles any of these."""
        return self._may(roles.WRITES_MEETINGS)

    @property
    def may_close_meetings(self) -> bool:
        return self._may(roles.CLOSES_MEETINGS)

    @property
    def may_edit_rotations(self) -> bool:
        return self._may(roles.SETS_UP)

    @property
    def may_hold_duty(self) -> bool:
        """Takes a duty over, is absent, swaps: for themselves."""
        return self._may(roles.FILES)

    @property
    def reads_restricted(self) -> bool:
        """Reads restricted alerts whole."""
        named = self.opens_restricted and self.reads_whole
        return self.scopes is None and (Role.HUB_CHIEF in self.roles or named)

    def since(self, seq: int, now: datetime) -> "Viewer":
        """The same at `now`, where the office's last event is known: the rota that is read is then shared."""
        return replace(self, holds=cache(partial(holding.held_since, self.person.pk, self.office.pk, now, seq)))

    def anybody(self) -> "Viewer":
        """The same powers, held by nobody in particular: what is made for them may be shown to all who have these
        powers, since nothing of a person can get into it.
        """
        component = None if self.reads_whole else self.component
        return replace(self, person=NOBODY, component=component, section_id=None, others=(), holds=frozenset)

    def sight(self, alert: Alert) -> Sight:
        """What this person sees of an alert."""
        if alert.office_id != self.office.pk or not self.may_read:
            return Sight.NONE
        if alert.is_restricted:
            return Sight.WHOLE if self.reads_restricted else Sight.SHELL
        if self.reads_whole or self.component in alert.components:
            return Sight.WHOLE
        return Sight.SHELL

    def sees_whole(self, alert: Alert) -> bool:
        return self.sight(alert) is Sight.WHOLE


def visible_to(viewer: Viewer) -> QuerySet[Alert]:
    """The alerts of which the viewer may at least know."""
    if not viewer.may_read:
        return Alert.objects.none()
    return Alert.objects.filter(office=viewer.office)


def whole_to(viewer: Viewer) -> Q:
    """The condition on Alert: the viewer sees it whole; as `Viewer.sight` has it."""
    if not viewer.may_read:
        return Q(pk__in=[])
    unrestricted = Q(is_restricted=False)
    if not viewer.reads_whole:
        unrestricted &= Q(components__contains=[viewer.component]) if viewer.component else Q(pk__in=[])
    return Q(office=viewer.office) & (unrestricted | Q(is_restricted=True) if viewer.reads_restricted else unrestricted)


def viewer_of(person: Person, now: datetime, office_code: str | None = None) -> Viewer | None:
    """The person in one of their offices at `now` (UTC): the one named, else the first by code. None: no role.

    Roles begin and end at midnight in the office's own zone. One statement; for somebody whom a duty that opens
    restricted alerts names, three.
    """
    held = [
        membership
        for membership in Membership.objects.filter(person=person)
        .select_related("office")
        .annotate(may_open=duty.may_hold_named_duty(now))
        .order_by("office__code", "id")
        if is_current(membership, now)
    ]
    office = next((m.office for m in held if m.office.code == office_code), held[0].office if held else None)
    if office is None:
        return None
    here = [membership for membership in held if membership.office_id == office.pk]
    return Viewer(
        person=person,
        office=office,
        roles=frozenset(Role(membership.role) for membership in here),
        component=next((Component(m.component) for m in here if m.component), None),
        section_id=next((m.section_id for m in here if m.section_id), None),
        opens_restricted=any(getattr(membership, "may_open", False) for membership in here)
        and duty.holds_named_duty(person, office.pk, now),
        others=tuple({m.office_id: m.office for m in held if m.office_id != office.pk}.values()),
        holds=cache(partial(holding.held_by, person.pk, office.pk, now)),
    )


def viewer_of_device(device: Device, now: datetime) -> Viewer | None:
    """The person as whom a device acts, in the device's office and no other, within its scopes. None: no role there."""
    viewer = viewer_of(device.user, now, device.office.code)
    if viewer is None or viewer.office.pk != device.office_id:
        return None
    return replace(viewer, scopes=frozenset(Scope(scope) for scope in device.scopes), others=())


def wall_of(office: Office) -> Viewer:
    """What stands on the office's wall, whoever looks: shells, and the names of places that are not restricted."""
    return Viewer(NOBODY, office, frozenset({Role.WALL}), None, None, opens_restricted=False)
