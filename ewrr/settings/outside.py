"""Checks what is said about the roads out of the hub: a wrong one must stop the start, not the first alarm."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

LOOPBACK = ("127.0.0.1", "::1", "localhost")
TIMEOUT_S = 5
IN_TIME = {"django.core.mail.backends.smtp.EmailBackend": "alerts.transports.smtp.InTime"}


def address(name: str, value: str) -> str:
    """The address as it stands; empty where there is none. https, or this machine itself."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        is_known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_known = False
    if not is_known or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise ImproperlyConfigured(f"{name} must begin with https:// and name a host (docs/settings.md).")
    if parts.username or parts.password:
        raise ImproperlyConfigured(f"{name} must not carry a name or password: put a token into its path.")
    return value


def tiles(name: str, url: str) -> str:
    """Address of map tiles: of this hub (a path) or of another server by https, with {z}, {x} and {y} in its path."""
    if not url:
        return ""
    if not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            f"{name} must hold {{z}}, {{x}} and {{y}}, as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png."
        )
    if url.startswith("/") and not url.startswith("//"):
        return url
    if set("{};, '\"") & set(urlsplit(url).netloc):
        raise ImproperlyConfigured(f"{name} must name one host, without placeholders.")
    return address(name, url)


def origin(url: str) -> list[str]:
    """Where tiles come from, for the browser's policy; nothing for this hub itself."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def addresses(name: str, values: list[str]) -> list[str]:
    """E-mail addresses without the spaces around them."""
    found = [value.strip() for value in values if value.strip()]
    for value in found:
        try:
            validate_email(value)
        except ValidationError:
            raise ImproperlyConfigured(f"{name} must hold e-mail addresses, separated by commas.") from None
    return found


def mail_server(name: str, url: str) -> dict[str, Any]:
    """What django.core.mail.get_connection takes for that server; nothing where there is none: then the hub's own."""
    if not url:
        return {}
    try:
        found = environ.Env.email_url_config(url)
    except (ImproperlyConfigured, ValueError):
        found = {}
    if not found.get("EMAIL_HOST"):
        raise ImproperlyConfigured(f"{name} must be a mail server, as smtp+tls://user:password@host:587.")
    return {
        "backend": IN_TIME.get(found["EMAIL_BACKEND"], found["EMAIL_BACKEND"]),
        "host": found["EMAIL_HOST"],
        "port": found["EMAIL_PORT"] or 25,
        "username": found["EMAIL_HOST_USER"] or "",
        "password": found["EMAIL_HOST_PASSWORD"] or "",
        "use_tls": found.get("EMAIL_USE_TLS", False),
        "use_ssl": found.get("EMAIL_USE_SSL", False),
        "timeout": TIMEOUT_S,
    }
