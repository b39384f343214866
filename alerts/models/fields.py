"""A column that holds one code of a vocabulary."""

from enum import StrEnum
from typing import Any

from django.db import models

from . import choices


class CodeField(models.CharField):
    """Choices follow the vocabulary; migrations know it as plain text, so a reworded label changes no table."""

    def __init__(self, words: type[StrEnum] | None = None, **options: Any) -> None:
        self.words = words
        if words is not None:
            options |= {"choices": choices.of(words), "max_length": 20}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        options.pop("choices", None)
        return name, "django.db.models.CharField", list(args), options

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Where an office may add entries, these read in its words too."""
        super().contribute_to_class(cls, name, private_only)
        if self.words is not None and choices.may_add(self.words):
            words = self.words
            setattr(cls, f"get_{name}_display", lambda row: str(choices.said(words, getattr(row, name))))
