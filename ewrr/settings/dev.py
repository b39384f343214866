"""Development and trying out: secrets and servers come from ewrr.embedded, mail goes to the terminal."""

from .base import *

ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
SAMPLE_PASSWORD = env.str("EWRR_SAMPLE_PASSWORD", default="early-warning-sample")
if env.bool("EWRR_LOG_MESSAGES", default=False):  # error messages quote what was typed: never in an office
    LOGGING["formatters"]["ids"] = {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
