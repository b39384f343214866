"""What the token of a device is good for: never more than this, and never more than its person may do."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    FILE = "file"  # and withdraw what it filed
    READ = "read"
    ANSWER = "answer"  # and comment
    ASSESS = "assess"  # and place, sum up, grade
    DECIDE = "decide"  # and dismiss, close, reopen, join


OF_MACHINES = frozenset({Scope.FILE, Scope.READ})
NEED_READING = frozenset({Scope.ANSWER, Scope.ASSESS, Scope.DECIDE})


def whole(chosen: Iterable[Scope]) -> tuple[Scope, ...]:
    """With reading where another scope needs it, each once, in the vocabulary's order."""
    found = set(chosen)
    if found & NEED_READING:
        found.add(Scope.READ)
    return tuple(scope for scope in Scope if scope in found)
