"""A column that holds one code of a vocabulary of this app."""

from enum import StrEnum
from typing import Any

from alerts.models import fields

from . import choices


class CodeField(fields.CodeField):
    """As in alerts, with the words of this app."""

    def __init__(self, words: type[StrEnum] | None = None, **options: Any) -> None:
        if words is not None:
            options |= {"choices": choices.of(words), "max_length": 20}
        super().__init__(**options)
