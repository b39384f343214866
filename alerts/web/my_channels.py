"""By which channels the hub tells a person what can wait, and what must wake them: their own order."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alerts.domain.channels import OUTSIDE
from alerts.domain.words import Channel
from alerts.models import ChannelOrder
from alerts.models.choices import label
from alerts.selectors import channels as found
from alerts.services import channels
from alerts.services.setting_up import Stale
from ewrr.common.errors import Refusal

from .plain_form import Seen
from .setting_up import to_list

LISTS = ("normal", "wake_me")


class OrderForm(Seen):
    """For each channel its place in each list: a number, empty for "not by this one"."""

    def __init__(self, data: Any, *, row: ChannelOrder | None) -> None:
        super().__init__(data, initial={"seen": found.order_version(row)})
        places = [("", _("not by this one")), *_places()]
        for name in LISTS:
            stored = list(getattr(row, name)) if row else [channel.value for channel in OUTSIDE]
            for channel in OUTSIDE:
                place = stored.index(channel) + 1 if channel in stored else ""
                field = forms.ChoiceField(label=label(channel), choices=places, required=False, initial=str(place))
                field.widget.attrs["class"] = "in"
                self.fields[f"{name}-{channel}"] = field

    def chosen(self, name: str) -> list[Channel]:
        placed = [(self.cleaned_data[f"{name}-{channel}"], channel) for channel in OUTSIDE]
        return [channel for place, channel in sorted(placed, key=lambda one: int(one[0] or 0)) if place]

    def of(self, name: str) -> list[Any]:
        return [self[f"{name}-{channel}"] for channel in OUTSIDE]

    @property
    def normal(self) -> list[Any]:
        return self.of("normal")

    @property
    def wake_me(self) -> list[Any]:
        return self.of("wake_me")

    def version(self, row: Any) -> str:
        return found.order_version(row)


def _places() -> list[tuple[str, str]]:
    """First, second, …; of a single channel only whether."""
    if len(OUTSIDE) == 1:
        return [("1", _("by this one"))]
    return [(str(n), str(n)) for n in range(1, len(OUTSIDE) + 1)]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any) -> HttpResponse:
    """POST: the order as typed, or (act=hub) none of one's own."""
    if request.viewer is None:
        raise Http404
    row = found.own_order(request.viewer.person)
    form = OrderForm(request.POST if request.method == "POST" else None, row=row)
    if request.method != "POST":
        return _page(request, form, row, 200)
    if not form.is_valid():
        return _page(request, form, row, 422)
    try:
        _save(request, form)
    except Stale:
        now = found.own_order(request.viewer.person)
        form.look_again(_("You changed this in another window: look again. What you chose is kept."), now)
        return _page(request, form, now, 409)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _page(request, form, row, 422)
    return to_list("my_channels", saved=1)


def _save(request: Any, form: OrderForm) -> None:
    seen = form.cleaned_data["seen"]
    if request.POST.get("act") == "hub":
        channels.as_the_hub(viewer=request.viewer, seen=seen)
        return
    channels.put_in_order(
        viewer=request.viewer, seen=seen, normal=form.chosen("normal"), wake_me=form.chosen("wake_me")
    )


def _page(request: Any, form: OrderForm, row: ChannelOrder | None, status: int) -> HttpResponse:
    shut = found.off(request.viewer.office.pk)
    facts = {
        "form": form,
        "has_own": row is not None,
        "off": [label(channel) for channel in OUTSIDE if channel in shut],
        "saved": gettext_lazy("Saved.") if request.GET.get("saved") and status == 200 else "",
    }
    return render(request, "alerts/my_channels.html", facts, status=status)
