"""The frame: settings, doors, the pages that show both apps, and the commands that run it all."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "ewrr"

    def ready(self) -> None:
        from . import (
            celery,  # noqa: F401  the application that nudges are sent through
            wiring,
        )

        wiring.connect()
