"""What a person owes: in person, as somebody who was told, or by a duty that they hold now."""

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from alerts.domain.words import OwedKind
from alerts.models import Delivery, Owed

from .access import Viewer


def owed_by(viewer: Viewer) -> QuerySet[Owed]:
    """Everything in the viewer's office that they owe. Two statements are asked at once, which duties they hold,
    unless that was asked before.
    """
    asked_for = Func(
        OuterRef("component"),
        F("components"),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
    told = Delivery.objects.filter(alert=OuterRef("alert"), person=viewer.person, comment__isnull=True)
    asked = Q(kind=OwedKind.ANSWER) & (Q(component="") & Exists(told) | Exists(told.filter(asked_for)))
    by_duty = Q(duty__in=viewer.holds()) & ~Q(kind=OwedKind.ANSWER)
    in_person, by_others = Q(person=viewer.person), Q(person__isnull=True)
    return Owed.objects.filter(
        in_person | by_others & (asked | by_duty), settled_at__isnull=True, alert__office=viewer.office
    )
