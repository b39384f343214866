"""Events of organised violence as the Uppsala Conflict Data Program publishes them (GED, CSV, one event a row)."""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from alerts.domain.words import Precision, ThreatType, TimePrecision
from alerts.domain.words_of_filings import ActorKind, ReceivedBy
from alerts.services.importing import Record

from .columns import Code, Column, Day, Degrees, Filled, Key
from .profile import Profile, Rule, Setting, Values

FAR_DEGREES = 5.0  # beyond this a point is not the office's
NAME_LENGTH = 200
GOVERNMENT = "Government of "


class Violence(StrEnum):
    STATE_BASED = "1"
    NON_STATE = "2"
    ONE_SIDED = "3"


COLUMNS: tuple[Column, ...] = (
    Key("id"),
    Day("date_start"),
    Day("date_end"),
    Code("date_prec", {"1": TimePrecision.DAY} | dict.fromkeys("2345", TimePrecision.RANGE)),
    Code("type_of_violence", {code.value: code for code in Violence}),
    Filled("side_a"),
    Filled("side_b"),
    Column("adm_1"),
    Filled("where_coordinates"),
    Column("where_description"),
    # 1: a town's coordinates are a place, not a spot. 6 and 7, country and beyond: the point given is a
    # country's middle and must not look like a place.
    Code(
        "where_prec",
        {"1": Precision.VILLAGE, "2": Precision.NEAR}
        | dict.fromkeys("345", Precision.AREA)
        | dict.fromkeys("67", Precision.NAME_ONLY),
    ),
    Degrees("latitude", 90),
    Degrees("longitude", 180),
    Column("source_headline"),
    Column("source_article"),
    Column("source_original"),
    # Kept in the filing as they are, read by nobody here: the dead are not people in danger.
    *(Column(name) for name in ("deaths_civilians", "best", "low", "high")),
)
# What the filing says, in this order.
WORDS = ("source_headline", "where_description", "source_article", "source_original")
# Sides that are communities rather than organised groups, without the country in brackets behind them.
COMMUNITIES = frozenset({"Christians", "Muslims"})
# How UCDP names the states in which a mission's offices sit.
STATES = {"CD": "DR Congo (Zaire)", "CF": "Central African Republic", "ML": "Mali", "SS": "South Sudan"}


def threat_type(violence: Violence, side_a: str, side_b: str) -> ThreatType:
    """State-based violence is a clash, one-sided violence killing.

    Non-state violence is communal when both sides are communities, such as "Christians (CAR)" and "Muslims (CAR)",
    and a clash when at least one is an organised group: anti-Balaka, FPRC, but also "Peuhl militia (Zemio)".
    UCDP's file does not say which a side is, so communities are a list.
    """
    if violence is Violence.ONE_SIDED:
        return ThreatType.KILLING
    if violence is Violence.NON_STATE and all(
        re.sub(r" \([^)]*\)$", "", side) in COMMUNITIES for side in (side_a, side_b)
    ):
        return ThreatType.COMMUNAL
    return ThreatType.CLASH


def actor(violence: Violence, side_a: str, side_b: str, country: str) -> tuple[str, str]:
    """(name, kind): who did it in one-sided violence, else both sides; the kind only where it is certain.

    A government is the state at home and an external force elsewhere. "Forces of" a person are not a government's,
    other sides may be several things, and two sides are rarely of one kind: empty.
    """
    if violence is not Violence.ONE_SIDED:
        return one_line(f"{side_a} / {side_b}"), ""
    kind = ""
    if side_a.startswith(GOVERNMENT) and country in STATES:
        is_home = side_a == GOVERNMENT + STATES[country]
        kind = ActorKind.STATE.value if is_home else ActorKind.EXTERNAL.value
    return one_line(side_a), kind


def one_line(text: str) -> str:
    """A name for lists and messages: no line breaks or invisible characters, 200 at most. The filing keeps it all."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return cut(plain)


def cut(text: str) -> str:
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1] + "…"


def period(start: date, end: date, setting: Setting) -> tuple[datetime, datetime]:
    """From midnight before the first day to midnight after the last, in the office's zone; half-open."""
    first, after = (datetime.combine(day, time(), setting.zone) for day in (start, end + timedelta(days=1)))
    return first, after


def record(values: Values, cells: dict[str, str], setting: Setting) -> Record:
    """The record that a faultless row becomes. Its area is left open where the row itself names no admin-1."""
    violence: Violence = values["type_of_violence"]
    start, end = values["date_start"], values["date_end"]
    event_at, event_until = period(start, end, setting)
    actor_name, actor_kind = actor(violence, cells["side_a"], cells["side_b"], setting.country)
    precision: Precision = values["where_prec"]
    is_placed = precision is not Precision.NAME_ONLY
    return Record(
        external_id=cells["id"],
        rank=values["id"],
        year=start.year,
        event_at=event_at,
        event_until=event_until,
        event_precision=values["date_prec"] if start == end else TimePrecision.RANGE,
        threat_types=(threat_type(violence, cells["side_a"], cells["side_b"]),),
        actor_name=actor_name,
        actor_kind=actor_kind,
        place_name=one_line(cells["where_coordinates"]),
        lat=values["latitude"] if is_placed else None,
        lon=values["longitude"] if is_placed else None,
        precision=precision,
        is_in_one_area=is_placed and bool(cells["adm_1"].strip()),
        text="\n\n".join(cells[name] for name in WORDS if cells[name]),
        language="en",
        place_as_told=cut(cells["where_description"]),
        received_by=ReceivedBy.MEDIA,
        original=cells,
    )


def _ends_after_it_begins(values: Values, setting: Setting) -> str | None:
    if values["date_end"] < values["date_start"]:
        return _("The event ends before it begins: put the days in order.")
    return None


def _has_begun(values: Values, setting: Setting) -> str | None:
    if values["date_start"] > setting.today:
        return _("This day is still to come: history holds what has happened.")
    return None


def _is_in_the_country(values: Values, setting: Setting) -> str | None:
    lat, lon = values["latitude"], values["longitude"]
    is_placed = values.get("where_prec") is not Precision.NAME_ONLY
    if not is_placed or setting.box is None or setting.box.holds(lat, lon, FAR_DEGREES):
        return None
    if setting.box.holds(lon, lat):
        return _("Latitude and longitude look exchanged: put each in its own column.")
    return _("The point is more than %(degrees)d degrees outside the office’s country: correct it.") % {
        "degrees": FAR_DEGREES
    }


PROFILE = Profile(
    code="ucdp-ged",
    key="id",
    columns=COLUMNS,
    rules=(
        Rule(("date_start", "date_end"), _ends_after_it_begins),
        Rule(("date_start",), _has_begun),
        Rule(("latitude", "longitude"), _is_in_the_country),
    ),
    record=record,
)
