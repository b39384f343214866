"""Log lines carry ids and places in the code, never what people wrote."""

import copy
import logging
import re
import traceback
from collections.abc import Mapping
from typing import Any

# What stands in an address by which somebody without a sign-in may do or read something.
SECRET = re.compile(r"(/duty/feed/|(?<![\w-])/answer/)[^\s/?#]+")


class WithoutContent(logging.Formatter):
    """Prints a failure's type and where it happened, not its message; of a secret address that it is one.

    A database error's message quotes the row ("Key (…)=(…)"), a form error what was typed.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Celery's line about a failed task quotes the failure: only its type is kept."""
        if isinstance(about := record.args, Mapping) and "exc" in about:
            record = copy.copy(record)
            record.args = {**about, "exc": str(about["exc"]).partition("(")[0]}
        return SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: Any) -> str:
        kind, _error, trace = ei
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([f"{kind.__module__}.{kind.__name__}", *(f"  {place}" for place in places[-12:])])
