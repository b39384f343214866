"""Text as people type it, made comparable."""

import unicodedata

APOSTROPHES = frozenset("'’‘ʼ`")  # as keyboards, phones and gazetteers write them


def search_key(text: str) -> str:
    """Lower case, without accents, single spaces: "Béni  Mbau" and "beni mbau" meet.

    Apostrophes and hyphens of every kind are spaces; what has no width is left out.
    """
    return " ".join("".join(map(_plain, unicodedata.normalize("NFKD", text))).casefold().split())


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Pd" or char in APOSTROPHES:
        return " "
    return "" if category == "Cf" or unicodedata.combining(char) else char
