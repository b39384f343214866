"""What the wall asks to know whether it is true: the facts of the socket's beat, through a page's door."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from alerts.models import Office
from alerts.selectors import signs

from .at_the_wall import for_walls
from .heart import telling


def told(office: Office) -> dict[str, Any]:
    """`now`, `ages` and `rings`, to be added to whatever else a door of the wall answers. Three statements."""
    return telling(signs.signs(), office.pk)


@require_safe
@for_walls
def beat(request: Any) -> HttpResponse:
    """JSON: that pages are answered, and what the database says of every part."""
    return JsonResponse(told(request.wall.office))
