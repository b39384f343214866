"""What page and processes hold, read at moments that can be compared, and how fast it grows."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from . import memory_inside
from .bare_page import BarePage
from .rig import below, rolled_up

MIB = 1024 * 1024
READINGS = 10
# What may grow in an hour of the wall, once it is warm. A leak of one node or listener a tick or an alert is far more.
BOUNDS = {
    "page heap MiB": 0.25,
    "page nodes": 25.0,
    "page listeners": 2.0,
    "page documents": 0.1,
    "page process MiB": 1.0,
    "page: used by malloc MiB": 0.5,
    "page: used by strings MiB": 0.25,
    "web MiB": 1.0,
    "worker MiB": 1.0,
    "reporter MiB": 1.0,
    "beat MiB": 1.0,
    "sweep MiB": 1.0,
    "valkey MiB": 1.0,
}


@dataclass(frozen=True, slots=True)
class Growth:
    """By least squares: `a_hour`, give or take `doubt` (two standard errors), and `bound`."""

    what: str
    a_hour: float
    doubt: float
    bound: float

    @property
    def is_too_much(self) -> bool:
        """Beyond doubt: what a browser's process holds swings by more in an hour than it may grow."""
        return self.a_hour - self.doubt > self.bound


def of_page(page: BarePage) -> dict[str, float]:
    """After collecting garbage, which takes two rounds where one frees what held the next, and after asking the browser
    to let go of what it keeps for speed alone: pictures, tiles, free pages.
    """
    page.send("Memory.simulatePressureNotification", level="critical")
    for _turn in range(2):
        page.send("HeapProfiler.collectGarbage")
    told = {one["name"]: one["value"] for one in page.send("Performance.getMetrics")["metrics"]}
    pids = renderers(page)
    return {
        "page heap MiB": told["JSHeapUsedSize"] / MIB,
        "page nodes": told["Nodes"],
        "page listeners": told["JSEventListeners"],
        "page documents": told["Documents"],
        "page process MiB": least_held(pids),
    } | memory_inside.of_page(page, pids)


def least_held(pids: Sequence[int]) -> float:
    """MiB, the least of several seconds: pictures of the page come and go with every frame."""
    read = []
    for _turn in range(READINGS):
        read.append(sum(map(resident_kib, pids)) / 1024)
        time.sleep(0.5)
    return min(read)


def renderers(page: BarePage) -> list[int]:
    processes = page.browser("SystemInfo.getProcessInfo")["processInfo"]
    return [one["id"] for one in processes if one["type"] == "renderer"]


def resident_kib(pid: int) -> int:
    """Proportional share, so that what processes have in common counts once; 0 where it has ended meanwhile."""
    return rolled_up(pid).get("Pss", 0)


def of_process(pid: int) -> float:
    """MiB of a process and all below it."""
    return sum(map(resident_kib, [pid, *below(pid)])) / 1024


def growths(points: Sequence[dict[str, float]], warm: int) -> list[Growth]:
    """Of what was read after each hour; the first `warm` hours fill what is filled once."""
    return [Growth(name, *slope([point[name] for point in points[warm:]]), bound) for name, bound in BOUNDS.items()]


def slope(values: Sequence[float]) -> tuple[float, float]:
    """And two standard errors of it; of three values or more."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    spread = sum((at - middle) ** 2 for at in range(len(values)))
    found = sum((at - middle) * (value - mean) for at, value in enumerate(values)) / spread
    off = sum((value - mean - found * (at - middle)) ** 2 for at, value in enumerate(values))
    return found, 2 * math.sqrt(off / (len(values) - 2) / spread)


def judged(points: Sequence[dict[str, float]], warm: int) -> list[str]:
    """Prints what was read, hour by hour, and the growth; says where it is too much."""
    names = [name for name in points[0] if name != "hour"]
    print(
        f"\n{'':26}" + "".join(f"{point['hour']:>9.0f}" for point in points) + f"{'an hour':>10}{'+-':>8}{'bound':>8}"
    )
    found = {one.what: one for one in growths(points, warm)}
    for name in names:
        row = f"{name:26}" + "".join(f"{point[name]:9.1f}" for point in points)
        print(
            row
            + (f"{found[name].a_hour:10.3f}{found[name].doubt:8.2f}{found[name].bound:8.2f}" if name in found else "")
        )
    return [f"{one.what} grows by {one.a_hour:.2f} an hour" for one in found.values() if one.is_too_much]
