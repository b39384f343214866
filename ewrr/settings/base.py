"""Settings shared by every process; values come from the environment (docs/settings.md)."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import outside

ROOT = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

# Which kind of process this is: web (pages, WSGI), asgi (sockets), worker, command (beat, sweep, manage.py).
PROCESS = env.str("EWRR_PROCESS", default="command")
SECRET_KEY = env.str("EWRR_SECRET_KEY", default="")
# Fernet keys that seal source records, newest first; older ones still open what they sealed.
SOURCE_KEYS = env.list("EWRR_SOURCE_KEYS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("EWRR_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("EWRR_ORIGINS", default=[])
PUBLIC_URL = env.str("EWRR_PUBLIC_URL", default="http://127.0.0.1:8000")  # begins every link in a message

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "channels",
    "django_htmx",
    "leaflet",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "ewrr",
    "alerts",
    "responses",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ewrr.common.http.PrivateResponses",
    "ewrr.common.http.NamedRedirects",
    "ewrr.common.http.RefuseNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # every route private unless it says otherwise
    "ewrr.common.http.PersonLanguage",
    "ewrr.desk.viewer.ViewerOnRequest",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "ewrr.urls"
WSGI_APPLICATION = "ewrr.wsgi.application"
ASGI_APPLICATION = "ewrr.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "ewrr.desk.context.frame",
            ],
            "builtins": [
                "ewrr.desk.templatetags.hub",
                "ewrr.desk.templatetags.owes",
                "ewrr.desk.templatetags.duty",
            ],
            "libraries": {name: f"ewrr.desk.templatetags.{name}" for name in ("board", "setup", "wall", "watch")},
        },
    }
]

# PostgreSQL: the only memory. Persistent connections for threads, a pool under ASGI (stack pitfalls: never both).
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://")}
_limits = "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
if PROCESS in {"web", "asgi"}:
    _limits += " -c statement_timeout=5000"
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 0 if PROCESS == "asgi" else 600,
    "CONN_HEALTH_CHECKS": True,  # under ASGI it is the pool that asks
    # A server that vanishes without a word is given up within 20 s, not after a quarter of an hour.
    "OPTIONS": {"options": _limits, "connect_timeout": 3}
    | {"keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
    | ({"pool": {"min_size": 2, "max_size": 8, "timeout": 3}} if PROCESS == "asgi" else {}),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EVENT_MODEL = "alerts.Event"  # where ewrr.common.change writes
# Rate limits live beside the data, so that signing in works with Redis down.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ewrr_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
DISPLAY_COOKIE_NAME = "display"  # of a paired screen: sent to the wall's doors only

# Redis carries hints only: nothing in it may be needed tomorrow.
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# Whoever waits for a slow mail server must not hold up routing, nor a report anybody else.
CELERY_TASK_DEFAULT_QUEUE = "route"
CELERY_TASK_ROUTES = {"alerts.deliver": {"queue": "deliver"}, "responses.*": {"queue": "report"}}
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 60, 50
REPORT_TIME_LIMIT = 600  # seconds: a file of a report
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5 if PROCESS == "worker" else 1,  # a frozen Redis must not hold whoever publishes
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_BEAT_SCHEDULE = {
    "route": {"task": "alerts.route", "schedule": 5.0, "options": {"expires": 5}},
    "deliver": {"task": "alerts.deliver", "schedule": 5.0, "options": {"expires": 5}},
    "watch": {"task": "alerts.watch", "schedule": 5.0, "options": {"expires": 10}},
    "make": {"task": "responses.make", "schedule": 15.0, "options": {"expires": 15}},
    "draft": {"task": "responses.draft", "schedule": 300.0, "options": {"expires": 300}},
    "decisions": {"task": "responses.remind_decisions", "schedule": 300.0, "options": {"expires": 300}},
}

# People and signing in.
AUTH_USER_MODEL = "alerts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "owed", "account_login"
ACCOUNT_ADAPTER = "alerts.web.signing_in.InvitedOnly"
ACCOUNT_FORMS = {
    "login": "alerts.web.account_forms.SignIn",
    "reauthenticate": "alerts.web.account_forms.SignInAgain",
    "reset_password": "alerts.web.account_forms.ForgottenPassword",
    "reset_password_from_key": "alerts.web.account_forms.PasswordFromMail",
    "change_password": "alerts.web.account_forms.OtherPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Slowed, never locked out, and by account and address: one office sits behind one satellite address.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/key,60/5m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "invitation": "30/m/ip",
    "show_code": "30/10m/ip",  # screens that wait to be paired
    "confirm_code": "20/10m/user",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
USERSESSIONS_TRACK_ACTIVITY = False  # a write at each request buys nothing here

# The API: pages' own sessions (with their form check), and devices by token.
# The row of a device is the token; knox makes no table of its own.
KNOX_TOKEN_MODEL = "alerts.Device"  # noqa: S105
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "ewrr_"}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "alerts.api.signing_in.DeviceTokens",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["alerts.api.buckets.ReadingBucket"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["alerts.api.parsers.Json"],
    "DEFAULT_SCHEMA_CLASS": "alerts.api.description.Doors",
    "EXCEPTION_HANDLER": "alerts.api.errors.answer",
}
API_VOCABULARIES = ["responses.api.words"]  # beside those of alerts
SPECTACULAR_SETTINGS = {"ENABLE_DJANGO_DEPLOY_CHECK": False}  # tests/house/test_openapi.py asks more

# Languages: each person's own; times shown in the office's zone.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / ".run" / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "ewrr.common.storage.FilesOfTheMap",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ewrr.common.storage.HashedFiles"},
}
LEAFLET_CONFIG = {
    "TILES": [],
    "ATTRIBUTION_PREFIX": "Leaflet",
    "RESET_VIEW": False,
    "SCALE": None,
    "NO_GLOBALS": False,
}

# Off unless an office names a tile server: it learns where people look. The paper map stays underneath.
MAP_TILES = {
    "url": outside.tiles("EWRR_TILE_URL", env.str("EWRR_TILE_URL", default="")),
    "credit": env.str("EWRR_TILE_CREDIT", default=""),
}

# What browsers are told: nothing from elsewhere, nothing inline, nothing kept.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *outside.origin(MAP_TILES["url"])],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would send "Origin: null" and fail the form check
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ewrr.desk.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.str("EWRR_FROM_EMAIL", default="hub@localhost")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
if vars()["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "alerts.transports.smtp.InTime"

# How the hub says that it does not work itself, by other roads than its own queue (docs/operation.md).
ALARM_MAILS = outside.addresses("EWRR_ALARM_EMAIL", env.list("EWRR_ALARM_EMAIL", default=[]))
ALARM_MAIL_SERVER = outside.mail_server("EWRR_ALARM_EMAIL_URL", env.str("EWRR_ALARM_EMAIL_URL", default=""))
ALARM_URL = outside.address("EWRR_ALARM_URL", env.str("EWRR_ALARM_URL", default=""))
HEARTBEAT_URL = outside.address("EWRR_HEARTBEAT_URL", env.str("EWRR_HEARTBEAT_URL", default=""))

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ids": {"()": "ewrr.common.logs.WithoutContent"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ids"}},
    "root": {"handlers": ["console"], "level": env.str("EWRR_LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
