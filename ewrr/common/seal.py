"""Seals what only a logged opening may read."""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@lru_cache(maxsize=1)
def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SOURCE_KEYS])


def seal(record: dict[str, Any]) -> bytes:
    """A Fernet token over the record as JSON, under the newest key."""
    return _keys().encrypt(json.dumps(record, ensure_ascii=False).encode())
