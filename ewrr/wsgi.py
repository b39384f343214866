"""Pages, forms and API on threads (gunicorn)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ewrr.settings.prod")
os.environ.setdefault("EWRR_PROCESS", "web")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
