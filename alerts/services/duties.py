"""Duties made, renamed, ordered and retired; who holds them when is the business of services.duty."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alerts.domain.rulebook import About, Post
from alerts.domain.words import Component
from alerts.models import Duty, Office
from alerts.selectors import rulebook
from alerts.selectors.access import Viewer
from ewrr.common.errors import Refusal

from .setting_up import Editing, NotHere, Stale, TooMany, editing, fresh_code

MOST = 80
UNSAVED = 0


class InUse(Refusal):
    code = "duty_in_use"


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty as somebody wants it. `opens_restricted`: whoever holds it reads restricted alerts. `asks_check_in`:
    whoever comes on says that they are there, and accepts what is open.
    """

    name_en: str
    name_fr: str
    component: Component | None
    fallback_id: int | None
    opens_restricted: bool
    asks_check_in: bool = False


def create(*, viewer: Viewer, draft: Draft) -> Duty:
    """Last on the grid, in the office's zone; its code is made of its English name and stays.

    Raises MayNotSetUp, NotHere, TooMany, Unsound.
    """
    with editing(viewer) as e:
        if len(e.read.duties) >= MOST:
            raise TooMany
        _must_be_right(e, draft, UNSAVED)
        known = e.read.duties.values()
        code = fresh_code(draft.name_en, [duty.code for duty in known], "duty")
        position = max((duty.position for duty in known), default=0) + 1
        duty = Duty(office=e.read.office, code=code, time_zone=e.read.office.time_zone, position=position)
        _write(e, duty, draft)
        e.record(About.DUTY, "created", duty.pk, code=duty.code, after=len(known) + 1)
        return duty


def change(*, viewer: Viewer, duty_id: int, seen: str, draft: Draft) -> Duty:
    """`seen`: rulebook.version as it was read. Whoever loses the reading of restricted alerts loses it at once.

    Raises MayNotSetUp, Duty.DoesNotExist, Stale, NotHere, Unsound.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.DUTY, duty_id, seen)
        _must_be_right(e, draft, duty_id)
        duty = e.read.duties[duty_id]
        if duty.opens_restricted and not draft.opens_restricted:
            _narrow(e)
        _write(e, duty, draft)
        e.record(About.DUTY, "changed", duty.pk, code=duty.code)
        return duty


def move(*, viewer: Viewer, duty_id: int, seen_place: int, is_up: bool) -> Duty:
    """One place up or down on the grid; at either end nothing moves. `seen_place`: from 1.

    Raises MayNotSetUp, Duty.DoesNotExist, and Stale when it no longer stands where it was seen.
    """
    with editing(viewer) as e:
        e.must_exist(About.DUTY, duty_id)
        order = list(e.read.duties.values())
        place = next(number for number, duty in enumerate(order) if duty.pk == duty_id)
        if place + 1 != seen_place:
            raise Stale(rulebook.last_change(e.read.office, About.DUTY, duty_id))
        duty, other = order[place], place + (-1 if is_up else 1)
        if not 0 <= other < len(order):
            return duty
        order[place], order[other] = order[other], order[place]
        for number, one in enumerate(order, start=1):
            if one.position != number:
                Duty.objects.filter(pk=one.pk).update(position=number)
        e.record(About.DUTY, "moved", duty.pk, code=duty.code, before=place + 1, after=other + 1)
        return duty


def retire(*, viewer: Viewer, duty_id: int, seen: str) -> Duty:
    """From now on no rule or plan may name it, and it opens no restricted alert. Rounds that run still find it.

    Raises MayNotSetUp, Duty.DoesNotExist, Stale, and InUse while a rule, a plan or another duty names it.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.DUTY, duty_id, seen)
        rules, plans, falling = e.read.naming(duty_id)
        if named := [str(one) for one in (*rules, *plans, *falling)]:
            raise InUse(_("Not retired: it is named by %(names)s.") % {"names": ", ".join(named)})
        duty = e.read.duties[duty_id]
        if duty.opens_restricted:
            _narrow(e)
        duty.retired_at, duty.opens_restricted = duty.retired_at or e.c.now, False
        duty.save(update_fields=["retired_at", "opens_restricted"])
        e.record(About.DUTY, "retired", duty.pk, code=duty.code)
        return duty


def restore(*, viewer: Viewer, duty_id: int, seen: str) -> Duty:
    """A retired duty may be named again. Raises MayNotSetUp, Duty.DoesNotExist, Stale, and Unsound when what it
    falls to was retired meanwhile.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.DUTY, duty_id, seen)
        post = replace(e.read.book.duties[duty_id], is_retired=False)
        e.must_be_sound(About.DUTY, duty_id, replace(e.read.book, duties={**e.read.book.duties, duty_id: post}))
        duty = e.read.duties[duty_id]
        duty.retired_at = None
        duty.save(update_fields=["retired_at"])
        e.record(About.DUTY, "restored", duty.pk, code=duty.code)
        return duty


def _must_be_right(e: Editing, draft: Draft, duty_id: int) -> None:
    """No fallback of another office, none that is retired, no circle."""
    if draft.fallback_id is not None and draft.fallback_id not in e.read.duties:
        raise NotHere
    known = e.read.book.duties.get(duty_id)
    post = Post(duty_id, draft.component, draft.fallback_id, known.is_retired if known else False)
    duties: Mapping[int, Post] = {**e.read.book.duties, duty_id: post}
    e.must_be_sound(About.DUTY, duty_id, replace(e.read.book, duties=duties))


def _write(e: Editing, duty: Duty, draft: Draft) -> None:
    """A duty that begins to ask for check-in asks whoever is on now from this moment on."""
    if draft.asks_check_in and not duty.asks_check_in:
        duty.asked_since = e.c.now
    duty.asks_check_in = draft.asks_check_in
    duty.revision, duty.changed_at = duty.revision + 1, e.c.now
    duty.name_en, duty.name_fr, duty.component = draft.name_en, draft.name_fr, draft.component or ""
    duty.fallback_id, duty.opens_restricted = draft.fallback_id, draft.opens_restricted
    duty.save()


def _narrow(e: Editing) -> None:
    """Somebody sees less from now on: open pages must be read afresh."""
    Office.objects.filter(pk=e.read.office.pk).update(cursor_epoch=F("cursor_epoch") + 1)
