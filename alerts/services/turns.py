"""Taking what is due alert by alert: each in a transaction of its own, and none can hold up another."""

import logging
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from alerts.models import Alert
from ewrr.common.change import Change, change
from ewrr.common.errors import DATABASE_AWAY

ROUTE = "alerts.route"  # the task that takes what is due
AT_A_LOOK = 50
log = logging.getLogger(__name__)
Handle = Callable[[Change, Alert], bool]


def take(due: Callable[[], QuerySet[Any]], handle: Handle, limit: int) -> int:
    """Hands the alerts of the due rows (ordered, each with an `alert`) to `handle`, locked; says how many it took.

    `handle` says False when the alert has nothing due any more. One with which something is wrong is logged, by its
    id, and stays due: the others go on, and the watch says that it is late.
    """
    done, broken = 0, set[int]()
    while done < limit and _take_one(due().exclude(alert__in=broken), handle, broken):
        done += 1
    return done


def _take_one(due: QuerySet[Any], handle: Handle, broken: set[int]) -> bool:
    for alert_id, office_id in due.values_list("alert_id", "alert__office_id")[:AT_A_LOOK]:
        try:
            with change(office_id) as c:
                alert = Alert.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=alert_id).first()
                if alert is not None and handle(c, alert):  # else another worker has it, or it was settled since
                    return True
        except DATABASE_AWAY:
            raise
        except Exception:
            log.exception("alert %s", alert_id)
            broken.add(alert_id)
    return False
