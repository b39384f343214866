"""What is asked of the set-up, for the statements that are written down."""

from collections.abc import Callable, Iterator
from typing import Any

from tests import make
from tests.house import exercise_acts, playbook_acts
from tests.integration.displaying import paired

Act = Callable[[], Any]
PAGES = (
    "/setup/",
    "/setup/layers/",
    "/setup/layers/new/",
    "/setup/duties/",
    "/setup/rules/",
    "/setup/plans/",
    "/setup/rules/try/",
    "/setup/actors/",
    "/setup/changes/",
    "/setup/displays/",
    "/wall/beat/",
    "/setup/sections/",
    "/setup/positions/",
    "/setup/positions/new/",
    "/setup/areas/",
    "/setup/places/",
    "/setup/import/places/",
    "/setup/lists/",
    "/setup/lists/threat_type/",
    "/setup/lists/response_type/",
    "/setup/channels/",
    "/accounts/channels/",
)


def acts(desk: Any) -> Iterator[tuple[str, Act]]:
    """(what, how), each from the same start; `desk`: test_query_counts.Desk."""
    desk.get("/map/layers/")()  # the first asks for the shapes too, and each process keeps them
    yield "GET /map/layers/", desk.get("/map/layers/")
    for path in PAGES:
        yield f"GET {path}", desk.get(path, "Dora")
    person = make.person("Amina").pk
    for what, path in (
        ("/setup/?steps=all", "/setup/?steps=all"),
        ("/setup/office/", "/setup/office/"),
        ("/setup/people/", "/setup/people/"),
        ("/setup/people/invite/", "/setup/people/invite/"),
        ("/setup/people/P/", f"/setup/people/{person}/"),
        ("/setup/people/P/close/", f"/setup/people/{person}/close/"),
    ):
        yield f"GET {what}", desk.get(path, "Ivan")
    yield from playbook_acts.acts(desk)
    yield from exercise_acts.acts(desk)
    _display, screen = paired()
    screen.get("/wall/beat/")  # from here on the minute of its use is written
    yield "a display: GET /wall/beat/", lambda: _fine(screen.get("/wall/beat/"))


def _fine(answer: Any) -> None:
    assert answer.status_code < 400, answer.content[:500]
