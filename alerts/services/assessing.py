"""What somebody finds an alert to be: how far it is verified, and another level than the computed one."""

from alerts.domain import deciding
from alerts.domain.events import Happened
from alerts.domain.words import Level, OwedKind, Verification
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Assessment
from alerts.selectors.access import Viewer

from . import moving, owed, routing


def assess(
    *, viewer: Viewer, number: str, version: int, verification: Verification, level: Level, reason: str = ""
) -> Alert:
    """Sets verification and level; the computed level stays beside it. `reason`: needed for another level.

    What is found out settles the verification owed. A level that rises on an open alert begins a new round with
    the plan that matches now; a fall changes nothing that runs. Ended alerts may be assessed, and tell nobody.
    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove (imported history), Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_assess) as (c, alert):
        moving.touch(c, alert, version)
        before = Verification(alert.verification), Level(alert.level)
        moving.insist(deciding.faults_of_assessment(before, (verification, level), reason))
        alert.verification, alert.level = verification, level
        if verification in deciding.FOUND_OUT:
            alert.verified_at = alert.verified_at or c.now
            owed.settle_kind(alert, OwedKind.VERIFY, c.by, c.now)
        alert.save(update_fields=["version", "verification", "level", "verified_at"])
        Assessment.objects.create(
            alert=alert, verification=verification, level=level, reason=reason, by=viewer.person, at=c.now
        )
        c.record(
            Happened.ALERT_ASSESSED,
            alert,
            verification=verification,
            level=level,
            before=[code.value for code in before],
            version=alert.version,
        )
        if alert.is_open and deciding.rises(before[1], level):
            routing.begin_again(c, alert, Cause.LEVEL_ROSE)
        return alert
