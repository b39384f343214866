"""As development, whose sample offices are used: connections, templates and servers are production's."""

from ewrr.settings.base import CELERY_BEAT_SCHEDULE, env
from ewrr.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # people are made, nobody types a password
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if (PACE := env.float("BENCH_PACE", default=1.0)) != 1:  # beat's messages so many times as often: soak.py
    for told in CELERY_BEAT_SCHEDULE.values():
        told["schedule"] /= PACE
