"""Making the files of a report: claimed under a lease, made step by step, kept with their hash; and, with the last file
of a version that is being issued, the issue itself.
"""

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.selectors.access import Viewer
from ewrr.common import clock, wording
from ewrr.common.change import Change, change
from responses.domain.words_of_reports import Format, Making, Stage
from responses.models import File, Version, Written
from responses.selectors import reports

from . import signing
from .reporting import files as written
from .reporting import gathering
from .signing import MAKE, IllegalMove, MayNot, Missing

LEASE = timedelta(seconds=90)  # longer than any step takes; a worker that was killed is replaced then
MOST_ATTEMPTS = 3
log = logging.getLogger(__name__)


def ask(*, viewer: Viewer, version: int, format: Format, language: str, with_restricted: bool = False) -> File:
    """Has a file made of a version that is not issued, as it is now; again: made anew.

    Raises Missing, MayNot (also for the edition of the cleared), IllegalMove (an issued version has all its files).
    """
    assert language in dict(settings.LANGUAGES)
    with change(viewer.office.pk, viewer.person) as c:
        locked = signing.lock(viewer, version)
        if with_restricted and not viewer.reads_restricted:
            raise MayNot(signing.NOT_YOURS)
        if locked.stage == Stage.ISSUED or locked.is_being_issued:
            raise IllegalMove(_("An issued report has all its files."))
        key = {"version": locked, "format": format, "language": language, "with_restricted": with_restricted}
        File.objects.filter(**key).delete()
        asked = File.objects.create(**key, asked_by=viewer.person, asked_at=c.now)
        c.nudge(MAKE)
        return asked


def again(*, viewer: Viewer, file: int) -> File:
    """A file that failed is tried again. Raises Missing."""
    with change(viewer.office.pk, viewer.person) as c:
        found = _of(viewer, file).select_for_update(no_key=True, of=("self",)).first()
        if found is None:
            raise Missing(_("There is no such file."))
        if found.state == Making.FAILED:
            found.state, found.attempts, found.failure, found.done = Making.WAITING, 0, "", 0
            found.save(update_fields=["state", "attempts", "failure", "done"])
            c.nudge(MAKE)
        return found


def _of(viewer: Viewer, file: int) -> QuerySet[File]:
    """A file of the viewer's office that they may have, without its content."""
    found = File.objects.filter(pk=file, version__report__office=viewer.office).defer("content")
    if not viewer.may_see_reports:
        return found.none()
    return found if viewer.reads_restricted else found.filter(with_restricted=False)


def make_due(limit: int = 100) -> int:
    """Makes the files that wait, or whose maker died; says how many."""
    done = 0
    while done < limit and (claimed := _claim()) is not None:
        _make(claimed)
        done += 1
    return done


def _claim() -> File | None:
    """Takes a lease on the file that waits longest, and commits."""
    with transaction.atomic():
        now = clock.now()
        waiting = File.objects.filter(state=Making.WAITING)
        left = File.objects.filter(state=Making.WORKING, leased_until__lte=now)
        rows = (waiting | left).select_for_update(skip_locked=True, no_key=True, of=("self",))
        claimed = rows.defer("content").order_by("asked_at", "id").first()
        if claimed is not None:
            claimed.state, claimed.leased_until, claimed.done = Making.WORKING, now + LEASE, 5
            claimed.attempts += 1
            claimed.save(update_fields=["state", "leased_until", "done", "attempts"])
    return claimed


def _make(claimed: File) -> None:
    if claimed.attempts > MOST_ATTEMPTS:  # whoever made it died each time
        _failed(claimed, "never_finished")
        return
    try:
        content = _content(claimed, lambda done: _is_at(claimed, done))
    except Exception as bug:  # one poisoned report must not hold the others
        log.exception("file %s", claimed.pk)
        _failed(claimed, f"bug_{type(bug).__name__}"[:40])
        return
    _made(claimed, content)


def _content(claimed: File, at: Callable[[int], None]) -> bytes:
    version = Version.objects.select_related("report__office", *reports.SIGNERS).defer(*reports.HEAVY)
    of = version.get(pk=claimed.version_id)
    edition = reports.edition_of_version(of)
    gathered = gathering.gather(edition, of, clock.now(), is_cleared=claimed.with_restricted)
    at(40)
    with translation.override(claimed.language), wording.speaking(gathered.facts.words):
        return written.WRITERS[Format(claimed.format)](gathered, claimed.language, at)


def _is_at(claimed: File, done: int) -> None:
    """How far it is, for whoever waits; and that it goes on."""
    _mine(claimed).update(done=done, leased_until=clock.now() + LEASE)


def _mine(claimed: File) -> QuerySet[File]:
    """The row while nobody else took it over."""
    return File.objects.filter(pk=claimed.pk, state=Making.WORKING, attempts=claimed.attempts)


def _failed(claimed: File, code: str) -> None:
    _mine(claimed).update(state=Making.FAILED, failure=code, leased_until=None)


def _made(claimed: File, content: bytes) -> None:
    office_id = Version.objects.values_list("report__office_id", flat=True).get(pk=claimed.version_id)
    with change(office_id) as c:
        locked = Version.objects.select_for_update(no_key=True).defer("cases").get(pk=claimed.version_id)
        _mine(claimed).update(
            state=Making.MADE,
            done=100,
            content=content,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            made_at=c.now,
            leased_until=None,
        )
        if locked.is_being_issued and not locked.files.exclude(state=Making.MADE).exists():
            _issue(c, locked)


def _issue(c: Change, version: Version) -> None:
    """With this the database lets nobody change it any more."""
    c.by = version.issuing_by
    version.stage, version.issued_at = Stage.ISSUED, c.now
    version.digest = digest(version)
    version.revision += 1
    version.save(update_fields=["stage", "issued_at", "digest", "revision"])
    c.record(Happened.REPORT_ISSUED, report=version.report_id, number=version.number, digest=version.digest)
    signing.announce_issued(c, version)


def digest(version: Version) -> str:
    """SHA-256 over the figures, the texts and the files of a version, as anybody can compute it again."""
    texts = Written.objects.filter(version=version).order_by("passage", "language")
    made = File.objects.filter(version=version).order_by("format", "language", "with_restricted")
    whole = {
        "figures": version.figures,
        "cleared": version.cleared,
        "texts": [list(row) for row in texts.values_list("passage", "language", "text")],
        "files": [list(row) for row in made.values_list("format", "language", "with_restricted", "digest")],
    }
    if version.watched is not None:  # versions issued before there was a watch list keep their hash
        whole["watched"] = version.watched
    if version.meetings is not None:  # versions of before the hub knew meetings keep their hash
        whole["meetings"] = version.meetings
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
