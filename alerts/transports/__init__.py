"""How messages leave the hub: one small room per channel behind one interface."""

from collections.abc import Callable

from alerts.domain.words import Channel

from .base import Transport, TransportError
from .email import Email

BY_CHANNEL: dict[Channel, Transport] = {Channel.EMAIL: Email()}
# Asks whether the channel would take a message now, and sends none. Blocks for seconds; raises TransportError.
PROBES: dict[Channel, Callable[[], None]] = {Channel.EMAIL: Email().probe}

__all__ = ["BY_CHANNEL", "PROBES", "Transport", "TransportError"]
