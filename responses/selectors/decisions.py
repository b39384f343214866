"""Decisions of the POC meeting as people read them: whose, until when, and what was said of each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from alerts.domain.words import Role
from alerts.models import Alert, Membership, Office
from alerts.models.choices import label as of_alerts
from alerts.selectors import access
from alerts.selectors.access import Viewer
from responses.domain.words_of_meetings import DecisionState
from responses.models import Meeting, MeetingDecision, Saying
from responses.models.choices import label

MOST_OWN = 10  # on somebody's first page
MOST = 100  # open decisions of an office that a page shows


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is: `name` of a person and their `role` (a code) in the office, or a duty [English, French], or words
    for somebody outside.
    """

    name: str = ""
    role: str = ""
    duty: tuple[str, str] = ("", "")
    outside: str = ""

    @property
    def post(self) -> str:
        """Without a person's name: the duty, the role, or whoever it is outside."""
        french = (get_language() or "en").startswith("fr")
        return self.outside or self.duty[french] or (str(of_alerts(Role(self.role))) if self.role else "–")

    @property
    def said(self) -> str:
        """With a person's name, where it is a person's."""
        return self.name or self.post


@dataclass(frozen=True, slots=True)
class Row:
    """A decision at a moment. `note`: what was said last, in the meeting that is looked at or at all. `is_hidden`: it
    concerns a restricted alert and the reader is not cleared: then `text` and `note` are empty.
    """

    pk: int
    text: str
    owner: Owner
    due: dt.date
    state: DecisionState
    is_overdue: bool
    meeting: int
    decided_on: dt.date
    numbers: tuple[str, ...] = ()
    note: str = ""
    revision: int = 0
    is_restricted: bool = False
    is_hidden: bool = False
    is_own: bool = False

    @property
    def is_open(self) -> bool:
        return self.state is DecisionState.OPEN

    @property
    def state_said(self) -> str:
        return str(label(self.state))

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"due": self.due.isoformat(), "decided_on": self.decided_on.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Row":
        owner = kept["owner"] | {"duty": tuple(kept["owner"]["duty"])}
        return cls(
            **kept
            | {
                "owner": Owner(**owner),
                "due": dt.date.fromisoformat(kept["due"]),
                "decided_on": dt.date.fromisoformat(kept["decided_on"]),
                "state": DecisionState(kept["state"]),
                "numbers": tuple(kept["numbers"]),
            }
        )


def today_of(office: Office, now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(office.time_zone)).date()


def of_office(office: Office) -> QuerySet[MeetingDecision]:
    """With all that a row shows; overdue first."""
    linked = Alert.objects.only("number", "is_restricted").order_by("number")
    found = MeetingDecision.objects.filter(office=office).select_related("person", "duty", "meeting")
    return found.prefetch_related(Prefetch("alerts", linked)).order_by("due_date", "id")


def open_of(office: Office) -> QuerySet[MeetingDecision]:
    return of_office(office).filter(state=DecisionState.OPEN)


def due(office: Office, now: dt.datetime) -> QuerySet[MeetingDecision]:
    """Open, and to be done by today or earlier."""
    return open_of(office).filter(due_date__lte=today_of(office, now))


def unrestricted(decisions: QuerySet[MeetingDecision]) -> QuerySet[MeetingDecision]:
    """Without those that concern a restricted alert."""
    through = MeetingDecision.alerts.through.objects
    return decisions.exclude(Exists(through.filter(meetingdecision=OuterRef("pk"), alert__is_restricted=True)))


def own(viewer: Viewer) -> QuerySet[MeetingDecision]:
    """Open ones that are the viewer's, in person or by a duty they hold now. Held duties are asked for only where a
    duty owes one.
    """
    found = open_of(viewer.office)
    by_duty = found.filter(duty__isnull=False).exists()
    return found.filter(Q(person=viewer.person) | Q(duty__in=viewer.holds() if by_duty else ()))


def is_own(viewer: Viewer, decision: MeetingDecision) -> bool:
    if decision.duty_id is not None:
        return decision.duty_id in viewer.holds()
    return decision.person_id == viewer.person.pk


def may_know(viewer: Viewer, decision: MeetingDecision) -> bool:
    """Whether it exists for them: a reader of meetings, or whose it is."""
    return decision.office_id == viewer.office.pk and (viewer.may_read_meetings or is_own(viewer, decision))


def hides(viewer: Viewer, decision: MeetingDecision) -> bool:
    """Whether its words are kept from the viewer. Needs its alerts loaded."""
    is_restricted = any(alert.is_restricted for alert in decision.alerts.all())
    return is_restricted and not viewer.reads_restricted and not is_own(viewer, decision)


def rows(
    viewer: Viewer | None,
    decisions: Iterable[MeetingDecision],
    now: dt.datetime,
    *,
    office: Office,
    notes: dict[int, str] | None = None,
) -> list[Row]:
    """As the viewer reads them; without a viewer whole, to be kept. One statement, for the roles of their owners."""
    found = list(decisions)
    people = {one.person_id for one in found if one.person_id}
    roles = roles_of(office, people, now)
    made = [_row(one, roles, now, office, (notes or {}).get(one.pk, "")) for one in found]
    if viewer is None:
        return made
    shown = [replace(row, is_own=is_own(viewer, one)) for row, one in zip(made, found, strict=True)]
    return [
        replace(row, text="", note="", is_hidden=True) if hides(viewer, one) else row
        for row, one in zip(shown, found, strict=True)
    ]


def _row(one: MeetingDecision, roles: dict[int, str], now: dt.datetime, office: Office, note: str) -> Row:
    alerts = list(one.alerts.all())
    return Row(
        pk=one.pk,
        text=one.text,
        owner=owner_of(one, roles),
        due=one.due_date,
        state=DecisionState(one.state),
        is_overdue=one.is_open and one.due_date < today_of(office, now),
        meeting=one.meeting_id,
        decided_on=one.meeting.held_at.astimezone(ZoneInfo(office.time_zone)).date(),
        numbers=tuple(alert.number for alert in alerts),
        note=note,
        revision=one.revision,
        is_restricted=any(alert.is_restricted for alert in alerts),
    )


def owner_of(one: MeetingDecision, roles: dict[int, str]) -> Owner:
    if one.person is not None:
        return Owner(name=one.person.name, role=roles.get(one.person.pk, ""))
    if one.duty is not None:
        return Owner(duty=(one.duty.name_en, one.duty.name_fr))
    return Owner(outside=one.outside)


def roles_of(office: Office, people: Iterable[int], now: dt.datetime) -> dict[int, str]:
    """The highest role that each holds in the office now. One statement where there is anybody."""
    if not (wanted := set(people)):
        return {}
    order = list(Role)
    held = Membership.objects.filter(access.current_members(office, now), person__in=wanted)
    found: dict[int, str] = {}
    for person_id, role in held.values_list("person_id", "role"):
        if person_id not in found or order.index(Role(role)) > order.index(Role(found[person_id])):
            found[person_id] = role
    return found


def last_notes(decisions: Iterable[int], meeting: Meeting | None = None) -> dict[int, str]:
    """What was said last of each, in one meeting or at all. One statement."""
    said = Saying.objects.filter(decision__in=decisions).exclude(note="")
    if meeting is not None:
        said = said.filter(meeting=meeting)
    return dict(said.order_by("at", "id").values_list("decision_id", "note"))


def in_period(office: Office, starts_at: dt.datetime, ends_at: dt.datetime) -> QuerySet[MeetingDecision]:
    """Open at any time from one moment to another, the second not included, or settled then."""
    lived = Q(settled_at__isnull=True) | Q(settled_at__gte=starts_at)
    return of_office(office).filter(lived, given_at__lt=ends_at)
