"""`python -m tests.bench.soak`: twelve hours of a wall in less than one; fails where page or processes grow.

A real Chromium stands before the real hub: web with sockets, worker, reporter, beat, sweep, PostgreSQL, Valkey, mail.
An hour holds 720 heartbeats, 3,600 ticks of the page's clocks, the repeats of the sound, a few alerts from receipt to
closing, three cut sockets and once the whole hub silent. At the end of each hour nothing is open, and all is measured.

SOAK_HOURS (12; six or more), SOAK_PACE (20: an hour in three minutes), SOAK_ALERTS (9 an hour).
"""

import json
import logging
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ewrr.embedded import environment
from tests.faults.servers import Servers
from tests.mailserver import wait_for

from .bare_page import BarePage

HOURS = int(os.environ.get("SOAK_HOURS", "12"))
PACE = float(os.environ.get("SOAK_PACE", "20"))
ALERTS = int(os.environ.get("SOAK_ALERTS", "9"))
WARM = 3  # hours that are not judged: caches fill, code is compiled, pools grow to what they need
CUTS = 3
TICKS = 3600
HOUR_S = 3600 / PACE
SILENT_S = 75 / PACE
HERE = Path(__file__).parent
OPEN = "SELECT count(*) FROM alerts_alert WHERE state NOT IN ('closed', 'joined', 'dismissed')"
# As many tones as in an hour have no place in three minutes: they are made shorter, and are as many.
SHORTER = """(async (pace) => {
  const [tones] = performance.getEntriesByType("resource").filter(({ name }) => /wall\\/tones\\./.test(name));
  const { FIGURES } = await import(tones.name);
  for (const note of Object.values(FIGURES).flatMap(({ notes }) => notes)) {
    note.at /= pace;
    note.lasts /= pace;
  }
})"""
QUARTER = (960, 540)  # pixels, drawn in software: a whole one takes the cores of the hub
AT_REST = """document.documentElement.dataset.truth !== "silent"
  && !document.querySelector("#wall-queue [data-row], #wall-alarms li")"""
MAY_SOUND = "document.querySelector('[data-wall-sound]:not([hidden])') !== null"
SAYS = "document.querySelector('[data-veil]').innerText"
BACK_S = 30.0  # of real time, within which the wall must have come back
WALL = "/wall/"


def main() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "BENCH_PACE": str(PACE)}
    environment.fill_secrets("test")
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, Servers(Path(folder) / "servers") as servers:
        from .rig import Bench

        hub = Bench(Path(folder), servers)
        try:
            return run(hub)
        finally:
            hub.stop()


def run(hub: Any) -> int:
    hub.prepare()
    hub.sql("UPDATE alerts_alert SET state = 'closed', state_before = 'received'")
    hub.sql("UPDATE alerts_owed SET settled_at = now() WHERE settled_at IS NULL")
    names = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "EWRR_PUBLIC_URL")
    os.environ |= {name: hub.environment[name] for name in names} | {"EWRR_PROCESS": "command"}
    import django

    django.setup()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    from tests import make

    from . import memory, people
    from .traffic import Traffic

    up(hub)
    traffic = Traffic(hub, hub.folder / "driver.jsonl", HOUR_S, ALERTS)
    session = people.signed_in(make.person("Dora"))
    with BarePage(hub.folder / "browser", QUARTER) as page:
        soak = Soak(hub, page, traffic, session)
        points = soak.hours(HOURS)
    faults = memory.judged(points, WARM) + soak.faults()
    latest = Path("bench") / "soak.json"
    latest.parent.mkdir(exist_ok=True)
    latest.write_text(json.dumps(points, indent=1))
    for fault in faults:
        print(f"FAILED {fault}")
    print(f"{'FAILED' if faults else 'ok'}: {soak.sum_up()}; all figures in {latest}")
    return bool(faults)


def up(hub: Any) -> None:
    hub._start("web", [sys.executable, "-m", "tests.bench.quick", "web", str(hub.port)], EWRR_PROCESS="asgi")
    wait_for(hub._is_ready, 60, "the web process")
    hub.start_worker()
    hub.start_worker("reporter", "report")  # else what it is asked for stays in Valkey
    hub.start_beat()
    hub._start("sweep", [sys.executable, "-m", "tests.bench.quick", "sweep"])


class Soak:
    """One wall, signed in as the hub duty officer, and the day before it."""

    def __init__(self, hub: Any, page: BarePage, traffic: Any, session: str) -> None:
        self.hub, self.page, self.traffic = hub, page, traffic
        self.errors: list[str] = []
        script = (HERE / "page_at_pace.js").read_text().replace("[PACE, BASE,", f"[{PACE}, {time.time() * 1000:.0f},")
        page.send("Performance.enable")
        page.open(hub.url + WALL, session, script)

    def hours(self, count: int) -> list[dict[str, float]]:
        self.page.wait_until(MAY_SOUND, BACK_S, "the wall does not offer its sound")
        self.page.press("s")
        self.page.evaluate(f"{SHORTER}({PACE})")
        points = [self.hour(n) for n in range(1, count + 1)]
        self.errors = self.page.evaluate("soak.errors")
        return points

    def hour(self, n: int) -> dict[str, float]:
        began = time.monotonic()
        course = self.traffic.hour()
        for cut in range(CUTS):
            self.pass_until(began + (cut + 1) * HOUR_S / (CUTS + 2))
            self.page.evaluate("soak.cut()")
        self.pass_until(began + HOUR_S * (CUTS + 1) / (CUTS + 2))
        self.silence()
        # Where the cores are wanted by others an hour takes longer, and is one all the same.
        while course.is_alive() or time.monotonic() < began + HOUR_S or self.page.evaluate("soak.ticks") < n * TICKS:
            time.sleep(0.1)
        assert not self.traffic.failures, self.traffic.failures
        return self.measured(n)

    def pass_until(self, moment: float) -> None:
        time.sleep(max(0.0, moment - time.monotonic()))

    def silence(self) -> None:
        """The whole hub hangs, longer than the wall may bear without saying so."""
        web = self.hub.processes["web"].pid
        os.kill(web, signal.SIGSTOP)
        time.sleep(SILENT_S)
        os.kill(web, signal.SIGCONT)

    def measured(self, n: int) -> dict[str, float]:
        from . import memory

        wait_for(lambda: self.hub.sql(OPEN) == [(0,)], 60, "the last closing")
        self.wait_until_at_rest()
        time.sleep(1)  # the last pieces are placed, the last tones are over
        point = {"hour": float(n)} | memory.of_page(self.page)
        for name in ("web", "worker", "reporter", "beat", "sweep"):
            point[f"{name} MiB"] = memory.of_process(self.hub.processes[name].pid)
        point["valkey MiB"] = memory.of_process(self.hub.servers.valkey.pid or 0)
        counts = self.page.evaluate("({ ...soak, cut: undefined })")
        point |= {f"so far {name}": float(counts[name]) for name in ("ticks", "beats", "sockets", "tones", "silent")}
        point["so far events"] = float(self.hub.sql("SELECT count(*) FROM alerts_event")[0][0])
        print("  ".join(f"{name} {value:.1f}" for name, value in point.items()), flush=True)
        return point

    def wait_until_at_rest(self) -> None:
        """Live, and nothing open: then what it holds can be compared."""
        until = time.monotonic() + BACK_S
        while not self.page.evaluate(AT_REST):
            assert time.monotonic() < until, f"the wall is not at rest: {self.page.evaluate(SAYS)}"
            time.sleep(0.2)

    @property
    def reloads(self) -> int:
        """Beyond the first: what the page held went with each."""
        return self.page.loads - 1

    def faults(self) -> list[str]:
        reloads = [f"the page was loaded anew {self.reloads} times"] if self.reloads else []
        return reloads + [f"the page: {error}" for error in self.errors[:5]]

    def sum_up(self) -> str:
        return f"{HOURS} hours, {self.traffic.done} alerts from receipt to closing, {self.reloads} reloads"


if __name__ == "__main__":
    sys.exit(main())
