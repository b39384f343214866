"""Two people who act at the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the exception that it raised, in the order of the acts."""
    gate = threading.Barrier(len(acts))
    ends: list[Any] = [None] * len(acts)

    def go(place: int) -> None:
        try:
            gate.wait(20)
            ends[place] = acts[place]()
        except BaseException as error:  # noqa: BLE001 — told to the test
            ends[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return ends


def refusals(ends: Sequence[Any]) -> list[BaseException]:
    return [end for end in ends if isinstance(end, BaseException)]
