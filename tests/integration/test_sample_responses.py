"""The sample office responds to its exercise: once, to what was decided, and never beyond the sample."""

import pytest
from django.core.management import CommandError, call_command

from responses.models import Response
from tests import make

pytestmark = pytest.mark.django_db


def test_what_was_decided_is_responded_to_once():
    make.offices(exercising=True)
    decided = [make.decided(make.alert(is_routed=True)) for _turn in range(4)]
    make.alert(is_routed=True)
    call_command("sample_responses", verbosity=0)
    call_command("sample_responses", verbosity=0)
    made = Response.objects.order_by("lead")
    assert [row.lead for row in made] == decided
    assert {row.status for row in made} == {"done", "assigned", "on_site", "moving"}


def test_real_offices_get_none(settings):
    make.offices()
    make.decided(make.alert(is_routed=True))
    call_command("sample_responses", verbosity=0)
    assert not Response.objects.exists()
    settings.SAMPLE_PASSWORD = None
    with pytest.raises(CommandError):
        call_command("sample_responses")
