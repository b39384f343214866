"""Meetings and decisions as tests make them: by the services, each choice by name."""

import datetime as dt
from typing import Any

from alerts.models import Duty, Office
from ewrr.common import clock
from responses.domain.words_of_meetings import Said
from responses.models import Meeting, MeetingDecision
from responses.selectors import decisions
from responses.services import deciding, meetings
from responses.services.deciding import Wanted
from responses.services.meetings import Draft
from tests import make

DAY = dt.timedelta(days=1)


def standing(office: Office) -> None:
    """Open minutes with a decision for somebody outside, where the office has none."""
    if not Meeting.objects.filter(office=office).exists():
        decision(meeting(), outside="Partner")


def addresses(office: Office) -> dict[str, str]:
    """Parts of addresses -> the first meeting and decision of the office; 0 where it has none."""
    first = Meeting.objects.filter(office=office).order_by("id").values_list("pk", flat=True).first()
    decided = MeetingDecision.objects.filter(office=office).order_by("id").values_list("pk", flat=True).first()
    return {"<int:meeting>": str(first or 0), "<int:decision>": str(decided or 0)}


def today(office: Office) -> dt.date:
    return decisions.today_of(office, clock.now())


def meeting(*, by: str = "Farid", held_at: dt.datetime | None = None) -> Meeting:
    """Minutes that are open, of a meeting held now."""
    return meetings.begin(viewer=make.viewer(by), held_at=held_at or clock.now())


def written(of: Meeting, *, by: str = "Farid", **heads: Any) -> Meeting:
    of.refresh_from_db()
    draft = Draft(**({"held_at": of.held_at, "chair": of.chair} | heads))
    return meetings.write(viewer=make.viewer(by), meeting=of.pk, revision=of.revision, draft=draft)


def closed(of: Meeting, *, by: str = "Grace") -> Meeting:
    of.refresh_from_db()
    return meetings.close(viewer=make.viewer(by), meeting=of.pk, revision=of.revision)


def decision(of: Meeting, *, by: str = "Farid", owner: str = "Amina", days: int = 3, **wanted: Any) -> MeetingDecision:
    """Of one of the cast, else `duty` (a code) or `outside`, due in so many days."""
    said: dict[str, Any] = {"text": "Patrol the market road.", "due_date": today(of.office) + days * DAY}
    if code := wanted.pop("duty", None):
        said["duty"] = Duty.objects.get(office=of.office, code=code)
    elif "outside" not in wanted:
        said["person"] = make.person(owner)
    return deciding.give(viewer=make.viewer(by), meeting=of.pk, wanted=Wanted(**(said | wanted)))


def said(of: MeetingDecision, kind: Said, note: str = "The road is open.", *, by: str = "Farid", **more: Any) -> Any:
    of.refresh_from_db()
    return deciding.say(viewer=make.viewer(by), decision=of.pk, revision=of.revision, kind=kind, note=note, **more)
