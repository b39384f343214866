"""Playbooks are written, published, put in order and retired. What runs keeps the version it began with."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Kind, Level, ThreatType
from alerts.models import Duty, Office
from alerts.selectors.access import Viewer
from alerts.services.setting_up import NotHere, TooMany, fresh_code, in_turn
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.playbooks import MOST_ITEMS
from responses.models import Playbook, PlaybookItem, PlaybookVersion

MOST = 60


class Outdated(Refusal):
    """Somebody changed the playbook since it was read."""

    code = "stale"

    def __init__(self) -> None:
        super().__init__(_("This was changed since you opened it: look again. What you typed is kept."))


class Empty(Refusal):
    code = "empty"

    def __init__(self) -> None:
        super().__init__(_("Not published: it has no item yet."))


@dataclass(frozen=True, slots=True)
class Item:
    """`duty`: id of who owes it; None: whoever decides."""

    text_en: str
    text_fr: str
    due_after_min: int
    duty: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A playbook as somebody wants it, its items in order."""

    name_en: str
    name_fr: str
    threat_types: tuple[ThreatType, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    starts_itself: bool = False
    items: tuple[Item, ...] = ()


def create(*, viewer: Viewer, draft: Draft, publishes: bool = False) -> Playbook:
    """A new one, after the others. Raises MayNotSetUp, TooMany, NotHere, Empty."""
    with _editing(viewer) as c:
        return _create(c, viewer.office, draft, publishes=publishes)


def load(office: Office, draft: Draft, *, publishes: bool = True) -> Playbook:
    """By whoever runs the hub: published at once, or a draft; one of this English name stays as it is."""
    with change(office.pk) as c:
        Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        known = Playbook.objects.filter(office=office, name_en=draft.name_en).first()
        return known or _create(c, office, draft, publishes=publishes)


def save(*, viewer: Viewer, playbook_id: int, seen: int, draft: Draft, publishes: bool = False) -> Playbook:
    """Name and conditions hold at once; items are the draft's until it is published. `seen`: the revision looked at.

    Raises MayNotSetUp, Playbook.DoesNotExist, Outdated, TooMany, NotHere, Empty.
    """
    with _editing(viewer) as c:
        playbook = _seen(viewer, playbook_id, seen)
        _write(c, playbook, draft)
        did_publish = _write_items(c, playbook, draft.items, publishes=publishes)
        c.record(Happened.PLAYBOOK_CHANGED, act="published" if did_publish else "changed", playbook=playbook.pk)
        return playbook


def retire(*, viewer: Viewer, playbook_id: int, seen: int) -> Playbook:
    """Not started any more; what runs of it goes on. Raises MayNotSetUp, Playbook.DoesNotExist, Outdated."""
    with _editing(viewer) as c:
        return _retired(c, _seen(viewer, playbook_id, seen), c.now, "retired")


def restore(*, viewer: Viewer, playbook_id: int, seen: int) -> Playbook:
    """Takes a retired one back. Raises as `retire` does."""
    with _editing(viewer) as c:
        return _retired(c, _seen(viewer, playbook_id, seen), None, "restored")


def move(*, viewer: Viewer, playbook_id: int, is_up: bool) -> Playbook:
    """One place up or down among those that are not retired; at the end of them nothing happens.

    Raises MayNotSetUp, Playbook.DoesNotExist.
    """
    with _editing(viewer) as c:
        standing = list(Playbook.objects.filter(office=viewer.office, retired_at__isnull=True))
        playbook = Playbook.objects.get(office=viewer.office, pk=playbook_id, retired_at__isnull=True)
        place = standing.index(playbook)
        to = place - 1 if is_up else place + 1
        if 0 <= to < len(standing):
            standing.insert(to, standing.pop(place))
            for number, one in enumerate(standing, start=1):
                one.position = number
            Playbook.objects.bulk_update(standing, ["position"])
            c.record(Happened.PLAYBOOK_CHANGED, act="moved", playbook=playbook.pk)
        return playbook


def _editing(viewer: Viewer) -> AbstractContextManager[Change]:
    return in_turn(viewer, _("Your role in this office does not change its playbooks."))


def _seen(viewer: Viewer, playbook_id: int, seen: int) -> Playbook:
    playbook = Playbook.objects.get(office=viewer.office, pk=playbook_id)
    if playbook.revision != seen:
        raise Outdated
    playbook.revision += 1
    return playbook


def _create(c: Change, office: Office, draft: Draft, *, publishes: bool) -> Playbook:
    taken = Playbook.objects.filter(office=office)
    if taken.count() >= MOST:
        raise TooMany
    last = taken.aggregate(last=Max("position"))["last"] or 0
    code = fresh_code(draft.name_en, list(taken.values_list("code", flat=True)), "playbook")
    playbook = Playbook(office=office, code=code, position=last + 1)
    _write(c, playbook, draft)
    _write_items(c, playbook, draft.items, publishes=publishes)
    c.record(Happened.PLAYBOOK_CHANGED, act="created", playbook=playbook.pk)
    return playbook


def _write(c: Change, playbook: Playbook, draft: Draft) -> None:
    playbook.name_en, playbook.name_fr = draft.name_en, draft.name_fr
    playbook.threat_types = [one.value for one in draft.threat_types]
    playbook.levels = [one.value for one in draft.levels]
    playbook.kinds = [one.value for one in draft.kinds]
    playbook.starts_itself = draft.starts_itself
    playbook.save()


def _write_items(c: Change, playbook: Playbook, items: tuple[Item, ...], *, publishes: bool) -> bool:
    """Says whether a version was published. A draft that says what is published already is none."""
    if len(items) > MOST_ITEMS:
        raise TooMany
    named = {item.duty for item in items if item.duty is not None}
    if named - set(Duty.objects.filter(office=playbook.office_id, pk__in=named).values_list("pk", flat=True)):
        raise NotHere
    versions = list(playbook.versions.order_by("-number")[:2])
    draft = versions[0] if versions and versions[0].published_at is None else None
    current = next((one for one in versions if one.published_at is not None), None)
    if publishes and not items:
        raise Empty
    if current is not None and items == said(current):
        if draft is not None:
            draft.delete()
        return False
    if draft is None:
        number = current.number + 1 if current else 1
        draft = PlaybookVersion.objects.create(playbook=playbook, number=number, by=c.by)
    draft.items.all().delete()
    PlaybookItem.objects.bulk_create(
        PlaybookItem(
            version=draft,
            position=place,
            text_en=item.text_en,
            text_fr=item.text_fr,
            due_after_min=item.due_after_min,
            duty_id=item.duty,
        )
        for place, item in enumerate(items, start=1)
    )
    draft.by = c.by
    draft.published_at = c.now if publishes else None
    draft.save(update_fields=["by", "published_at"])
    return publishes


def said(version: PlaybookVersion) -> tuple[Item, ...]:
    """The items of a version, in order. One statement."""
    rows = version.items.order_by("position")
    return tuple(Item(row.text_en, row.text_fr, row.due_after_min, row.duty_id) for row in rows)


def _retired(c: Change, playbook: Playbook, at: Any, act: str) -> Playbook:
    if (playbook.retired_at is None) != (at is None):
        playbook.retired_at = at
        playbook.save(update_fields=["retired_at", "revision"])
        c.record(Happened.PLAYBOOK_CHANGED, act=act, playbook=playbook.pk)
    return playbook
