"""The published file, and the command that takes it in, for the tests of importing."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command

from alerts.models import Alert, Area, Delivery, Escalation, Event, Filing, NumberCounter, Office, Owed, Place
from alerts.sample.offices import make_office
from ewrr.management.commands.sample import HISTORY

ALL = 1370
Rows = list[dict[str, str]]


def published() -> Rows:
    with HISTORY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """A file of these rows."""
    file = folder / "events.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return file


def first(folder: Path, count: int) -> Path:
    """A file of the first published rows."""
    return written(folder, published()[:count])


def altered(folder: Path, change: Callable[[Rows], Any], count: int = ALL) -> Path:
    """The first `count` published rows with `change` made to them."""
    rows = published()[:count]
    change(rows)
    return written(folder, rows)


def bouar() -> Office:
    """The office; where areas are missing, the import loads them itself."""
    return make_office("BOU", is_exercising=False)


def forget_areas() -> None:
    """As before anybody loaded the gazetteer."""
    Place.objects.all().delete()
    Area.objects.filter(parent__isnull=False).delete()
    Area.objects.all().delete()


def run(
    file: Path = HISTORY, *, office: str = "BOU", profile: str = "ucdp-ged", **options: Any
) -> tuple[Any, list[str], list[str]]:
    """(exit code, lines said, lines complained) of the command."""
    out, err, code = io.StringIO(), io.StringIO(), None
    try:
        call_command("import_alerts", file, office=office, profile=profile, stdout=out, stderr=err, **options)
    except SystemExit as stopped:
        code = stopped.code
    return code or 0, out.getvalue().splitlines(), err.getvalue().splitlines()


def counts() -> dict[str, int]:
    """Rows of every table that an import might write to."""
    tables = (Alert, Filing, Event, NumberCounter, Escalation, Owed, Delivery)
    return {table.__name__: table.objects.count() for table in tables}
