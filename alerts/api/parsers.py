"""Reading what machines send: JSON of any depth and size gets an answer, not a failure."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 8  # nothing that the hub takes is deeper than a list in an object


class Json(JSONParser):
    """The body's size is bounded before it comes here (settings.DATA_UPLOAD_MAX_MEMORY_SIZE)."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            read = super().parse(stream, media_type, parser_context)
            _ask_depth(read, DEEPEST)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
        return read


def _ask_depth(value: Any, left: int) -> None:
    if left < 0:
        raise RecursionError
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _ask_depth(one, left - 1)
