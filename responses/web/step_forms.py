"""What goes with a step of a response, or with a line of its log."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Office
from alerts.web.asked import words
from alerts.web.offered import Keeps, Offered
from responses.domain.tasking import REASONS
from responses.domain.words import Result
from responses.services.steps import Said

from . import radio

MOST_OF_A_LINE = 500
HANDED = {Result.HANDED_KNOWN, Result.HANDED_UNKNOWN}  # what a hand-over comes to


class SaidForm(Keeps):
    """`said_at`, `where`: as they were said by radio; nothing typed means now, and nowhere in particular."""

    text = words(MOST_OF_A_LINE)
    said_at = forms.CharField(max_length=20, required=False)
    where = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, office: Office, now: dt.datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._office = office
        self._now = now.astimezone(ZoneInfo(office.time_zone))

    def clean_said_at(self) -> dt.datetime | None:
        return radio.read_moment(self.cleaned_data["said_at"], self._now)

    def clean_where(self) -> tuple[float, float] | None:
        return radio.read_where(self._office, self.cleaned_data["where"])

    @property
    def said(self) -> Said:
        lat, lon = self.cleaned_data["where"] or (None, None)
        return Said(self.cleaned_data["said_at"], self.cleaned_data["text"], lat, lon)


class FinishForm(SaidForm):
    """How it went; a missing result is said by the service."""

    text = words()
    result = Offered(Result, among=[one for one in Result if one not in HANDED], required=False)

    @property
    def said(self) -> Said:
        plain, result = super().said, self.cleaned_data["result"]
        return Said(plain.said_at, plain.text, plain.lat, plain.lon, result=Result(result) if result else None)


class EndForm(SaidForm):
    """Why it was broken off or refused; a missing reason is said by the service."""

    text = words()
    reason = Offered(NotResponded, before=[("", gettext_lazy("Choose why"))], among=REASONS, required=False)

    @property
    def said(self) -> Said:
        plain, reason = super().said, self.cleaned_data["reason"]
        return Said(plain.said_at, plain.text, plain.lat, plain.lon, reason=NotResponded(reason) if reason else None)
