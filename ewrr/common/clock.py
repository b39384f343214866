"""The hub's one clock: the database's, so that every process agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment (UTC, aware). One statement; a service asks once per transaction and passes it on."""
    if (moment := _set_to.get()) is not None:
        return moment
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        read: datetime = cursor.fetchone()[0]
    return read.astimezone(UTC)


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def dtg(moment: datetime) -> str:
    """Military date-time group in Zulu, 241933ZNOV26; English month in every language."""
    zulu = moment.astimezone(UTC)
    return f"{zulu:%d%H%M}Z{MONTHS[zulu.month - 1]}{zulu:%y}"


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Within this block (and thread) it is `moment`: tests, and the sample's past fortnight."""
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
