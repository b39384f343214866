"""What a page's process holds and for what, by Chromium's own books: tells a leak from pages an allocator keeps."""

import time
from collections.abc import Sequence
from typing import Any

from .bare_page import BarePage
from .rig import rolled_up

MIB = 1024 * 1024
TOLD_S = 20.0
# (allocator, attribute) of Chromium's memory-infra: what is in use, and what is kept for it.
KINDS = {
    "used by malloc": ("malloc/allocated_objects", "size"),
    "kept by malloc": ("malloc", "size"),
    "used by strings": ("partition_alloc/allocated_objects", "size"),
    "kept by strings": ("partition_alloc", "size"),
    "v8": ("v8", "size"),
    "blink": ("blink_gc", "size"),
    "tiles": ("cc", "size"),
    "glyphs": ("skia", "size"),
    "shared": ("shared_memory", "size"),
}
# Of the kernel's books of the same memory: files are mostly the browser itself, shared with its other processes.
ROLLED = {"anonymous": "Pss_Anon", "files": "Pss_File"}


def of_page(page: BarePage, pids: Sequence[int]) -> dict[str, float]:
    """MiB by kind, of all renderers together; what no allocator speaks for is in `footprint` alone."""
    found = dict.fromkeys(("footprint", *KINDS, *ROLLED), 0.0)
    for kind, name in ROLLED.items():
        found[kind] = sum(rolled_up(pid).get(name, 0) for pid in pids) / 1024
    for dump in dumps(page):
        if dump["pid"] not in pids:
            continue
        told = dump["args"]["dumps"]
        found["footprint"] += int(told.get("process_totals", {}).get("private_footprint_bytes", "0"), 16) / MIB
        for kind, (allocator, attribute) in KINDS.items():
            one = told.get("allocators", {}).get(allocator, {}).get("attrs", {}).get(attribute, {"value": "0"})
            found[kind] += int(one["value"], 16) / MIB
    return {f"page: {kind} MiB": value for kind, value in found.items()}


def dumps(page: BarePage) -> list[dict[str, Any]]:
    """Events of one light dump of every process; AssertionError where the browser does not finish it."""
    only = {
        "includedCategories": ["disabled-by-default-memory-infra"],
        "excludedCategories": ["*"],
        "memoryDumpConfig": {"triggers": []},
    }
    page.told.clear()
    page.browser("Tracing.start", transferMode="ReportEvents", traceConfig=only)
    assert page.browser("Tracing.requestMemoryDump", levelOfDetail="light")["success"]
    page.browser("Tracing.end")
    until = time.monotonic() + TOLD_S
    while not any(message["method"] == "Tracing.tracingComplete" for message in page.told):
        assert time.monotonic() < until, "the browser did not tell what it holds"
        page.browser("SystemInfo.getProcessInfo")  # a question lets the answers before it in
        time.sleep(0.1)
    return [event for told in page.take("Tracing.dataCollected") for event in told["value"] if event["ph"] == "v"]
