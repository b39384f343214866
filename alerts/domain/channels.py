"""By which channels somebody is told: what the plan asks for, less what the office switched off, as they want it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .words import Channel, Level

WAKES = frozenset({Level.CRITICAL, Level.HIGH})  # what is about such an alert wakes whoever sleeps
OUTSIDE = tuple(channel for channel in Channel if channel is not Channel.INBOX)


@dataclass(frozen=True, slots=True)
class Order:
    """A person's own, the first first; the inbox stands in neither. `wake_me` holds one at least."""

    normal: tuple[Channel, ...]
    wake_me: tuple[Channel, ...]


def by_which(
    asked: Sequence[Channel], off: Collection[Channel], own: Order | None, *, wakes: bool
) -> tuple[Channel, ...]:
    """The inbox always, for it is the record; then, of what is asked for and not off:

    to wake somebody every channel of their order, in that order, and where none of theirs is left whatever is;
    else the first of their order that is left, which may be none; to whoever has no order of their own, all.
    """
    left = [channel for channel in asked if channel is not Channel.INBOX and channel not in off]
    if own is None:
        return (Channel.INBOX, *left)
    wanted = [channel for channel in (own.wake_me if wakes else own.normal) if channel in left]
    return (Channel.INBOX, *((wanted or left) if wakes else wanted[:1]))


def can_wake(order: Order) -> bool:
    """Whether something still reaches them that leaves the hub."""
    return bool(order.wake_me)
