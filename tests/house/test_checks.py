"""The closing summary of `make test` tells the truth: no skip hides a failure, none passes unseen."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.compose import ROOT

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="passes"/>
<testcase classname="a" name="is_known_to_fail"><skipped type="pytest.xfail" message="known"/></testcase>
{more}</testsuite></testsuites>"""
FAILS = '<testcase classname="a" name="fails"><failure message="no"/></testcase>'
SKIPS = '<testcase classname="a" name="skips"><skipped type="pytest.skip" message="no tool"/></testcase>'


@pytest.fixture
def checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks", ROOT / ".ci/checks.py")
    assert spec and spec.loader
    module = sys.modules["checks"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ran(checks: ModuleType, tmp_path: Path, more: str, code: int = 0) -> object:
    report = tmp_path / "report.xml"
    (tmp_path / "made.xml").write_text(REPORT.format(more=more))
    command = ["sh", "-c", f"cp {tmp_path}/made.xml {report}; exit {code}"]
    return checks.call_tests("tests", command, report)


@pytest.mark.parametrize(
    ("more", "code", "ci", "is_good", "closing"),
    [
        ("", 0, "true", True, "2 passed, 0 failed, 0 skipped"),
        (SKIPS, 0, "", True, "2 passed, 0 failed, 1 skipped"),
        (SKIPS, 0, "true", False, "2 passed, 0 failed, 1 skipped"),
        (FAILS, 1, "", False, "2 passed, 1 failed, 0 skipped"),
        (SKIPS + FAILS, 1, "", False, "2 passed, 1 failed, 1 skipped"),
        ("", 3, "", False, "2 passed, 1 failed, 0 skipped"),  # fell after its last test
    ],
)
def test_the_summary(
    checks: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: str,
    code: int,
    ci: str,
    is_good: bool,
    closing: str,
) -> None:
    monkeypatch.setenv("CI", ci)
    assert checks.sum_up([ran(checks, tmp_path, more, code)]) is is_good
    assert capsys.readouterr().out.splitlines()[-1] == closing


def test_a_run_that_leaves_no_report_has_failed(checks: ModuleType, tmp_path: Path) -> None:
    outcome = checks.call_tests("tests", ["true"], tmp_path / "none.xml")
    assert not outcome.is_good
    assert not checks.sum_up([outcome])


@pytest.mark.parametrize(("more", "code", "failed"), [("", 0, 0), (FAILS, 1, 1)])
def test_what_runs_beside_others_counts_and_is_heard_like_them(
    checks: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: str,
    code: int,
    failed: int,
) -> None:
    report = tmp_path / "report.xml"
    (tmp_path / "made.xml").write_text(REPORT.format(more=more))
    command = ["sh", "-c", f"echo one went by; cp {tmp_path}/made.xml {report}; exit {code}"]
    with checks.beside("others", command, report) as outcome:
        assert not outcome.is_good, "not known before the end"
    assert (outcome.is_good, outcome.failed) == (code == 0, failed)
    assert "one went by" in capsys.readouterr().out


def test_what_runs_beside_others_is_stopped_when_these_break_off(checks: ModuleType, tmp_path: Path) -> None:
    left = tmp_path / "left.xml"
    with (
        pytest.raises(RuntimeError),
        checks.beside("others", ["sh", "-c", f"sleep 30; touch {left}"], tmp_path / "none.xml"),
    ):
        raise RuntimeError
    assert not left.exists()


def test_a_missing_tool_is_named(checks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.os, "geteuid", lambda: 1000)  # an ordinary user installs nothing
    assert not checks.found_or_installed("no-such-program", "no-such-package")


def test_a_missing_tool_is_installed_where_we_may(
    checks: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installer = tmp_path / "apt-get"
    installer.write_text(f'#!/bin/sh\n[ "$2" = install ] && : > {tmp_path}/tool && chmod +x {tmp_path}/tool\n')
    installer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(checks.shutil, "which", lambda name, real=checks.shutil.which: real(name, path=str(tmp_path)))
    monkeypatch.setattr(checks.os, "geteuid", lambda: 0)
    assert checks.found_or_installed("tool", "package")
