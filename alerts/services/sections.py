"""The sections of an office: added, changed, retired. The components are the mission's three and stay."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Component
from alerts.models import Filing, Membership, Section
from alerts.selectors.access import Viewer
from alerts.selectors.sections import last_change, version
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from .editing_lists import as_seen, editing_lists, save_named
from .setting_up import TooMany

MOST = 100


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self) -> None:
        sentence = _("This office has another section of this name.")
        super().__init__(sentence, fields={"name_en": sentence})


class InUse(Refusal):
    code = "in_use"


@dataclass(frozen=True, slots=True)
class Draft:
    name_en: str
    name_fr: str
    component: Component


def create(*, viewer: Viewer, draft: Draft) -> Section:
    """Raises MayNotSetUp, NameTaken, TooMany."""
    with editing_lists(viewer) as c:
        if Section.objects.filter(office=viewer.office).count() >= MOST:
            raise TooMany
        return _save(c, Section(office=viewer.office), draft, "created")


def change_it(*, viewer: Viewer, section_id: int, seen: str, draft: Draft) -> Section:
    """Its people and filings follow, but it stays in its component once it has any: figures are counted by it.

    Raises Section.DoesNotExist, MayNotSetUp, Stale, NameTaken, InUse.
    """
    with editing_lists(viewer) as c:
        section = _read(viewer, section_id, seen)
        if section.component != draft.component and _is_used(section):
            sentence = _("People or filings name it as it is: retire it and add a new one in the other component.")
            raise InUse(sentence, fields={"component": sentence})
        return _save(c, section, draft, "changed")


def retire(*, viewer: Viewer, section_id: int, seen: str, is_back: bool = False) -> Section:
    """Offered no more, or (`is_back`) again; people and filings keep it. Raises as `change_it`."""
    with editing_lists(viewer) as c:
        section = _read(viewer, section_id, seen)
        section.retired_at = None if is_back else c.now
        draft = Draft(section.name_en, section.name_fr, Component(section.component))
        return _save(c, section, draft, "restored" if is_back else "retired")


def _read(viewer: Viewer, section_id: int, seen: str) -> Section:
    here = Section.objects.filter(office=viewer.office)
    return as_seen(here, section_id, seen, version, last_change)


def _is_used(section: Section) -> bool:
    return Membership.objects.filter(section=section).exists() or Filing.objects.filter(section=section).exists()


def _save(c: Change, section: Section, draft: Draft, act: str) -> Section:
    section.name_en, section.name_fr, section.component = draft.name_en, draft.name_fr, draft.component
    save_named(section, NameTaken)
    c.record(Happened.LIST_CHANGED, what="section", act=act, id=section.pk, code="")
    return section
