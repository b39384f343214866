"""How messages leave the hub: one small room per channel behind one interface."""

from alerts.domain.words import Channel

from .base import Transport, TransportError
from .email import Email

BY_CHANNEL: dict[Channel, Transport] = {Channel.EMAIL: Email()}

__all__ = ["BY_CHANNEL", "Transport", "TransportError"]
