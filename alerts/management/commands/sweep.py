"""The second door: a plain loop that needs only the database and takes what nobody took."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from alerts.services import delivery, routing

EVERY_S = 5.0
OVERDUE_S = 10.0


class Command(BaseCommand):
    help = "Routes and delivers what is overdue by ten seconds, from the database alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="One round, of all that is due now.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            routed, delivered = self.round(0.0)
            self.stdout.write(f"routed {routed}, delivered {delivered}")
            return
        self.is_stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.is_stopping:
            try:
                routed, delivered = self.round(OVERDUE_S)
                if routed or delivered:
                    self.stderr.write(f"took over: routed {routed}, delivered {delivered}")
            except DatabaseError as failure:
                self.stderr.write(f"database away: {type(failure).__name__}")
                close_old_connections()
            self.wait()

    def round(self, overdue_s: float) -> tuple[int, int]:
        return routing.route_due(overdue_s=overdue_s), delivery.deliver_due(overdue_s=overdue_s)

    def wait(self) -> None:
        until = time.monotonic() + EVERY_S
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(0.2)

    def stop(self, *args: object) -> None:
        self.is_stopping = True
