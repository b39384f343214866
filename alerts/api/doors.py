"""What every door of the API begins with: who asks, in which office, with which scope."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from alerts.domain.scopes import Scope
from alerts.models import Alert, Device
from alerts.selectors.access import Viewer, viewer_of_device
from alerts.selectors.numbered import by_number
from alerts.services import moving, reading

from .errors import NotWhole, ScopeMissing


class Door(APIView):
    """`viewer` and `now` of somebody signed in on the pages or of a device; the device's language is its person's.
    `scope`: what a device needs here; where a door is read too, reading needs no more than that.
    """

    scope: Scope = Scope.READ
    viewer: Viewer
    now: datetime

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        viewer = self._of_device(request.auth) if isinstance(request.auth, Device) else self._of_session(request)
        if request.method == "OPTIONS":
            return
        if not hasattr(self, str(request.method).lower()):
            raise MethodNotAllowed(str(request.method))
        if viewer is None or not (viewer.may_read or (self.scope is Scope.FILE and viewer.may_file)):
            raise Http404
        self.viewer = viewer

    def _of_session(self, request: Request) -> Viewer | None:
        self.now = request._request.now  # type: ignore[attr-defined]
        found: Viewer | None = request._request.viewer  # type: ignore[attr-defined]
        return found

    def _of_device(self, device: Device) -> Viewer | None:
        self.now = self.request.successful_authenticator.now  # type: ignore[union-attr]
        translation.activate(device.user.language)
        is_read = self.request.method in {"GET", "HEAD"} and hasattr(self, "get")
        scope = Scope.READ if is_read else self.needs(device)
        if scope.value not in device.scopes:
            raise ScopeMissing(_("This token is not good for that: it lacks the scope “%s”.") % scope.value)
        return viewer_of_device(device, self.now)

    def needs(self, device: Device) -> Scope:
        """What this request needs of a device, where that is more than reading."""
        return self.scope

    def alert(self, number: str) -> Alert:
        """What the reader sees of it is theirs to ask; a restricted one that they see whole is logged.

        Raises Alert.DoesNotExist.
        """
        alert = by_number(self.viewer, number)
        if alert.is_restricted and self.viewer.sees_whole(alert):
            reading.log(viewer=self.viewer, alert=alert)
        return alert

    def whole(self, number: str) -> Alert:
        """Raises NotWhole for whoever sees its shell, and as `alert` does."""
        alert = self.alert(number)
        if not self.viewer.sees_whole(alert):
            raise NotWhole(_("Only whoever reads this alert whole reads what was said of it."))
        return alert

    def said(
        self, request: Request, number: str, asks: type[Serializer[Any]], *, has_right: bool
    ) -> tuple[Alert, dict[str, Any]]:
        """The alert and the body, checked; `has_right`: what the viewer's role allows.

        Raises Alert.DoesNotExist, MayNot, ValidationError, in this order.
        """
        alert = by_number(self.viewer, number)
        moving.ask_right(self.viewer, alert, has_right)
        return alert, checked(asks, request.data)


def checked(asks: type[Serializer[Any]], sent: Any) -> dict[str, Any]:
    """Raises ValidationError."""
    found = asks(data=sent)
    found.is_valid(raise_exception=True)
    said: dict[str, Any] = found.validated_data
    return said
