"""The wall of an operations room: one page that nobody touches, and the door by which it stays true."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alerts.domain.events import Happened
from alerts.selectors import changes, cursor, layers, signs, watch

from . import wall_pieces
from .at_the_wall import for_walls
from .heart import telling
from .wall_pieces import Stand
from .wall_words import WALL_WORDS

SOCKET = "/ws/wall/"
RELOADS = {Happened.LAYER_CHANGED}  # drawn once, when the page is read


@require_safe
@for_walls
def show(request: Any) -> HttpResponse:
    """Everything on one screen, and the sheet that P prints."""
    office, now = request.wall.office, request.now
    with timezone.override(ZoneInfo(office.time_zone)):
        following = cursor.make(request.wall, changes.latest_seq(office.pk), now)
        stood = wall_pieces.stand(office, now, watch.pulses())
        facts = {
            "office": office,
            "now": now,
            "cursor": following,
            "shown": str(stood),
            "socket": SOCKET,
            "wall_words": WALL_WORDS,
            "layers": layers.shown(office),
            "piece": wall_pieces.pieces(request.wall, now, stood),
            "sheet": _sheet(request, stood),
        }
        return render(request, "wall/wall.html", facts)


@require_safe
@for_walls
def news(request: Any) -> JsonResponse:
    """JSON: `cursor`, `shown` to ask with next time; `reload` when the page must be read afresh, else `fragments`
    [{id, html}] that take the place of the elements of the same id: all of them, or none where nothing changed. `now`,
    `ages` and `rings`: as the beat of its socket.
    """
    office, now = request.wall.office, request.now
    stood = cursor.read(request.wall, request.GET.get("since", ""))
    if stood is None:
        return JsonResponse({"reload": True})
    happened = changes.since(office, stood.seq)
    read = signs.signs()
    standing = wall_pieces.stand(office, now, read.pulses)
    frame, _dot, shown = request.GET.get("shown", "").partition(".")
    if frame != standing.frame or happened.kinds & RELOADS:
        return JsonResponse({"reload": True})
    told = {
        "cursor": cursor.make(request.wall, happened.seq, now),
        "shown": str(standing),
        "fragments": [] if shown == standing.shown else _fragments(request, standing),
    }
    return JsonResponse(told | telling(read, office.pk))


def _fragments(request: Any, standing: Stand) -> list[dict[str, str]]:
    with timezone.override(ZoneInfo(request.wall.office.time_zone)):
        made = wall_pieces.pieces(request.wall, request.now, standing) | {"sheet": _sheet(request, standing)}
    return [{"id": f"wall-{name}", "html": html} for name, html in made.items()]


def _sheet(request: Any, standing: Stand) -> str:
    viewer = request.viewer
    has_phones = viewer is not None and viewer.may_decide  # they call whoever is silent; a display is nobody
    return wall_pieces.sheet(request.wall, request.now, standing, has_phones=has_phones)
