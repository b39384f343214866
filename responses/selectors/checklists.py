"""Checklists of an alert as somebody may see them, and the playbooks that are suggested for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alerts.models import Alert
from alerts.selectors.access import Viewer
from responses.domain import playbooks as rules
from responses.domain.playbooks import About, Progress
from responses.models import Checklist, ChecklistItem, Playbook, PlaybookVersion

MOST = 60
MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `may_tick`: whether it is the viewer's to say."""

    row: ChecklistItem
    may_tick: bool
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.row.is_open and self.row.due_at <= self.now

    @property
    def who(self) -> str:
        """Who owes it."""
        return str(self.row.person or self.row.duty)


@dataclass(frozen=True, slots=True)
class Running:
    """One checklist, its items in order; `is_over`: it ended with the alert."""

    checklist: Checklist
    lines: list[Line]
    progress: Progress

    @property
    def is_over(self) -> bool:
        return self.checklist.ended_at is not None

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.row.is_open and not self.is_over]


@dataclass(frozen=True, slots=True)
class Checklists:
    """Of one alert: those that run first. `suggested`: playbooks that fit and do not run, the most specific first;
    `others`: the rest of them; both only for whoever may start one.
    """

    running: list[Running]
    suggested: list[Playbook]
    others: list[Playbook]


NONE = Checklists([], [], [])


def of_alert(viewer: Viewer, alert: Alert, now: datetime) -> Checklists:
    """What runs on the alert, and what could. Whoever sees only its shell gets what they owe themselves.

    Three statements, two where none runs, one where the office has no playbook.
    """
    on_it = Exists(Checklist.objects.filter(alert=alert, playbook=OuterRef("pk")))
    known = list(usable(alert.office_id, Q(on_it)).order_by("position", "pk")[:MOST])
    if not known:
        return NONE
    found = list(
        Checklist.objects.filter(alert=alert).select_related("playbook", "version", "by").order_by("pk")[:MOST]
    )
    is_whole = viewer.sees_whole(alert)
    lines = _lines(viewer, found, now, is_whole=is_whole)
    running = [_running(one, lines.get(one.pk, []), now) for one in found if is_whole or lines.get(one.pk)]
    running.sort(key=lambda one: (one.is_over, one.checklist.pk))
    may_start = is_whole and alert.is_open and not alert.is_history and (viewer.may_decide or viewer.may_assess)
    if not may_start:
        return Checklists(running, [], [])
    taken = {one.playbook_id for one in found if one.ended_at is None}
    free = [one for one in known if one.retired_at is None and one.pk not in taken and one.current]  # type: ignore[attr-defined]
    suggested = rules.fitting(free, lambda one: one.fits, about(alert))
    return Checklists(running, suggested, [one for one in free if one not in suggested])


def owes_some(viewer: Viewer, alert: Alert) -> bool:
    """Whether an item of a running checklist of the alert is the viewer's own. One statement."""
    rows = ChecklistItem.objects.filter(checklist__alert=alert, checklist__ended_at__isnull=True)
    return rows.filter(Q(person=viewer.person) | Q(duty__in=viewer.holds())).exists()


def is_owned_by(viewer: Viewer, row: ChecklistItem) -> bool:
    """In person, or by a duty held now."""
    return row.person_id == viewer.person.pk or (row.duty_id is not None and row.duty_id in viewer.holds())


def usable(office_id: int, also: Q | None = None) -> QuerySet[Playbook]:
    """Those that can be started, with `current`: id of the version published last; and those of `also`."""
    published_ones = PlaybookVersion.objects.filter(playbook=OuterRef("pk"), published_at__isnull=False)
    current = Subquery(published_ones.order_by("-number").values("pk")[:1])
    can_start = Q(retired_at__isnull=True, current__isnull=False)
    rows = Playbook.objects.filter(office=office_id).annotate(current=current)
    return rows.filter(can_start | also if also is not None else can_start)


def published(playbook: Playbook) -> PlaybookVersion | None:
    """The version that is started from now on; None while there is only a draft."""
    return playbook.versions.filter(published_at__isnull=False).order_by("-number").first()


def starting_themselves(alert: Alert) -> list[PlaybookVersion]:
    """Versions of the playbooks that begin with the decision to respond: they fit, and none of them runs. One
    statement, two where there are some.
    """
    running = Exists(Checklist.objects.filter(alert=alert, playbook=OuterRef("pk"), ended_at__isnull=True))
    rows = usable(alert.office_id).filter(~running, starts_itself=True).order_by("position", "pk")[:MOST]
    fitting = rules.fitting(rows, lambda one: one.fits, about(alert))
    ids = [one.current for one in fitting]  # type: ignore[attr-defined]
    versions = PlaybookVersion.objects.in_bulk(ids) if ids else {}
    return [versions[pk] for pk in ids]


def about(alert: Alert) -> About:
    return About(frozenset(alert.threat_types), alert.level, alert.kind)


def _lines(viewer: Viewer, found: Iterable[Checklist], now: datetime, *, is_whole: bool) -> dict[int, list[Line]]:
    """The items of each, by its id; only the viewer's own where they do not see the alert whole."""
    lines: dict[int, list[Line]] = {}
    over = {one.pk: one.ended_at is not None for one in found}
    if not over:
        return lines
    rows = ChecklistItem.objects.filter(checklist__in=over).select_related(
        "item", "duty", "person", "done_by", "skipped_by"
    )
    for row in rows.order_by("checklist", "item__position", "pk")[:MOST_ITEMS]:
        is_own = is_owned_by(viewer, row)
        if is_whole or is_own:
            may_tick = not over[row.checklist_id] and (is_own or (is_whole and viewer.may_assess))
            lines.setdefault(row.checklist_id, []).append(Line(row, may_tick, now))
    return lines


def _running(checklist: Checklist, lines: list[Line], now: datetime) -> Running:
    is_over = checklist.ended_at is not None
    states = [
        (
            line.row.done_at is not None,
            line.row.skipped_at is not None or (is_over and line.row.done_at is None),
            line.row.due_at,
        )
        for line in lines
    ]
    return Running(checklist, lines, rules.progress(states, now))
