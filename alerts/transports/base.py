"""What a channel must do, and how it says that it could not."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """Number, level, kind, area and a link; never names, what was told, phone numbers or an exact place.

    `id` stays the same when a message is sent again, so that a phone or mailbox can fold a double.
    """

    id: str
    subject: str
    text: str
    html: str
    language: str


class TransportError(Exception):
    """`code` is short and without addresses or content; a permanent one is not tried again. `is_of_address`: it
    is this address that takes nothing, whatever is sent to it.
    """

    def __init__(self, code: str, *, is_permanent: bool = False, is_of_address: bool = False) -> None:
        super().__init__(code)
        self.code = code[:40]
        self.is_permanent = is_permanent
        self.is_of_address = is_of_address


class Transport(Protocol):
    def send(self, message: Message, address: str) -> None:
        """Hands the message to the channel. Blocks for at most a few seconds. Raises TransportError."""
