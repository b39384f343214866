"""What an office is: names, zone, languages, centre, what it restricts; and that its beginning is over."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.models import Duty, Office
from alerts.selectors import offices
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from ewrr.common.errors import Refusal
from ewrr.common.versions import version_of

from . import people
from .setting_up import Stale


class CodeStays(Refusal):
    """Numbers were given with it, or another office has it."""

    code = "code_stays"


@dataclass(frozen=True, slots=True)
class Basics:
    """What no office is without; each field is one of models.Office. `lat`, `lon`: the centre of the map."""

    code: str
    name_en: str
    name_fr: str
    time_zone: str
    country: str
    lat: float
    lon: float
    language: str


@dataclass(frozen=True, slots=True)
class Draft(Basics):
    """An office as somebody wants it; these are fields of models.Office too."""

    week_starts_on: int
    languages: Sequence[str]
    restricts: Sequence[str]


def version(office: Office) -> str:
    """Another one once anything of it is other."""
    return version_of(*(getattr(office, name) for name in Draft.__dataclass_fields__))


def change_it(*, viewer: Viewer, seen: str, draft: Draft) -> Office:
    """Duties that keep the office's zone go with it to another one. Saving it as it stands confirms it.

    Raises MayNotEditPeople, Stale, CodeStays.
    """
    with people.editing(viewer) as c:
        office: Office = Office.objects.get(pk=viewer.office.pk)
        if version(office) != seen:
            raise Stale(offices.last_change(office))
        if draft.code != office.code:
            _must_be_free(office, draft.code)
        _write(c, office, draft)
        return office


def finish(*, viewer: Viewer, is_over: bool = True) -> Office:
    """The list of the beginning is put away, or (not `is_over`) shown again. Raises MayNotEditPeople."""
    with people.editing(viewer) as c:
        office: Office = Office.objects.get(pk=viewer.office.pk)
        if (office.set_up_at is not None) != is_over:
            office.set_up_at = c.now if is_over else None
            office.begun_at = office.begun_at or c.now
            office.save(update_fields=["set_up_at", "begun_at"])
            c.record(Happened.OFFICE_CHANGED, act="set_up" if is_over else "begun_again", fields=[])
        return office


def _must_be_free(office: Office, code: str) -> None:
    if offices.code_stays(office):
        sentence = _("Numbers were given with the code %(code)s: it stays.") % {"code": office.code}
        raise CodeStays(sentence, fields={"code": sentence})
    if Office.objects.filter(code=code).exists():
        taken = _("Another office has this code.")
        raise CodeStays(taken, fields={"code": taken})


def _write(c: Change, office: Office, draft: Draft) -> None:
    was = {name: getattr(office, name) for name in Draft.__dataclass_fields__}
    will: dict[str, Any] = asdict(draft) | {"languages": list(draft.languages), "restricts": list(draft.restricts)}
    fields = [name for name in will if will[name] != was[name]]
    for name in fields:
        setattr(office, name, will[name])
    office.checked_at = c.now
    office.save(update_fields=[*fields, "checked_at"])
    if "time_zone" in fields:
        Duty.objects.filter(office=office, time_zone=was["time_zone"]).update(time_zone=draft.time_zone)
        people.narrow(office.pk)  # every time on every open page
    c.record(Happened.OFFICE_CHANGED, act="changed" if fields else "checked", fields=fields)
