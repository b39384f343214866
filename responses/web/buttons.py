"""The buttons of a report's page: what the reader may do with it as it stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from alerts.selectors.access import Viewer
from responses.domain.words_of_reports import Stage

from .reading import Opened


@dataclass(frozen=True, slots=True)
class Act:
    """`name`: its last part of the address."""

    name: str
    label: Any
    is_main: bool = True


BEGIN = Act("begin", pgettext_lazy("act on a report", "Begin the draft"))
SUBMIT = Act("submit", pgettext_lazy("act on a report", "Submit for approval"))
APPROVE = Act("approve", pgettext_lazy("act on a report", "Approve"))
RETURN = Act("return", pgettext_lazy("act on a report", "Return to be changed"), is_main=False)
ISSUE = Act("issue", pgettext_lazy("act on a report", "Issue"))
AGAIN = Act("begin", pgettext_lazy("act on a report", "Begin a new version"), is_main=False)


def acts_of(viewer: Viewer, one: Opened, *, is_stuck: bool = False) -> list[Act]:
    """Those of the version that is shown, where it is the latest. `is_stuck`: it was to be issued and a file failed."""
    version = one.version
    if version is None:
        return [BEGIN] if viewer.may_write_reports else []
    if version != one.versions[0]:
        return []
    if version.is_being_issued:
        return [RETURN] if is_stuck and viewer.may_approve_reports else []
    match version.stage:
        case Stage.DRAFT:
            return [SUBMIT] if viewer.may_write_reports else []
        case Stage.SUBMITTED:
            may_approve = viewer.may_approve_reports and version.submitted_by_id != viewer.person.pk
            return [*([APPROVE] if may_approve else []), *([RETURN] if viewer.may_approve_reports else [])]
        case Stage.APPROVED:
            return [ISSUE, *([RETURN] if viewer.may_approve_reports else [])]
    return [AGAIN] if viewer.may_write_reports else []
