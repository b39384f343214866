"""What the tests of the set-up share: rows by name, forms as a browser sends them, what a person reads."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from alerts.models import Area, Duty, Plan, Rule

LISTS = ("/setup/", "/setup/duties/", "/setup/rules/", "/setup/plans/", "/setup/rules/try/")


def duty(office, code):
    return Duty.objects.get(office=office, code=code)


def rule(office, name):
    return Rule.objects.get(office=office, name_en=name)


def plan(office, code):
    return Plan.objects.get(office=office, code=code)


def text(answer):
    """What a person reads, without tags and runs of spaces."""
    body = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", body)


class Form(HTMLParser):
    """The fields of the page's main form as a browser would send them unchanged."""

    def __init__(self, page) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self.is_inside, self.select = False, ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attributes):
        about = {name: value or "" for name, value in attributes}
        name, value = about.get("name", ""), about.get("value", "on")
        if tag == "form":
            self.is_inside = about.get("id") == "typed"
        elif tag == "select":
            self.select = name if self.is_inside else ""
        elif tag == "option" and self.select and ("selected" in about or self.select not in self.fields):
            self.fields[self.select] = value
        elif tag == "input" and self.is_inside and about["type"] in {"checkbox", "radio"}:
            if "checked" in about:
                self.fields.setdefault(name, []).append(value)
        elif tag == "input" and self.is_inside:
            self.fields[name] = about.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        if tag == "select":
            self.select = ""


def typed(page) -> dict[str, Any]:
    return Form(page).fields


def seen_on(page, route) -> str:
    """The version in the small form that posts to `route`."""
    found = re.search(rf'{route}/"[^>]*>.*?name="seen" value="(\w+)"', page.content.decode(), re.S)
    assert found
    return found[1]


def new_rule(office, **changes):
    fields = {
        "name_en": "Arson in Nord-Kivu",
        "name_fr": "Incendies au Nord-Kivu",
        "levels": ["critical", "high"],
        "threat_types": ["arson"],
        "areas": [str(Area.objects.get(country="CD", code="CD-NK").pk)],
        "restricted": "no",
        "duties": [str(duty(office, "force-focal-point").pk)],
        "plan": str(plan(office, "high").pk),
        "before": str(rule(office, "Critical").pk),
    }
    return fields | changes


def new_plan(office, **changes):
    fields = {
        "name_en": "By night",
        "name_fr": "De nuit",
        "need": "one",
        "answer_within_min": "7",
        "insists": "yes",
        "last_resort": str(duty(office, "head-of-office").pk),
        "decided_by": str(duty(office, "hub-chief").pk),
        "decide_within_min": "20",
        "steps": "3",
        "step0-after_min": "0",
        "step0-is_again": "on",
        "step0-channels": ["email"],
        "step1-after_min": "9",
        "step1-duties": [str(duty(office, "hub-chief").pk)],
    }
    return fields | changes


def new_duty(office, **changes):
    fields = {
        "name_en": "Child Protection",
        "name_fr": "Protection de l’enfance",
        "component": "civilian",
        "fallback": str(duty(office, "hub-chief").pk),
        "opens_restricted": "on",
    }
    return fields | changes


NEW = {"rules": new_rule, "plans": new_plan, "duties": new_duty}
