"""What the database does for a statement: buffers that it touches, large tables that it reads as a whole."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

LARGE = ("alerts_alert", "alerts_event", "alerts_delivery", "alerts_owed", "alerts_filing", "alerts_escalation")


def buffers(sql: str) -> int:
    """Of 8 KiB, in memory or on disk."""
    plan = _plan(sql, "ANALYZE, BUFFERS")
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def whole(sql: str) -> Iterator[str]:
    """The large tables of which the statement reads every row."""
    if any(table in sql for table in LARGE):
        yield from _scans(_plan(sql, "COSTS"))


def _plan(sql: str, options: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({options}, FORMAT JSON) {sql}".replace("%", "%%"), [])
        found = cursor.fetchone()[0]
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _scans(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE:
        yield node["Relation Name"]
    for below in node.get("Plans", []):
        yield from _scans(below)
