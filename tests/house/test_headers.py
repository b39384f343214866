"""What every answer carries and no page contains: a browser is told to load ours only, and to keep nothing."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ewrr.desk import fragments
from ewrr.management.static_files import collect_if_changed
from tests import make
from tests.house import doors, served

# As architecture.md, section 4, has it: no nonce, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//|^\s*javascript:", re.I)


@pytest.fixture(scope="module", autouse=True)
def collected():
    collect_if_changed()


@pytest.fixture
def alert(beni):
    return make.alert(is_routed=True)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sorted(values) for name, *values in (part.split() for part in policy.split(";") if part.strip())}


def faults_of_headers(answer: Any) -> list[str]:
    found = [f"{name}: {answer.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value]
    if "no-store" not in answer.get("Cache-Control", ""):
        found.append(f"Cache-Control: {answer.get('Cache-Control')}")
    if directives(answer.get("Content-Security-Policy", "")) != directives(POLICY):
        found.append(f"Content-Security-Policy: {answer.get('Content-Security-Policy')}")
    return found + faults_of_cookies(answer)


def faults_of_cookies(answer: Any) -> list[str]:
    return [
        f"cookie {name}: {cookie.OutputString()}"
        for name, cookie in answer.cookies.items()
        if cookie["max-age"] != 0 and not (cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"})
    ]


def faults_of_page(html: str) -> list[str]:
    found = []
    for tag, attrs in served.Page(html).elements:
        if tag in {"style", "base", "iframe", "object", "embed"}:
            found.append(f"<{tag}>")
        if tag == "script" and "src" not in attrs and attrs.get("type") != "application/json":
            found.append("inline <script>")
        found += [f"{name}= on <{tag}>" for name in attrs if name == "style" or name.startswith(("on", "hx-on"))]
        found += [f"{name}={value} on <{tag}>" for name, value in attrs.items() if ELSEWHERE.match(value)]
    return found


def is_page(answer: Any) -> bool:
    return str(answer.get("Content-Type", "")).startswith("text/html") and bool(answer.content)


def faults_of_files(pages: list[served.Page]) -> list[str]:
    """Of what they load, and what that loads in turn."""
    loaded = served.everything({address for page in pages for address in page.static()})
    assert sum(address.endswith(".js") for address in loaded) > 10
    return [
        f"{address}, asked by {', '.join(by)}"
        for address, by in loaded.items()
        if not served.HASHED.search(address) or not served.file_of(address).is_file()
    ]


def test_what_is_refused_has_every_header_and_nothing_inline_too(beni, alert):
    """What is read is walked through in test_reading.py."""
    ask = doors.Visitors(beni).ask
    nowhere = ("/nothing/here/", "/alerts/BEN-2026-9999/", "/board/?tab=%00", "/answer/forged/")
    answers = {path: ask("hub_duty", "GET", path) for path in nowhere}
    answers["wrong form"] = ask("officer", "POST", "/file/", data=make.form(text=""))
    answers["refused act"] = ask("officer", "POST", f"/alerts/{alert.number}/answer/")
    answers["other site"] = doors.Visitors(beni, with_csrf=True).ask("officer", "POST", "/file/")
    wrong = [f"{where}: {fault}" for where, answer in answers.items() for fault in faults_of_headers(answer)]
    for where, answer in answers.items():
        wrong += [f"{where}: {fault}" for fault in (faults_of_page(answer.content.decode()) if is_page(answer) else [])]
    assert sum(map(is_page, answers.values())) > 3
    assert not wrong, "\n".join(wrong)


def test_a_failure_of_ours_has_every_header_too(beni, monkeypatch):
    def fail(_request: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr(fragments, "home_lists", fail)
    client = Client(raise_request_exception=False)
    client.force_login(make.person("Dora"))
    answer = client.get("/")
    assert answer.status_code == 500 and is_page(answer)
    assert not faults_of_headers(answer) + faults_of_page(answer.content.decode())


def test_signing_in_and_choosing_a_language_set_closed_cookies(client, beni):
    asked = [
        client.get("/accounts/login/"),
        client.post("/accounts/login/", {"login": "dora@beni.example", "password": make.PASSWORD}),
        client.post("/language/", {"language": "fr", "next": "/"}),
        client.post("/accounts/logout/"),
    ]
    names = {name for answer in asked for name in answer.cookies}
    assert names == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert not [fault for answer in asked for fault in faults_of_cookies(answer)]


def test_the_sieve_catches_what_it_is_for():
    bad = '<p style="x" onclick="y"><script>z</script><style></style><img src="//h.example/a"><a href="https://b">'
    assert len(faults_of_page(bad)) == 6
    assert not faults_of_page('<script type="application/json">{}</script><a href="/x">')
    script = 'import { a } from "./a.js"; export * from "./b.js"; import "./c.js"; import("./d.js"); import(name);'
    assert [next(filter(None, groups)) for groups in served.IN_SCRIPT.findall(script)][:4] == [
        f"./{letter}.js" for letter in "abcd"
    ]
    assert len(served.IN_SCRIPT.findall(script)) == 5  # what is no literal cannot be hashed, and is told
