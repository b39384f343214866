"""Handing over to state forces: asked, approved by somebody else, shared, what came of it. Never by itself.

The United Nations' human rights due diligence policy (A/67/775-S/2013/110) asks before support is given to security
forces; what is shared with them can put whoever told us, and those it is about, at risk.
"""

from collections.abc import Collection
from enum import StrEnum

from alerts.domain.words_of_filings import ActorKind, Release


class Stage(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    SHARED = "shared"


class Diligence(StrEnum):
    """What the check found: no grounds to believe that they would do grave harm, or grounds and what is done."""

    CLEAR = "clear"
    MITIGATED = "mitigated"


class Because(StrEnum):
    """Why only the Head of Office approves."""

    IMPLICATED = "implicated"
    RELEASE = "release"


class Act(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    SHARE = "share"
    OUTCOME = "outcome"


FROM: dict[Act, Stage] = {
    Act.APPROVE: Stage.ASKED,
    Act.REFUSE: Stage.ASKED,
    Act.SHARE: Stage.APPROVED,
    Act.OUTCOME: Stage.SHARED,
}
OPEN = (Stage.ASKED, Stage.APPROVED)


def grave(*, is_implicated: bool, actor_kinds: Collection[str], release: str) -> list[Because]:
    """Why the hub chief is not enough; empty where they are. `is_implicated`: somebody says so; `actor_kinds`: of all
    who are named as acting.
    """
    found = []
    if is_implicated or ActorKind.STATE in actor_kinds:
        found.append(Because.IMPLICATED)
    if release in (Release.MISSION, Release.SOURCE_PROTECTED):
        found.append(Because.RELEASE)
    return found
