"""What reports know of one response, and what the responses of an alert say of it together."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .words import ResponseType

# To look and to tell are listed as activity; an alert for which nothing else was done has no response.
NO_RESPONSE = frozenset({ResponseType.VERIFY, ResponseType.INFORM, ResponseType.NONE})


@dataclass(frozen=True, slots=True)
class Act:
    """A response as the database holds it: codes, and moments that are aware (UTC). `reason`: why it was refused or
    broken off, which was at `ended_at`.
    """

    type: str
    responder: str
    due_at: dt.datetime
    created_at: dt.datetime | None = None
    moving_at: dt.datetime | None = None
    on_site_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    result: str = ""
    reason: str = ""

    @property
    def has_acted(self) -> bool:
        """Somebody went, was there or did it; also where it was broken off later."""
        return any(at is not None for at in (self.moving_at, self.on_site_at, self.done_at))

    @property
    def is_response(self) -> bool:
        return self.type not in NO_RESPONSE

    @property
    def acted_at(self) -> dt.datetime | None:
        """By which it was by day or by night; None where nobody said when they went."""
        return self.on_site_at or self.moving_at


def of_alert(acts: Sequence[Act]) -> dict[str, Any]:
    """The fields of a Case that the responses say which serve the alert now."""
    counting = [act for act in acts if act.is_response]
    ended = [act for act in counting if act.reason and act.ended_at is not None]
    arrived = [act for act in acts if act.on_site_at is not None]
    return {
        "knows_responses": True,
        "responses": len(counting),
        "responders": _sorted(act.responder for act in counting if act.has_acted),
        "results": _sorted(act.result for act in acts if act.result),
        "ended_because": max(ended, key=_ended).reason if ended else "",
        "on_site_due_at": min(arrived, key=_arrived).due_at if arrived else None,
    }


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


def _ended(act: Act) -> tuple[Any, ...]:
    return act.ended_at, act.reason


def _arrived(act: Act) -> tuple[Any, ...]:
    return act.on_site_at, act.due_at
