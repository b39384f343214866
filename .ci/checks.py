"""Runs what `make lint` and `make test` promise, one after the other, and sums it up in one place.

Every step runs even where an earlier one failed. What cannot run for want of a tool is named in
the summary; with CI=true it fails the run, as does any skipped test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ewrr.embedded import environment  # noqa: E402 — the checkout must be on the path first

REPORTS = ROOT / ".run" / "test"
PYTHON = [sys.executable, "-m"]
SERVED = [*PYTHON, "ewrr.embedded", "run", "--apart", "test", "--"]
BROWSING = "tests in a browser"
# (program, its package on Debian), the better one first, and what is not checked without any of them.
TOOLS = (
    # One engine: without the parts that draw windows it takes two fifths less.
    ((("chromium-headless-shell", "chromium-headless-shell"), ("chromium", "chromium")), BROWSING),
    ((("xgettext", "gettext"),), "whether the catalogues hold every text"),
)
# What `make test` does a little of, and make test-long much.
WALKING = ("snapshots", "shared_pieces", "api_fuzz", "respond_walk", "respond_at_once")
WALKS = [f"tests/integration/test_{name}.py" for name in WALKING]
LONGER = {"EWRR_WALK_STEPS": "100", "EWRR_FUZZ_EXAMPLES": "120", "EWRR_TURNS": "10"}


@dataclass
class Outcome:
    """What came of one step; `passed` and the like count tests, where the step has any."""

    name: str
    is_good: bool
    seconds: float = 0
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        tests = f"{self.passed} passed, {self.failed} failed" if self.passed or self.failed else ""
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"{self.name:14} {'ok' if self.is_good else 'FAILED':7} {self.seconds:6.1f} s  {tests}{skipped}".rstrip()


def call(name: str, command: list[str]) -> Outcome:
    """Run one command in the project folder, its output going where ours goes."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    return Outcome(name, code == 0, time.monotonic() - began)


def call_tests(name: str, command: list[str], report: Path) -> Outcome:
    """Run tests that write a JUnit report, and count by that."""
    report.unlink(missing_ok=True)
    return counted(call(name, command), report)


def counted(outcome: Outcome, report: Path) -> Outcome:
    """The outcome with what the JUnit report says; no report is a failure of its own."""
    if not report.exists():
        outcome.is_good = False
        return outcome
    for case in ET.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif (skip := case.find("skipped")) is not None and skip.get("type") != "pytest.xfail":
            outcome.skipped.append(f"{case.get('classname')}.{case.get('name')}: {skip.get('message') or 'no reason'}")
        else:
            outcome.passed += 1
    outcome.is_good = outcome.is_good and not outcome.failed
    return outcome


def lint() -> list[Outcome]:
    """Style, arrows, types, templates."""
    bin_folder = Path(sys.executable).parent
    return [
        call("ruff check", [*PYTHON, "ruff", "check", "--quiet", "."]),
        call("ruff format", [*PYTHON, "ruff", "format", "--check", "--quiet", "."]),
        call("import-linter", [str(bin_folder / "lint-imports"), "--no-logo"]),
        call("mypy", [*PYTHON, "mypy"]),
        call("djlint", [*PYTHON, "djlint", "--lint", "--quiet", "templates"]),
    ]


def test() -> list[Outcome]:
    """Tests of the scripts, then all others with their servers up."""
    lacking = [
        (programs[-1][0], what) for programs, what in TOOLS if not any(found_or_installed(*one) for one in programs)
    ]
    outcomes = [test_scripts()]
    outcomes.append(call("static files", [*PYTHON, "ewrr.management.static_files"]))
    with beside("pytest faults", *pytest_command("pytest faults", "tests/faults")) as faults:
        outcomes.append(run_pytest("pytest", "loadfile", "--ignore=tests/browser", "--ignore=tests/faults"))
        # Apart: a browser's driver keeps an event loop running in its process, where other tests want their own.
        if not any(what == BROWSING for _program, what in lacking):
            outcomes.append(run_pytest("pytest browser", "load", "tests/browser"))
    outcomes.append(faults)
    outcomes[-1].skipped += [f"{what}: {program} is not installed" for program, what in lacking]
    return outcomes


def run_pytest(name: str, dist: str, *options: str) -> Outcome:
    """Two processes, since many tests wait for servers; each has a database of its own."""
    command, report = pytest_command(name, "--numprocesses", "2", "--dist", dist, *options)
    return call_tests(name, ["nice", "-n", "5", *command], report)


@contextmanager
def beside(name: str, command: list[str], report: Path) -> Iterator[Outcome]:
    """Tests that mostly wait, run while others compute (these give way, for what is waited for has its time).

    What they say is printed at the end of the block, when the outcome is known.
    """
    report.unlink(missing_ok=True)
    outcome, began = Outcome(name, False), time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield outcome
            outcome.is_good = child.wait() == 0
        finally:
            child.terminate()  # of no effect once it has ended
            child.wait()
        outcome.seconds = time.monotonic() - began
        said.seek(0)
        print(f"\n── {name}\n{said.read()}", flush=True)
    counted(outcome, report)


def pytest_command(name: str, *options: str) -> tuple[list[str], Path]:
    """The command with servers up, and where its report will be."""
    report = REPORTS / f"{name.replace(' ', '-')}.xml"
    return [*SERVED, *PYTHON, "pytest", "--quiet", "-rfEs", f"--junitxml={report}", *options], report


def test_long() -> list[Outcome]:
    """The campaign of faults, alone and with its figures on the terminal and in `.run/test/long.json`; longer walks."""
    command, report = pytest_command("pytest long", "-m", "long", "--show-capture=no", "tests/faults")
    static = call("static files", [*PYTHON, "ewrr.management.static_files"])
    faults = call_tests("pytest long", command, report)
    os.environ |= LONGER
    return [static, faults, run_pytest("pytest walks", "load", *WALKS)]


def test_scripts() -> Outcome:
    """`node --test`, with the Node that Playwright brings: none has to be installed."""
    import playwright

    node = Path(playwright.__file__).parent / "driver" / "node"
    files = sorted(str(path) for path in (ROOT / "tests" / "js").rglob("*.test.*js"))
    if not files:
        return Outcome("node --test", True, skipped=["tests of the scripts: there are none in tests/js"])
    report = REPORTS / "js.xml"
    reporters = ["--test-reporter=dot", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={report}"]
    return call_tests("node --test", [str(node), "--test", *reporters, *files], report)


def found_or_installed(program: str, package: str) -> bool:
    """Whether the program is there, after installing it where we may (as root on Debian)."""
    if shutil.which(program):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"\n── installing {package}", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
            subprocess.run(["apt-get", "-qq", *words], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return shutil.which(program) is not None


def sum_up(outcomes: list[Outcome]) -> bool:
    """Print the closing lines; whether all is good."""
    skipped = [reason for outcome in outcomes for reason in outcome.skipped]
    print("\n── summary")
    for outcome in outcomes:
        print(outcome)
    for reason in skipped:
        print(f"SKIPPED {reason}")
    may_skip = os.environ.get("CI") != "true"
    if skipped and not may_skip:
        print("With CI=true nothing may be skipped.")
    is_good = all(outcome.is_good for outcome in outcomes) and (may_skip or not skipped)
    passed = sum(outcome.passed or (outcome.is_good and not outcome.skipped) for outcome in outcomes)
    failed = sum(outcome.failed or (not outcome.is_good) for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped", flush=True)
    return is_good


ASPECTS: dict[str, Callable[[], list[Outcome]]] = {"lint": lint, "test": test, "long": test_long}

if __name__ == "__main__":
    environment.fill_secrets("test")
    os.environ["DJANGO_SETTINGS_MODULE"] = "ewrr.settings.test"
    done: list[Outcome] = []
    for aspect in sys.argv[1:]:
        done += ASPECTS[aspect]()
    sys.exit(not sum_up(done))
