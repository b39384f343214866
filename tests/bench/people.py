"""Signed-in people of every role and both languages, made straight in the database."""

import datetime as dt
from itertools import cycle, islice

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from alerts.domain.words import Component, Role
from alerts.models import Membership, Office, Person

ROLES = (
    (Role.HUB_DUTY, ""),
    (Role.FOCAL_POINT, Component.CIVILIAN),
    (Role.OFFICER, Component.CIVILIAN),
    (Role.HUB_CHIEF, ""),
    (Role.FOCAL_POINT, Component.POLICE),
    (Role.OFFICER, Component.MILITARY),
    (Role.POC_MANAGER, ""),
    (Role.HEAD_OF_OFFICE, ""),
)


def signed_in(person: Person) -> str:
    """A session as signing in makes it; its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def crowd(office: Office, count: int) -> list[Person]:
    made = Person.objects.bulk_create(
        Person(email=f"board-{n}@bench.example", name=f"Board {n}", language="en" if n % 2 else "fr", password="!")
        for n in range(Person.objects.count(), Person.objects.count() + count)
    )
    held = zip(made, islice(cycle(ROLES), count), strict=True)
    first = dt.date(2020, 1, 1)
    Membership.objects.bulk_create(
        Membership(person=person, office=office, role=role, component=component, from_date=first)
        for person, (role, component) in held
    )
    return made
