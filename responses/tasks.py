"""The reporter's doors: files that wait are made, drafts that are due are begun, owners of late decisions reminded."""

import logging

from celery import shared_task
from django.conf import settings

from ewrr.common import pump
from ewrr.common.errors import DATABASE_AWAY
from responses.services import deciding, drafts, making

AT_ONCE = 4  # files a task; what is left is for another, so that none runs into the time limit
log = logging.getLogger(__name__)


@shared_task(name=making.MAKE, soft_time_limit=settings.REPORT_TIME_LIMIT - 10, time_limit=settings.REPORT_TIME_LIMIT)
def make() -> None:
    pump.begun(making.MAKE)
    try:
        if making.make_due(AT_ONCE) == AT_ONCE:
            pump.nudge(making.MAKE)
    except DATABASE_AWAY as failure:
        log.warning("database away: %s", type(failure).__name__)


@shared_task(name=drafts.DRAFT)
def draft() -> None:
    try:
        drafts.begin_due()
    except DATABASE_AWAY as failure:
        log.warning("database away: %s", type(failure).__name__)


@shared_task(name=deciding.REMIND)
def remind_decisions() -> None:
    try:
        deciding.remind_due()
    except DATABASE_AWAY as failure:
        log.warning("database away: %s", type(failure).__name__)
