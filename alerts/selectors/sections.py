"""The sections of an office under their components: who is of them, how many filings name them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alerts.domain.events import Happened
from alerts.models import Alert, Event, Filing, Membership, Office, Section
from ewrr.common.versions import version_of

from .access import Viewer, current_members, whole_to
from .last_event import last_event


def offered(office: Office, keep: Iterable[int] = ()) -> QuerySet[Section]:
    """Those that somebody can be put into, by component and name; and the ones that they are in already."""
    return Section.objects.filter(Q(retired_at__isnull=True) | Q(pk__in=list(keep)), office=office).order_by(
        "component", "name_en", "pk"
    )


def of_office(viewer: Viewer, now: datetime) -> list[Section]:
    """All of them, those still offered first, each with `people` now and `alerts`: how many that the viewer reads
    whole have a filing of it (0 to whoever reads none). One statement.
    """
    people = Membership.objects.filter(current_members(viewer.office, now), section=OuterRef("pk")).order_by()
    whole = Alert.objects.filter(whole_to(viewer)).values("pk")
    filings = Filing.objects.filter(section=OuterRef("pk"), alert__in=whole).order_by()
    rows = Section.objects.filter(office=viewer.office).annotate(
        people=_count(people, "person"), alerts=_count(filings, "alert")
    )
    return list(rows.order_by(F("retired_at").desc(nulls_first=True), "component", "name_en", "pk"))


def _count(rows: QuerySet[Membership] | QuerySet[Filing], what: str) -> Coalesce:
    counted = rows.values("section").annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def version(section: Section) -> str:
    """Another one once anything of it is other."""
    return version_of(section.name_en, section.name_fr, section.component, section.retired_at)


def last_change(section: Section) -> Event | None:
    """The event that made a section what it is. One statement."""
    return last_event(section.office_id, Happened.LIST_CHANGED, what="section", id=section.pk)
