"""Displays of an office's wall: a screen shows a code, somebody who sets up confirms it, anybody of them ends it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alerts.domain import pairing
from alerts.domain.events import Happened
from alerts.models import Display
from alerts.selectors import displays as selected
from alerts.selectors.access import Viewer
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from ewrr.common.versions import version_of

from .setting_up import Stale, TooMany

CODE_LASTS = timedelta(minutes=10)
LASTS = timedelta(days=90)  # from its last use
SEEN_EVERY = timedelta(minutes=1)
MOST = 50
TRIES = 5
NAME_TAKEN = _("Another display of this office has that name.")


class MayNotPair(Refusal):
    code = "may_not_pair"


class NoSuchCode(Refusal):
    code = "no_such_code"

    def __init__(self) -> None:
        sentence = _(
            "No screen shows this code now. It is good for ten minutes and once: read it from the screen again."
        )
        super().__init__(sentence, fields={"code": sentence})


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self) -> None:
        super().__init__(NAME_TAKEN, fields={"name": NAME_TAKEN})


class IsEnded(Refusal):
    code = "display_ended"

    def __init__(self) -> None:
        super().__init__(_("This display was ended meanwhile. Pair the screen anew."))


@dataclass(frozen=True, slots=True)
class Draft:
    """`language`: one of settings.LANGUAGES."""

    name: str
    language: str


def fresh_secret() -> str:
    """What one browser alone will hold."""
    return secrets.token_urlsafe(32)


def show_code(*, secret: str) -> Display:
    """A screen waits to be paired: its row, with a new code that is good for ten minutes. `secret`: as its browser
    holds it; a paired display's is refused. No event: it is nobody's yet. What waited and ran out goes with it.

    Raises Display.DoesNotExist where the secret is already a display's.
    """
    now = clock.now()
    Display.objects.filter(office__isnull=True, code_expires_at__lt=now - CODE_LASTS).delete()
    for _try in range(TRIES):
        until = clock.now() + CODE_LASTS
        digest = _code_digest(pairing.code_of(secret, until.isoformat()))
        row = {"code_digest": digest, "code_expires_at": until}
        try:
            with transaction.atomic():
                found, _made = Display.objects.get_or_create(secret_digest=selected.digest(secret), defaults=row)
                if not Display.objects.filter(pk=found.pk, office__isnull=True).update(**row):
                    raise Display.DoesNotExist
        except IntegrityError:  # another screen shows these letters
            continue
        found.code_digest, found.code_expires_at = digest, until
        return found
    raise Display.DoesNotExist


def code(display: Display, secret: str) -> str:
    """The code that a waiting display shows: only its own browser can make it again. Empty once it is paired."""
    return "" if display.code_expires_at is None else pairing.code_of(secret, display.code_expires_at.isoformat())


def confirm(*, viewer: Viewer, code: str, draft: Draft) -> Display:
    """The screen that shows `code` (as typed) is the office's from now on. Raises MayNotPair, NoSuchCode, NameTaken,
    TooMany.
    """
    _ask_right(viewer)
    typed = pairing.as_typed(code)
    try:
        with change(viewer.office.pk, viewer.person) as c:
            waiting = Display.objects.select_for_update(no_key=True).filter(code_expires_at__gt=c.now)
            display = waiting.filter(code_digest=_code_digest(typed)).first() if typed else None
            if display is None:
                raise NoSuchCode
            _make_room(c, viewer, draft.name)
            display.code_digest, display.code_expires_at = "", None
            display.office, display.name, display.language = viewer.office, draft.name, draft.language
            display.paired_by, display.paired_at, display.expires_at = viewer.person, c.now, c.now + LASTS
            display.save()
            c.record(Happened.DISPLAY_PAIRED, display=display.pk, act="paired", language=display.language)
            return display
    except IntegrityError:
        raise NameTaken from None


def version(display: Display) -> str:
    """Another one once anything of it is other."""
    return version_of(display.name, display.language, display.ended_at)


def change_it(*, viewer: Viewer, display_id: int, seen: str, draft: Draft) -> Display:
    """Another name, another language. Raises Display.DoesNotExist, MayNotPair, IsEnded, Stale, NameTaken."""
    _ask_right(viewer)
    try:
        with change(viewer.office.pk, viewer.person) as c:
            display = _lock(viewer, display_id)
            if display.ended_at is not None:
                raise IsEnded
            if version(display) != seen:
                raise Stale(selected.last_change(viewer.office, display_id))
            display.name, display.language = draft.name, draft.language
            display.save(update_fields=["name", "language"])
            c.record(Happened.DISPLAY_CHANGED, display=display.pk, act="changed", language=display.language)
            return display
    except IntegrityError:
        raise NameTaken from None


def end(*, viewer: Viewer, display_id: int) -> Display:
    """It shows nothing from now on; ended before, nothing changes. Raises Display.DoesNotExist, MayNotPair."""
    _ask_right(viewer)
    with change(viewer.office.pk, viewer.person) as c:
        display = _lock(viewer, display_id)
        if display.ended_at is None:
            _end(c, display)
        return display


def used(display: Display, now: datetime) -> bool:
    """That it asked at `now` (UTC): at most one write a minute, which also moves the day on which it runs out. Says
    whether it wrote.
    """
    if display.last_seen_at is not None and now - display.last_seen_at < SEEN_EVERY:
        return False
    moved = Display.objects.filter(pk=display.pk, ended_at__isnull=True)
    return bool(moved.update(last_seen_at=now, expires_at=now + LASTS))


def _make_room(c: Change, viewer: Viewer, name: str) -> None:
    """A display that ran out gives its name free."""
    here = Display.objects.filter(office=viewer.office, ended_at__isnull=True)
    for old in here.filter(name=name, expires_at__lte=c.now):
        _end(c, old)
    if here.count() >= MOST:
        raise TooMany


def _end(c: Change, display: Display) -> None:
    display.ended_at, display.ended_by = c.now, c.by
    display.save(update_fields=["ended_at", "ended_by"])
    c.record(Happened.DISPLAY_ENDED, display=display.pk, act="ended")


def _lock(viewer: Viewer, display_id: int) -> Display:
    return Display.objects.select_for_update(no_key=True).get(pk=display_id, office=viewer.office)


def _code_digest(code: str) -> str:
    """Keyed, since a code is short: who reads the table alone finds no code by trying."""
    return salted_hmac("alerts.display.code", code, algorithm="sha256").hexdigest()


def _ask_right(viewer: Viewer) -> None:
    if not viewer.may_edit_rules:
        raise MayNotPair(_("Your role in this office does not pair or end displays."))
