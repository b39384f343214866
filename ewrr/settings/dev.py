"""Development and trying out: secrets and servers come from ewrr.embedded, mail goes to the terminal."""

from .base import *  # noqa: F403

ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]  # noqa: F405
SAMPLE_PASSWORD = env.str("EWRR_SAMPLE_PASSWORD", default="early-warning-sample")  # noqa: F405
