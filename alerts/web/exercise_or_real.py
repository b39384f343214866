"""Reading the answer to "Is this real?", which is asked while an exercise runs."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.domain import filing_status
from alerts.domain.filing_status import Ask
from alerts.domain.words_of_exercises import FilingStatus
from alerts.models import Office
from alerts.selectors import exercises
from alerts.selectors.access import Viewer

SENTENCES = {
    Ask.HAS_BEGUN: _("An exercise has begun since you opened this page. Say whether this is real."),
    Ask.HAS_ENDED: _("The exercise has ended since you opened this page. Say whether this is real."),
}


def read_status(office: Office, said: FilingStatus, client_id: uuid.UUID, typed_at: dt.datetime | None) -> bool:
    """Whether it is part of an exercise. Raises ValidationError where only whoever files can say so now."""
    found = filing_status.is_exercise(said, exercising=office.is_exercising)
    if found is not None:
        return found
    if exercises.has_filing(office, client_id):  # sent again: it is what it was taken for
        return exercises.was_exercise(office, client_id)
    settled = filing_status.settled(said, typed_at, exercises.late_runs(office))
    if isinstance(settled, Ask):
        raise forms.ValidationError(SENTENCES[settled], code=settled)
    return settled


def first_status(viewer: Viewer, onto: str) -> str:
    """What an untouched form says: nothing was asked, or part of the exercise; real where it adds to a real alert."""
    if not viewer.office.is_exercising:
        return FilingStatus.UNASKED
    return FilingStatus.ACTUAL if onto and exercises.is_real(viewer, onto) else FilingStatus.EXERCISE


def status_choice(form: Any, office: Office) -> dict[str, Any]:
    """How the page asks: `asks` whether it does, `status` what stands there; empty where it must be chosen anew."""
    status = form["status"].value() or ""
    was_told_otherwise = status == FilingStatus.EXERCISE and not office.is_exercising
    asks = office.is_exercising or was_told_otherwise or bool(form.errors.get("status"))
    if was_told_otherwise or form.errors.get("status") or status == FilingStatus.UNASKED:
        status = ""
    return {"asks_status": asks, "status": status if asks else FilingStatus.UNASKED}
