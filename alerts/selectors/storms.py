"""Storms among the alerts of a list: told by what everybody may know of them, kind, area and time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, F, Window

from alerts.domain import storm
from alerts.domain.storm import MOST_APART, Seen
from alerts.domain.words import Level
from alerts.models import Alert

from . import board, board_order
from .access import Viewer
from .board import Asked

KNOWN = ("number", "series", "serial", "kind", "level", "received_at", "is_exercise", "area__name", "version")
LASTS = timedelta(days=2)  # what is older is no rush any more, and bounds what is read
OF_THE_MAP = ("office", "is_restricted", "components", "lat", "lon", "precision", "place_name")


@dataclass(frozen=True, slots=True)
class Group:
    """A storm as the list shows it: all its alerts, the oldest first."""

    alerts: tuple[Alert, ...]

    @property
    def key(self) -> str:
        """By which the address names it: the number of its first alert."""
        return self.alerts[0].number

    @property
    def kind_label(self) -> str:
        return str(self.alerts[0].get_kind_display())

    @property
    def area(self) -> str:
        return str(self.alerts[0].area)

    @property
    def span(self) -> timedelta:
        return self.alerts[-1].received_at - self.alerts[0].received_at

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(alert.pk for alert in self.alerts)

    @property
    def numbers(self) -> list[str]:
        return [alert.number for alert in self.alerts]

    @property
    def unanswered(self) -> int:
        """How many of them an answer is owed on."""
        return sum(getattr(alert, "is_owed", False) for alert in self.alerts)

    @property
    def criticals(self) -> list[Alert]:
        """All of them: a row for many never hides one."""
        return [alert for alert in self.alerts if alert.level == Level.CRITICAL]


def storms(viewer: Viewer, asked: Asked, now: datetime) -> list[Group]:
    """Those of the whole tab as it is narrowed, of open alerts of the last two days; none in the history, none where
    the area is not known.

    One statement, which brings only alerts of which the tab has more than ten of one kind and area.
    """
    if asked.tab == "history":
        return []
    alike = Window(Count("pk"), partition_by=[F("kind"), F("area"), F("is_exercise")])
    recent = board.in_tab(viewer, asked, now).filter(board.OPEN, received_at__gt=now - LASTS)
    told = recent.filter(area__isnull=False).annotate(alike=alike, is_owed=board_order.ANSWER_OWED)
    found = told.filter(alike__gt=MOST_APART).select_related("area").only(*KNOWN, *OF_THE_MAP)
    alerts = {alert.pk: alert for alert in found}
    seen = (
        Seen(alert.pk, (alert.kind, alert.area_id, alert.is_exercise), alert.received_at) for alert in alerts.values()
    )
    return [Group(tuple(alerts[pk] for pk in one.ids)) for one in storm.storms(seen)]


def within(asked: Asked, groups: list[Group], key: str) -> Asked:
    """The same with every storm as one row; with a key, that storm alone, one by one: nothing once it is over."""
    if key:
        return replace(asked, only=next((group.ids for group in groups if group.key == key), ()))
    return replace(asked, without=tuple(pk for group in groups for pk in group.ids))
