"""Production: refuses to start where a secret or a server is missing; TLS is ended by the proxy."""

from django.core.exceptions import ImproperlyConfigured

from .base import *

REQUIRED = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "EWRR_SECRET_KEY",
    "EWRR_SOURCE_KEYS",
    "EWRR_HOSTS",
    "EWRR_PUBLIC_URL",
)
if missing := [name for name in REQUIRED if not env.str(name, default="")]:
    raise ImproperlyConfigured(f"Set {', '.join(missing)} (docs/settings.md).")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # asked from inside, without the proxy
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DISPLAY_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Secure-display"
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31_536_000, True, True
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the address that the proxy saw
