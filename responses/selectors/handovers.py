"""Hand-overs to state forces, as far as somebody may see their alert."""

from django.db.models import Q

from alerts.models import Alert
from alerts.selectors.access import Viewer, whole_to
from responses.domain.handing_over import Act, Stage
from responses.models import Handover

JOINS = ("alert__office", "alert__area", "asked_by", "decided_by", "shared_by", "outcome_by")


def of_alert(alert: Alert) -> list[Handover]:
    """All of an alert that the viewer sees whole, in order. One statement."""
    return list(Handover.objects.filter(alert=alert).select_related(*JOINS))


def seen(viewer: Viewer, handover: int) -> Handover | None:
    """One of an alert that the viewer sees whole, or that is theirs alone to decide, whatever else they may read of the
    alert. One statement.
    """
    whole = Q(alert__in=Alert.objects.filter(whole_to(viewer)).order_by().values("pk"))
    if viewer.may_hand_over_implicated:
        whole |= Q(alert__office=viewer.office) & ~Q(because=[])
    return Handover.objects.filter(whole, pk=handover).select_related(*JOINS).first()


def acts(viewer: Viewer, one: Handover) -> tuple[Act, ...]:
    """What the viewer may do with it as it stands. Nobody approves what they asked for themselves."""
    may_decide = viewer.may_hand_over_implicated if one.because else viewer.may_hand_over
    if one.stage == Stage.ASKED and may_decide and one.asked_by_id != viewer.person.pk:
        return Act.APPROVE, Act.REFUSE
    if one.stage == Stage.APPROVED and viewer.may_task:
        return (Act.SHARE,)
    if one.stage == Stage.SHARED and viewer.may_task:
        return (Act.OUTCOME,)
    return ()
