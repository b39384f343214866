"""The forms in which alerts leave the API besides JSON."""

from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer


class GeoJson(JSONRenderer):
    """RFC 7946."""

    media_type = "application/geo+json"
    format = "geojson"


class Cap(BaseRenderer):
    """Common Alerting Protocol 1.2, as alerts.transfer.cap wrote it."""

    media_type = "application/cap+xml"
    format = "cap"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return bytes(data)
