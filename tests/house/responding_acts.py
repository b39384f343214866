"""What is asked of responses, meetings and the watch list: acts of the desk whose statements are counted."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from alerts.models import Alert
from ewrr.common import clock
from responses.domain.course import Step
from tests import make
from tests.integration import coordinating, watched

Act = Callable[[], Any]


class RespondingActs:
    """`number`: of an alert; `get` and `post` make the act of a path by somebody."""

    number: str
    get: Callable[..., Act]
    post: Callable[..., Act]

    def responding(self) -> Iterator[tuple[str, Act]]:
        """Of an alert that is decided, with three responses of which one is under way."""
        for what, path, fields in (
            ("GET /responses/", "/responses/", None),
            ("GET /responses/N/", "/responses/{}/", None),
            ("POST /responses/N/move/", "/responses/{}/move/", {}),
            ("POST /responses/N/finish/", "/responses/{}/finish/", {"result": "presence"}),
            ("POST /responses/N/log/", "/responses/{}/log/", {"text": "At the bridge."}),
            ("GET /alerts/N/respond/", f"/alerts/{self.number}/respond/", None),
            ("GET /alerts/N/ responding", f"/alerts/{self.number}/", None),
        ):
            alert = make.decided(Alert.objects.get(number=self.number))
            made, *_others = [make.response(alert, type=kind) for kind in ("patrol", "escort", "kle")]
            make.stepped(made, Step.ACCEPT)
            at = path.format(made.pk)
            yield what, self.get(at, "Dora") if fields is None else self.post(at, "Dora", fields)

    def watching(self) -> Iterator[tuple[str, Act]]:
        """A list of two places, one of them with alerts near it."""
        beni = make.offices()["BEN"]
        for what, path, fields in (
            ("GET /responses/places/", "", None),
            ("GET /responses/places/P/", "{}/", None),
            ("GET /responses/places/P/edit/", "{}/edit/", None),
            ("POST /responses/places/new/", "new/", watched.form(beni)),
            ("POST /responses/places/P/link/", "{}/link/", {"number": self.number}),
            ("GET /map/layers/", None, None),
            ("GET / with a place to review", None, None),
        ):
            place = watched.overdue(beni, owner=make.person("Dora"))
            watched.place(beni, name="Eringeti", lat=None, lon=None, owner=watched.duty(beni))
            at = f"/responses/places/{path.format(place.pk)}" if path is not None else what.split()[1]
            yield what, self.get(at, "Dora") if fields is None else self.post(at, "Dora", fields)

    def coordination(self) -> Iterator[tuple[str, Act]]:
        """With a meeting of before and one that is open, each with decisions."""
        yield "GET /responses/agenda/", self.get("/responses/agenda/", "Dora")
        for what, path in (("", ""), ("N/", "{0}/"), ("decisions/N/", "decisions/{1}/")):
            held = coordinating.meeting(held_at=clock.now() - dt.timedelta(days=7))
            for days in (-1, 0, 3):
                coordinating.decision(held, days=days, owner="Dora")
            coordinating.closed(held)
            held = coordinating.meeting()
            one = coordinating.decision(held, duty="hub-duty-officer")
            yield (
                f"GET /responses/meetings/{what}",
                self.get(f"/responses/meetings/{path.format(held.pk, one.pk)}", "Dora"),
            )
