"""As development, whose sample offices are used: connections, templates and servers are production's."""

from ewrr.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # people are made, nobody types a password
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
