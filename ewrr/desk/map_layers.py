"""What the map draws under the alerts: asked for once it is open, and again only when it has changed."""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from alerts.models import Office
from alerts.selectors import layers as shelf

from .viewer import for_readers


@require_safe
@for_readers
def layers(request: Any) -> HttpResponse:
    """The office's own layers that are shown. Nothing is kept by the browser: the page remembers the tag itself."""
    office = request.viewer.office
    version = shelf.shown_version(office)
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(_written(office, version), content_type="application/json", headers={"ETag": tag})


@lru_cache(maxsize=8)
def _written(office: Office, _version: str) -> str:
    return json.dumps({"layers": shelf.shown(office)}, separators=(",", ":"))
