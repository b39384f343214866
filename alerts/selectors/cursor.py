"""Where a reader stands in the office's history, in time and in duties, as a sealed token: a raw number would tell of
hidden events.
"""

import base64
import hashlib
import json
from datetime import datetime
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from .access import Viewer
from .changes import Stood


@lru_cache(maxsize=1)
def _sealer() -> Fernet:
    digest = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"ewrr cursor", digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def make(viewer: Viewer, seq: int, now: datetime) -> str:
    who = [viewer.office.pk, viewer.office.cursor_epoch, viewer.person.pk, viewer.rights]
    where = [*who, seq, now.isoformat(), sorted(viewer.holds())]
    return _sealer().encrypt(json.dumps(where).encode()).decode()


def read(viewer: Viewer, token: str) -> Stood | None:
    """What this viewer's own token says; None when the page must be read afresh: another office or
    person, a view that was narrowed since (epoch), other rights than then (a role or a named duty that began or
    ended), or not a token.
    """
    try:
        office, epoch, person, rights, seq, at, held = json.loads(_sealer().decrypt(token.encode()))
    except (InvalidToken, ValueError, UnicodeEncodeError):
        return None
    now = (viewer.office.pk, viewer.office.cursor_epoch, viewer.person.pk, viewer.rights)
    if (office, epoch, person, rights) != now:
        return None
    return Stood(int(seq), datetime.fromisoformat(at), frozenset(held))
