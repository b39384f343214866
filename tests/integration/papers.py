"""A report of hand-made alerts as a paper, for tests of the files that are written from one."""

import datetime as dt
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from django.utils import translation

from alerts.domain.words import Component, Kind, Level, State, ThreatType
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_filings import ActorKind, AgeSex, Population, ReceivedBy
from responses.domain.activity import Done, activities
from responses.domain.acts import Act, of_alert
from responses.domain.cases import Case
from responses.domain.figures import figures
from responses.domain.indicators import Reading
from responses.domain.periods import Period
from responses.domain.words import Responder, ResponseType, Result
from responses.domain.words_of_reports import Passage, Stage
from responses.services.reporting import alert_list, writing
from responses.services.reporting.facts import Facts, Signed
from responses.services.reporting.paper import Cell, Column, Paper, Table

WEEK = Period(dt.date(2026, 11, 16), dt.date(2026, 11, 23), "Africa/Lubumbashi")
AS_OF = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
BENI = (0.4911, 29.4731)
AREAS = {"1": "Beni-Mbau", "2": "Ruwenzori", "3": "Butembo"}
SECTIONS = {"11": ["Civil Affairs", "Affaires civiles", "civilian"], "12": ["Sector 1", "Secteur 1", "military"]}
# What a spreadsheet, a page, a typesetter or a terminal could take for more than text.
HOSTILE = (
    "=1+1",
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "{=1+1}",
    "\uff1d1+1",
    ' \u200b=HYPERLINK("https://x.example")',
    "Oicha;=1+1",
    "<b>&amp;</b><script>alert(1)</script>",
    '#panic("x")',
    "abc\u202edef",
    "a\x00\x08\x1b[31mb\ud800\ufffec",
    "line\r\nfeed\u2028and more",
    "https://x.example/",
    "_x0041_ 'quoted' \"twice\"",
    "&P of &N",
)


@dataclass(frozen=True, slots=True)
class Made:
    """`columns`, `cases`: of the list of alerts."""

    paper: Paper
    listed: Table
    facts: Facts
    cases: list[Case]
    columns: list[Column]

    def rows(self) -> Iterator[list[Cell]]:
        """One by one, in the language that is active."""
        return alert_list.rows(self.facts, self.cases)

    def all_rows(self) -> list[list[Cell]]:
        with translation.override(self.paper.language):
            return list(self.rows())


def case(number: int, *, name: str = "Mayi-Moya", **changes: Any) -> Case:
    """The alert of that number: each is of another place, level, type and end, so that few tables are empty."""
    received = dt.datetime(2026, 11, 16, 5, tzinfo=dt.UTC) + dt.timedelta(hours=(number * 7) % 160)
    given: dict[str, Any] = {
        "alert_id": number,
        "number": f"BEN-2026-{number:04d}",
        "received_at": received,
        "kind": list(Kind)[number % len(Kind)],
        "level": list(Level)[number % 4],
        "threats": (list(ThreatType)[number % len(ThreatType)], ThreatType.DISPLACEMENT),
        "area": number % 3 + 1,
        "component": list(Component)[number % 3],
        "section": 11 + number % 2,
        "event_precision": "exact",
        "people_from": number * 3,
        "population": (list(Population)[number % len(Population)],),
        "age_sex": (list(AgeSex)[number % len(AgeSex)],),
        "actor_kind": list(ActorKind)[number % len(ActorKind)],
        "actor_name": name,
        "place_name": name,
        "lat": 0.4 + number % 10 / 20,
        "lon": 29.3 + number % 7 / 20,
        "precision": "village",
        "received_by": list(ReceivedBy)[number % len(ReceivedBy)],
        "filings": 1 + number % 2,
    }
    given |= what_became(number, received)
    return Case(**(given | what_was_done(number, given) | changes))


def what_became(number: int, received: dt.datetime) -> dict[str, Any]:
    course, reason = COURSES[number % len(COURSES)]
    is_closed = number % 3 == 0
    return {
        "state": State.CLOSED if is_closed else State.DECIDED if course else State.RECEIVED,
        "course": course,
        "reason": reason,
        "word_back": WordBack.GIVEN if is_closed else "",
        "event_at": received - dt.timedelta(minutes=number % 90),
        "delivered_at": received + dt.timedelta(seconds=70 + number),
        "answered_at": received + dt.timedelta(minutes=2, seconds=number),
        "decided_at": received + dt.timedelta(minutes=17 + number % 30) if course else None,
        "on_site_at": received + dt.timedelta(minutes=25 + number % 60) if course == Course.RESPOND else None,
        "closed_at": received + dt.timedelta(hours=5) if is_closed else None,
    }


def what_was_done(number: int, given: dict[str, Any]) -> dict[str, Any]:
    """Its responses, as far as the case tells of them: one for each that was decided to be responded to."""
    if given["course"] != Course.RESPOND:
        return {"knows_responses": True}
    acted = act(number, given)
    return of_alert([acted, replace(acted, responder=Responder.JOINT)] if number % 5 == 0 else [acted])


def act(number: int, given: dict[str, Any]) -> Act:
    types = [what for what in ResponseType if what is not ResponseType.NONE]
    is_done = number % 2 == 0
    return Act(
        type=types[number % len(types)],
        responder=(Responder.FORCE, Responder.UNPOL, Responder.CIVILIAN_SECTION)[number % 3],
        due_at=given["received_at"] + dt.timedelta(minutes=50),
        created_at=given["decided_at"],
        on_site_at=given["on_site_at"],
        done_at=given["on_site_at"] + dt.timedelta(hours=1) if is_done else None,
        result=list(Result)[number // 2 % len(Result)] if is_done else "",
    )


def log(found: list[Case]) -> list[Done]:
    """The responses of alerts of that sort."""
    told = [(one, {name: getattr(one, name) for name in ("received_at", "decided_at", "on_site_at")}) for one in found]
    return [
        Done(act(one.alert_id, given), ((one.number, one.is_restricted),))
        for one, given in told
        if one.on_site_at is not None
    ]


COURSES = (
    (Course.RESPOND, ""),
    (Course.RESPOND, ""),
    ("", ""),
    (Course.NO_ACTION, NotResponded.TOO_FAR),
    (Course.HAND_OVER, ""),
    (Course.NO_ACTION, NotResponded.NO_ASSET),
    (Course.MONITOR, ""),
)


def cases(count: int = 40) -> list[Case]:
    """So many of the week, some restricted, some triaged out, and half as many of the week before."""
    names = cycle(HOSTILE)
    week = [case(number, name=next(names), is_restricted=number % 13 == 0) for number in range(1, count + 1)]
    out = [
        case(number, name=next(names), state=State.DISMISSED, dismissed_because="nuisance", course="")
        for number in range(count + 1, count + 4)
    ]
    back = dt.timedelta(days=7)
    before = [
        case(number, received_at=one.received_at - back, event_at=one.received_at - back)
        for number, one in enumerate(week[::2], count + 4)
    ]
    return [*week, *out, *before]


def made(
    language: str = "en", *, is_exercise: bool = True, is_old: bool = False, found: list[Case] | None = None
) -> Made:
    """Needs the database for towns on the map only. `is_old`: as kept before responses were recorded."""
    found = cases() if found is None else found
    reading = Reading(WEEK, AS_OF)
    shown = figures(found, reading, 1)
    if not is_old:
        (shown.activity,) = activities(log(found), [reading])
    names = {"office": ["Beni", "Béni"], "code": "BEN", "country": "CD", "areas": AREAS, "sections": SECTIONS}
    texts = {
        Passage.KEY_MESSAGES: ("\n".join(HOSTILE), "en"),
        Passage.OUTLOOK: ("On craint d’autres attaques.\nLe pont est coupé.", "fr"),
    }
    facts = Facts(
        shown,
        names,
        is_exercise=is_exercise,
        texts=texts,
        signed=Signed(3, Stage.SUBMITTED, prepared_by="Farid", approved_by=""),
        changes=[["Valid alerts", 31, 32], ["Outlook", "=1", "-2"]],
        positions=(("COB", 0.5, 29.5),),
    )
    of_week = [one for one in found if WEEK.holds(one.counted_at)]
    with translation.override(language):
        listed = alert_list.printed(facts, of_week, 25)
        columns = alert_list.columns()
    return Made(writing.paper(facts, BENI, language), listed, facts, of_week, columns)


def png() -> bytes:
    """A picture of four by five grey dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    shape, dots = struct.pack(">IIBBBBB", 4, 5, 8, 0, 0, 0, 0), (b"\0" + b"\x99" * 4) * 5
    begin = b"\x89PNG\r\n\x1a\n"
    return begin + chunk(b"IHDR", shape) + chunk(b"IDAT", zlib.compress(dots)) + chunk(b"IEND", b"")
