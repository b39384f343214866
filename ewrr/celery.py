"""The Celery application: the pump that is hinted at what is due."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ewrr.settings.prod")

from celery import Celery

app = Celery("ewrr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
