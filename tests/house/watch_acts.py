"""What is done about watches, for the counts of statements: where duties ask for check-in, and one is handed over."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from alerts.models import Duty, Relief, ReliefItem
from alerts.services import checking_in, relieving
from ewrr.common import clock
from tests.integration.watchkeeping import MINUTE, comes_on, on_for_hours

Act = Callable[[], Any]
ASKING = ("hub-duty-officer", "civilian-focal-point", "police-focal-point", "force-focal-point")


def acts(desk: Any) -> Iterator[tuple[str, Act]]:
    """All from the same start: Noor took the hub over from Dora a minute ago, the others should have checked in."""
    for path in ("check-in/", "list/", "load/", "calendar/"):
        yield f"GET /duty/{path}", desk.get(f"/duty/{path}", "Dora")
    yield "POST /duty/calendar/make/", desk.post("/duty/calendar/make/", "Dora")
    for what, act in (
        ("GET / in a gap", lambda: desk.get("/", "Rajiv")),
        ("GET /duty/ in a gap", lambda: desk.get("/duty/", "Dora")),
        ("GET /duty/check-in/ in a gap", lambda: desk.get("/duty/check-in/", "Dora")),
        ("POST /duty/check-in/", lambda: desk.post("/duty/check-in/", "Chidi", {"duty": _duty().pk})),
        ("POST /alerts/N/answer/ in a gap", lambda: desk.post(f"/alerts/{desk.number}/answer/", "Chidi")),
        ("GET / with a hand-over", lambda: desk.get("/", "Noor")),
        ("GET /duty/relief/N/", lambda: desk.get(f"/duty/relief/{_relief().pk}/", "Noor")),
        ("POST /duty/relief/N/accept/", lambda: desk.post(_relief_path(), "Noor", {"item": _item().pk})),
        ("GET /duty/relief/prepare/D/", lambda: desk.get(f"/duty/relief/prepare/{_duty('hub-chief').pk}/", "Noor")),
        ("tell of gaps", lambda: lambda: _is(checking_in.tell_due(), 3)),
    ):
        _stage()
        yield what, act()


def _stage() -> None:
    now = clock.now()
    Duty.objects.filter(office__code="BEN", code__in=[*ASKING, "hub-chief"]).update(
        asks_check_in=True, asked_since=now - 40 * MINUTE
    )
    Duty.objects.filter(office__code="BEN", code="hub-chief").update(asked_since=now)
    for code in ASKING[1:]:
        on_for_hours(_duty(code))
    comes_on(_duty("hub-duty-officer"), "Noor", now - MINUTE)
    comes_on(_duty("hub-chief"), "Grace", now + dt.timedelta(hours=1), by="Noor")
    relieving.tell_due()


def _duty(code: str = "force-focal-point") -> Duty:
    return Duty.objects.get(office__code="BEN", code=code)


def _relief() -> Relief:
    return Relief.objects.get(duty=_duty("hub-duty-officer"))


def _relief_path() -> str:
    return f"/duty/relief/{_relief().pk}/accept/"


def _item() -> ReliefItem:
    found = ReliefItem.objects.filter(relief=_relief()).order_by("pk").first()
    assert found is not None
    return found


def _is(done: int, wanted: int) -> None:
    assert done == wanted, done
