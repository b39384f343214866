"""Agenda and minutes as they may leave the hub: without names of the office's people, without what is restricted."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from alerts.domain.words import Role
from alerts.models import Alert, Membership, Office
from alerts.models.choices import label as of_alerts
from alerts.selectors.access import Viewer
from responses.models import Meeting
from responses.selectors import agenda as agendas
from responses.selectors import decisions, meetings
from responses.selectors.agenda import Agenda
from responses.selectors.decisions import Row
from responses.selectors.meetings import Minutes

from . import meetings as handing

NUMBER = re.compile(r"\b[A-Z]{3}-(?:[A-Z]-)?\d{4}-\d{1,6}\b")
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Shared:
    """`heads`: (code, heading, text); `chair`: a post."""

    meeting: Meeting
    chair: str
    participants: str
    heads: list[tuple[str, str, str]]
    taken: list[Row]
    carried: list[Row]


def minutes(*, viewer: Viewer, meeting: int, now: dt.datetime) -> Shared:
    """The edition for partners; that it was taken out is on record. Raises services.meetings.Missing."""
    found = meetings.meeting(viewer, meeting)
    if found is None:
        raise handing.Missing("")
    handing.hand_out(viewer)
    whole: Minutes = meetings.minutes(viewer, found, now)
    names, hidden = _names(viewer.office), _restricted(viewer.office, _words(whole))

    def clean(text: str) -> str:
        kept = [line for line in text.splitlines() if not set(NUMBER.findall(line)) & hidden]
        return _nameless("\n".join(kept), names)

    roles = decisions.roles_of(viewer.office, [found.chair_id] if found.chair_id else [], now)
    chair = roles.get(found.chair_id or 0, "")
    return Shared(
        found,
        str(of_alerts(Role(chair))) if chair else "–",
        clean(found.participants),
        [(code, heading, clean(text)) for code, heading, text in whole.heads],
        _clean(whole.taken, names, hidden),
        _clean(whole.carried, names, hidden),
    )


def _row(row: Row, names: dict[str, str]) -> Row:
    owner = replace(row.owner, name="")
    return replace(row, text=_nameless(row.text, names), note=_nameless(row.note, names), owner=owner)


def _nameless(text: str, names: dict[str, str]) -> str:
    """Each name becomes the post of whoever bears it."""
    if not names:
        return text
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{either})\b", lambda found: names[found.group()], text)


def _names(office: Office) -> dict[str, str]:
    """Every name, and part of a name, of whoever has or had a role in the office -> that role. One statement."""
    found: dict[str, str] = {}
    held = Membership.objects.filter(office=office).order_by("from_date", "id")
    for name, role in held.values_list("person__name", "role"):
        for part in (name, *(part for part in name.split() if len(part) >= SHORTEST_NAME)):
            found[part] = f"[{of_alerts(Role(role))}]"
    return found


def _restricted(office: Office, words: str) -> set[str]:
    """Numbers among the words that belong, or belonged, to restricted alerts. Two statements where there is any."""
    named = set(NUMBER.findall(words))
    if not named:
        return set()
    now = Alert.objects.filter(office=office, is_restricted=True)
    found = set(now.filter(number__in=named).values_list("number", flat=True))
    return found | set(now.filter(former_numbers__number__in=named).values_list("former_numbers__number", flat=True))


def _words(whole: Minutes) -> str:
    """All that somebody wrote in them."""
    heads = [text for _code, _heading, text in whole.heads]
    rows = [f"{row.text} {row.note}" for row in (*whole.taken, *whole.carried)]
    return " ".join([*heads, *rows, whole.meeting.participants])


def _clean(rows: Iterable[Row], names: dict[str, str], hidden: set[str]) -> list[Row]:
    """Without those on restricted alerts, the others without names."""
    return [
        _row(row, names)
        for row in rows
        if not (row.is_restricted or row.is_hidden or set(NUMBER.findall(f"{row.text} {row.note}")) & hidden)
    ]


def agenda(*, viewer: Viewer, now: dt.datetime) -> Agenda:
    """The agenda for partners; that it was taken out is on record. Raises services.meetings.Missing."""
    handing.hand_out(viewer)
    found = agendas.agenda(viewer, now, is_shared=True)
    names = _names(viewer.office)
    hidden = _restricted(viewer.office, " ".join(row.text for section in found.sections for row in section.rows))
    sections = [replace(section, rows=_clean(section.rows, names, hidden)) for section in found.sections]
    return replace(found, sections=sections)
