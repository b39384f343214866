"""The roads out of the hub for when the hub itself is what fails: an address called over HTTP, a mail server apart."""

import http.client
import json
import logging
import smtplib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .base import Message, TransportError

BOUND_S = 5.0
log = logging.getLogger(__name__)


def call(url: str, body: Mapping[str, Any] | None = None) -> None:
    """POST of `body` as JSON, GET where there is none. Goes there directly, follows no redirect; whatever does
    not answer 2xx within the bound raises TransportError.
    """
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    headers = {"User-Agent": "ewrr"} | ({"Content-Type": "application/json"} if body is not None else {})
    connection = kind(address.hostname or "", address.port, timeout=BOUND_S)
    try:
        sent = json.dumps(body).encode() if body is not None else None
        connection.request("GET" if body is None else "POST", path, sent, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as failure:
        raise TransportError(f"http_{type(failure).__name__}") from None
    finally:
        connection.close()
    if status // 100 != 2:
        raise TransportError(f"http_{status}")


def mail(messages: Sequence[tuple[Message, str]]) -> list[bool]:
    """Sends each (message, address) at once, by the mail server for alarms where there is one, else by the
    hub's own; says of each whether it was taken. Raises TransportError when the server cannot be reached.
    """
    connection = get_connection(**settings.ALARM_MAIL_SERVER)
    try:
        connection.open()
        return [_is_taken(connection, message, address) for message, address in messages]
    except (smtplib.SMTPException, OSError) as failure:
        raise TransportError(f"mail_{type(failure).__name__}") from None
    finally:
        connection.close()


def _is_taken(connection: Any, message: Message, address: str) -> bool:
    headers = {"Auto-Submitted": "auto-generated", "X-Priority": "1"}
    mail = EmailMessage(message.subject, message.text, to=[address], headers=headers, connection=connection)
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as failure:
        log.warning("an alarm's mail was not taken: %s", type(failure).__name__)
        return False
