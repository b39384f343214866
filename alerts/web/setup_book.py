"""What the pages of duties, rules and plans share: the office's book, how one is saved, moved, deleted meanwhile."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from alerts.domain.rulebook import About
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import finding_sentence
from ewrr.common.errors import Refusal

from .setting_up import changed_by, to_list
from .setup_forms import Typed
from .setup_rows import Page, save_row

ListPage = Callable[[Any, Shelf, Refusal | None], HttpResponse]


def shelf_of(request: Any) -> Shelf:
    return rulebook.shelf(request.viewer.office, request.now)


def notes(read: Shelf, about: About, id: int) -> list[dict[str, Any]]:
    """What is wrong with one row, for parts/findings.html."""
    return [
        {"is_error": finding.is_error, "sentence": finding_sentence(finding, read)} for finding in read.about(about, id)
    ]


def done(request: Any, act: Callable[[], Any], page: ListPage, back: str, **asked: Any) -> HttpResponse:
    """A button of a list: back to the list once it is done; the list with the sentence where it is refused."""
    try:
        act()
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return page(request, shelf_of(request), refusal)
    return to_list(back, **asked)


def save_typed(request: Any, form: Typed, save: Callable[[], Any], page: Page, back: str) -> HttpResponse:
    """As `save_row`, of what somebody may delete meanwhile: it can be made anew."""
    try:
        return save_row(request, form, save, page, back)
    except ObjectDoesNotExist:  # deleted in this very moment
        form.id, deleted = None, gone(request, form.about, form.id)
        form.look_again(changed_by(deleted, request.now))
        return page(request, form, 409)


def standing(request: Any, about: About, id: int | None, rows: Any) -> tuple[int | None, Any]:
    """A row that stands, as its id and None, or one that somebody deleted, as None and that event: it may be made anew.

    Raises Http404 for one that never was here, and where one deleted is only looked at.
    """
    if id is None or id in rows:
        return id, None
    deleted = gone(request, about, id)
    if request.method != "POST":
        raise Http404
    return None, deleted


def gone(request: Any, about: About, id: int | None) -> Any:
    """The event by which a row of this office was deleted. Raises Http404 for one that never was here."""
    event = rulebook.last_change(request.viewer.office, about, id) if id is not None else None
    if event is None or event.data["act"] != "deleted":
        raise Http404
    return event
