"""The people of an office: a list that is searched, a person's page, who may change what."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import formats

from alerts.domain.words import Component, Role
from alerts.models import Delivery, Event, Membership, Person
from alerts.selectors import access
from alerts.selectors import people as shelf
from alerts.services import delivery
from ewrr.common import clock
from tests import inviting as made
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivan(as_):
    return as_("Ivan")


def path_of(name):
    return f"/setup/people/{make.person(name).pk}/"


def in_days(days):
    return (make.today() + dt.timedelta(days=days)).isoformat()


def date_format(iso):
    return formats.date_format(dt.date.fromisoformat(iso), "j M Y")


def listed(client, **asked):
    page = client.post("/setup/people/", asked).content.decode()
    names = ("Amina", "Ben", "Chidi", "Dora", "Esther", "Farid", "Grace", "Hana", "Ivan", "Luc", "Noor", "Zoé")
    return [name for name in names if f">{name}</a>" in page]


def test_the_list_is_of_this_office_and_narrowed_by_what_is_asked(ivan, beni):
    made.invited()
    assert "Esther" not in listed(ivan) and {"Amina", "Zoé"} <= set(listed(ivan))
    assert listed(ivan, text="AMIN") == ["Amina"]
    assert listed(ivan, text="hana@beni") == ["Hana"]
    assert listed(ivan, role="hub_duty") == ["Dora"]
    assert listed(ivan, component="civilian", role="focal_point") == ["Amina", "Luc"]
    assert listed(ivan, standing="invited") == ["Zoé"]
    assert "Zoé" not in listed(ivan, standing="active")
    assert listed(ivan, standing="nonsense", role="x") != []
    assert "Nobody fits." in ivan.post("/setup/people/", {"text": "nobody of this name"}).content.decode()


def test_it_has_pages_by_name_and_no_name_in_an_address(ivan, beni, monkeypatch):
    monkeypatch.setattr(shelf, "PAGE", 5)
    seen, after = [], None
    while True:
        page = ivan.post("/setup/people/", {"after": after} if after else {})
        body = page.content.decode()
        found = [name for name in Person.objects.values_list("name", flat=True) if f">{name}</a>" in body]
        seen += sorted(found, key=str.lower)
        if 'name="after"' not in body:
            break
        after = body.partition('name="after" value="')[2].partition('"')[0]
        assert after.isdecimal()
    here = Membership.objects.filter(office=beni).values_list("person__name", flat=True)
    assert seen == sorted(set(here), key=str.lower)


def test_a_person_of_another_office_does_not_exist_here(ivan, beni, bouar):
    assert ivan.get(path_of("Esther")).status_code == 404
    for door in ("roles/", "reset/", "sessions/", "close/", "reopen/", "invitation/"):
        typed = {"session": "all", "role": "officer", "component": "civilian", "from_date": "2026-11-30"}
        assert ivan.post(path_of("Esther") + door, typed).status_code == 404
    held = Membership.objects.get(person=make.person("Esther"))
    assert ivan.post(f"{path_of('Amina')}roles/{held.pk}/end/", {"now": "on", "seen": ""}).status_code == 404


def test_name_phone_and_language_are_changed_and_the_person_is_told(ivan, beni):
    amina = make.person("Amina")
    typed = {"name": "Amina K.", "phone": "+243 1234", "language": "fr", "seen": shelf.version(amina)}
    assert "Saved." in ivan.post(path_of("Amina"), typed, follow=True).content.decode()
    amina.refresh_from_db()
    assert (amina.name, amina.phone, amina.language) == ("Amina K.", "+243 1234", "fr")
    event = Event.objects.get(kind="person.changed")
    assert event.data == {"person": amina.pk, "fields": ["name", "phone", "language"]}
    told = Delivery.objects.filter(person=amina, notice__what="account_changed")
    assert told.count() == 2


def test_whoever_was_slower_is_told_by_whom_and_keeps_what_was_typed(ivan, beni):
    made.administrator()
    amina = make.person("Amina")
    seen = shelf.version(amina)
    typed = {"name": "Amina K.", "phone": "", "language": "en", "seen": seen}
    assert ivan.post(path_of("Amina"), typed).status_code == 303
    late = ivan.post(path_of("Amina"), typed | {"name": "Amina Kavira"})
    body = late.content.decode()
    assert late.status_code == 409 and "Ivan changed this" in body and "Amina Kavira" in body and "Amina K.," in body


def test_a_mistake_in_the_name_is_told_and_kept(ivan, beni):
    refused = ivan.post(path_of("Amina"), {"name": "", "phone": "x", "language": "en"})
    assert refused.status_code == 422 and "Give the name." in refused.content.decode()
    assert 'value="x"' in refused.content.decode()


def test_a_role_is_given_with_days_and_the_chiefs_are_told(ivan, beni):
    typed = {"role": "hub_duty", "component": "", "from_date": make.today().isoformat(), "last_day": ""}
    page = ivan.post(f"{path_of('Amina')}roles/", typed, follow=True).content.decode()
    assert "The role is given." in page and "Hub duty officer" in page
    assert Role.HUB_DUTY in make.viewer("Amina").roles
    told = set(Delivery.objects.filter(notice__what="roles_changed").values_list("person__name", flat=True))
    assert told == {"Noor", "Grace"}
    assert "role given: Hub duty officer, from" in as_text(ivan, "/setup/changes/?area=people")


def as_text(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"role": "focal_point", "component": "civilian"}, "has this role at that time already"),
        ({"role": "officer", "component": "police"}, "speaks for another component here: Civilian"),
        ({"role": "officer", "component": ""}, "officers and focal points speak for one"),
        ({"role": "poc_manager", "last_day": "2020-01-01"}, "A role ends after it begins"),
        ({"role": ""}, "Choose a role."),
    ],
)
def test_a_role_that_cannot_be_is_refused_beside_its_field(ivan, beni, typed, sentence):
    before = Membership.objects.count()
    whole = {"component": "", "from_date": make.today().isoformat(), "last_day": ""} | typed
    refused = ivan.post(f"{path_of('Amina')}roles/", whole)
    assert refused.status_code == 422 and sentence in refused.content.decode()
    assert Membership.objects.count() == before


def test_a_section_brings_its_component_and_must_be_of_this_office(ivan, beni, bouar):
    unpol, other = beni.sections.get(name_en="UNPOL"), bouar.sections.get(name_en="UNPOL")
    person = made.accepted(made.invited(role=made.role(Role.POC_MANAGER, None)))
    path, typed = f"/setup/people/{person.pk}/roles/", {"role": "officer", "from_date": make.today().isoformat()}
    assert ivan.post(path, typed | {"section": other.pk}).status_code == 422
    wrong = ivan.post(path, typed | {"section": unpol.pk, "component": "civilian"})
    assert "This section belongs to another component." in wrong.content.decode()
    assert ivan.post(path, typed | {"section": unpol.pk}).status_code == 303
    assert Membership.objects.get(person=person, role="officer").component == Component.POLICE


def test_a_role_ends_at_once_and_open_pages_are_read_afresh(ivan, beni):
    held = Membership.objects.get(person=make.person("Farid"))
    epoch = beni.cursor_epoch
    path = f"{path_of('Farid')}roles/{held.pk}/end/"
    assert ivan.post(path, {"now": "on", "seen": ""}).status_code == 303
    assert access.viewer_of(make.person("Farid"), clock.now()) is None
    beni.refresh_from_db()
    assert beni.cursor_epoch == epoch + 1
    assert "role ended: POC manager" in as_text(ivan, "/setup/changes/")


def test_a_role_ends_on_a_day_and_whoever_saw_another_end_is_told(ivan, beni):
    held = Membership.objects.get(person=make.person("Farid"))
    path = f"{path_of('Farid')}roles/{held.pk}/end/"
    assert ivan.post(path, {"last_day": in_days(30), "seen": ""}).status_code == 303
    held.refresh_from_db()
    assert held.until_date.isoformat() == in_days(31), "the first day without it"
    assert f'value="{in_days(30)}"' in as_text(ivan, path_of("Farid"))
    late = ivan.post(path, {"now": "on", "seen": ""})
    assert late.status_code == 409 and "Ivan changed this" in late.content.decode()
    empty = ivan.post(path, {"last_day": "", "seen": in_days(31)})
    assert empty.status_code == 422 and "Say the last day." in empty.content.decode()


def test_a_role_that_is_ended_on_its_first_day_never_ran_and_may_be_given_again(ivan, beni):
    person = made.accepted(made.invited())
    held = Membership.objects.get(person=person)
    assert ivan.post(f"/setup/people/{person.pk}/roles/{held.pk}/end/", {"now": "on", "seen": ""}).status_code == 303
    assert access.viewer_of(person, clock.now()) is None
    assert "no role any more" in as_text(ivan, f"/setup/people/{person.pk}/")
    typed = {"role": "officer", "component": "police", "from_date": make.today().isoformat()}
    assert ivan.post(f"/setup/people/{person.pk}/roles/", typed).status_code == 303
    viewer = access.viewer_of(person, clock.now())
    assert viewer is not None and viewer.component is Component.POLICE


def test_a_role_to_come_that_is_ended_never_comes(ivan, beni):
    path = path_of("Farid")
    typed = {"role": "hub_duty", "component": "", "from_date": in_days(10), "last_day": ""}
    assert ivan.post(f"{path}roles/", typed).status_code == 303
    assert f"from {date_format(in_days(10))}" in as_text(ivan, path)
    held = Membership.objects.get(person=make.person("Farid"), role="hub_duty")
    assert ivan.post(f"{path}roles/{held.pk}/end/", {"now": "on", "seen": ""}).status_code == 303
    assert "Roles that ended" in as_text(ivan, path)
    with clock.set_to(clock.now() + dt.timedelta(days=11)):
        assert make.viewer("Farid").roles == {Role.POC_MANAGER}


def test_an_ended_role_is_not_taken_up_by_another_end_nor_made_to_run_beside_another(ivan, beni):
    farid, path = make.person("Farid"), path_of("Farid")
    old = Membership.objects.create(
        person=farid, office=beni, role=Role.HUB_CHIEF, from_date="2020-01-01", until_date="2021-01-01"
    )
    again = ivan.post(f"{path}roles/{old.pk}/end/", {"last_day": in_days(30), "seen": "2021-01-01"})
    assert again.status_code == 404
    held = Membership.objects.get(person=farid, role="poc_manager")
    ivan.post(f"{path}roles/{held.pk}/end/", {"last_day": in_days(5), "seen": ""})
    typed = {"role": "poc_manager", "component": "", "from_date": in_days(10), "last_day": ""}
    assert ivan.post(f"{path}roles/", typed).status_code == 303
    longer = ivan.post(f"{path}roles/{held.pk}/end/", {"last_day": in_days(15), "seen": in_days(6)})
    assert longer.status_code == 409 and "has this role at that time already" in longer.content.decode()


def test_nobody_changes_their_own_roles(ivan, beni):
    typed = {"role": "hub_chief", "component": "", "from_date": make.today().isoformat()}
    refused = ivan.post(f"{path_of('Ivan')}roles/", typed)
    assert refused.status_code == 409 and "changed by another administrator" in refused.content.decode()
    held = Membership.objects.get(person=make.person("Ivan"))
    ended = ivan.post(f"{path_of('Ivan')}roles/{held.pk}/end/", {"now": "on", "seen": ""})
    assert ended.status_code == 409
    assert make.viewer("Ivan").roles == {Role.ADMINISTRATOR}
    assert "This is you." in as_text(ivan, path_of("Ivan")) and "Close this account" not in as_text(
        ivan, path_of("Ivan")
    )


def test_the_last_administrator_who_can_sign_in_stays(as_, beni):
    """Another one who was invited but has not come does not count, nor one whose role ends before."""
    yusuf = made.administrator()
    made.invited("late@beni.example", name="Late", role=made.role(Role.ADMINISTRATOR, None))
    client = Client()
    client.force_login(yusuf)
    held = Membership.objects.get(person=make.person("Ivan"))
    Membership.objects.filter(person=yusuf).update(until_date=in_days(30))
    path = f"{path_of('Ivan')}roles/{held.pk}/end/"
    refused = client.post(path, {"last_day": in_days(60), "seen": ""})
    assert refused.status_code == 409 and "the office’s last administrator" in refused.content.decode()
    assert client.post(path, {"last_day": in_days(20), "seen": ""}).status_code == 303


@pytest.mark.parametrize("name", ["Dora", "Grace", "Noor", "Amina", "Farid"])
def test_the_pages_do_not_exist_for_others(as_, beni, name):
    for path in ("/setup/people/", "/setup/people/invite/", path_of("Amina"), "/setup/office/"):
        assert as_(name).get(path).status_code == 404


def test_it_is_french_for_whoever_reads_french(as_, beni):
    Person.objects.filter(name="Ivan").update(language="fr")
    made.invited()
    page = as_text(as_("Ivan"), "/setup/people/")
    assert "Personnes" in page and "invité" in page and "Point focal" in page
    assert "Rôles" in as_text(as_("Ivan"), path_of("Amina"))


def test_whoever_was_not_reached_is_sent_a_test_once(ivan, beni, mailoutbox):
    assert shelf.unreached(beni, clock.now()).count() == 13
    page = ivan.post("/setup/people/test/", follow=True).content.decode()
    assert "test messages are on their way." in page
    assert "Nobody is left" in ivan.post("/setup/people/test/", follow=True).content.decode()
    delivery.deliver_due()
    assert shelf.unreached(beni, clock.now()).count() == 0
    assert "Yes, as far as the hub can know" in as_text(ivan, "/setup/people/")
