"""Harm to civilians: what is on record, and rows added to it or correcting it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.harm import COUNTED, Harmed
from alerts.domain.scopes import Scope
from alerts.domain.words_of_filings import ActorKind, Population
from alerts.domain.words_of_harm import DespiteWarning, Harm
from alerts.models import Alert
from alerts.selectors.harm import on_record
from alerts.services import harm

from .asks import HarmAsks, Nothing
from .described import describe, of_an_alert
from .moves import Move
from .reading import asked
from .shapes_of_harm import HarmsShape


@of_an_alert
class Harms(Move):
    scope = Scope.ASSESS
    asks = HarmAsks

    @describe("Read harm to civilians", HarmsShape)
    def get(self, request: Request, number: str) -> Response:
        """Every row, in the order of recording, those that others correct too; to those who see the alert whole."""
        asked(Nothing, request)
        return _answer(self.whole(number))

    @describe("Record harm to civilians", HarmsShape, takes=HarmAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """Rows that are new, or that correct what stands; on open and closed alerts. Answers with all that is on
        record then.
        """
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        rows = [harm.Row(_harmed(row), row.get("corrects")) for row in said["records"]]
        return harm.record(viewer=self.viewer, number=alert.number, version=said["version"], rows=rows)

    def answer(self, moved: Alert) -> Response:
        return _answer(moved)


def _answer(alert: Alert) -> Response:
    found = on_record(alert)
    rows = sorted([*found.standing, *found.corrected], key=lambda one: one.number)
    return Response(HarmsShape({"version": alert.version, "records": rows}).data)


def _harmed(row: dict[str, Any]) -> Harmed:
    status, actor_kind = row.get("status"), row.get("actor_kind")
    return Harmed(
        what=Harm(row["what"]),
        is_collective=row["is_collective"],
        status=Population(status) if status else None,
        actor_kind=ActorKind(actor_kind) if actor_kind else None,
        despite_warning=DespiteWarning(row["despite_warning"]),
        note=row.get("note", ""),
        **{name: row.get(name) for name in COUNTED},
    )
