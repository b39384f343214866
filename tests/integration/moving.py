"""What tests of the moves' pages share: an alert on which a move may be made, and what a browser sends for it."""

import re
from typing import Any

from alerts.domain.words_of_deciding import WordBack
from alerts.models import Alert
from tests import make

SHEET = {"HX-Request": "true"}
MOVES = ("assess", "decide", "dismiss", "close", "reopen", "word-back")


def ready(move: str) -> Alert:
    """An alert on which the move may be made."""
    alert = make.alert(is_routed=True)
    if move in ("close", "reopen", "word-back"):
        make.decided(alert)
    if move in ("reopen", "word-back"):
        make.closed(alert, word_back=WordBack.OWED, word_back_date=make.today())
    return alert


def fields(alert: Alert, move: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends to make the move."""
    said: dict[str, dict[str, Any]] = {
        "assess": {"verification": "verified", "level": "high", "reason": "Seen by the patrol."},
        "decide": {"course": "no_action", "reason": "too_far", "note": "Two days on foot."},
        "dismiss": {"reason": "not_protection", "note": "A wedding."},
        "close": {
            "outcome": "handled",
            "harm": "none",
            "word_back": "owed",
            "word_back_date": make.today().isoformat(),
            "note": "Back.",
        },
        "reopen": {"reason": "They came back."},
        "word-back": {"word_back": "given", "note": "Told the chief."},
    }
    return {"version": alert.version} | said[move] | changes


def hidden_version(page: Any) -> int:
    found = re.findall(r'name="version" value="(\d*)"', page.content.decode())
    assert len(found) == 1
    return int(found[0])
