"""What every change of an office's lists shares: who may, the row as it was seen, no two of one name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from alerts.models import Event
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from .setting_up import Stale, changing

Row = TypeVar("Row", bound=Model)


def editing_lists(viewer: Viewer) -> AbstractContextManager[Change]:
    """Opens the change of the viewer's office. Raises MayNotSetUp."""
    return changing(viewer, _("Your role in this office does not change its lists."))


def as_seen(
    rows: "QuerySet[Row]",
    pk: int,
    seen: str,
    version: Callable[[Any], str],
    last_change: Callable[[Any], Event | None],
) -> Row:
    """One of the rows, locked. Raises DoesNotExist of its own kind, and Stale where it is no longer as it was read."""
    row = rows.select_for_update(no_key=True).get(pk=pk)
    if version(row) != seen:
        raise Stale(last_change(row))
    return row


def save_named(row: Model, taken: type[Refusal]) -> None:
    """Raises `taken` where another row of the office is called so; the change goes on from before."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise taken from None
