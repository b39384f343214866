"""One's own telephone number: changed by oneself, told to nobody, on the duty list at once."""

import pytest

from alerts.models import Event, Person
from alerts.selectors import people as shelf
from alerts.services import people
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "/accounts/phone/"
NEW = "+243 990 111 222"


def number():
    return Person.objects.get(name="Amina").phone


def changes():
    return Event.objects.filter(kind="person.changed")


def test_a_person_changes_their_own_number_and_the_history_names_the_field_only(as_, beni):
    said = as_("Amina").post(PAGE, {"seen": number(), "phone": f" {NEW} "}, follow=True)
    assert "Saved." in said.content.decode() and number() == NEW
    event = changes().get()
    amina = make.person("Amina")
    assert (event.person, event.data) == (amina, {"person": amina.pk, "fields": ["phone"]})


def test_the_same_number_changes_nothing_and_none_is_allowed(as_, beni):
    amina = as_("Amina")
    assert amina.post(PAGE, {"seen": number(), "phone": number()}).status_code == 303
    assert not changes().exists()
    amina.post(PAGE, {"seen": number(), "phone": ""})
    assert number() == ""


def test_what_nobody_could_call_is_refused_and_stays_typed(as_, beni):
    before = number()
    refused = as_("Amina").post(PAGE, {"seen": before, "phone": "ask Luc"})
    page = refused.content.decode()
    assert refused.status_code == 422 and 'value="ask Luc"' in page and "Write the number in figures" in page
    assert number() == before


def test_whom_an_administrator_forestalled_is_told_and_saves_again(as_, beni):
    amina, seen = make.person("Amina"), number()
    now = {"name": amina.name, "phone": "+243 990 333 444", "language": amina.language}
    people.change_it(viewer=make.viewer("Ivan"), person_id=amina.pk, seen=shelf.version(amina), **now)
    late = as_("Amina").post(PAGE, {"seen": seen, "phone": NEW})
    page = late.content.decode()
    assert late.status_code == 409 and "Ivan changed this" in page and f'value="{NEW}"' in page
    assert "It now reads: +243 990 333 444" in page and number() == "+243 990 333 444"
    as_("Amina").post(PAGE, {"seen": "+243 990 333 444", "phone": NEW})
    assert number() == NEW


def test_nobody_changes_the_number_of_another_here(as_, beni):
    before = number()
    as_("Ben").post(PAGE, {"seen": before, "phone": NEW, "person": make.person("Amina").pk})
    assert number() == before


def test_the_page_is_in_the_menu_and_in_french(as_, beni):
    amina = make.person("Amina")
    assert f'href="{PAGE}"' in as_("Amina").get("/").content.decode()
    amina.language = "fr"
    amina.save()
    assert "Mon numéro de téléphone" in as_("Amina").get(PAGE).content.decode()
