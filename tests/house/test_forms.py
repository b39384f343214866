"""Every form of a page stays on a cut link with what was typed, instead of the browser's page about it."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
FORM = re.compile(r"<form\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>")
STAYS = re.compile(r"\b(hx-post|data-part|data-ask|data-dismiss)\b")
LEAVES = {
    "account/": "signing in and passwords are the browser's own to keep",
    "usersessions/": "signing in and passwords are the browser's own to keep",
    "parts/head.html": "another office or none: whatever stands here goes away",
    "alerts/duty_load.html": "a file comes back",
    "alerts/setup/evaluation.html csv": "a file comes back",
    "responses/parts/files.html take-": "a file comes back",
    "responses/agenda_share.html": "a file comes back",
    "responses/meeting.html": "a file comes back",
    "parts/language.html": "one press, of nobody's words",
}


def leaving():
    """(template and the form's id, its opening tag) of every form that a script does not send."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for tag in FORM.findall(path.read_text()):
            if 'method="post"' in tag and not STAYS.search(tag):
                named = re.search(r'\bid="([^"]*)"', tag)
                yield f"{path.relative_to(TEMPLATES)} {named[1] if named else ''}".strip(), tag


def test_forms_stay_on_a_cut_link():
    forms = list(leaving())
    assert [one for one in forms if not one[0].startswith(tuple(LEAVES))] == []
    assert [known for known in LEAVES if not any(name.startswith(known) for name, _ in forms)] == []


@pytest.mark.parametrize(
    "tag", ['<form method="post">', '<form id="x" action="{% url "a" b.pk %}" method="post" novalidate>']
)
def test_a_form_that_leaves_is_found(tag):
    assert FORM.findall(f"<p>{tag}</p>") == [tag]
    assert not STAYS.search(tag)
