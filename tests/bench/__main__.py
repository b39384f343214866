"""`make bench`: prints what the hub does under many boards and much history; fails on counts only, never on times.

BENCH_BOARDS (1,40,200,500), BENCH_HEAP (1000), BENCH_HISTORY (1000000), BENCH_ROUNDS (3), BENCH_REPORT (1);
BENCH_QUICK=1 for a small machine. Empty or 0: without that stage.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from ewrr.embedded import environment
from tests.faults.servers import Servers

QUICK = os.environ.get("BENCH_QUICK") == "1"
BOARDS = [int(n) for n in os.environ.get("BENCH_BOARDS", "1,40" if QUICK else "1,40,200,500").split(",") if n]
HEAP = int(os.environ.get("BENCH_HEAP", "100" if QUICK else "1000"))
HISTORY = int(os.environ.get("BENCH_HISTORY", "20000" if QUICK else "1000000"))
REPORT = os.environ.get("BENCH_REPORT", "1") == "1"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "1" if QUICK else "3"))


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    environment.fill_secrets("test")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, Servers(Path(folder) / "servers") as servers:
        from .rig import Bench

        bench = Bench(Path(folder), servers)
        try:
            return measure(bench)
        finally:
            bench.stop()


def measure(bench: "Bench") -> int:  # type: ignore[name-defined]  # noqa: F821
    bench.prepare()
    names = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "EWRR_PUBLIC_URL")
    os.environ |= {name: bench.environment[name] for name in names} | {"EWRR_PROCESS": "command"}
    import django

    django.setup()
    from . import intake, live, reads, report, route, tables

    bench.up()
    faults: list[str] = []
    figures = []
    for count in BOARDS:
        found = asyncio.run(live.run(live.Stage(bench, count), ROUNDS))
        faults += tables.live(found)
        figures.append(found)
    filings = intake.run(bench, ROUNDS)
    faults += tables.intake(filings)
    routed = route.run(bench, HEAP) if HEAP else None
    faults += tables.route(routed) if routed else []
    history = reads.run(bench, HISTORY) if HISTORY else []
    faults += tables.reads(history)
    reports = report.run() if REPORT else []
    faults += tables.report(reports)
    found = {"live": figures, "intake": filings, "route": routed, "reads": history, "report": reports}
    latest = Path("bench") / "latest.json"
    latest.parent.mkdir(exist_ok=True)
    latest.write_text(json.dumps(found, default=vars, indent=1))
    for fault in faults:
        print(f"FAILED {fault}")
    print(f"{'FAILED' if faults else 'ok'}: counts; all figures in {latest}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
