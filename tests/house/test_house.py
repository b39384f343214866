"""The house rules that no other tool holds: migrations, production settings, sizes, logs, arrows in words."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES, MOST_OF_A_FUNCTION = 300, 40
SIZED = (".py", ".js", ".mjs", ".css", ".html")
UNTRACKED = {".git", ".venv", ".run", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
OF_OTHERS = ("static/vendor/", "static/leaflet/")
DATA_ONLY = {"alerts/domain/words.py"}  # the vocabularies: one line a word
MAY_PRINT = ("ewrr/embedded/", ".ci/", "tests/bench/", "tests/faults/")  # they talk to a terminal
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)/\w")
LOGGERS = {"log", "logger", "logging"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def tracked(*endings: str) -> list[Path]:
    """Files under version control, as they lie in the folder; those with one of the endings where any is given."""
    try:
        asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = asked.stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):  # a copy without its history
        names = [name(path) for path in ROOT.rglob("*") if not set(path.relative_to(ROOT).parts) & UNTRACKED]
    wanted = [one for one in names if one and (not endings or one.endswith(endings))]
    return [ROOT / one for one in wanted if (ROOT / one).is_file()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in tracked(".py"):
        yield name(path), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.AST) -> set[str]:
    """Modules that a file imports, and what it takes out of them; relative ones begin with a dot."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_import_no_app():
    ours = ("alerts", "responses", "ewrr", ".")
    wrong = {
        where: bad
        for where, tree in trees()
        if "/migrations/" in where and (bad := [one for one in imported(tree) if one.startswith(ours)])
    }
    assert not wrong


def test_production_settings_pass_every_check_of_django():
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ewrr.settings.prod",
        "EWRR_PROCESS": "web",
        "DATABASE_URL": "postgres://hub:secret@db.invalid/hub",
        "REDIS_URL": "redis://redis.invalid:6379/0",
        "EMAIL_URL": "smtp+tls://hub:secret@mail.invalid:587",
        "EWRR_SECRET_KEY": Fernet.generate_key().decode() * 2,
        "EWRR_SOURCE_KEYS": Fernet.generate_key().decode(),
        "EWRR_HOSTS": "hub.example",
        "EWRR_ORIGINS": "https://hub.example",
        "EWRR_PUBLIC_URL": "https://hub.example",
        "EWRR_FROM_EMAIL": "hub@hub.example",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stderr[-3000:]
    assert "WARNING" not in checked.stdout + checked.stderr


def test_production_settings_refuse_to_start_without_a_secret():
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "ewrr.settings.prod"}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert checked.returncode != 0 and "EWRR_SECRET_KEY" in checked.stderr


def test_files_stop_at_300_lines():
    long = {
        name(path): lines
        for path in tracked(*SIZED)
        if not name(path).startswith(OF_OTHERS)
        and "/migrations/" not in name(path)
        and name(path) not in DATA_ONLY
        and (lines := path.read_text("utf-8").count("\n")) > MOST_LINES
    }
    assert not long


def test_functions_stop_at_40_lines():
    long = [
        f"{where}: {node.name} has {lines}"
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_OF_A_FUNCTION
    ]
    assert not long


def test_each_module_says_why_it_exists():
    silent = [
        where
        for where, tree in trees()
        if tree.body and "/migrations/" not in where and not (ast.get_docstring(tree) or "").strip()
    ]
    assert not silent


def test_nothing_is_printed():
    printed = [
        f"{where}:{node.lineno}"
        for where, tree in trees()
        if not where.startswith(MAY_PRINT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printed


def test_no_failure_is_swallowed():
    swallowed = [
        f"{where}:{node.lineno}"
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        and all(isinstance(act, ast.Pass | ast.Continue) or ast.unparse(act) == "..." for act in node.body)
    ]
    assert not swallowed


def is_without_content(argument: ast.expr) -> bool:
    """A literal, an id, or the name of a type: all that a log line may carry."""
    if isinstance(argument, ast.Constant):
        return True
    words = (
        argument.id if isinstance(argument, ast.Name) else argument.attr if isinstance(argument, ast.Attribute) else ""
    )
    return (
        words in {"pk", "id"}
        or words.endswith(("_id", "_pk"))
        or bool(re.fullmatch(r"type\(\w+\)\.__name__", ast.unparse(argument)))
    )


def test_log_lines_carry_only_literals_ids_and_names_of_types():
    wrong = [
        f"{where}:{node.lineno}: {ast.unparse(argument)}"
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
        if isinstance(node.func.value, ast.Name) and node.func.value.id in LOGGERS
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
        if not is_without_content(argument)
    ]
    assert not wrong


def test_services_import_no_task():
    wrong = {
        where: bad
        for where, tree in trees()
        if "/services/" in where
        and (bad := [one for one in imported(tree) if "tasks" in one.split(".") or "celery" in one])
    }
    assert not wrong


def test_each_part_of_a_page_begins_with_its_parameters():
    begins = re.compile(r"\{% comment \"text/markdown\" %\}\n\S.+\n\{% endcomment %\}")
    parts = [path for path in tracked(".html") if "templates/parts/" in name(path)]
    assert parts
    assert not [name(path) for path in parts if not begins.match(path.read_text("utf-8"))]


def test_nothing_tracked_names_a_machine_a_registry_or_work_left_undone():
    hosts = {urlsplit(os.environ.get(variable, "")).hostname for variable in ("PIP_INDEX_URL", "UV_INDEX_URL")}
    never = [*REGISTRIES, *filter(None, hosts - {None})]
    wrong = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found = [host for host in never if host in text]
        if path.suffix != ".csv":
            found += [match.group() for match in (MACHINE.search(text), UNFINISHED.search(text)) if match]
        wrong += [f"{name(path)}: {one}" for one in found]
    assert not wrong
