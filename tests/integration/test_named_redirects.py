"""A script that sends a form is told where to go, instead of being sent there: the page is made once."""

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db
NAMED = {"X-Redirect": "named"}


@pytest.fixture
def dora(beni):
    client = Client()
    client.force_login(make.person("Dora"))
    return client


def test_the_address_is_named_to_a_script_and_followed_by_a_page(dora):
    named = dora.post("/language/", {"language": "fr", "next": "/board/"}, headers=NAMED)
    assert (named.status_code, named["X-Location"], "Location" in named, named.content) == (204, "/board/", False, b"")
    followed = dora.post("/language/", {"language": "en", "next": "/board/"})
    assert (followed.status_code, followed["Location"], "X-Location" in followed) == (302, "/board/", False)


def test_whoever_was_signed_out_meanwhile_is_led_to_sign_in(beni):
    answer = Client().post("/duty/check-in/", {"duty": "1"}, headers=NAMED)
    assert answer.status_code == 204
    assert answer["X-Location"].startswith("/accounts/login/?next=")


def test_a_refusal_and_a_page_are_what_they_were(dora):
    assert dora.get("/duty/check-in/", headers=NAMED).status_code == 200
    assert dora.post("/duty/check-in/", {"duty": "0"}, headers=NAMED).status_code == 404
