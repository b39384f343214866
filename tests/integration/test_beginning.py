"""From nothing to the first answered exercise alert: an office is made by a command, and led on by facts."""

import re
from datetime import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from alerts.domain.beginning import Step, missing
from alerts.domain.rulebook import of_book
from alerts.domain.words import Role
from alerts.domain.words_of_telling import Turn
from alerts.models import Alert, Duty, Event, Invitation, Office, Person, Rule
from alerts.selectors import beginning, rulebook
from alerts.services import duty as rota
from alerts.services import inviting
from ewrr.common import clock
from responses.models import Playbook
from tests import inviting as made
from tests import make

pytestmark = pytest.mark.django_db
ASKED = {
    "code": "BUN",
    "name_en": "Bunia",
    "name_fr": "Bunia",
    "zone": "Africa/Lubumbashi",
    "country": "CD",
    "centre": "1.5593, 30.2522",
    "email": "ada@bunia.example",
    "name": "Ada",
}
LINK = re.compile(r"http://\S+/accounts/invitation/\S+")


def create(**changes):
    """What the command prints."""
    said = StringIO()
    call_command("create_office", interactive=False, stdout=said, **(ASKED | changes))
    return said.getvalue()


def facts(office, person):
    viewer = made.seen_by(person, office.code)
    found = beginning.ticked(viewer, rulebook.shelf(office, clock.now()), clock.now())
    return {one.step: one for one in found}


@pytest.fixture
def bunia(offices):
    create()
    return Office.objects.get(code="BUN")


@pytest.fixture
def ada(bunia):
    return made.accepted(Person.objects.get(name="Ada"))


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_printed_link_leads_its_administrator_to_the_beginning(offices):
    link = made.first(LINK, create())
    browser = Client()
    path = link.partition("8000")[2]
    page = browser.post(path, made.CHOSEN | {"language": "en"}, follow=True).content.decode()
    assert "You administer Bunia" in page
    assert "From nothing to the first answered exercise alert" in page and "Do this now" in page
    assert browser.get("/setup/people/").status_code == 200


@pytest.mark.parametrize("with_usual", [False, True])
def test_an_office_made_from_nothing_has_no_error_and_no_sample_data(offices, with_usual):
    create(with_usual=with_usual)
    office = Office.objects.get(code="BUN")
    read = rulebook.shelf(office, clock.now())
    assert not [finding for finding in of_book(read.book) if finding.is_error]
    assert Rule.objects.filter(office=office, is_last=True).count() == 1
    assert not office.positions.exists() and not Alert.objects.filter(office=office).exists()
    assert list(office.memberships.values_list("role", "person__name")) == [("administrator", "Ada")]
    assert Duty.objects.filter(office=office).count() == (10 if with_usual else 3)
    assert office.sections.exists() is with_usual and office.actors.exists() is with_usual
    books = Playbook.objects.filter(office=office)
    assert books.exists() is with_usual
    assert not books.filter(versions__published_at__isnull=False).exists(), "drafts to adapt"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"zone": "Africa/Buna"}, "There is no such time zone."),
        ({"zone": "Africa/Lubumbashy"}, "Did you mean Africa/Lubumbashi?"),
        ({"code": "BUNIA"}, "three letters"),
        ({"code": "BEN"}, "Another office has this code."),
        ({"country": "Congo"}, "two letters of ISO 3166"),
        ({"centre": "the market"}, "The centre cannot be read"),
        ({"email": "ada"}, "not an e-mail address"),
        ({"name": ""}, "--name is needed"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(offices, changes, sentence):
    before = Office.objects.count(), Person.objects.count()
    with pytest.raises(CommandError, match=re.escape(sentence)):
        create(**changes)
    assert (Office.objects.count(), Person.objects.count()) == before


def test_again_it_makes_nothing_but_another_link(bunia):
    first = made.link_of(Person.objects.get(name="Ada"))
    said = create(name_en="Something else")
    assert "was there already" in said and LINK.search(said)
    assert Office.objects.get(code="BUN").name_en == "Bunia"
    assert Client().get(f"/accounts/invitation/{first}/").status_code == 404
    assert Client().get(made.first(LINK, said).partition("8000")[2]).status_code == 200
    assert Invitation.objects.count() == 1 and Office.objects.count() == 3


def test_again_once_the_administrator_has_come_it_says_where_they_sign_in(ada):
    said = create()
    assert "Its administrator signs in" in said and not LINK.search(said)


def test_somebody_who_has_an_account_administers_the_new_office_too(offices):
    said = create(email="ivan@beni.example")
    assert "Its administrator signs in" in said
    viewer = made.seen_by(make.person("Ivan"), "BUN")
    assert viewer.office.code == "BUN" and viewer.roles == {Role.ADMINISTRATOR}


def test_each_step_ticks_itself_once_it_is_so(bunia, ada):
    done = {step for step, one in facts(bunia, ada).items() if one.is_done}
    assert done == {Step.PLACES, Step.RULES}
    assert facts(bunia, ada)[Step.PEOPLE].lacks == ("focal_point", "hub_duty", "head_of_office")
    Office.objects.filter(pk=bunia.pk).update(checked_at=clock.now(), is_exercising=True)
    bunia.refresh_from_db()
    again = facts(bunia, ada)
    assert again[Step.OFFICE].is_done and again[Step.EXERCISE].is_done and not again[Step.FILED].is_done


def test_duties_are_ticked_once_somebody_is_found_at_every_moment(bunia, ada):
    head = made.role(Role.HEAD_OF_OFFICE, None)
    viewer = made.seen_by(ada, "BUN")
    asked = inviting.Asked("odon@bunia.example", "Odon", "fr", "", head)
    odon = made.accepted(inviting.invite(viewer=viewer, asked=asked).person)
    assert facts(bunia, ada)[Step.DUTIES].lacks
    post = Duty.objects.get(office=bunia, code="head-of-office")
    rota.set_rotation(
        viewer=viewer,
        duty=post,
        people=[odon],
        turn=Turn.DAILY,
        from_time=time(0),
        until_time=time(0),
        first_date=make.today(),
    )
    assert facts(bunia, ada)[Step.DUTIES].is_done, "all else falls to the Head of Office"


def test_the_list_goes_when_it_is_put_away_and_comes_back(bunia, ada):
    client = signed_in(ada)
    assert "From nothing to the first answered" in client.get("/setup/").content.decode()
    assert client.post("/setup/begin/", {"act": "over"}).status_code == 303
    away = client.get("/setup/").content.decode()
    assert "From nothing" not in away and "Show the steps of the beginning" in away
    assert "From nothing" not in client.get("/").content.decode()
    assert "It took" in client.get("/setup/?steps=all").content.decode()
    client.post("/setup/begin/", {"act": "again"})
    assert "From nothing" in client.get("/setup/").content.decode()
    assert [event.data["act"] for event in Event.objects.filter(office=bunia, kind="office.changed")] == [
        "begun",
        "set_up",
        "begun_again",
    ]


def test_an_office_that_was_there_before_is_not_guided_until_it_asks(as_, beni):
    ivan = as_("Ivan")
    assert "From nothing" not in ivan.get("/").content.decode()
    assert "From nothing" not in ivan.get("/setup/").content.decode()
    assert "From nothing" in ivan.get("/setup/?steps=all").content.decode()


def test_the_hub_sees_the_list_and_only_administrators_put_it_away(bunia, ada, as_, beni):
    Office.objects.filter(pk=beni.pk).update(begun_at=clock.now())
    page = as_("Dora").get("/setup/").content.decode()
    assert "From nothing" in page and "Put the list away" not in page
    assert as_("Dora").post("/setup/begin/", {"act": "over"}).status_code == 404


def test_who_is_missing():
    assert missing([]) == (Role.FOCAL_POINT, Role.HUB_DUTY, Role.HEAD_OF_OFFICE)
    assert missing([Role.FOCAL_POINT, Role.HUB_DUTY, Role.HEAD_OF_OFFICE, Role.ADMINISTRATOR]) == ()
