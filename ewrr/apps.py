"""The frame: settings, doors, the pages that show both apps, and the commands that run it all."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "ewrr"
