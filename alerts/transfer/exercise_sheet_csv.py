"""The evaluation sheet of an exercise as a table for machines: codes, seconds and moments, a line for each inject."""

from collections.abc import Iterator, Mapping
from typing import Any

from alerts.domain.words import Component
from alerts.domain.words_of_exercises import Step

BEGINS_A_FORMULA = "=+-@\t\r＝＋－＠"
HEAD = ("key", "minute", "title", "by", "state", "number", "filed_at", "filed_late_s")
TAIL = (
    "level_expected", "level_computed", "level_now", "restricted_expected", "restricted_now", "joins", "is_joined",
    "observation",
)  # fmt: skip
OF_A_STEP = ("verdict", "target_min", "took_s", "late_s")


def rows(sheet: Mapping[str, Any], seen: Mapping[str, str], language: str) -> Iterator[list[Any]]:
    """The header, each inject, each alert that people filed by hand. `seen`: what evaluators wrote, by key."""
    steps = [f"{step}_{what}" for step in Step for what in OF_A_STEP]
    yield [*HEAD, *steps, *(f"answered_{component}_s" for component in Component), "answered_hub_s", *TAIL]
    for row in sheet["injects"]:
        title = row["title"].get(language, row["title"]["en"])
        yield [guarded(cell) for cell in _line(row, title, seen.get(row["key"], ""))]
    for row in sheet["others"]:
        blank = dict.fromkeys(("key", "minute", "by", "state", "joins"), "") | {"late_s": "", "is_joined": None}
        restricted = {"expected": None, "now": None}
        level = {"expected": "", "computed": "", **row["level"]}
        yield [guarded(cell) for cell in _line(blank | row | {"level": level, "restricted": restricted}, "", "")]


def guarded(cell: Any) -> Any:
    """An apostrophe before what a spreadsheet would calculate."""
    if isinstance(cell, str) and cell.lstrip()[:1] and cell.lstrip()[0] in BEGINS_A_FORMULA:
        return f"'{cell}"
    return "" if cell is None else cell


def _line(row: Mapping[str, Any], title: str, seen: str) -> list[Any]:
    by_step = {result["step"]: result for result in row["results"]}
    answers = {one["component"]: one["took_s"] for one in row["answers"]}
    return [
        *(row["key"], row["minute"], title, row["by"], row["state"], row["number"], row["filed_at"], row["late_s"]),
        *(by_step[step.value][what] for step in Step for what in OF_A_STEP),
        *(answers.get(component.value) for component in Component),
        answers.get(""),  # by somebody who speaks for no component
        *(row["level"]["expected"], row["level"]["computed"], row["level"]["now"]),
        *(_yes(row["restricted"]["expected"]), _yes(row["restricted"]["now"])),
        *(row["joins"], _yes(row["is_joined"]), seen),
    ]


def _yes(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"
