"""What the map draws under the alerts: asked for once it is open, and again only when it has changed."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from alerts.models import Office
from alerts.selectors import layers as shelf
from responses.selectors import watched

from .viewer import for_readers


@require_safe
@for_readers
def layers(request: Any) -> HttpResponse:
    """The office's own layers that are shown, and the places of its watch list for those who may read that. Nothing
    is kept by the browser: the page remembers the tag itself.
    """
    office = request.viewer.office
    version = shelf.shown_version(office)
    marks = [mark | {"href": reverse("watched_place", args=[mark["id"]])} for mark in watched.marks(request.viewer)]
    listed = json.dumps(marks, separators=(",", ":"))
    tag = f'"{version}{sha256(listed.encode()).hexdigest()[:12] if marks else ""}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    more = f',"watched":{listed}' if marks else ""
    written = f'{{"layers":{_written(office, version)}{more}}}'
    return HttpResponse(written, content_type="application/json", headers={"ETag": tag})


@lru_cache(maxsize=8)
def _written(office: Office, _version: str) -> str:
    return json.dumps(shelf.shown(office), separators=(",", ":"))
