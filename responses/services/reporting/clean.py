"""What people wrote, without the signs that reorder a line, break a file or are no text at all."""

import re

# Controls but tab and line feed, what XML 1.0 does not hold (section 2.2), and what turns the direction of a line.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """The text as it may stand in any file."""
    return UNWANTED.sub("", text)


def in_a_line(text: str) -> str:
    """The same where only one line may be: tabs and the ends of lines become a space."""
    return plain(BREAKS.sub(" ", text))
