"""Reading: alerts as a list, as GeoJSON, one by one, as CAP; what was told, word for word."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.words import Precision
from alerts.models import Alert
from alerts.selectors import cursor, filtering, happenings
from alerts.selectors.access import visible_to, whole_to
from alerts.selectors.card import cards
from alerts.selectors.changes import latest_seq
from alerts.transfer import cap, geojson

from .asks import NUMBER, EventsAsks, ListAsks, Nothing, OneAsks
from .described import describe, of_an_alert
from .doors import Door
from .errors import NotWhole
from .renderers import Cap, GeoJson
from .shapes import AlertShape, EventShape, EventsShape, FilingShape, FilingsShape, PageShape


def asked(shape: type[Any], request: Request) -> Any:
    """The query, checked. Raises ValidationError."""
    found = shape(data=request.query_params)
    found.is_valid(raise_exception=True)
    return found


class Alerts(Door):
    renderer_classes = [JSONRenderer, GeoJson]

    @describe("List alerts", PageShape, also=("application/geo+json",), query=ListAsks)
    def get(self, request: Request) -> Response:
        """Newest first, by receipt; ended ones and imported history too, unless `state` says otherwise. As GeoJSON:
        those of the page that the reader sees whole, that are not restricted and whose place is known.
        """
        asks = asked(ListAsks, request)
        found = filtering.narrow(visible_to(self.viewer), self.viewer, asks.filters)
        is_map = request.accepted_renderer.format == GeoJson.format
        if is_map:
            found = found.filter(whole_to(self.viewer), is_restricted=False, lat__isnull=False).exclude(
                precision=Precision.NAME_ONLY
            )
        page, after = self._page(found, asks.validated_data.get("after", ""), asks.validated_data["limit"])
        if is_map:
            return Response(geojson.collection(page, after))
        shown = cards(self.viewer, page, self.now)
        return Response({"alerts": AlertShape(shown, many=True).data, "after": after})

    def _page(self, found: QuerySet[Alert], after: str, limit: int) -> tuple[list[Alert], str | None]:
        """A page, and the number that begins the next one. Numbers are keys: row ids would tell of other offices."""
        if after:
            last = visible_to(self.viewer).filter(number=after).first() if NUMBER.fullmatch(after) else None
            if last is None:
                raise exceptions.ValidationError({"after": [_("There is no alert of that number for you here.")]})
            found = found.filter(filtering.beyond("received_at", last.received_at, last.pk))
        ordered = found.select_related("area", "joined_to").defer("area__outline").order_by("-received_at", "-id")
        rows = list(ordered[: limit + 1])
        return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


@of_an_alert
class OneAlert(Door):
    renderer_classes = [JSONRenderer, Cap]

    @describe("Read an alert", AlertShape, also=("application/cap+xml",), query=OneAsks)
    def get(self, request: Request, number: str) -> Response:
        """Its shell, or the whole of it; a number that it bore before leads to it. As CAP 1.2: only the whole."""
        asked(OneAsks, request)
        alert = self.alert(number)
        if request.accepted_renderer.format == Cap.format:
            if not self.viewer.sees_whole(alert):
                raise NotWhole(_("Only whoever reads this alert whole gets it as a CAP message."))
            return Response(cap.message(alert))
        return Response(AlertShape(cards(self.viewer, [alert], self.now)[0]).data)


@of_an_alert
class FilingsOfAlert(Door):
    @describe("Read what was told", FilingsShape)
    def get(self, request: Request, number: str) -> Response:
        """Every filing of an alert, word for word, oldest first; to those who see it whole. Never who told."""
        asked(Nothing, request)
        rows = self.whole(number).filings.select_related("withdrawal").prefetch_related("grades")
        rows = rows.order_by("received_at", "id")
        return Response({"filings": FilingShape(rows, many=True).data})


class Events(Door):
    @describe("Follow events", EventsShape, query=EventsAsks)
    def get(self, request: Request) -> Response:
        """What happened to alerts since the cursor, oldest first: that it happened, not what; read the alert for
        that. Take the first cursor before you read the list, and nothing falls between.
        """
        token = asked(EventsAsks, request).validated_data.get("since", "")
        stood = cursor.read(self.viewer, token) if token else None
        if stood is None:
            now = cursor.make(self.viewer, latest_seq(self.viewer.office.pk), self.now)
            return Response({"cursor": now, "reset": True, "more": False, "events": []})
        news = happenings.since(self.viewer, stood.seq)
        return Response(
            {
                "cursor": cursor.make(self.viewer, news.seq, self.now),
                "reset": False,
                "more": news.has_more,
                "events": EventShape(news.rows, many=True).data,
            }
        )
