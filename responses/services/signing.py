"""From draft to issue: who begins, submits, returns, approves and issues a report, and what each of them freezes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import roles
from alerts.domain.events import Happened
from alerts.domain.words import Role
from alerts.domain.words_of_telling import Note
from alerts.models import Office
from alerts.selectors.access import Viewer
from alerts.services import messages
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain import figures as counted
from responses.domain.figures import Figures
from responses.domain.words_of_reports import Format, Making, Stage
from responses.models import File, Report, Version, Written
from responses.selectors import figures, reports, watched
from responses.selectors.figures import Edition

from .reporting import meetings

MAKE = "responses.make"
SEES = roles.WRITES_REPORTS | roles.APPROVES_REPORTS


class MayNot(Refusal):
    code = "may_not"


class IllegalMove(Refusal):
    code = "illegal_move"


class Stale(Refusal):
    """Somebody moved it since it was looked at."""

    code = "stale"


class Missing(Refusal):
    """There is no such version."""

    code = "missing"


CHANGED = _("Not done: somebody changed this report meanwhile. Look again.")
NOT_YOURS = _("Your role in this office does not do that.")
WHY_NOT = {
    Stage.DRAFT: _("It is a draft: submit it first."),
    Stage.SUBMITTED: _("It is submitted and waits for approval."),
    Stage.APPROVED: _("It is approved."),
    Stage.ISSUED: _("It is issued and never changes. A correction is a new version."),
}


def begin(edition: Edition, viewer: Viewer | None = None) -> Version:
    """The version in work of a period: the one there is, else a new draft, with the texts of the last issued one.
    Without a viewer it is the hub itself that begins it, and whoever writes reports is told.

    Raises MayNot.
    """
    if viewer is not None and not viewer.may_write_reports:
        raise MayNot(NOT_YOURS)
    with change(edition.office.pk, viewer.person if viewer else None) as c:
        report, _made = Report.objects.get_or_create(
            office=edition.office,
            is_exercise=edition.is_exercise,
            first_date=edition.period.first,
            until_date=edition.period.until,
        )
        Report.objects.select_for_update(no_key=True).get(pk=report.pk)  # two who begin at once
        if in_work := report.versions.exclude(stage=Stage.ISSUED).defer(*reports.HEAVY).first():
            return in_work
        number = reports.last_number(report) + 1
        version = Version.objects.create(report=report, number=number, begun_by=c.by, begun_at=c.now)
        _take_over_texts(c, version)
        c.record(Happened.REPORT_BEGUN, report=report.pk, number=number)
        if viewer is None:
            _tell(c, edition, Note.REPORT_DRAFTED, _managers(edition.office, c))
        return version


def _managers(office: Office, c: Change) -> list[int]:
    """Who writes the report: POC managers; where an office has none, its hub duty officers."""
    for role in (Role.POC_MANAGER, Role.HUB_DUTY):
        if found := reports.people(office, frozenset({role}), c.now):
            return found
    return []


def _take_over_texts(c: Change, version: Version) -> None:
    last = version.report.versions.filter(stage=Stage.ISSUED).order_by("-number").values_list("pk", flat=True).first()
    texts = Written.objects.filter(version=last) if last else Written.objects.none()
    Written.objects.bulk_create(
        Written(version=version, passage=one.passage, language=one.language, text=one.text, by_id=one.by_id, at=one.at)
        for one in texts
    )


def submit(*, viewer: Viewer, version: int, revision: int) -> Version:
    """Figures, names, cases and the watch list are read and kept: what is approved and issued is what was submitted.

    Raises Missing, MayNot, Stale, IllegalMove.
    """
    with _locked(viewer, version, revision, viewer.may_write_reports, Stage.DRAFT) as (c, locked):
        edition = reports.edition_of_version(locked)
        frozen = figures.freeze(edition, c.now)
        locked.figures, locked.cleared = frozen.figures.to_json(), frozen.cleared.to_json()
        locked.names = figures.names(edition, frozen.cleared)
        locked.cases = frozen.cases
        locked.watched = None if edition.is_exercise else watched.rows(edition.office)
        locked.changes = _changes(locked, frozen.figures)
        locked.meetings = meetings.read(edition, c.now)
        locked.submitted_by, locked.submitted_at = c.by, c.now
        _move(locked, Stage.SUBMITTED)
        c.record(Happened.REPORT_SUBMITTED, report=locked.report_id, number=locked.number)
        approvers = reports.people(edition.office, roles.APPROVES_REPORTS, c.now)
        _tell(c, edition, Note.REPORT_SUBMITTED, approvers)
        return locked


def _changes(version: Version, now: Figures) -> list[list[Any]] | None:
    """None where no version was issued before."""
    issued = reports.before(version)
    if issued is None or issued.figures is None:
        return None
    texts = [{(one.passage, one.language): one.text for one in reports.texts(of)} for of in (issued, version)]
    rewritten = sorted({key[0] for key in {*texts[0], *texts[1]} if texts[0].get(key) != texts[1].get(key)})
    found = counted.changed(Figures.from_json(issued.figures), now)
    lists = [issued.watched or [], version.watched or []]
    listed = [["watch_list", *map(len, lists)]] if lists[0] != lists[1] else []
    return [*found, *listed, *([f"text:{passage}", None, None] for passage in rewritten)]


THAWED = (
    *("figures", "cleared", "names", "cases", "changes", "watched", "meetings"),
    *("approved_by", "approved_at", "issuing_by", "issuing_at"),
)


def send_back(*, viewer: Viewer, version: int, revision: int, because: str) -> Version:
    """To be changed: a draft again, whose figures are read anew. Raises Missing, MayNot, Stale, IllegalMove."""
    stages = (Stage.SUBMITTED, Stage.APPROVED)
    with _locked(viewer, version, revision, viewer.may_approve_reports, *stages) as (c, locked):
        told = [locked.submitted_by_id] if locked.submitted_by_id else []
        for name in THAWED:
            setattr(locked, name, None)
        locked.returned_by, locked.returned_at, locked.returned_because = c.by, c.now, because
        _move(locked, Stage.DRAFT)
        c.record(Happened.REPORT_RETURNED, report=locked.report_id, number=locked.number)
        _tell(c, reports.edition_of_version(locked), Note.REPORT_RETURNED, told)
        return locked


def approve(*, viewer: Viewer, version: int, revision: int) -> Version:
    """By somebody else than who submitted it. Raises Missing, MayNot, Stale, IllegalMove."""
    with _locked(viewer, version, revision, viewer.may_approve_reports, Stage.SUBMITTED) as (c, locked):
        if locked.submitted_by_id == viewer.person.pk:
            raise MayNot(_("You submitted it: somebody else approves it."))
        locked.approved_by, locked.approved_at = c.by, c.now
        _move(locked, Stage.APPROVED)
        c.record(Happened.REPORT_APPROVED, report=locked.report_id, number=locked.number)
        edition = reports.edition_of_version(locked)
        told = {*_managers(edition.office, c), *filter(None, [locked.submitted_by_id])}
        _tell(c, edition, Note.REPORT_APPROVED, told)
        return locked


def issue(*, viewer: Viewer, version: int, revision: int) -> Version:
    """Has every file made, in every language; with the last of them it is issued (services.making).

    Raises Missing, MayNot, Stale, IllegalMove.
    """
    with _locked(viewer, version, revision, viewer.may_see_reports, Stage.APPROVED) as (c, locked):
        locked.issuing_by, locked.issuing_at = c.by, c.now
        locked.revision += 1
        locked.save()
        locked.files.all().delete()
        File.objects.bulk_create(
            File(
                version=locked,
                format=format,
                language=language,
                with_restricted=with_restricted,
                asked_by=viewer.person,
                asked_at=c.now,
            )
            for language, _name in settings.LANGUAGES
            for format in Format
            for with_restricted in (False, True)
        )
        c.nudge(MAKE)
        return locked


@contextmanager
def _locked(
    viewer: Viewer, pk: int, revision: int, has_right: bool, *stages: Stage
) -> Iterator[tuple[Change, Version]]:
    """A version of the viewer's office, its row locked: right, revision and stage are asked, in that order."""
    with change(viewer.office.pk, viewer.person) as c:
        locked = lock(viewer, pk)
        if not has_right:
            raise MayNot(NOT_YOURS)
        if locked.revision != revision:
            raise Stale(CHANGED)
        is_returned = Stage.SUBMITTED in stages and Stage.APPROVED in stages
        if locked.is_being_issued and not (is_returned and is_stuck(locked)):
            raise IllegalMove(_("It is being issued: its files are made now."))
        if locked.stage not in stages:
            raise IllegalMove(WHY_NOT[Stage(locked.stage)])
        yield c, locked


def is_stuck(version: Version) -> bool:
    """Whether it is being issued and a file of it failed: then it can be returned. One statement."""
    return version.is_being_issued and version.files.filter(state=Making.FAILED).exists()


def lock(viewer: Viewer, pk: int) -> Version:
    """Raises Missing, also for what the viewer may not know of."""
    rows = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("report__office")
    found = rows.filter(pk=pk, report__office=viewer.office).first() if viewer.may_see_reports else None
    if found is None:
        raise Missing(_("There is no such report."))
    return found


def _move(version: Version, stage: Stage) -> None:
    """Files made of what it was before are gone with it."""
    version.stage = stage
    version.revision += 1
    version.save()
    version.files.all().delete()


def _tell(c: Change, edition: Edition, note: Note, people: Iterable[int]) -> None:
    messages.notify(
        c,
        note,
        people,
        path=reverse("report", args=[reports.ref_of(edition)]),
        first=edition.period.first,
        until=edition.period.until,
        is_exercise=edition.is_exercise,
    )


def announce_issued(c: Change, version: Version) -> None:
    """To all who may see reports of the office."""
    edition = reports.edition_of_version(version)
    _tell(c, edition, Note.REPORT_ISSUED, reports.people(edition.office, SEES, c.now))
