"""By which channels somebody is told: a table of cases."""

from enum import StrEnum
from typing import Any

import pytest

from alerts.domain.channels import Order, by_which
from alerts.domain.words import Channel

IN, MAIL = Channel.INBOX, Channel.EMAIL


class More(StrEnum):
    """A channel that the hub may have one day: the rule must hold for any."""

    SMS = "sms"


SMS: Any = More.SMS


@pytest.mark.parametrize(
    ("asked", "off", "own", "wakes", "goes"),
    [
        ((IN, MAIL), (), None, False, (IN, MAIL)),
        ((MAIL,), (), None, True, (IN, MAIL)),  # the inbox always, for it is the record
        ((IN, MAIL), (MAIL,), None, True, (IN,)),
        ((IN, MAIL, SMS), (), Order((SMS, MAIL), (SMS, MAIL)), True, (IN, SMS, MAIL)),  # all, in their order
        ((IN, MAIL, SMS), (), Order((SMS, MAIL), (SMS,)), False, (IN, SMS)),  # the first alone
        ((IN, MAIL, SMS), (SMS,), Order((SMS, MAIL), (SMS,)), False, (IN, MAIL)),  # the first that is left
        ((IN, MAIL), (), Order((), (MAIL,)), False, (IN,)),
        ((IN, MAIL), (), Order((), (SMS,)), True, (IN, MAIL)),  # none of theirs is left: whatever is wakes them
        ((IN, MAIL, SMS), (SMS,), Order((SMS,), (SMS,)), True, (IN, MAIL)),
        ((IN,), (), Order((MAIL,), (MAIL,)), True, (IN,)),  # the plan asks for nothing else
    ],
)
def test_what_is_asked_less_what_is_off_in_ones_own_order(asked, off, own, wakes, goes):
    assert by_which(asked, off, own, wakes=wakes) == goes
