"""Who read a restricted alert, and for how long it stood open: every opening, and then a row now and then."""

from datetime import timedelta

import pytest

from alerts.domain.words import ThreatType
from alerts.models import AccessLog
from ewrr.common import clock
from tests import make
from tests.integration.following import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def restricted(beni):
    return make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)


def rows(name):
    return AccessLog.objects.filter(person__name=name).count()


def test_every_opening_is_logged_by_page_by_board_and_by_the_api(as_, restricted):
    noor = as_("Noor")
    page = f"/alerts/{restricted.number}/"
    paths = (page, f"/board/?open={restricted.number}", f"/api/v1{page}")
    for turn, path in enumerate(paths * 2, start=1):
        noor.get(path)
        assert rows("Noor") == turn


def test_while_it_stands_open_a_row_is_written_at_most_every_quarter_of_an_hour(as_, restricted):
    page = Page(as_("Noor"), f"/board/?open={restricted.number}", "board")
    for name in ("Amina", "Sifa"):
        make.answered(restricted, name)
        page.catch_up()
    assert rows("Noor") == 1
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        make.answered(restricted, "Dora")
        page.catch_up()
        page.catch_up()
        assert rows("Noor") == 2
        page.open()
        assert rows("Noor") == 3, "a new opening always counts"


def test_ones_own_act_on_it_is_no_new_opening(as_, restricted):
    noor = as_("Noor")
    noor.get(f"/alerts/{restricted.number}/")
    noor.post(f"/alerts/{restricted.number}/answer/", headers={"HX-Request": "true"})
    assert rows("Noor") == 1


def test_somebody_else_and_a_shell_are_counted_for_themselves(as_, restricted):
    pages = [Page(as_(name), f"/board/?open={restricted.number}", "board") for name in ("Noor", "Sifa", "Dora")]
    make.answered(restricted, "Amina")
    for page in pages:
        page.catch_up()
    assert [rows(name) for name in ("Noor", "Sifa", "Dora")] == [1, 1, 0]
