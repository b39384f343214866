"""The playbooks of an office as the set-up shows them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from alerts.models import Duty, Office
from responses.models import Playbook, PlaybookItem, PlaybookVersion

MOST = 100


@dataclass(frozen=True, slots=True)
class Book:
    """A playbook: its version published last and the draft after it, either may be None, and the items of each."""

    playbook: Playbook
    current: PlaybookVersion | None
    draft: PlaybookVersion | None

    @property
    def shown(self) -> list[PlaybookItem]:
        """What one would go on writing: the draft, else what is published."""
        version = self.draft or self.current
        return list(version.items.all()) if version else []

    @property
    def published(self) -> list[PlaybookItem]:
        return list(self.current.items.all()) if self.current else []


def shelf(office: Office) -> list[Book]:
    """All of them in order, retired ones too. Three statements."""
    return _books(Playbook.objects.filter(office=office)[:MOST])


def book(office: Office, playbook: int) -> Book | None:
    """One of the office. Three statements."""
    return next(iter(_books(Playbook.objects.filter(office=office, pk=playbook))), None)


def duties(office: Office) -> list[Duty]:
    """Retired ones too, for what names them already. One statement."""
    return list(Duty.objects.filter(office=office).order_by("position", "pk"))


def _books(rows: QuerySet[Playbook]) -> list[Book]:
    """Of many versions only the last two matter: the draft, and the one published before it."""
    found = list(rows)
    later = PlaybookVersion.objects.filter(
        playbook=OuterRef("playbook"), number__gt=OuterRef("number"), published_at__isnull=False
    )
    items = Prefetch("items", PlaybookItem.objects.select_related("duty").order_by("position"))
    versions = PlaybookVersion.objects.filter(~Exists(later), playbook__in=found).prefetch_related(items)
    by_playbook: dict[int, dict[bool, PlaybookVersion]] = {}
    for version in versions.order_by("pk"):
        by_playbook.setdefault(version.playbook_id, {})[version.published_at is not None] = version
    return [Book(one, by_playbook.get(one.pk, {}).get(True), by_playbook.get(one.pk, {}).get(False)) for one in found]
