"""What every page's frame shows: the office, the links, the live state, the words that scripts need."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from alerts.domain.words import Role
from alerts.models.choices import label
from alerts.selectors import changes, cursor, watch

from .words import WORDS


def frame(request: HttpRequest) -> dict[str, Any]:
    """Nothing is read until the page's head asks for it: fragments render without."""
    viewer = getattr(request, "viewer", None)
    about: dict[str, Any] = {"viewer": viewer, "words": WORDS, "now": getattr(request, "now", None)}
    if viewer is None:
        return about
    about["role"] = label(max(viewer.roles, key=list(Role).index))
    about["shift"] = request.shift  # type: ignore[attr-defined]
    about["watch"] = SimpleLazyObject(partial(watch.watch, viewer.office, request.now))  # type: ignore[attr-defined]
    return about


def live(request: Any, view: str, **asked: str) -> dict[str, Any]:
    """Where a live page starts to follow changes; to be called before the page's own reads. One statement."""
    seq = changes.latest_seq(request.viewer.office.pk)
    return {"cursor": cursor.make(request.viewer, seq, request.now), "live_view": view, "live_asks": asked}
