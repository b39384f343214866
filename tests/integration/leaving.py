"""Every way in which somebody ceases to be allowed to read here, as one table. All are about Sifa, of Beni."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session

from alerts.domain.words import Role
from alerts.models import Duty, Membership, Office, Person, Shift
from ewrr.common import clock
from tests import make


def end_session(client):
    Session.objects.filter(pk=client.cookies[settings.SESSION_COOKIE_NAME].value).delete()


def let_session_expire(client):
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    Session.objects.filter(pk=key).update(expire_date=clock.now() - timedelta(seconds=1))


def delete_role(client):
    Membership.objects.filter(person=make.person("Sifa")).delete()


def end_role(client):
    Membership.objects.filter(person=make.person("Sifa")).update(until_date=clock.now().date() - timedelta(days=1))


def close_account(client):
    Person.objects.filter(pk=make.person("Sifa").pk).update(is_active=False)


def change_password(client):
    person = make.person("Sifa")
    person.set_password("quite another sentence")
    person.save()


def become_administrator(client):
    Membership.objects.filter(person=make.person("Sifa")).update(role=Role.ADMINISTRATOR, component="")


def leave_office(client):
    """For another one, in which they read."""
    Membership.objects.filter(person=make.person("Sifa")).update(office=Office.objects.get(code="BOU"))


def hand_over(client=None):
    """As the clock does it: no event tells of a watch that ends."""
    now = clock.now()
    Shift.objects.create(
        duty=Duty.objects.get(office__code="BEN", code="protection-adviser"),
        person=make.person("Noor"),
        kind="replace",
        made_at=now,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
    )


# What the change door answers then: a sign-in, nothing, or that the page is to be read afresh.
OUT = {
    end_session: 302,
    let_session_expire: 302,
    close_account: 302,
    change_password: 302,
    delete_role: 404,
    end_role: 404,
    become_administrator: 404,
    leave_office: "reload",
    hand_over: "reload",
}
