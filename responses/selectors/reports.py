"""Reports of an office: which there are, one by its address, whom its moves concern."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Prefetch

from alerts.domain.words import Role
from alerts.models import Membership, Office
from alerts.selectors import access
from alerts.selectors.access import Viewer
from responses.domain import periods
from responses.domain.periods import Period
from responses.domain.words_of_reports import Passage, Stage
from responses.models import File, Report, Version, Written

from .figures import Edition

MOST = 60  # reports listed on a page
HEAVY = ("figures", "cleared", "names", "cases", "changes", "watched", "meetings")
SIGNERS = ("begun_by", "submitted_by", "returned_by", "approved_by", "issuing_by")


def edition_of(viewer: Viewer, ref: str) -> Edition | None:
    """What an address means in the viewer's office; None for what is none, or not theirs to see."""
    if not viewer.may_see_reports or (found := periods.read_ref(ref, viewer.office.time_zone)) is None:
        return None
    period, is_exercise = found
    return Edition(viewer.office, period, is_exercise)


def ref_of(edition: Edition) -> str:
    return periods.ref(edition.period, is_exercise=edition.is_exercise)


@dataclass(frozen=True, slots=True)
class Listed:
    """A report with its latest version."""

    edition: Edition
    ref: str
    version: Version


def listed(viewer: Viewer, before: date | None = None) -> list[Listed]:
    """Those of the office, the latest period first, so many at most; `before`: of periods that begin earlier. Two
    statements.
    """
    reports = Report.objects.filter(office=viewer.office).order_by("-first_date", "-until_date", "-id")
    if before is not None:
        reports = reports.filter(first_date__lt=before)
    light = Version.objects.defer(*HEAVY).select_related(*SIGNERS).order_by("-number")
    found = []
    for report in reports.prefetch_related(Prefetch("versions", light))[:MOST]:
        edition = _edition(viewer.office, report)
        versions = list(report.versions.all())
        if versions:
            found.append(Listed(edition, ref_of(edition), versions[0]))
    return found


def _edition(office: Office, report: Report) -> Edition:
    return Edition(office, Period(report.first_date, report.until_date, office.time_zone), report.is_exercise)


def edition_of_version(version: Version) -> Edition:
    """Needs report and its office loaded."""
    return _edition(version.report.office, version.report)


def versions(edition: Edition) -> list[Version]:
    """Of one period, the latest first, without what they keep. One statement."""
    of_period = Version.objects.filter(
        report__office=edition.office,
        report__is_exercise=edition.is_exercise,
        report__first_date=edition.period.first,
        report__until_date=edition.period.until,
    )
    return list(of_period.select_related("report", *SIGNERS).defer(*HEAVY).order_by("-number"))


def kept(version: Version) -> Version:
    """The same with its figures, names, changes, watch list and meetings, without its cases. One statement."""
    kept = ("figures", "cleared", "names", "changes", "watched", "meetings")
    return Version.objects.only(*kept).get(pk=version.pk)


def texts(version: Version) -> list[Written]:
    """One statement."""
    return list(version.passages.select_related("by"))


def text_in(written: list[Written], language: str) -> dict[Passage, tuple[str, str]]:
    """Under each heading what was written in the language, else in another: (text, language)."""
    found: dict[Passage, tuple[str, str]] = {}
    for one in sorted(written, key=lambda one: (one.language == language, one.at)):
        if one.text.strip():
            found[Passage(one.passage)] = (one.text, one.language)
    return found


def files(version: Version) -> list[File]:
    """All of them, also those only for the cleared, without their content. One statement."""
    return list(version.files.defer("content").order_by("with_restricted", "language", "id"))


def people(office: Office, roles: frozenset[Role], now: datetime) -> list[int]:
    """Ids of those who hold one of the roles in the office now. One statement."""
    held = Membership.objects.filter(access.current_members(office, now), role__in=roles, person__is_active=True)
    return list(held.order_by("person_id").values_list("person_id", flat=True).distinct())


def last_number(report: Report) -> int:
    """Of its versions; 0 where there is none."""
    return report.versions.aggregate(last=Max("number"))["last"] or 0


def before(version: Version) -> Version | None:
    """The issued version before this one, with its figures."""
    earlier = version.report.versions.filter(number__lt=version.number, stage=Stage.ISSUED)
    return earlier.defer("cases").order_by("-number").first()
