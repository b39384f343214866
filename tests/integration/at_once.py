"""People who act at the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from ewrr.common.errors import Refusal


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the refusal that it met, in the order of the acts; any other failure is raised."""
    gate = threading.Barrier(len(acts))

    def go(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(20)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(60) for future in [pool.submit(go, act) for act in acts]]


def told_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """The same, a refusal by its code."""
    return [end.code if isinstance(end, Refusal) else end for end in at_once(*acts)]


def refusals(ends: Sequence[Any]) -> list[Refusal]:
    return [end for end in ends if isinstance(end, Refusal)]
