"""The long campaign: ten thousand alerts while everything is broken again and again (make test-long)."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.mailserver import wait_for
from tests.running import ROOT

from .chaos import ALL, Chaos
from .checker import judge
from .conftest import evidence, settle
from .figures import figures, table
from .load import Habits, Load, tidy_up
from .plans import shorten
from .rig import Rig

ACCEPTED = int(os.environ.get("FAULTS_ACCEPTED", "10000"))
PACE = float(os.environ.get("FAULTS_PACE", "4"))  # a second: what two cores bear
TIMES = int(os.environ.get("FAULTS_TIMES", "3"))
SEED = 4
REPORT = ROOT / ".run" / "test" / "long.json"
SETTLED_S = 600.0

pytestmark = pytest.mark.long


def test_ten_thousand_alerts_while_everything_is_broken_again_and_again(rig: Rig, ledger: Path, capfd: Any) -> None:
    shorten(rig)
    rig.sql("UPDATE alerts_plan SET decide_within_min = NULL WHERE code <> 'critical'")
    rig.sql("UPDATE alerts_plan SET decide_within_min = 1.5 WHERE code = 'critical'")
    began = time.time()
    rig.up(*ALL)
    rig.keep()
    chaos = Chaos(rig, SEED)
    load = Load(rig, ledger, SEED, Habits(pace=PACE)).start()
    done: list[str] = []
    for name, act in chaos.order(TIMES):
        load.has_filed(0)
        act()
        done.append(name)
        chaos.breathe()
    wait_for(lambda: load.has_filed(ACCEPTED), 3600, f"{ACCEPTED} accepted alerts")
    load.stop()
    left = tidy_up(rig, ledger)
    settle(rig, SETTLED_S)
    seen = evidence(rig, ledger)
    told = figures(seen) | {"faults_done": len(done), "minutes": round((time.time() - began) / 60, 1), "tidied": left}
    found = judge(seen)
    REPORT.write_text(json.dumps(told | {"broken": found}, indent=1))
    with capfd.disabled():
        print(f"\n{table(told)}")
    assert told["accepted"] >= ACCEPTED
    assert found == []
