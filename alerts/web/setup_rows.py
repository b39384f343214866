"""What the pages of lists with a form for each row share: a row is saved, retired, taken back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import changed_by, to_list


def save_row(
    request: Any, form: Seen, save: Callable[[], Any], page: Callable[[Any, Any, int], HttpResponse], back: str
) -> HttpResponse:
    """A form from the first look to the list: what was typed is never lost, a refusal comes back with it."""
    if request.method != "POST":
        return page(request, form, 200)
    if not form.is_valid():
        return page(request, form, 422)
    try:
        saved = save()
    except Stale as stale:  # a new one never is
        form.row.refresh_from_db()
        form.look_again(changed_by(stale.event, request.now), form.row)
        return page(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, form, 409)
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
