"""Takes in a file of areas, places or positions for whoever runs the hub; the same checks as the page's."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alerts.domain.words_of_places import UploadOf
from alerts.models import Office
from alerts.services import uploads
from alerts.transfer.faults import SHOWN, FileRefused, more
from alerts.transfer.places import rows
from alerts.transfer.places.sheet import MOST_BYTES
from ewrr.common.errors import Refusal


class Command(BaseCommand):
    help = "Takes in areas, places or positions from CSV or GeoJSON; the office's page lists it and takes it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV with a header, or GeoJSON; at most 20 MB and 50,000 rows.")
        parser.add_argument("--office", required=True, help="Code of the office, such as BEN; areas are its country's.")
        parser.add_argument("--of", required=True, choices=[of.value for of in UploadOf])
        parser.add_argument("--dry-run", action="store_true", help="Check and report, write nothing.")
        parser.add_argument("--leave-out", action="store_true", help="Take in what is right, leave out what is wrong.")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(code=options["office"].upper()).first()
        if office is None:
            raise CommandError("There is no such office.")
        of = UploadOf(options["of"])
        sent = uploads.Sent(of, options["file"].name, self._content(options["file"]))
        try:
            checked = rows.check(of, rows.read(of, sent.content), office)
        except FileRefused as refused:
            raise CommandError(str(refused.sentence)) from None
        plan = uploads.plan(office, of, checked)
        self._tell(plan)
        if options["dry_run"] or (plan.refused and not options["leave_out"]):
            self.stdout.write("Nothing was written.")
            return
        try:
            uploads.load(office, sent, checked)
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from None
        self.stdout.write("Taken in.")

    def _content(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as failure:
            raise CommandError("The file cannot be opened.") from failure
        if len(content) > MOST_BYTES:
            raise CommandError("The file is larger than 20 MB.")
        return content

    def _tell(self, plan: Any) -> None:
        for note in plan.notes:
            self.stdout.write(str(note))
        refused = sorted(plan.refused, key=lambda one: one.row)
        for one in refused[:SHOWN]:
            self.stderr.write(f"{one.row} {one.column}: {one.sentence}")
        if len(refused) > SHOWN:
            self.stderr.write(more(len(refused) - SHOWN))
        self.stdout.write(", ".join(f"{count} {name}" for name, count in plan.counts.items()) + ".")
