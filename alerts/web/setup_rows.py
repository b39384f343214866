"""What the pages of lists with a form for each row share: a row is saved, retired, taken back, moved."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from alerts.services.setting_up import NotHere, Stale, Unsound
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import changed_by, to_list

Page = Callable[[Any, Any, int], HttpResponse]


def save_row(request: Any, form: Seen, save: Callable[[], Any], page: Page, back: str) -> HttpResponse:
    """A form from the first look to the list: what was typed is never lost, a refusal comes back with it."""
    if request.method != "POST":
        return page(request, form, 200)
    if not form.is_valid():
        return page(request, form, 422)
    try:
        saved = save()
    except Stale as stale:  # a new one never is
        form.read_again(request.now)
        form.look_again(changed_by(stale.event, request.now), form.row)
        return page(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, form, 422 if isinstance(refusal, Unsound | NotHere) else 409)
    return to_list(back, saved=saved.pk)


def retire_row(
    request: Any, pk: int, retire: Callable[..., Any], page: Callable[[Any, Refusal], HttpResponse], back: str
) -> HttpResponse:
    """Retires a row, or (act=restore) takes it back; the list with the sentence where that is refused."""
    is_back = request.POST.get("act") == "restore"
    try:
        retire(viewer=request.viewer, seen=request.POST.get("seen", ""), is_back=is_back)
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return page(request, refusal)
    return to_list(back, saved=pk)


def move_asked(request: Any) -> tuple[bool, int]:
    """Whether a row goes up, and at which place whoever pressed the button saw it; -1 for what is no place."""
    place = request.POST.get("place", "")
    return request.POST.get("way") == "up", int(place) if place.isdecimal() and len(place) < 10 else -1
