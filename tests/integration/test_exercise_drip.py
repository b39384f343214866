"""The drip as a process of its own: it files, outlives a lost connection and stops when told."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.mailserver import wait_for
from tests.running import ROOT, RunningHub

LINE = re.compile(r"BEN-X-\d{4}-\d{4} (critical|high|medium|low)")


def test_the_drip_files_outlives_a_lost_connection_and_stops_when_told(tmp_path: Path) -> None:
    hub = RunningHub(tmp_path).prepare(exercising=True)
    hub.start_sweep()
    drip = subprocess.Popen(
        [sys.executable, "manage.py", "exercise", "--drip", "--every", "1"],
        cwd=ROOT,
        env=hub.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:

        def filed() -> int:
            return int(hub.sql("SELECT count(*) FROM alerts_filing")[0][0])

        wait_for(lambda: filed() >= 1, 30, "a first alert")
        hub.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
        before = filed()
        wait_for(lambda: filed() > before, 30, "an alert after the lost connection")
        wait_for(lambda: hub.sql("SELECT 1 FROM alerts_delivery"), 60, "somebody to be told")
        os.kill(drip.pid, signal.SIGTERM)
        said, complained = drip.communicate(timeout=20)
    finally:
        drip.kill()
        drip.wait()
        hub.stop()
    assert drip.returncode == 0, complained
    lines = said.splitlines()
    assert len(lines) >= 2
    assert all(LINE.fullmatch(line) for line in lines)
    assert not [line for line in complained.splitlines() if not line.startswith("database away:")]
