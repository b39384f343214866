"""The worker's doors: each drains what is due and carries nothing."""

from celery import shared_task

from alerts.services import delivery, routing
from ewrr.common import pump


@shared_task(name="alerts.route")
def route() -> None:
    pump.begun(routing.ROUTE)
    if routing.route_due():
        pump.nudge(routing.DELIVER)


@shared_task(name="alerts.deliver")
def deliver() -> None:
    pump.begun(routing.DELIVER)
    delivery.deliver_due()
