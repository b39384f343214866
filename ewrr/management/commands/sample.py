"""Makes the sample offices and accounts, with what each app gives them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from alerts.sample.areas import make_areas
from alerts.sample.offices import OFFICES, make_office
from alerts.sample.people import make_people
from alerts.services import gazetteer
from ewrr.common import clock
from responses.sample.playbooks import make_playbooks

HISTORY = Path(gazetteer.__file__).resolve().parents[1] / "reference" / "history" / "ucdp_ged_car_to_2017.csv"


class Command(BaseCommand):
    help = "Makes the sample offices (Beni exercising, Bouar) and the accounts of the cast; again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--history", action="store_true", help="Also 1,370 past events into Bouar's history.")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getattr(settings, "SAMPLE_PASSWORD", None)
        if password is None:
            raise CommandError("Sample accounts are for development only: their password is known to all.")
        with transaction.atomic():
            gazetteer.load()
            offices = {code: make_office(code, is_exercising=code == "BEN") for code in OFFICES}
            make_areas(offices["BEN"])
            for office in offices.values():
                make_playbooks(office)
            people = make_people(offices, password, clock.now())
        self.stdout.write(f"{len(offices)} offices, {len(people)} people.")
        if options["history"]:
            call_command("import_alerts", HISTORY, office="BOU", profile="ucdp-ged")
