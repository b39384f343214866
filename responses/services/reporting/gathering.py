"""Everything a paper is written from, read from the database: as it is now, or as a version keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from alerts.selectors.positions import standing
from responses.domain.cases import Case
from responses.domain.figures import Figures
from responses.domain.periods import Period
from responses.domain.words_of_reports import Stage
from responses.models import Version
from responses.selectors import cases, figures, reports, watched
from responses.selectors.figures import Edition

from . import checks, meetings, writing
from .checks import Check
from .facts import Facts, Signed
from .paper import Paper


@dataclass(frozen=True, slots=True)
class Gathered:
    """`facts` without texts; those depend on the language."""

    edition: Edition
    facts: Facts
    version: Version | None
    written: tuple[Any, ...] = ()

    def paper(self, language: str) -> Paper:
        office = self.edition.office
        return writing.paper(self._in(language), (office.lat, office.lon), language)

    def checks(self, language: str, now: datetime) -> list[Check]:
        """What to know before signing; of what is issued nothing."""
        is_issued = self.facts.signed.stage is Stage.ISSUED
        return [] if is_issued or self.version is None else checks.checks(self._in(language), now)

    def _in(self, language: str) -> Facts:
        return replace(self.facts, texts=reports.text_in(list(self.written), language))

    def cases(self, period: Period | None = None) -> Iterator[Case]:
        """The alerts of the period (or of another that it is compared with), one after the other: those that the
        version keeps, else as they are now.
        """
        asked = period or self.edition.period
        if self.version is not None and self.version.is_frozen:
            kept = Version.objects.values_list("cases", flat=True).get(pk=self.version.pk)
            found = cases.unpacked(kept or b"")
        else:
            found = figures.since(self.edition, asked.starts_at)
        return (case for case in found if asked.holds(case.counted_at))


def gather(edition: Edition, version: Version | None, now: datetime, *, is_cleared: bool) -> Gathered:
    """`version`: without what it keeps, its signers loaded; None: nobody began one. At most eleven statements."""
    if version is not None and version.is_frozen:
        kept = reports.kept(version)
        found = Figures.from_json((kept.cleared if is_cleared else kept.figures) or {})
        names, changes, listed, decided = kept.names, kept.changes, kept.watched, kept.meetings
    else:
        found = figures.live(edition, now, is_cleared=is_cleared)
        names, changes = figures.names(edition, found), None
        listed = None if edition.is_exercise else watched.rows(edition.office)
        decided = meetings.read(edition, now)
    positions = standing(edition.office).order_by("id").values_list("name", "lat", "lon")
    facts = Facts(
        figures=found,
        names=names or {},
        is_exercise=edition.is_exercise,
        signed=_signed(version),
        changes=changes,
        positions=tuple(positions),
        watched=listed,
        meetings=meetings.rows(decided, is_cleared=is_cleared),
    )
    return Gathered(edition, facts, version, tuple(reports.texts(version)) if version else ())


def _signed(version: Version | None) -> Signed:
    if version is None:
        return Signed()
    issued_at = version.issued_at or version.issuing_at
    return Signed(
        number=version.number,
        stage=Stage.ISSUED if version.issuing_at else Stage(version.stage),
        prepared_by=version.submitted_by.name if version.submitted_by and version.is_frozen else "",
        approved_by=version.approved_by.name if version.approved_by else "",
        approved_at=version.approved_at,
        issued_by=version.issuing_by.name if version.issuing_by else "",
        issued_at=issued_at,
    )
