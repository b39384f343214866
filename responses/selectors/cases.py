"""Alerts as reports read them: one row each, in one statement, streamed so that ten thousand take no more memory."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import JSONObject

from alerts.domain.words import Series
from alerts.models import Actor, Alert, Decision, Ending, Escalation, Filing, Grade, Office
from alerts.selectors import lists
from ewrr.common.wording import Wording
from responses.domain import acts
from responses.domain.acts import Act
from responses.domain.cases import Case
from responses.domain.handing_over import Stage
from responses.models import Handover, Serving

CHUNK = 500  # rows read ahead from the server's cursor
PLAIN = (
    "number",
    "received_at",
    "state",
    "kind",
    "level",
    "is_restricted",
    "dismissed_because",
    "outcome",
    "verification",
    "certainty",
    "event_at",
    "event_until",
    "event_precision",
    "typed_at",
    "routed_at",
    "delivered_at",
    "answered_at",
    "verified_at",
    "decided_at",
    "on_site_at",
    "closed_at",
    "word_back_at",
    "people_from",
    "people_to",
    "grave_violation",
    "actor_kind",
    "actor_name",
    "place_name",
    "lat",
    "lon",
    "precision",
)


def cases(office: Office, *, is_exercise: bool, since: datetime, until: datetime) -> Iterator[Case]:
    """Those of the office that count between two moments (UTC, half-open): received then, and of imported history
    (never in an exercise edition) those whose event was then. Two statements; one for an exercise edition.
    """
    of_office, spoken = Alert.objects.filter(office=office), lists.wording_of(office)
    received = of_office.filter(is_exercise=is_exercise, received_at__gte=since, received_at__lt=until).exclude(
        series=Series.HISTORY
    )
    yield from _read(received, spoken)
    if not is_exercise:
        yield from _read(of_office.filter(series=Series.HISTORY, event_at__gte=since, event_at__lt=until), spoken)


def _read(alerts: QuerySet[Alert], spoken: Wording) -> Iterator[Case]:
    rows = alerts.annotate(
        decision=_latest(Decision, course="course", reason="reason"),
        word_back=_latest(Ending, Q(~Q(word_back="")), said="word_back", until="word_back_date"),
        known_actors=ArraySubquery(Actor.objects.filter(alerts=OuterRef("pk")).order_by("name").values("name")),
        first_filing=Subquery(_first_filing()),
        acts=ArraySubquery(Serving.objects.filter(alert=OuterRef("pk"), until=None).values(data=_act())),
        is_handed_over=Exists(Handover.objects.filter(alert=OuterRef("pk"), stage=Stage.SHARED)),
        plan=Subquery(
            Escalation.objects.filter(alert=OuterRef("pk"))
            .order_by("round")
            .values(data=JSONObject(answer=KT("plan__answer_within_s"), decide=KT("plan__decide_within_s")))[:1]
        ),
    )
    found = rows.values(
        "pk",
        "area_id",
        "threat_types",
        "population",
        "age_sex",
        "filing_count",
        "decision",
        "word_back",
        "first_filing",
        "known_actors",
        "plan",
        "acts",
        "is_handed_over",
        "series",
        *PLAIN,
    )
    for row in found.order_by("pk").iterator(chunk_size=CHUNK):
        yield _case(row, spoken)


def _latest(model: Any, condition: Q | None = None, **names: str) -> Subquery:
    rows = model.objects.filter(condition or Q(), alert=OuterRef("pk")).order_by("-at", "-id")
    return Subquery(rows.values(data=JSONObject(**names))[:1])


OF_ACT = ("type", "responder", "due_at", "moving_at", "on_site_at", "done_at", "ended_at", "result", "reason")


def _act() -> JSONObject:
    return JSONObject(**{name: f"response__{name}" for name in OF_ACT})


def _read_act(row: dict[str, Any]) -> Act:
    moments = {name: datetime.fromisoformat(at) for name, at in row.items() if at and name.endswith("_at")}
    return Act(**(row | moments))


def _first_filing() -> QuerySet[Any]:
    """What the first filing says that was not withdrawn, with the grade that stands; an imported record's deaths."""
    grade = Subquery(
        Grade.objects.filter(filing=OuterRef("pk"))
        .order_by("-at", "-id")
        .values(data=JSONObject(reliability="reliability", credibility="credibility"))[:1]
    )
    return (
        Filing.objects.filter(alert=OuterRef("pk"), withdrawal__isnull=True)
        .order_by("received_at", "id")
        .annotate(grade_since=grade, deaths=KT("answers__deaths_civilians"))
        .values(
            data=JSONObject(
                component="component",
                section="section_id",
                received_by="received_by",
                reliability="reliability",
                credibility="credibility",
                since="grade_since",
                deaths="deaths",
            )
        )[:1]
    )


def _case(row: dict[str, Any], spoken: Wording) -> Case:
    filing, decision = row["first_filing"] or {}, row["decision"] or {}
    word_back, plan = row["word_back"] or {}, row["plan"] or {}
    grade = filing.get("since") or filing
    return Case(
        alert_id=row["pk"],
        threats=tuple(row["threat_types"]),
        population=tuple(row["population"]),
        age_sex=tuple(row["age_sex"]),
        actors=tuple(row["known_actors"]),
        area=row["area_id"],
        filings=row["filing_count"],
        is_history=row["series"] == Series.HISTORY,
        component=filing.get("component") or "",
        section=filing.get("section"),
        received_by=spoken.standard("received_by", filing.get("received_by") or ""),
        grade=f"{grade.get('reliability') or ''}{grade.get('credibility') or ''}",
        deaths=_whole(filing.get("deaths")),
        course=decision.get("course") or "",
        reason=decision.get("reason") or "",
        word_back=word_back.get("said") or "",
        word_back_date=word_back.get("until") or "",
        answer_within_s=_whole(plan.get("answer")),
        decide_within_s=_whole(plan.get("decide")),
        is_handed_over=row["is_handed_over"],
        **acts.of_alert([_read_act(one) for one in row["acts"]]),
        **{name: row[name] for name in PLAIN},
    )


def _whole(value: Any) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isdecimal() else None


class Packing:
    """Cases as they are kept with a version: gzip of JSON lines, the same bytes for the same cases."""

    def __init__(self) -> None:
        self._kept = io.BytesIO()
        self._file = gzip.GzipFile(fileobj=self._kept, mode="wb", mtime=0)

    def add(self, case: Case) -> None:
        self._file.write(json.dumps(case.to_row(), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def packed(self) -> bytes:
        self._file.close()
        return self._kept.getvalue()


def unpacked(kept: bytes | memoryview) -> Iterator[Case]:
    """The cases that a version keeps, one after the other."""
    with gzip.GzipFile(fileobj=io.BytesIO(kept), mode="rb") as file:
        for line in file:
            yield Case.from_row(json.loads(line))
