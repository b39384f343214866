"""Alerts of one week and the weeks about it, each with what is expected of it: written by hand from the definitions.

`report_cases.csv` has one alert a row. Moments are by the clock of Lubumbashi (UTC+2) in 2026; the clocks from `typed`
to `closed`, and `word_at`, are minutes from the receipt. `responses`: those that serve it now, as type and responder,
clocks in such minutes, at last its result or why it came to nothing;
"shared": handed over to state forces.
`week`: in which it counts, from the one that
begins on Monday 16 November; none where it counts nowhere. `sets`: what counts it there, as those who are cleared
read it.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from responses.domain.acts import Act, of_alert
from responses.domain.cases import Case
from responses.domain.figures import Figures, figures
from responses.domain.indicators import Figure, Reading
from responses.domain.periods import Period
from responses.domain.words_of_reports import Facet, Indicator

ZONE = "Africa/Lubumbashi"
MONDAY = 1
WEEK = Period(dt.date(2026, 11, 16), dt.date(2026, 11, 23), ZONE)
NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 12, 1), ZONE)
AS_OF = dt.datetime(2026, 11, 23, 22, 30, tzinfo=dt.UTC)  # at Lubumbashi the 24th has begun
AREAS = {"": None, "Beni": 1, "Oicha": 2, "Mavivi": 3}
POINTS = {"Beni": (0.4912, 29.4731), "Oicha": (0.6982, 29.5187), "Mavivi": (-0.0213, 29.7006)}
ANSWER_WITHIN_MIN = {"critical": 10, "high": 30, "medium": 120, "low": 480}
DECIDE_WITHIN_MIN = {"critical": 20, "high": 60, "medium": 240, "low": 1440}
CLOCKS = {
    "typed": "typed_at",
    "routed": "routed_at",
    "told": "delivered_at",
    "answered": "answered_at",
    "verified": "verified_at",
    "decided": "decided_at",
    "on_site": "on_site_at",
    "closed": "closed_at",
    "word_at": "word_back_at",
}
RESPONSE_CLOCKS = {
    "due": "due_at",
    "moved": "moving_at",
    "on_site": "on_site_at",
    "done": "done_at",
    "ended": "ended_at",
}


@dataclass(frozen=True)
class Row:
    """An alert and what is expected of it. `sets` without what its fate says by itself."""

    case: Case
    why: str
    week: int | None
    became: str
    because: str
    word_back: str
    is_late: bool
    sets: frozenset[str]


def rows() -> list[Row]:
    with Path(__file__).with_name("report_cases.csv").open(encoding="utf-8", newline="") as file:
        return [_row(cells) for cells in csv.DictReader(file)]


def _row(cells: dict[str, str]) -> Row:
    return Row(
        case=_case(cells),
        why=cells["why"],
        week=int(cells["week"]) if cells["week"] else None,
        became=cells["became"],
        because=cells["because"],
        word_back=cells["word_back"],
        is_late={"yes": True, "no": False}[cells["late"]],
        sets=frozenset(cells["sets"].split()),
    )


def _case(cells: dict[str, str]) -> Case:
    flags = set(cells["flags"].split())
    series = "H-" if "history" in flags else "R-" if "restricted" in flags else ""
    said, _until, day = cells["word"].partition("until ")
    said_of = cells["responses"].split(";")
    return Case(
        alert_id=int(cells["n"]),
        number=f"BEN-{series}2026-0{cells['n']}",
        kind="unknown",
        level=cells["level"],
        threats=tuple(cells["types"].split()),
        state=cells["state"],
        dismissed_because=cells["ended"] if cells["state"] == "dismissed" else "",
        outcome=cells["ended"] if cells["state"] == "closed" else "",
        course=cells["course"],
        reason=cells["reason"],
        is_history="history" in flags,
        is_restricted="restricted" in flags,
        grave_violation="recruitment_use" if "grave" in flags else "",
        area=AREAS[cells["area"]],
        component=cells["component"],
        word_back="owed" if day else said,
        word_back_date=f"2026-{day}" if day else "",
        people_from=_whole(cells["people"]),
        deaths=_whole(cells["deaths"]),
        **_targets(cells["level"], flags),
        **_place(cells, flags),
        **_moments(cells),
        is_handed_over="shared" in said_of,
        **of_alert([_act(said, _moment(cells["received"])) for said in said_of if said not in ("", "shared")]),
    )


def _act(said: str, received_at: dt.datetime) -> Act:
    """patrol force due 60 moved 16 on_site 25 done 90 presence"""
    what, responder, *parts = said.split()
    end = parts.pop() if len(parts) % 2 else ""
    clocks = {
        RESPONSE_CLOCKS[name]: received_at + dt.timedelta(minutes=int(minutes))
        for name, minutes in zip(parts[::2], parts[1::2], strict=True)
    }
    why = {"reason": end} if "ended_at" in clocks else {"result": end}
    return Act(type=what, responder=responder, **clocks, **why)  # type: ignore[arg-type]


def _targets(level: str, flags: set[str]) -> dict[str, Any]:
    if "untimed" in flags:
        return {}
    return {"answer_within_s": ANSWER_WITHIN_MIN[level] * 60, "decide_within_s": DECIDE_WITHIN_MIN[level] * 60}


def _place(cells: dict[str, str], flags: set[str]) -> dict[str, Any]:
    if not cells["place"] or "pointless" in flags:
        return {"precision": cells["place"]}
    lat, lon = POINTS[cells["area"]]
    return {"precision": cells["place"], "lat": lat, "lon": lon}


def _moments(cells: dict[str, str]) -> dict[str, Any]:
    received_at = _moment(cells["received"])
    precision, _until, until = cells["precision"].partition("until ")
    after = {clock: cells[column] for column, clock in CLOCKS.items() if cells[column]}
    return {
        "received_at": received_at,
        "event_at": _moment(cells["event"]) if cells["event"] else None,
        "event_until": _moment(until) if until else None,
        "event_precision": precision or "range",
        **{clock: received_at + dt.timedelta(minutes=int(minutes)) for clock, minutes in after.items()},
    }


def _moment(local: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-{local}").replace(tzinfo=ZoneInfo(ZONE)).astimezone(dt.UTC)


def _whole(text: str) -> int | None:
    return int(text) if text else None


ROWS = rows()
# As the database hands them over: history without a moment counts nowhere and is not read.
CASES = [row.case for row in ROWS if row.week is not None]


def named(name: str) -> Figure:
    """The figure of a name, also of combinations that no report shows and that `figure` therefore refuses."""
    indicator, *rest = name.split(":")
    return Figure(Indicator(indicator), tuple((Facet(f), v) for f, _is, v in (one.partition("=") for one in rest)))


def reading(period: Period = WEEK, *, is_cleared: bool = True) -> Reading:
    return Reading(period, AS_OF, is_cleared)


def report(period: Period = WEEK, *, is_cleared: bool = True) -> Figures:
    return figures(CASES, reading(period, is_cleared=is_cleared), MONDAY)


def week(turns: int) -> Period:
    """So many weeks after the one of the table."""
    return WEEK.before(-turns)
