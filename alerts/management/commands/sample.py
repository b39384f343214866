"""Makes the sample offices and accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from alerts.sample.offices import OFFICES, make_office
from alerts.sample.people import make_people
from alerts.services import gazetteer
from ewrr.common import clock


class Command(BaseCommand):
    help = "Makes the sample offices (Beni exercising, Bouar) and the accounts of the cast; again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        password = getattr(settings, "SAMPLE_PASSWORD", None)
        if password is None:
            raise CommandError("Sample accounts are for development only: their password is known to all.")
        with transaction.atomic():
            gazetteer.load()
            offices = {code: make_office(code, is_exercising=code == "BEN") for code in OFFICES}
            people = make_people(offices, password, clock.now())
        self.stdout.write(f"{len(offices)} offices, {len(people)} people.")
