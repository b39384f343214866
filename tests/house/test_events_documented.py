"""docs/events.md has one row for each kind of event, with the very keys of data that the services record."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from alerts.domain.events import OF_MEETINGS, OF_PEOPLE, OF_REPORTS, OF_THE_HUB, OF_WATCHES, QUIET, Happened
from alerts.models import Event
from alerts.selectors.set_up_changes import BEGINS
from alerts.selectors.set_up_words import DID, INVITED, OFFICE
from alerts.selectors.timeline import SENTENCES
from tests.house import crowd

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(\w+\.\w+)` \| (?P<when>[^|]+) \| (?P<data>[^|]+) \| (?P<who>[^|]+) \|$", re.MULTILINE)
NOT_YET = "not recorded yet"


def rows() -> dict[str, re.Match[str]]:
    found = list(ROW.finditer((ROOT / "docs/events.md").read_text("utf-8")))
    assert len(found) == len({row[1] for row in found})
    return {row[1]: row for row in found}


def documented_keys(kind: str) -> set[str]:
    cell = rows()[kind]["data"]
    keys = set(re.findall(r"`(\w+)`", cell))
    assert bool(keys) != (cell.strip() == "none"), kind
    return keys


def documented_acts(kind: str) -> set[str]:
    """Those that its row names; none where it names none."""
    named = re.search(r"`act`: ((?:[a-z_]+(?:, | or )?)+)", rows()[kind]["data"])
    return {act for act in re.split(r", | or ", named[1]) if act} if named else set()


def kinds_of(first: ast.expr, function: ast.AST) -> set[str]:
    """The kinds that the first argument can be: Happened.X, or a name that was given some of them."""
    meant: list[ast.AST] = [first]
    if isinstance(first, ast.Name):
        meant += [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and any(ast.unparse(target) == first.id for target in node.targets)
        ]
    return {
        Happened[node.attr].value
        for value in meant
        for node in ast.walk(value)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Happened"
    }


def recorded() -> Iterator[tuple[str, str, set[str | None]]]:
    """(where, kind, keys of data) of every c.record(...) in the code; a key of None is a ** that hides its keys."""
    for folder in ("alerts", "responses", "ewrr"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef):
                    for call in ast.walk(function):
                        if isinstance(call, ast.Call) and ast.unparse(call.func) == "c.record":
                            where = f"{path.relative_to(ROOT)}:{call.lineno}"
                            kinds = kinds_of(call.args[0], function)
                            assert kinds, f"{where}: which kind is that?"
                            for kind in kinds:
                                yield where, kind, {keyword.arg for keyword in call.keywords}


def test_every_kind_has_its_row_and_every_row_its_kind():
    assert set(rows()) == {kind.value for kind in Happened}


def test_every_record_has_the_keys_that_are_documented():
    wrong = [f"{where}: {kind} {keys}" for where, kind, keys in recorded() if keys != documented_keys(kind)]
    assert not wrong


def test_every_act_of_the_set_up_has_its_words():
    begins = (*(prefix for some in BEGINS.values() for prefix in some), "rules.changed")
    acts = {kind: documented_acts(kind) for kind in rows() if kind.startswith(begins)}
    assert acts.pop("person.invited") == set(INVITED) and acts.pop("office.changed") == {*OFFICE, "changed"}
    assert sum(map(len, acts.values())) > 40
    assert not {(kind, act) for kind, some in acts.items() for act in some if act not in DID}


def test_what_is_said_to_be_recorded_is_and_nothing_else():
    by_kind = defaultdict(list)
    for where, kind, _keys in recorded():
        by_kind[kind].append(where)
    waiting = {kind for kind, row in rows().items() if row["when"].startswith(NOT_YET)}
    assert set(by_kind) | waiting == set(rows())
    assert not waiting & set(by_kind)


def test_who_sees_it_is_true_of_the_timeline():
    for kind, row in rows().items():
        assert row["who"].startswith("not in the timeline" if Happened(kind) in QUIET else "timeline"), kind
    untold = OF_THE_HUB | OF_PEOPLE | OF_REPORTS | OF_MEETINGS | OF_WATCHES
    assert set(SENTENCES) == set(Happened) - untold


def test_what_the_services_write_has_those_keys(beni):
    crowd.ten(beni)
    written = {kind: set(data) for kind, data in Event.objects.values_list("kind", "data")}
    assert len(written) >= 6
    assert written == {kind: documented_keys(kind) for kind in written}
