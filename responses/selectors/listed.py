"""Responses as a list of programs: narrowed, newest first, page by page; and one of them by its number."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from alerts.models import Alert, Membership, Owed
from alerts.selectors.access import Viewer
from alerts.selectors.access import visible_to as alerts_visible_to
from alerts.selectors.filtering import beyond
from alerts.selectors.numbered import numbered
from responses.models import Entry, Response, Serving

from .responses import MOST_LINES, OPEN_CODES, Line, lines, owned_by, read, visible_to

REF = re.compile(r"(?P<number>[A-Za-z0-9-]{1,24})[./](?P<ordinal>[0-9]{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; several values of one are joined by "or"."""

    statuses: tuple[str, ...] = ()
    responders: tuple[str, ...] = ()
    alert: Alert | None = None
    mine: bool = False
    late: bool = False
    open: bool = False


def page(
    viewer: Viewer, asked: Narrowed, after: Response | None, limit: int, now: datetime
) -> tuple[list[Line], Response | None]:
    """A page, and the response after which the next one begins. Four statements at most."""
    rows = _narrowed(visible_to(viewer), viewer, asked, now)
    if after is not None:
        rows = rows.filter(beyond("created_at", after.created_at, after.pk))
    found = list(read(rows).order_by("-created_at", "-pk")[: limit + 1])
    return lines(viewer, found[:limit], now), found[limit - 1] if len(found) > limit else None


def by_ref(viewer: Viewer, ref: str) -> Response:
    """By its number, "BEN-2026-0147.1" or with a slash; also under a number that its alert bore before.

    Raises Response.DoesNotExist for what the viewer may not know of.
    """
    said = REF.fullmatch(ref)
    if said is None:
        raise Response.DoesNotExist
    leads = Alert.objects.filter(numbered(said["number"]), office=viewer.office).order_by().values("pk")
    return visible_to(viewer).select_related("lead").get(lead__in=leads, ordinal=int(said["ordinal"]))


def alert_known(viewer: Viewer, number: str) -> Alert:
    """Raises Alert.DoesNotExist for what the viewer may not know of."""
    return alerts_visible_to(viewer).get(numbered(number))


def one(viewer: Viewer, response: Response, now: datetime) -> Line:
    """The response as it stands. Four statements."""
    return lines(viewer, read(Response.objects.filter(pk=response.pk)), now)[0]


def log(response: Response) -> list[Entry]:
    """Its first MOST_LINES lines as they were said, each with the `component` that its writer spoke for at that time,
    None for those who speak for none. One statement.
    """
    return list(lines_of(response).order_by("said_at", "pk")[:MOST_LINES])


def lines_of(response: Response) -> QuerySet[Entry]:
    held = Membership.objects.filter(
        person=OuterRef("by"), office=response.office_id, from_date__lte=OuterRef("at__date")
    ).exclude(component="")
    latest = held.order_by("-from_date", "-pk").values("component")[:1]
    return response.entries.annotate(component=latest)


def _narrowed(rows: QuerySet[Response], viewer: Viewer, asked: Narrowed, now: datetime) -> QuerySet[Response]:
    if asked.statuses:
        rows = rows.filter(status__in=asked.statuses)
    if asked.responders:
        rows = rows.filter(responder__in=asked.responders)
    if asked.alert is not None:
        serving = Serving.objects.filter(alert=asked.alert, until__isnull=True)
        rows = rows.filter(pk__in=serving.values("response"))
    if asked.mine:
        rows = rows.filter(owned_by(viewer))
    if asked.open or asked.late:
        rows = rows.filter(status__in=OPEN_CODES)
    if asked.late:
        subject = Concat(Value("response:"), Cast(OuterRef("pk"), CharField()))
        debts = Owed.objects.filter(subject=subject, settled_at__isnull=True, due_at__lte=now)
        rows = rows.filter(Exists(debts))
    return rows
