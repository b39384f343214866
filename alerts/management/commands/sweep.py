"""The second door: a plain loop that needs only the database and takes what nobody took; beside it the watch."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from alerts.domain.words_of_telling import Part
from alerts.services import (
    chasing,
    checking_in,
    delivery,
    injecting,
    messages,
    pulse,
    relieving,
    reminding,
    routing,
    timekeeping,
    watch,
)
from ewrr.common import pump
from ewrr.common.errors import DATABASE_AWAY

log = logging.getLogger(__name__)
EVERY_S = 5.0
OVERDUE_S = 10.0


class Command(BaseCommand):
    help = "Routes and delivers what is overdue by ten seconds, from the database alone, and keeps the watch."
    is_stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="One round, of all that is due now.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            routed = injecting.file_due() + routing.route_due() + chasing.chase_due() + reminding.remind_due()
            routed += checking_in.tell_due() + relieving.tell_due()
            delivered = delivery.deliver_due()
            self.stdout.write(f"routed {routed}, delivered {delivered}")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        watching = threading.Thread(target=self.keep_watch, name="watch", daemon=True)
        watching.start()
        while not self.is_stopping:
            self.part(timekeeping.check)
            self.round()
            self.wait()
        watching.join(EVERY_S)

    def round(self) -> None:
        """All that is overdue. A mail server may take long for each message: routing goes before each of them."""
        routed = delivered = 0
        sent = 1
        while sent and not self.is_stopping:
            routed += self.part(partial(injecting.file_due, overdue_s=OVERDUE_S))
            routed += self.part(partial(routing.route_due, overdue_s=OVERDUE_S))
            routed += self.part(partial(chasing.chase_due, overdue_s=OVERDUE_S))
            routed += self.part(partial(reminding.remind_due, overdue_s=OVERDUE_S))
            routed += self.part(partial(checking_in.tell_due, overdue_s=OVERDUE_S))
            routed += self.part(partial(relieving.tell_due, overdue_s=OVERDUE_S))
            sent = self.part(partial(delivery.deliver_due, 1, OVERDUE_S))
            delivered += sent
            self.part(partial(pulse.seen, Part.SWEEP))
        if routed or delivered:
            self.stderr.write(f"took over: routed {routed}, delivered {delivered}")

    def keep_watch(self) -> None:
        """A thread of its own: a slow mail server must hold up neither the watch nor the sweep."""
        while not self.is_stopping:
            # Whoever hears these shows that it lives, also while beat does not.
            pump.nudge(routing.ROUTE, EVERY_S)
            pump.nudge(messages.DELIVER, EVERY_S)
            self.part(watch.make_round)
            self.wait()

    def part(self, work: Callable[[], object]) -> int:
        """Each by itself: one that fails holds neither the others nor the next round. How much was done."""
        try:
            done = work()
            return done if isinstance(done, int) else 0
        except DATABASE_AWAY as failure:
            self.stderr.write(f"database away: {type(failure).__name__}")
        except Exception:
            log.exception("a part of the sweep failed")
        close_old_connections()
        return 0

    def wait(self) -> None:
        until = time.monotonic() + EVERY_S
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(0.2)

    def stop(self, *args: object) -> None:
        self.is_stopping = True
