"""Tests: as development, with passwords that are quick to hash."""

from .dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of a test must not hold its database at the end
