"""The evaluation sheet's figures in words, for the page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alerts.domain.words_of_exercises import InjectState, Step, Verdict
from alerts.models import Observation
from alerts.models.choices import label
from alerts.selectors.evaluation import LATE_S, Sheet

from . import exercise_words as words

Seen = Mapping[str, Observation]


def page_rows(found: Sheet, seen: Seen, language: str) -> list[dict[str, Any]]:
    """The injects, then what people filed by hand: each with a cell for every step of the sums."""
    steps = [row["step"] for row in found["sums"]]
    return [
        *(_inject(row, steps, seen, language) for row in found["injects"]),
        *(_by_hand(row, steps) for row in found["others"]),
    ]


def sum_rows(found: Sheet) -> list[dict[str, Any]]:
    return [row | {"name": label(Step(row["step"])), "median": _length(row["median_s"])} for row in found["sums"]]


def _inject(row: dict[str, Any], steps: list[str], seen: Seen, language: str) -> dict[str, Any]:
    state = InjectState(row["state"])
    return row | {
        "is_inject": True,
        "named": row["title"][language if language in row["title"] else "en"],
        "by": _("a person") if row["by"] == "person" else words.filer(row["by"]),
        "at": datetime.fromisoformat(row["filed_at"]) if row["filed_at"] else None,
        "state_label": "" if state is InjectState.FILED else label(state),
        "late": timedelta(seconds=row["late_s"]) if row["late_s"] >= LATE_S else None,
        "cells": _cells(row, steps),
        "is_joining": any(one["step"] == Step.JOINED and one["verdict"] == Verdict.NOT_YET for one in row["results"]),
        "seen": seen.get(row["key"]),
    }


def _by_hand(row: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    return row | {
        "is_inject": False,
        "named": _("Filed by hand"),
        "at": datetime.fromisoformat(row["filed_at"]),
        "cells": _cells(row, steps),
    }


def _cells(row: dict[str, Any], steps: list[str]) -> list[dict[str, Any]]:
    by_step = {result["step"]: result for result in row["results"]}
    return [_cell(by_step[step], row["answers"] if step == Step.ANSWERED else []) for step in steps]


def _cell(result: dict[str, Any], answers: list[dict[str, Any]]) -> dict[str, Any]:
    verdict = Verdict(result["verdict"])
    said = label(verdict)
    if verdict is Verdict.LATE:
        said = _("late by %(length)s") % {"length": _length(result["late_s"])}
    if verdict is Verdict.NOT_ASKED:
        said = "" if result["took_s"] is not None else "–"
    return {
        "name": label(Step(result["step"])),
        "verdict": verdict,
        "took": _length(result["took_s"]),
        "said": said,
        "target": _length(result["target_min"] * 60) if result["target_min"] else "",
        "answers": [one | {"took": _length(one["took_s"])} for one in answers],
    }


def _length(seconds: int | None) -> str:
    """40 s, 4 min, 1 h 05; to the second below two minutes, where that is what was to be seen."""
    if seconds is None:
        return ""
    if seconds < 120:
        return _("%(n)d s") % {"n": seconds}
    return words.minutes(round(seconds / 60))
