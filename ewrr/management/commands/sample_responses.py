"""The sample office responds to what its exercise has decided."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alerts.models import Office
from responses.sample import under_way

OFFICE, HUB = "BEN", "Dora"


class Command(BaseCommand):
    help = "Gives the sample office responses to its open exercise alerts, once (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if getattr(settings, "SAMPLE_PASSWORD", None) is None:
            raise CommandError("Sample responses are for development only.")
        office = Office.objects.filter(code=OFFICE, is_exercising=True).first()
        made = under_way.respond(office, HUB) if office else 0
        self.stdout.write(f"{made} responses.")
