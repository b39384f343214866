"""Expected failures: a sentence for the person and a code for the machine."""

from typing import Any

from django.db import InterfaceError, OperationalError

# While the database does not answer, restarts, cut us off or took too long: trying again may help.
DATABASE_AWAY = (OperationalError, InterfaceError)


class Refusal(Exception):
    """Something the hub will not do. `sentence` is for people (lazy, translated), `code` is stable.

    `fields` maps field names to sentences where the refusal is about what was typed.
    """

    code = "refused"

    def __init__(self, sentence: Any, code: str | None = None, fields: dict[str, Any] | None = None) -> None:
        super().__init__(code or self.code)
        self.sentence = sentence
        self.code = code or self.code
        self.fields = fields or {}
