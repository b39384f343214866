"""The living exercise of the sample office: its past, made once, and what goes on happening."""

import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.models import Office
from alerts.sample import watches
from alerts.sample.exercise import dripping, filling
from ewrr.common import clock
from ewrr.common.errors import Refusal

OFFICE = "BEN"
LOOKS_A_FILING = 6  # how often the cast looks at the board from one filing to the next
LONGEST_PAUSE_S = 20.0


class Command(BaseCommand):
    help = "Fills the sample office with a fortnight of exercise alerts, or goes on filing one now and then."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--fill",
            action="store_true",
            help="Make the past fortnight once, before the hub serves, and ask for check-ins; again adds nothing.",
        )
        what.add_argument("--drip", action="store_true", help="File a new alert now and then, until stopped.")
        parser.add_argument("--every", type=float, default=120.0, metavar="SECONDS", help="How often --drip files.")

    def handle(self, *args: Any, **options: Any) -> None:
        if getattr(settings, "SAMPLE_PASSWORD", None) is None:
            raise CommandError(_("The exercise is for development only: its people and alerts are invented."))
        if options["every"] <= 0:
            raise CommandError(_("Give --every a number of seconds above zero."))
        if options["drip"]:
            self.drip(options["every"])
            return
        try:
            made = filling.fill(self.office())
            if made:
                watches.ask_check_in(self.office(), clock.now())
        except Refusal as refusal:  # one of the cast lost their role
            raise CommandError(str(refusal.sentence)) from refusal
        if options["verbosity"]:
            self.stdout.write(ngettext("%d alert made.", "%d alerts made.", made) % made)

    def office(self) -> Office:
        """The sample office, while it is exercising. Raises CommandError."""
        office = Office.objects.filter(code=OFFICE).first()
        if office is None:
            raise CommandError(_("There is no sample office yet: run the command sample first."))
        if not office.is_exercising:
            raise CommandError(
                _("The office %(code)s is not exercising: nothing invented is filed.") % {"code": OFFICE}
            )
        return office

    def drip(self, every_s: float) -> None:
        """Until stopped; where the office stops exercising meanwhile, it waits for the next exercise."""
        self.is_stopping = self.is_begun = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.files_at = time.monotonic() + every_s
        while not self.is_stopping:
            try:
                self.look(every_s)
            except (DatabaseError, InterfaceError) as failure:
                self.stderr.write(f"database away: {type(failure).__name__}")
                close_old_connections()
            self.wait(min(every_s / LOOKS_A_FILING, LONGEST_PAUSE_S))

    def look(self, every_s: float) -> None:
        """Files what is due and lets the cast act. Raises CommandError at the first look only."""
        try:
            office = self.office()
        except CommandError:
            if self.is_begun:
                return
            raise
        self.is_begun = True
        if time.monotonic() >= self.files_at:
            self.file(office)
            self.files_at = time.monotonic() + every_s
        dripping.let_people_act(office)
        watches.let_people_check_in(office)

    def file(self, office: Office) -> None:
        try:
            alert = dripping.file_one(office)
        except Refusal as refusal:
            self.stderr.write(str(refusal.sentence))
        else:
            self.stdout.write(f"{alert.number} {alert.level}")
            self.stdout.flush()

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(min(0.2, seconds))

    def stop(self, *args: object) -> None:
        self.is_stopping = True
