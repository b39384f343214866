"""The watch list is kept: a place is put on it, changed, taken off, put back; alerts are linked to it and unlinked."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import ThreatType
from alerts.models import Alert, Area, Duty, Office, Person
from alerts.selectors import numbered
from alerts.selectors.access import Viewer, whole_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.words_of_watching import NAMED_THREATS, Act, Fact, Priority, Standing
from responses.models import WatchedChange, WatchedPlace
from responses.selectors import watched


class Missing(Refusal):
    """There is no such place."""

    code = "missing"


class MayNot(Refusal):
    code = "may_not"


class IllegalMove(Refusal):
    code = "illegal_move"


class Wrong(Refusal):
    """What was typed cannot stand; `fields` say what of it."""

    code = "incomplete"

    def __init__(self, field: str, sentence: Any) -> None:
        super().__init__(sentence, fields={field: sentence})


class Stale(Refusal):
    """Somebody changed the place since it was read. `place`: as it stands now."""

    code = "stale"

    def __init__(self, place: WatchedPlace) -> None:
        said = _("%(who)s changed this place meanwhile. Nothing is saved yet, and what you typed is kept.")
        super().__init__(said % {"who": place.changed_by.name})
        self.place = place


@dataclass(frozen=True, slots=True)
class Draft:
    """A place as somebody wants it: WGS 84; `owner` is a person who may read the list, or a standing duty."""

    name: str
    priority: Priority
    threat_types: tuple[ThreatType, ...]
    threat: str
    owner: Person | Duty
    planned_action: str
    review_date: dt.date
    lat: float | None = None
    lon: float | None = None
    area: Area | None = None


def add(*, viewer: Viewer, draft: Draft) -> WatchedPlace:
    """A new place. Raises MayNot, Missing, Wrong, IllegalMove."""
    with _writing(viewer) as c:
        if watched.kept(viewer.office).count() >= watched.MOST:
            raise IllegalMove(_("The list is full: take a place off before you put another on it."))
        _sound(c, viewer.office, draft, None)
        place = WatchedPlace(office=viewer.office)
        _set(c, place, draft)
        place.save()
        _record(c, place, Act.ADDED)
        return place


def change_place(*, viewer: Viewer, place: int, version: int, draft: Draft) -> WatchedPlace:
    """`version`: of the place as it was read. Where nothing is otherwise, nothing is written.

    Raises MayNot, Missing, Stale, Wrong, IllegalMove.
    """
    with _writing(viewer) as c:
        stands = _stands(viewer, place, version, Standing.KEPT)
        _sound(c, viewer.office, draft, stands)
        before = facts(stands)
        by, at = stands.changed_by, stands.changed_at
        _set(c, stands, draft)
        changed = {name: was for name, was in before.items() if facts(stands)[name] != was}
        if not changed:
            stands.changed_by, stands.changed_at = by, at
            return stands
        stands.version += 1
        stands.save()
        _record(c, stands, Act.CHANGED, before=changed)
        return stands


def take_off(*, viewer: Viewer, place: int, version: int, because: str) -> WatchedPlace:
    """It stays to be read. Raises MayNot, Missing, Stale, IllegalMove, Wrong."""
    with _writing(viewer) as c:
        stands = _stands(viewer, place, version, Standing.KEPT)
        if not because.strip():
            raise Wrong("because", _("Say why it leaves the list."))
        stands.state = Standing.TAKEN_OFF
        stands.taken_off_because, stands.taken_off_by, stands.taken_off_at = because.strip(), c.by, c.now
        _touch(c, stands)
        _record(c, stands, Act.TAKEN_OFF, because=stands.taken_off_because)
        return stands


def put_back(*, viewer: Viewer, place: int, version: int) -> WatchedPlace:
    """As it was. Raises MayNot, Missing, Stale, IllegalMove."""
    with _writing(viewer) as c:
        stands = _stands(viewer, place, version, Standing.TAKEN_OFF)
        if watched.kept(viewer.office).filter(name__iexact=stands.name).exists():
            raise IllegalMove(_("A place of this name is on the list already."))
        stands.state = Standing.KEPT
        stands.taken_off_because, stands.taken_off_by, stands.taken_off_at = "", None, None
        _touch(c, stands)
        _record(c, stands, Act.PUT_BACK)
        return stands


def link(*, viewer: Viewer, place: int, number: str) -> WatchedPlace:
    """An alert that the viewer sees whole; again changes nothing. Raises MayNot, Missing, IllegalMove, Wrong."""
    with _writing(viewer) as c:
        stands = _stands(viewer, place, None, Standing.KEPT)
        rows = Alert.objects.filter(numbered.numbered(number.strip().upper()), whole_to(viewer))
        alert = rows.only("pk").first()
        if alert is None:
            raise Wrong("number", _("There is no alert of this number that you may read whole."))
        if not stands.alerts.filter(pk=alert.pk).exists():
            stands.alerts.add(alert)
            _record(c, stands, Act.LINKED, alert=alert)
        return stands


def unlink(*, viewer: Viewer, place: int, number: str) -> WatchedPlace:
    """One that is not linked, or not to be known of, changes nothing. Raises MayNot, Missing, IllegalMove."""
    with _writing(viewer) as c:
        stands = _stands(viewer, place, None, Standing.KEPT)
        alert = stands.alerts.filter(whole_to(viewer), number=number).first()
        if alert is not None:
            stands.alerts.remove(alert)
            _record(c, stands, Act.UNLINKED, alert=alert)
        return stands


def facts(place: WatchedPlace | Draft) -> dict[str, Any]:
    """What stands about a place, or would, as JSON: codes, texts; of an owner the names."""
    return {
        Fact.NAME.value: place.name,
        Fact.POINT.value: f"{place.lat:.5f}, {place.lon:.5f}" if place.lat is not None else "",
        Fact.AREA.value: place.area.name if place.area else "",
        Fact.PRIORITY.value: str(place.priority),
        Fact.THREAT_TYPES.value: [str(code) for code in place.threat_types],
        Fact.THREAT.value: place.threat,
        Fact.OWNER.value: watched.names_of(place.owner),
        Fact.PLANNED_ACTION.value: place.planned_action,
        Fact.REVIEW_DATE.value: place.review_date.isoformat(),
    }


@contextmanager
def _writing(viewer: Viewer) -> Iterator[Change]:
    """The office row is locked, as in the set-up: whoever else writes the list follows."""
    if not viewer.may_read_watch_list:
        raise Missing(_("There is no such place."))
    if not viewer.may_write_watch_list:
        raise MayNot(_("Your role in this office does not write the watch list."))
    with change(viewer.office.pk, viewer.person) as c:
        Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        yield c


def _stands(viewer: Viewer, pk: int, version: int | None, standing: Standing) -> WatchedPlace:
    try:
        found = watched.one(viewer, pk)
    except WatchedPlace.DoesNotExist:
        raise Missing(_("There is no such place.")) from None
    if version is not None and found.version != version:
        raise Stale(found)
    if found.state != standing:
        is_off = found.state == Standing.TAKEN_OFF
        raise IllegalMove(_("It is off the list: put it back first.") if is_off else _("It is on the list."))
    return found


def _sound(c: Change, office: Office, draft: Draft, stands: WatchedPlace | None) -> None:
    """Raises Wrong for what cannot stand. A review date that has passed may stay, but none is set into the past."""
    assert draft.threat_types, "the form asks for one"
    if not set(draft.threat_types) <= set(NAMED_THREATS):
        raise Wrong("threat_types", _("Sexual violence is not named on a list that many read."))
    same = watched.kept(office).filter(name__iexact=draft.name)
    if (same.exclude(pk=stands.pk) if stands else same).exists():
        raise Wrong("name", _("A place of this name is on the list already."))
    was = stands.review_date if stands else None
    if draft.review_date != was and draft.review_date < watched.today(office, c.now):
        raise Wrong("review_date", _("This day has passed: choose today or a later one."))
    owner = draft.owner
    is_duty = isinstance(owner, Duty)
    if stands is not None and owner == stands.owner:
        return
    fits = watched.duties(office) if is_duty else watched.people(office, c.now)
    if not fits.filter(pk=owner.pk).exists():
        raise Wrong("owner", _("They are not of this office any more: choose somebody else."))


def _set(c: Change, place: WatchedPlace, draft: Draft) -> None:
    place.name, place.lat, place.lon, place.area = draft.name, draft.lat, draft.lon, draft.area
    place.priority, place.threat_types = draft.priority, [code.value for code in draft.threat_types]
    place.threat, place.planned_action, place.review_date = draft.threat, draft.planned_action, draft.review_date
    place.duty = draft.owner if isinstance(draft.owner, Duty) else None
    place.person = draft.owner if isinstance(draft.owner, Person) else None
    place.changed_by, place.changed_at = c.by, c.now


def _touch(c: Change, place: WatchedPlace) -> None:
    place.version += 1
    place.changed_by, place.changed_at = c.by, c.now
    place.save()


def _record(c: Change, place: WatchedPlace, act: Act, **more: Any) -> None:
    WatchedChange.objects.create(place=place, at=c.now, by=c.by, act=act, **more)
    c.record(Happened.WATCH_LIST_CHANGED, act=act.value, id=place.pk)
