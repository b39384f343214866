"""How a device shows who it is: a bearer token, found by its digest, refused with one sentence whatever is wrong."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed

from alerts.models import Device
from alerts.services import devices
from ewrr.common import clock

LONGEST = 200


class DeviceTokens(TokenAuthentication):
    """`request.auth` is the Device, `now` the moment at which it showed its token and for which all of the request is
    answered. An ended or expired one stays in the table: it is the record of who acted.
    """

    now: datetime

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Device]:
        self.now = clock.now()
        device = self._find(token)
        if device is None or device.ended_at is not None or device.expiry is None or device.expiry <= self.now:
            raise AuthenticationFailed(_("This token is not known here, was ended or has run out."))
        if not device.user.is_active:
            raise AuthenticationFailed(_("The account behind this token was closed."))
        devices.used(device, self.now.date())
        return device.user, device

    def _find(self, token: bytes) -> Device | None:
        if not token.isascii() or len(token) > LONGEST:
            return None
        rows = Device.objects.select_related("user", "office")
        return rows.filter(digest=hash_token(token.decode("ascii"))).first()
