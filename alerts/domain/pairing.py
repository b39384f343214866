"""The code that a screen shows until somebody confirms it: read from afar, spoken by radio, typed by a tired person."""

import hashlib
import hmac

# RFC 8628 section 6.1: letters that no digit and no other letter is taken for, and that make no words.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 8
HALF = LENGTH // 2


def code_of(secret: str, moment: str) -> str:
    """The code of whoever holds `secret`, made at `moment` (any text): the same again for the same two, and telling
    nothing of the secret. Eight letters.
    """
    number = int.from_bytes(hmac.digest(secret.encode(), moment.encode(), hashlib.sha256))
    found = ""
    for _place in range(LENGTH):
        number, letter = divmod(number, len(LETTERS))
        found += LETTERS[letter]
    return found


def as_shown(code: str) -> str:
    """WDJB-MJHT."""
    return f"{code[:HALF]}-{code[HALF:]}"


def as_typed(text: str) -> str:
    """What somebody typed, made comparable: capitals, without whatever stands between; empty where it is no code."""
    letters = "".join(text.split()).replace("-", "").upper()
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else ""
