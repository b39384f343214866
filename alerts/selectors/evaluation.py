"""The evaluation sheet of an exercise: live while it runs, as it was closed from then on; and who sees what of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from alerts.domain import exercise_script, exercise_sheet
from alerts.domain.exercise_script import Inject as Line
from alerts.domain.exercise_sheet import Result
from alerts.domain.words import Outcome, State
from alerts.domain.words_of_exercises import InjectState, Step
from alerts.models import Acknowledgement, Alert, Exercise, Inject, Joining, Observation

from . import exercises
from .access import Viewer

MOST_OTHERS = 100  # alerts that people filed by hand
CLOCKS = {
    Step.TOLD: "delivered_at",
    Step.ANSWERED: "answered_at",
    Step.VERIFIED: "verified_at",
    Step.DECIDED: "decided_at",
    Step.ON_SITE: "on_site_at",
    Step.WORD_BACK: "word_back_at",
}
LATE_S = 60  # filed by the hub so much after it was due: said on the sheet
Sheet = dict[str, Any]


def sheet(exercise: Exercise, now: datetime) -> Sheet:
    """As it was closed, else as it stands at `now`; codes, numbers and moments (ISO), nothing that depends on who reads
    it. Five statements at most.
    """
    if exercise.evaluation is not None:
        found: Sheet = exercise.evaluation
        return found
    rows = list(exercise.injects.select_related("alert", "filing").order_by("place"))
    by_hand = _by_hand(exercise, rows) if exercise.started_at else []
    alerts = [row.alert for row in rows if row.alert is not None] + by_hand
    joined = {one.alert_id: one for one in Joining.objects.filter(alert__in=alerts, undone_at__isnull=True)}
    answers = _answers(alerts)
    lines = {row.key: exercise_script.one(row.cells) for row in rows}
    filings = {row.key: row.filing.alert_id for row in rows if row.filing is not None}
    told = [
        _inject(row, lines[row.key], filings, joined, answers, now, exercise.stopped_at)
        for row in rows
    ]  # fmt: skip
    others = [_other(alert, joined, answers, now, exercise.stopped_at) for alert in by_hand[:MOST_OTHERS]]
    return {
        "as_of": now.isoformat(),
        "injects": told,
        "others": others,
        "others_more": len(by_hand) > MOST_OTHERS,
        **_sums(told),
    }


def shown(found: Sheet, viewer: Viewer) -> Sheet:
    """What this reader sees of it: names of those who answered an alert where they see it whole, numbers and links
    where they may know of it. One statement.
    """
    ids = {row["alert"] for row in (*found["injects"], *found["others"]) if row["alert"]}
    alerts = Alert.objects.filter(pk__in=ids, office=viewer.office).in_bulk() if viewer.may_read else {}
    whole = {pk for pk, alert in alerts.items() if viewer.sees_whole(alert)}
    return found | {
        "injects": [_shown(row, alerts, whole) for row in found["injects"]],
        "others": [_shown(row, alerts, whole) for row in found["others"]] if viewer.may_read else [],
    }


def observations(exercise: Exercise) -> dict[str, Observation]:
    """The latest of each inject by its key, of the whole under "". One statement."""
    rows = exercise.observations.select_related("by", "inject").order_by("at", "pk")
    return {row.inject.key if row.inject else "": row for row in rows}


def _shown(row: dict[str, Any], alerts: Mapping[int, Alert], whole: set[int]) -> dict[str, Any]:
    hidden = {} if row["alert"] in whole else {"answers": [{**one, "name": ""} for one in row["answers"]]}
    return row | hidden | ({} if row["alert"] in alerts else {"number": ""})


def _by_hand(exercise: Exercise, rows: Iterable[Inject]) -> list[Alert]:
    injected = [row.alert_id for row in rows if row.alert_id]
    return list(exercises.of_run(exercise).exclude(pk__in=injected).order_by("received_at", "pk")[: MOST_OTHERS + 1])


def _answers(alerts: Iterable[Alert]) -> dict[int, list[dict[str, Any]]]:
    """The first answer of each component, in any round."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = Acknowledgement.objects.filter(alert__in=alerts, counts=True).select_related("person")
    for row in rows.order_by("at", "pk"):
        told = found.setdefault(row.alert_id, [])
        if all(one["component"] != row.component for one in told):
            told.append({"component": row.component, "at": row.at, "name": row.person.name})
    return found


def _inject(
    row: Inject,
    line: Line,
    filings: Mapping[str, int],
    joined: Mapping[int, Joining],
    answers: Mapping[int, list[dict[str, Any]]],
    now: datetime,
    ended_at: datetime | None,
) -> dict[str, Any]:
    alert = row.alert
    filed_at = alert.received_at if alert is not None else None
    is_joined = bool(line.joins) and line.joins in filings and filings[line.joins] == filings.get(row.key)
    done = _done(alert, joined) if alert is not None else {}
    if line.joins and not is_joined:  # with something else
        done.pop(Step.JOINED, None)
    results = exercise_sheet.sheet_row(line.targets, filed_at, done, now, ended_at)
    return {
        "key": row.key,
        "minute": row.minute,
        "title": {code: line.title(code) for code in ("en", "fr")},
        "by": line.by if "@" not in line.by else "person",
        "state": row.state,
        "filed_at": filed_at.isoformat() if filed_at else None,
        "late_s": row.late_s,
        "alert": alert.pk if alert else None,
        "number": alert.number if alert else "",
        "level": _level(line, alert),
        "restricted": _restricted(line, alert),
        "joins": line.joins,
        "is_joined": is_joined if line.joins and alert else None,
        "joined_unasked": alert is not None and not line.joins and alert.state == State.JOINED,
        "answers": _told_answers(alert, answers),
        "results": [_told(result) for result in results],
    }


def _other(
    alert: Alert,
    joined: Mapping[int, Joining],
    answers: Mapping[int, list[dict[str, Any]]],
    now: datetime,
    ended_at: datetime | None,
) -> dict[str, Any]:
    """Filed by hand: times, and no targets."""
    results = exercise_sheet.sheet_row({}, alert.received_at, _done(alert, joined), now, ended_at)
    return {
        "alert": alert.pk,
        "number": alert.number,
        "filed_at": alert.received_at.isoformat(),
        "level": {"now": alert.level},
        "answers": _told_answers(alert, answers),
        "results": [_told(result) for result in results],
    }


def _done(alert: Alert, joined: Mapping[int, Joining]) -> dict[Step, datetime]:
    """Only what has a time. That its exercise ended is no closing."""
    times = {step: getattr(alert, name) for step, name in CLOCKS.items()}
    if alert.state != State.JOINED and alert.outcome != Outcome.EXERCISE_ENDED:
        times[Step.CLOSED] = alert.closed_at
    if alert.pk in joined:
        times[Step.JOINED] = joined[alert.pk].at
    return {step: at for step, at in times.items() if at is not None}


def _level(line: Line, alert: Alert | None) -> dict[str, Any]:
    """`is_met`: None where none was expected, or where it was not filed."""
    is_met = None if line.level is None or alert is None else alert.level == line.level
    now, computed = (alert.level, alert.level_computed) if alert else ("", "")
    return {"expected": line.level or "", "computed": computed, "now": now, "is_met": is_met}


def _restricted(line: Line, alert: Alert | None) -> dict[str, Any]:
    is_met = None if line.is_restricted is None or alert is None else alert.is_restricted == line.is_restricted
    return {"expected": line.is_restricted, "now": alert.is_restricted if alert else None, "is_met": is_met}


def _told_answers(alert: Alert | None, answers: Mapping[int, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    if alert is None:
        return []
    return [
        {
            "component": one["component"],
            "name": one["name"],
            "took_s": max(0, round((one["at"] - alert.received_at).total_seconds())),
        }
        for one in answers.get(alert.pk, [])
    ]


def _told(result: Result) -> dict[str, Any]:
    return asdict(result)


def _sums(told: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [[Result(**{**one, "step": Step(one["step"])}) for one in row["results"]] for row in told]
    steps = exercise_sheet.sums(rows)
    met, asked = exercise_sheet.whole(steps)
    levels = [row["level"]["is_met"] for row in told if row["level"]["is_met"] is not None]
    restricted = [row["restricted"]["is_met"] for row in told if row["restricted"]["is_met"] is not None]
    joins = [row["is_joined"] for row in told if row["is_joined"] is not None]
    return {
        "sums": [asdict(one) for one in steps],
        "met": met,
        "asked": asked,
        "levels": {"met": sum(levels), "asked": len(levels)},
        "restricted": {"met": sum(restricted), "asked": len(restricted)},
        "joins": {"met": sum(joins), "asked": len(joins)},
        "joined_unasked": sum(row["joined_unasked"] for row in told),
        "filed": sum(row["state"] == InjectState.FILED for row in told),
        "late": sum(row["late_s"] >= LATE_S for row in told),
    }
