"""Takes a GeoJSON file into an office's map, for whoever runs the hub; the same checks as the page's."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alerts.models import Office
from alerts.services import layers
from alerts.transfer import own_layers
from alerts.transfer.faults import SHOWN, FileRefused, more


class Command(BaseCommand):
    help = "Draws a GeoJSON file on an office's map; a layer of the same English name is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON, WGS 84, UTF-8, at most 2 MB.")
        parser.add_argument("--office", required=True, help="Code of the office, such as BEN.")
        parser.add_argument("--name-en", required=True)
        parser.add_argument("--name-fr", required=True)
        parser.add_argument("--credit", default="", help="Whose work it is; stands beside the map.")
        parser.add_argument("--areas-of-responsibility", action="store_true")
        parser.add_argument("--hidden", action="store_true", help="Not on the map until somebody shows it.")
        parser.add_argument("--dry-run", action="store_true", help="Check and report, write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.filter(code=options["office"].upper()).first()
        if office is None:
            raise CommandError("There is no such office.")
        checked = self._checked(options["file"], office)
        for note in checked.notes:
            self.stdout.write(note)
        about = f"{len(checked.shapes['features'])} shapes, {checked.points} points."
        if options["dry_run"]:
            self.stdout.write(f"Nothing was written: {about}")
            return
        draft = layers.Draft(
            name_en=options["name_en"][:120],
            name_fr=options["name_fr"][:120],
            credit=options["credit"][:200],
            is_of_positions=options["areas_of_responsibility"],
            is_shown=not options["hidden"],
            shapes=checked.shapes,
        )
        layers.load(office, draft)
        self.stdout.write(about)

    def _checked(self, path: Path, office: Office) -> own_layers.Checked:
        try:
            with path.open("rb") as file:
                checked = own_layers.check(file.read(own_layers.MOST_BYTES + 1), lat=office.lat, lon=office.lon)
        except OSError as failure:
            raise CommandError("The file cannot be opened.") from failure
        except FileRefused as refused:
            raise CommandError(str(refused.sentence)) from None
        for fault in checked.faults[:SHOWN]:
            self.stderr.write(str(fault))
        if checked.faults:
            rest = len(checked.faults) - SHOWN
            raise CommandError(f"Nothing was written. {more(rest)}" if rest > 0 else "Nothing was written.")
        return checked
