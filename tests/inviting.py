"""People invited, as tests need them: with every field valid, each choice by name."""

import re
from typing import Any

from alerts.domain.words import Component, Role
from alerts.models import Invitation, Person
from alerts.selectors import access
from alerts.selectors.access import Viewer
from alerts.services import delivery, inviting
from alerts.services.roles import Draft
from ewrr.common import clock
from tests.cast import PASSWORD, today, viewer

LINK = re.compile(r"/accounts/invitation/\S+/")


def role(role: Role = Role.OFFICER, component: Component | None = Component.CIVILIAN, **days: Any) -> Draft:
    return Draft(role, **({"from_date": today()} | days), component=component)


def invited(email: str = "zoe@beni.example", *, by: str = "Ivan", name: str = "Zoé", **more: Any) -> Person:
    """Somebody who waits behind a link."""
    facts: dict[str, Any] = {"language": "fr", "phone": "", "role": role()} | more
    return inviting.invite(viewer=viewer(by), asked=inviting.Asked(email, name, **facts)).person


def link_of(person: Person) -> str:
    """The token of the link that works now."""
    return inviting.token(Invitation.objects.get(person=person, accepted_at=None, withdrawn_at=None))


def accepted(person: Person) -> Person:
    return inviting.accept(link=link_of(person), password=PASSWORD, language=person.language, phone="")


def administrator(name: str = "Yusuf") -> Person:
    """A second one of Beni, who can sign in."""
    given = role(Role.ADMINISTRATOR, None)
    return accepted(invited(f"{name.lower()}@beni.example", name=name, language="en", role=given))


def mailed(mailbox: Any, to: str) -> list[str]:
    """Paths of the links in the mails to an address, once all that is due was sent."""
    delivery.deliver_due()
    return [found[0] for mail in mailbox if mail.to == [to] and (found := LINK.search(mail.body))]


def seen_by(person: Person, office_code: str | None = None) -> Viewer:
    """The person in an office, now."""
    found = access.viewer_of(person, clock.now(), office_code)
    assert found is not None, "no role there"
    return found


def first(pattern: re.Pattern[str], text: str) -> str:
    """The first that fits."""
    found = pattern.search(text)
    assert found, pattern.pattern
    return found[0]


def typed() -> dict[str, str]:
    """What an administrator types who invites Zoé from today on."""
    return {
        "email": "zoe@beni.example",
        "name": "Zoé",
        "language": "fr",
        "phone": "+243 990 000 111",
        "role": "officer",
        "component": "civilian",
        "from_date": today().isoformat(),
        "last_day": "",
    }


CHOSEN = {"password": PASSWORD, "again": PASSWORD, "language": "fr", "phone": ""}
