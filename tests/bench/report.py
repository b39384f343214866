"""A report over a year of 1,000 and of 10,000 alerts: time against its bare queries, statements, peak memory.

Each file is made in a process of its own, as `python -m tests.bench.report FORMAT REF`, which prints its figures.
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import time
from typing import Any

SIZES = (1_000, 10_000)
YEAR_S = 364 * 86400
OFFICE, FORMATS = "BOU", ("pdf", "docx", "xlsx", "csv")


def run() -> list[dict[str, Any]]:
    """Of an office of its own, whose alerts are copies of one that ran its whole course."""
    from alerts.domain.words_of_deciding import WordBack
    from alerts.models import Alert
    from alerts.services import delivery
    from ewrr.common import clock
    from responses.domain import periods
    from tests import make

    from . import seed

    ended = make.alert(by="Idris", is_routed=True)
    delivery.deliver_due()
    make.answered(ended, "Marta", "Felix", "Odile")
    make.closed(ended, by="Odile", word_back=WordBack.GIVEN)
    today = clock.now().date()
    period = periods.Period(today - dt.timedelta(days=366), today + dt.timedelta(days=1), "Africa/Bangui")
    found = []
    for size in SIZES:
        seed.copy(ended, size - Alert.objects.filter(office__code=OFFICE).exclude(series="H").count(), YEAR_S)
        seed.analyse()
        found += [_made(format, periods.ref(period, is_exercise=False)) for format in FORMATS]
    return found


def _made(format: str, ref: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.report", format, ref]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600, env=os.environ)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def child(format: str, ref: str) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ewrr.common import clock
    from responses.domain.words_of_reports import Format
    from responses.selectors import cases
    from responses.services.reporting import files, gathering

    edition, now = _edition(ref), clock.now()
    before = peak_kib()
    began = time.perf_counter()
    read = cases.cases(edition.office, is_exercise=False, since=_start(edition), until=edition.period.ends_at)
    alerts = sum(1 for _case in read)
    bare_s = time.perf_counter() - began
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        gathered = gathering.gather(edition, None, now, is_cleared=False)
        figures_s = time.perf_counter() - began
        content = files.WRITERS[Format(format)](gathered, "en", lambda _done: None)
        took = time.perf_counter() - began
    told = {
        "format": format,
        "alerts": alerts,
        "bare queries s": bare_s,
        "figures s": figures_s,
        "s": took,
        "statements": len([query for query in asked if not query["sql"].startswith(("BEGIN", "COMMIT"))]),
        "peak MiB": peak_kib() / 1024,
        "of it before MiB": before / 1024,
        "KiB": len(content) / 1024,
    }
    sys.stdout.write(json.dumps(told))


def _edition(ref: str) -> Any:
    from alerts.models import Office
    from responses.domain import periods
    from responses.selectors.figures import Edition

    office = Office.objects.get(code=OFFICE)
    read = periods.read_ref(ref, office.time_zone)
    assert read is not None
    return Edition(office, read[0])


def _start(edition: Any) -> dt.datetime:
    start: dt.datetime = edition.period.before().starts_at
    return start


def peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    child(*sys.argv[1:])
