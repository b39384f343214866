"""What every door of the API begins with: who asks, in which office, with which scope."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from alerts.domain.scopes import Scope
from alerts.models import Alert, Device
from alerts.selectors.access import Viewer, viewer_of_device
from alerts.selectors.numbered import by_number
from alerts.services import reading
from ewrr.common import clock

from .errors import ScopeMissing


class Door(APIView):
    """`viewer` and `now` of somebody signed in on the pages or of a device; the device's language is its person's."""

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
        self.now = clock.now()
        translation.activate(device.user.language)
        if self.scope.value not in device.scopes:
            raise ScopeMissing(_("This token is not good for that: it lacks the scope “%s”.") % self.scope.value)
        return viewer_of_device(device, self.now)

    def alert(self, number: str) -> Alert:
        """What the reader sees of it is theirs to ask; a restricted one that they see whole is logged.

        Raises Alert.DoesNotExist.
        """
        alert = by_number(self.viewer, number)
        if alert.is_restricted and self.viewer.sees_whole(alert):
            reading.log(viewer=self.viewer, alert=alert)
        return alert
