"""What is asked of exercises, for the statements that are written down: fifteen injects, however many other alerts."""

from collections.abc import Callable, Iterator
from typing import Any

from alerts.models import Exercise
from alerts.services import injecting
from tests import make
from tests.integration import rehearsed as x

LIST = "/setup/exercises/"


def acts(desk: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """(what, how), each from the same start; `desk`: test_query_counts.Desk."""
    storm = (x.READY / "storm.csv").read_text("utf-8")
    yield f"GET {LIST}new/?ready=storm", desk.get(f"{LIST}new/?ready=storm", "Noor")
    x.planned(text=storm)
    yield f"GET {LIST}", desk.get(LIST, "Noor")
    planned = x.planned(text=storm)
    yield f"GET {LIST}N/start/", desk.get(f"{LIST}{planned.pk}/start/", "Noor")
    begun = x.started(text=storm)
    yield "file one inject", lambda: _is_one(injecting.file_due(1))
    begun = x.started(text=storm)
    yield "nothing due of an exercise", _nothing_due(begun)
    begun = _filed(storm)
    yield f"GET {LIST}N/", desk.get(f"{LIST}{begun.pk}/", "Noor")
    begun = _filed(storm)
    yield f"GET {LIST}N/evaluation/", desk.get(f"{LIST}{begun.pk}/evaluation/", "Noor")
    begun = _filed(storm)
    yield f"POST {LIST}N/stop/ and leave", desk.post(f"{LIST}{begun.pk}/stop/", "Noor", {"alerts": "leave"})
    x.started(text=storm)
    yield "GET /file/ in an exercise", desk.get("/file/", "Hana")
    x.started(text=storm)
    yield "POST /file/ what is real", desk.post("/file/", "Hana", make.form(status="actual"))


def _filed(storm: str) -> Exercise:
    begun = x.started(text=storm)
    x.filed(begun, 120)
    return begun


def _nothing_due(begun: Exercise) -> Callable[[], None]:
    x.filed(begun)

    def look() -> None:
        assert injecting.file_due() == 0

    return look


def _is_one(done: int) -> None:
    assert done == 1
