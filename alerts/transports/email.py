"""E-mail by the office's own server."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from .base import Message, TransportError


class Email:
    """Sends one message to one address; the Message-ID is the hub's own, the same at each try."""

    def send(self, message: Message, address: str) -> None:
        if not address:
            raise TransportError("no_address", is_permanent=True, is_of_address=True)
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        mail = EmailMultiAlternatives(
            message.subject,
            message.text,
            to=[address],
            headers={
                "Message-ID": f"<{message.id}@{host}>",
                "Auto-Submitted": "auto-generated",
                "X-Priority": "1",
                "Content-Language": message.language,
            },
        )
        mail.attach_alternative(message.html, "text/html")
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _reply in refusal.recipients.values()]
            is_final = all(code >= 500 for code in codes)
            raise TransportError("recipient_refused", is_permanent=is_final, is_of_address=is_final) from None
        except (smtplib.SMTPException, OSError) as failure:
            raise TransportError(f"mail_{type(failure).__name__}") from None

    def probe(self) -> None:
        """Signs in at the mail server as for a message. Raises TransportError."""
        connection = get_connection()
        try:
            connection.open()
            server = getattr(connection, "connection", None)  # the terminal's and the tests' have none
            code = server.noop()[0] if server is not None else 250
        except (smtplib.SMTPException, OSError) as failure:
            raise TransportError(f"mail_{type(failure).__name__}") from None
        finally:
            connection.close()
        if code >= 400:
            raise TransportError(f"mail_noop_{code}")
