"""What is asked of playbooks and checklists, for the statements that are written down: six there are, one runs."""

from collections.abc import Callable, Iterator
from typing import Any

from alerts.models import Alert
from responses.models import ChecklistItem, Playbook
from responses.sample.playbooks import make_playbooks
from tests import make


def acts(desk: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """(what, how), each from the same start; `desk`: test_query_counts.Desk."""
    beside = f"/responses/checklists/{desk.number}/"
    written()
    yield "GET /setup/playbooks/", desk.get("/setup/playbooks/", "Dora")
    yield "GET /setup/playbooks/new/", desk.get("/setup/playbooks/new/", "Dora")
    yield "GET /setup/playbooks/P/", desk.get(f"/setup/playbooks/{written().pk}/", "Dora")
    yield "POST /responses/checklists/N/start/", desk.post(f"{beside}start/", "Amina", {"playbook": written().pk})
    started(desk.number)
    yield "GET /responses/checklists/N/", desk.get(beside)
    started(desk.number)
    yield "GET /alerts/N/ with a checklist", desk.get(f"/alerts/{desk.number}/")
    item = started(desk.number)
    yield "POST /responses/checklists/N/items/I/", desk.post(f"{beside}items/{item}/", "Amina", {"act": "done"})


def written() -> Playbook:
    return make_playbooks(make.offices()["BEN"])[0]


def started(number: str) -> int:
    """Id of its first item."""
    made = make.checklist(Alert.objects.get(number=number), written())
    return int(ChecklistItem.objects.filter(checklist=made).order_by("pk").values_list("pk", flat=True)[0])
