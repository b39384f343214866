"""The hub under faults keeps its connections to the database as it does in production."""

from ewrr.settings.test import *  # noqa: F403

DATABASES["default"]["CONN_MAX_AGE"] = 0 if PROCESS == "asgi" else 600  # noqa: F405
