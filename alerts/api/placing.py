"""Where an alert is: read as the page reads it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.scopes import Scope
from alerts.models import Alert
from alerts.web.finding_forms import PlaceForm

from .asks import NO_SUCH_AREA, PlacingAsks, accepted
from .described import describe, of_an_alert
from .moves import Move
from .shapes import AlertShape


@of_an_alert
class Placings(Move):
    scope = Scope.ASSESS
    asks = PlacingAsks

    @describe("Place an alert", AlertShape, takes=PlacingAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """Where it is, as somebody found out; what the filings say stays word for word. The area follows from the
        point.
        """
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        form = _form(alert, said)
        accepted(form)
        return form.make(self.viewer, alert.number)


def _form(alert: Alert, said: dict[str, Any]) -> PlaceForm:
    """As the page would send it. A place that is sent brings its own name and precision where these are left out:
    the old ones would be said of a point that nobody meant.
    """
    is_elsewhere = bool(said.get("place"))
    standing = PlaceForm.as_it_stands(alert) | {"area": alert.area.code if alert.area else ""}
    form = PlaceForm(said if is_elsewhere else standing | said, alert=alert)
    form.fields["name"].required = not is_elsewhere
    form.fields["area"].to_field_name = "code"  # type: ignore[attr-defined]
    form.fields["area"].error_messages["invalid_choice"] = NO_SUCH_AREA
    return form
