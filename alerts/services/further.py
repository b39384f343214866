"""Further word on a known alert: another filing under it, and a filing withdrawn by whoever filed it."""

import uuid

from django.utils.translation import gettext_lazy as _

from alerts.domain import level as levels
from alerts.domain.events import Happened
from alerts.models import Alert, Filing, Withdrawal
from alerts.selectors.access import Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import weighing
from .told import Told, write

MOST_HOPS = 10  # from a joined alert to the one where its filings lie


class NotTheirs(Refusal):
    """Only whoever filed it withdraws it."""

    code = "not_theirs"


class WithdrawnBefore(Refusal):
    code = "withdrawn_before"


def named(viewer: Viewer, told: Told) -> Alert | None:
    """The alert that a filing names, or where that was joined to; None where its filer may not know of it. One
    statement for each joining on the way.
    """
    alert = visible_to(viewer).filter(number=told.onto).first()
    for _hop in range(MOST_HOPS):
        if alert is None or alert.joined_to_id is None:
            break
        alert = visible_to(viewer).filter(pk=alert.joined_to_id).first()
    return alert


def takes(viewer: Viewer, alert: Alert, told: Told) -> bool:
    """Whether the filing goes under the alert. Not under one that its filer sees as a shell: filing would open what
    others told to them. Not where the filing needs a restriction that the alert lacks, nor where one is real and the
    other part of an exercise.
    """
    return (
        alert.is_open
        and viewer.sees_whole(alert)
        and alert.is_restricted >= told.is_restricted_in(viewer.office)
        and alert.is_exercise == told.is_exercise
    )


def add(c: Change, viewer: Viewer, client_id: uuid.UUID, told: Told, alert: Alert) -> Filing:
    """Writes the filing under the locked alert. What it tells never lowers the assessment; where it is worse, the
    alert rises and all are told anew.
    """
    filing = write(c, viewer, client_id, told, alert)
    alert.version += 1
    alert.save(update_fields=["version"])
    weighing.count_filings(alert)
    assessed = levels.assess(told.going_on, told.threat_types, told.people_from, told.certainty)
    c.record(Happened.ALERT_FILED_FURTHER, alert, filing=filing.pk, component=filing.component, version=alert.version)
    weighing.rise(c, alert, weighing.Weight.computed_from(assessed, told.certainty))
    return filing


def withdraw(*, viewer: Viewer, filing_id: int, reason: str) -> Filing:
    """Whoever filed it says that it does not hold. It stays under the alert, struck out; the alert goes on until
    the hub has looked. Said twice: refused. Whoever files and reads nothing, as a gateway may, does it too.

    Raises Filing.DoesNotExist for what is not theirs to know of, NotTheirs, WithdrawnBefore.
    """
    with change(viewer.office.pk, viewer.person) as c:
        asked = Filing.objects.select_related("alert").get(pk=filing_id, office=viewer.office)
        if asked.filer_id != viewer.person.pk:
            if not viewer.sees_whole(asked.alert):
                raise Filing.DoesNotExist
            raise NotTheirs(_("Only whoever filed it withdraws it."))
        alert = Alert.objects.select_for_update(no_key=True).get(pk=asked.alert_id)
        if Withdrawal.objects.filter(filing=asked).exists():
            raise WithdrawnBefore(_("This filing was withdrawn before."))
        alert.version += 1
        alert.save(update_fields=["version"])
        Withdrawal.objects.create(filing=asked, reason=reason, at=c.now)
        c.record(Happened.FILING_WITHDRAWN, alert, filing=asked.pk, version=alert.version)
        return asked
