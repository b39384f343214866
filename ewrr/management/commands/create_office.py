"""Makes the first office, or another one, and prints its administrator's link: all else is done in the browser."""

import re
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from alerts.services import beginning
from alerts.services.beginning import Asked, Made
from alerts.web.setup_office_form import CODE, COUNTRY, unknown_zone
from ewrr.common import geo
from ewrr.common.errors import Refusal
from responses.services.beginning import make_playbooks

# What is asked where it was not said, in this order: option, question.
QUESTIONS = {
    "code": "Code of the office, three letters (begins every number)",
    "name_en": "Name in English",
    "name_fr": "Name in French",
    "zone": "Time zone, such as Africa/Lubumbashi",
    "country": "Country, two letters of ISO 3166, such as CD",
    "centre": "Centre of the map, as 0.4911, 29.4731 or as a grid reference",
    "email": "E-mail address of the first administrator",
    "name": "Their name",
}


class Command(BaseCommand):
    help = "Makes an office from nothing and prints its administrator’s one-time link (docs/start-an-office.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=f"{question}.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument(
            "--with-usual",
            action="store_true",
            help="Begin with the usual sections, duties, plans, rules and actors, and playbooks as drafts to adapt.",
        )
        parser.add_argument("--no-input", action="store_false", dest="interactive", help="Ask nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        told = {name: self._told(name, options) for name in QUESTIONS}
        asked = self._checked(told, options)
        try:
            with transaction.atomic():
                made = beginning.create_office(asked)
                if made.is_new and asked.with_usual:
                    make_playbooks(made.office, publishes=False)
        except Refusal as refusal:
            raise CommandError(f"Nothing was made. {refusal.sentence}") from None
        self._say(asked, made)

    def _told(self, name: str, options: dict[str, Any]) -> str:
        said = str(options[name]).strip()
        if not said and name == "name_fr" and not options["interactive"]:
            return str(options["name_en"]).strip()
        if not said and options["interactive"]:
            said = input(f"{QUESTIONS[name]}: ").strip()
        if not said:
            raise CommandError(f"--{name.replace('_', '-')} is needed: {QUESTIONS[name]}.")
        return said

    def _checked(self, told: dict[str, str], options: dict[str, Any]) -> Asked:
        code, country, zone = told["code"].upper(), told["country"].upper(), told["zone"]
        if not CODE.match(code):
            raise CommandError("The code is three letters without accents, such as BEN.")
        if not COUNTRY.match(country):
            raise CommandError("The country is two letters of ISO 3166, such as CD.")
        if zone not in available_timezones():
            raise CommandError(unknown_zone(zone))
        try:
            validate_email(told["email"])
        except ValidationError:
            raise CommandError("This is not an e-mail address.") from None
        lat, lon = _point(told["centre"])
        return Asked(
            code=code,
            name_en=told["name_en"][:120],
            name_fr=told["name_fr"][:120],
            time_zone=zone,
            country=country,
            lat=lat,
            lon=lon,
            language=options["language"],
            email=told["email"],
            name=told["name"][:80],
            with_usual=options["with_usual"],
        )

    def _say(self, asked: Asked, made: Made) -> None:
        if made.is_new:
            self.stdout.write(f"{made.office.code} is made.")
        else:
            self.stdout.write(f"{made.office.code} was there already: nothing of it was changed.")
        if not made.link:
            self.stdout.write(f"Its administrator signs in: {settings.PUBLIC_URL}{reverse('account_login')}")
            return
        self.stdout.write("The administrator’s link, good once and for seven days. Give it to nobody else:")
        self.stdout.write(f"{settings.PUBLIC_URL}{reverse('invitation', args=[made.link])}")


def _point(typed: str) -> tuple[float, float]:
    """Of coordinates or a grid; names of places are not known before the office is there."""
    try:
        if geo.looks_like_grid(typed):
            lat, lon, _digits = geo.from_mgrs(typed)
            return round(lat, 5), round(lon, 5)
        return geo.from_pair(re.sub(r"\s+", " ", typed))
    except Refusal:
        raise CommandError("The centre cannot be read: write 0.4911, 29.4731 or 35N QA 866 901.") from None
