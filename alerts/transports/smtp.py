"""A mail server has so many seconds for a message, all its replies together: a lease must never lapse in between."""

import smtplib
import time
from typing import Any

from django.core.mail.backends import smtp

BEFORE_BODY_S = 6.0  # greeting, sign-in, sender, reader: until here the server has taken nothing
FINAL_REPLY_S = 8.0  # from the message itself until the server says that it took it: many look into it first


class InTime(smtp.EmailBackend):
    """Django's, bounded as a whole; EMAIL_TIMEOUT bounds the first connection. A server that is too slow is left
    (smtplib.SMTPServerDisconnected).
    """

    @property
    def connection_class(self) -> Any:
        return _EncryptedInTime if self.use_ssl else _InTime


class _Bounded:
    """Mixed into smtplib's classes: every word to the server and from it must fit into what is left."""

    sock: Any
    _until: float
    _takes_body = _is_done = False

    def __init__(self, *args: Any, **options: Any) -> None:
        self._until = time.monotonic() + BEFORE_BODY_S
        super().__init__(*args, **options)

    def send(self, words: Any) -> None:
        self._hurry()
        super().send(words)  # type: ignore[misc]

    def getreply(self) -> tuple[int, bytes]:
        self._hurry()
        reply: tuple[int, bytes] = super().getreply()  # type: ignore[misc]
        if self._takes_body and reply[0] == 354:
            self._until = time.monotonic() + FINAL_REPLY_S
        return reply

    def mail(self, *args: Any, **options: Any) -> Any:
        if self._is_done:  # the connection's next message
            self._until, self._is_done = time.monotonic() + BEFORE_BODY_S, False
        return super().mail(*args, **options)  # type: ignore[misc]

    def data(self, message: Any) -> Any:
        self._takes_body = True
        try:
            return super().data(message)  # type: ignore[misc]
        finally:
            self._takes_body, self._is_done = False, True

    def _hurry(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            self.close()  # type: ignore[attr-defined]
            raise smtplib.SMTPServerDisconnected("too slow")
        if self.sock is not None:
            self.sock.settimeout(left)


class _InTime(_Bounded, smtplib.SMTP):
    pass


class _EncryptedInTime(_Bounded, smtplib.SMTP_SSL):
    pass
