"""PostgreSQL restarted and its connections cut while people file: nothing is lost, all recover by themselves."""

import time
from pathlib import Path

import httpx

from .checker import judge
from .conftest import evidence, settle
from .driver import Driver
from .load import Habits, Load
from .rig import Rig

LONG_ENOUGH_S = 8.0  # for a sweep to find the database away
BROUGHT_UP = ("web", "worker", "sender", "beat", "sweep")


def test_restarts_and_cuts_under_load_lose_nothing(rig: Rig, ledger: Path) -> None:
    rig.up(*BROUGHT_UP)
    processes = {name: rig.processes[name].pid for name in BROUGHT_UP}
    load = Load(rig, ledger, habits=Habits(pace=4.0, later_s=(10.0, 15.0))).start()
    for strike in (
        rig.cut_connections,
        lambda: rig.restart_postgres("fast"),
        lambda: rig.restart_postgres("immediate", 0.0),
        lambda: rig.restart_postgres("fast", LONG_ENOUGH_S),
    ):
        strike()
        time.sleep(2)
    load.stop()
    settle(rig)
    assert judge(evidence(rig, ledger)) == []
    assert {name: rig.processes[name].pid for name in BROUGHT_UP} == processes, "nobody had to be started again"
    assert all(process.poll() is None for process in rig.processes.values())
    assert "database away" in rig.log("sweep")


def test_while_it_is_away_pages_and_api_say_so_and_go_on_once_it_is_back(rig: Rig, ledger: Path) -> None:
    rig.up("web")
    sockets = rig.up_sockets()
    with Driver(rig, ledger) as hana:
        cookies = dict(hana.client.cookies)
        rig.servers.postgres.stop("fast")
        for base in (rig.url, sockets):
            with httpx.Client(base_url=base, cookies=cookies, timeout=15) as client:
                for path, kind in PAGES.items():
                    answer = client.get(path)
                    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), (base, path)
                    assert answer.headers["Content-Type"].startswith(kind), (base, path)
            assert httpx.get(f"{base}/healthz/live").status_code == 200
            assert httpx.get(f"{base}/healthz/ready").json() == {"ready": False, "database": "silent"}
        rig.servers.postgres.start()
        assert hana.file(patience_s=30.0)
        assert hana.client.get("/board/").status_code == 200


PAGES = {
    "/": "text/html",
    "/board/": "text/html",
    "/file/": "text/html",
    "/accounts/login/": "text/html",
    "/api/v1/alerts/": "application/json",
}
