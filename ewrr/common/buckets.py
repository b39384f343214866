"""How often a door may be knocked at: counted in the shared cache, so that all processes count together."""

import hashlib
import time

from django.core.cache import cache


def allows(door: str, who: str, most: int, within_s: int) -> bool:
    """Whether `who` (an address, a person's id) has come at most `most` times within this stretch of `within_s`
    seconds, this time counted. Stretches are fixed: at their edge twice as many pass at most. Four statements.
    """
    told = hashlib.sha256(f"{door} {who}".encode()).hexdigest()[:32]
    key = f"bucket:{told}:{int(time.time()) // within_s}"
    if cache.add(key, 1, within_s):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out this very moment
        return True
