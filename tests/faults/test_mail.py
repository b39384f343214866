"""A mail server that is slow: it gets each message once, whatever it takes its time for."""

from pathlib import Path

import pytest

from tests.mailserver import wait_for

from .checker import judge
from .conftest import evidence, settle
from .driver import Driver
from .rig import Rig

CREW = ("worker", "sender", "sender-2", "beat", "sweep")
# Every reply within the hub's five seconds and all together beyond a lease; and a server that reads what it is given.
SLOW: dict[str, dict[str, float]] = {
    "in all it says": {"EHLO": 3.9, "MAIL": 3.9, "RCPT": 3.9, "DATA": 3.9},
    "in taking the message": {"DATA": 6.5},
}
SENT_S = 120.0


@pytest.mark.parametrize("how", SLOW)
def test_a_slow_mail_server_gets_each_message_once(rig: Rig, ledger: Path, how: str) -> None:
    rig.up("web", *CREW)
    rig.mail.slow_s = SLOW[how]
    with Driver(rig, ledger) as hana:
        number = hana.file()
    tried = "SELECT count(*) FROM alerts_delivery WHERE channel = 'email' AND attempts > 0 AND state <> 'sending'"
    wait_for(lambda: rig.sql(tried) == [(4,)], SENT_S, "four tries")
    rig.mail.slow_s = {}
    wait_for(lambda: len(rig.mail.received(number)) >= 4, SENT_S, "four mails")
    settle(rig)
    assert judge(evidence(rig, ledger)) == []
