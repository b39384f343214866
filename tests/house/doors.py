"""Every door of the hub, and one visitor of each kind to knock at it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from alerts.domain.words import Component, Role
from alerts.models import (
    Actor,
    Alert,
    Area,
    Device,
    Display,
    Duty,
    Exercise,
    Invitation,
    Layer,
    Membership,
    Office,
    Place,
    Plan,
    Position,
    Relief,
    Rule,
    Section,
    Upload,
)
from alerts.services import inviting, telling
from alerts.services.roles import Draft
from ewrr.common import clock
from responses.domain import periods
from responses.models import ChecklistItem, Handover, Playbook, Response, WatchedPlace
from tests import make
from tests.integration import coordinating, rehearsed, uploading, watched
from tests.integration.devices import waiting
from tests.integration.displaying import paired

NO_STATE = {"django_session", "ewrr_cache"}  # who is signed in, how often who tried: no matter of the product
METHODS = ("GET", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
CAST = {
    "officer": "Hana",
    "focal_point": "Amina",
    "hub_duty": "Dora",
    "hub_chief": "Noor",
    "head_of_office": "Grace",
    "poc_manager": "Farid",
    "administrator": "Ivan",
    "other_office": "Esther",
}
# Further addresses of a door, each a page of its own.
QUERIES = {
    "board": (
        *(f"?tab={tab}" for tab in ("unanswered", "mine", "verify", "decide", "overdue", "history")),
        "?open={number}",
        "?open={number}&map=1",
        "?level=critical&kind=unknown&area=CD-NK&component=civilian&state=received,closed&text=mbau",
        "?tab=history&from=2014-01-01&until=2015-01-01&text=0147",
        "?storm={number}&pages=2",
    ),
    "changed_since": ("?version=1",),
    "api_alerts": ("?level=critical&text=BEN-2026-0001&limit=1", "?format=geojson"),
    "api_alert": ("?format=cap",),
    "api_responses": ("?open=1&mine=1&late=1&alert={number}&status=assigned&responder=force&limit=1",),
    "join": ("?with={number}", "?number={number}"),
    "setup_try": ("?level=low&restricted=on",),
    "setup": ("?steps=all",),
    "setup_changes": ("?area=people&before=99",),
    "setup_people": ("?tested=2",),
    "setup_person": ("?done=given",),
    "invitation": ("?language=fr",),
    "setup_places": ("?q=be&after=1",),
    "setup_areas": ("?q=kivu",),
    "setup_list": ("?moved=sms&way=up",),
    "duty": ("?week=2026-W01", "?week=next&done=taken"),
    "duty_list": ("?week=2026-W01",),
    "duty_load": ("?weeks=12&sort=name",),
    "duty_calendar": ("?ended=1",),
    "check_in": ("?done=1",),
    "reports": ("?before=2026-01-05", "?first=2026-01-05&last=x"),
    "report": ("?language=fr",),
    "watch_list": ("?mine=1", "?due=1"),
    "agenda": ("?edition=shared",),
    "meetings": ("?before=2026-01-05T00:00:00%2B00:00",),
    "meeting": ("?done=decided",),
    "report_alerts": ("?figure=received", "?figure=threat:level=critical"),
    "duty_shift": ("?duty=1&kind=add&person=1&starts_at=2026-11-27T18:00&ends_at=2026-11-28T06:00",),
    "duty_absence": ("?starts_at=2999-01-01T18:00&ends_at=2999-01-02T06:00",),
    "changes": ("?view=board&open={number}", "?view=alert&open={number}", "?view=home", "?view=receipt", "?view=duty"),
}


def routes() -> dict[str, str]:
    """name -> pattern of every route in the URLconf, and the sockets under their own address."""
    from ewrr.asgi import sockets

    found = list(_walk(get_resolver().url_patterns))
    names = [name for name, _route in found]
    assert len(names) == len(set(names)) and all(names), "each route has a name of its own"
    return dict(found) | {str(route.pattern): f"/{route.pattern}" for route in sockets.routes}


def _walk(patterns: list[Any], prefix: str = "/") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield pattern.name, route


def addresses(alert: Alert) -> dict[str, list[str]]:
    """name -> addresses of every route: the plain one first."""
    values = {"<str:number>": alert.number, "<str:token>": telling.answer_token(alert.deliveries.latest("id"))}
    models: dict[str, Any] = {
        "<int:duty>": Duty,
        "<int:plan>": Plan,
        "<int:rule>": Rule,
        "<int:actor>": Actor,
        "<int:layer>": Layer,
        "<int:place>": WatchedPlace,
        "<int:playbook>": Playbook,
        "<int:section>": Section,
        "<int:position>": Position,
        "<int:exercise>": Exercise,
    }
    for part, model in models.items():
        values[part] = str(model.objects.filter(office=alert.office).order_by("id")[0].pk)
    values["<int:display>"] = str(Display.objects.filter(office=alert.office).values_list("pk", flat=True).first() or 0)
    values["<int:device>"] = str(Device.objects.filter(office=alert.office).values_list("pk", flat=True).first() or 0)
    values |= _of_things(alert)
    found = {}
    for name, route in routes().items():
        plain = route.partition("^")[0] + ("password/reset/key/1-set-password/" if "^" in route else "")
        for part, value in values.items():
            plain = plain.replace(part, value)
        found[name] = [plain, *(plain + query.format(number=alert.number) for query in QUERIES.get(name, ()))]
    return found


def _of_things(alert: Alert) -> dict[str, str]:
    """Parts of the addresses of what is done, held and set up about the alert and its office."""
    response = Response.objects.filter(office=alert.office).order_by("id").first()
    handover = Handover.objects.filter(alert__office=alert.office).order_by("id").first()
    values = {
        "<int:response>": str(response.pk if response else 0),
        "<int:handover>": str(handover.pk if handover else 0),
    }
    values |= coordinating.addresses(alert.office)
    held = Membership.objects.filter(office=alert.office, person=make.person("Luc")).get()
    invitation = Invitation.objects.first()
    values |= {
        "<int:person>": str(held.person_id),
        "<int:membership>": str(held.pk),
        "<str:link>": inviting.token(invitation) if invitation else "x",
    }
    values |= _of_lists(alert.office)
    item = ChecklistItem.objects.filter(checklist__alert=alert).order_by("id").values_list("pk", flat=True).first()
    values |= {"<int:item>": str(item or 0)}
    relief = Relief.objects.filter(duty__office=alert.office).order_by("id").values_list("pk", flat=True).first()
    values |= {"<int:relief>": str(relief or 0), "<str:secret>": "x"}
    values |= {"<int:view>": "1", "<int:file>": "1", "<str:act>": "begin", "<str:ref>": _week_of(alert)}
    values["<slug:name>"] = "first_alert"
    values["<str:response_ref>"] = f"{alert.number}.1"
    return values


def _of_lists(office: Office) -> dict[str, str]:
    """Parts of the addresses of the set-up's lists."""
    upload = Upload.objects.filter(office=office).values_list("pk", flat=True).first()
    return {
        "<int:named>": str(Place.objects.filter(country=office.country).order_by("id")[0].pk),
        "<int:area>": str(Area.objects.filter(country=office.country).order_by("id")[0].pk),
        "<int:upload>": str(upload or 0),
        "<str:sort>": "places",
        "<str:of>": "received_by",
        "<str:code>": "sms",
        "<str:channel>": "email",
    }


def _week_of(alert: Alert) -> str:
    office = alert.office
    day = alert.received_at.astimezone(ZoneInfo(office.time_zone)).date()
    week = periods.week_of(day, office.week_starts_on, office.time_zone)
    return periods.ref(week, is_exercise=alert.is_exercise)


def being_responded_to(office: Office) -> None:
    """A further alert, decided, with a response that waits to be accepted and a hand-over that waits for approval."""
    if not Response.objects.filter(office=office).exists():
        alert = make.decided(make.alert(is_routed=True))
        make.response(alert)
        make.asked_to_hand_over(alert)


def inviting_one(office: Office) -> None:
    """Somebody waits behind a link."""
    if not Invitation.objects.exists():
        role = Draft(Role.OFFICER, dt.date.today(), component=Component.CIVILIAN)
        asked = inviting.Asked("new@beni.example", "Nadia", "en", "", role)
        inviting.invite(viewer=make.viewer("Ivan"), asked=asked)


class Visitors:
    """One client that comes as whoever is named; nothing of a visit is left to the next one."""

    def __init__(self, office: Office, *, with_csrf: bool = False) -> None:
        make.layer(office)
        being_responded_to(office)
        if not WatchedPlace.objects.filter(office=office).exists():
            watched.place(office)
        coordinating.standing(office)
        uploading.waiting(office)
        if not Playbook.objects.filter(office=office).exists():
            make.playbook()
        hub = Duty.objects.get(office=office, code="hub-duty-officer")
        now = clock.now()
        Relief.objects.get_or_create(duty=hub, defaults={"starts_at": now, "at": now, "begun_at": now})
        if not Exercise.objects.filter(office=office).exists():
            rehearsed.over(office)
        people = {who: make.person(name) for who, name in CAST.items()}
        if not Device.objects.exists():
            waiting("Amina")  # whose token can be taken and ended
        inviting_one(office)
        if not Display.objects.exists():
            paired()
        people["other_officer"] = make.member(office, Role.OFFICER, Component.POLICE).person
        self.client = Client(enforce_csrf_checks=with_csrf)
        self.sessions = {"anonymous": ""}
        for who, person in people.items():
            self.client.cookies.clear()
            self.client.force_login(person)
            self.sessions[who] = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, who: str, method: str, path: str, **more: Any) -> HttpResponse:
        self.client.cookies.clear()
        if self.sessions[who]:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return getattr(self.client, method.lower())(path, **more)


def digests() -> dict[str, tuple[int, str]]:
    """Rows and contents of every table: equal where nothing changed."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in NO_STATE:
                cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{table}\" t")  # noqa: S608
                found[table] = cursor.fetchone()
    return found
