"""Who is meant by an @name in what somebody wrote."""

import re
from collections.abc import Iterable, Mapping

AT = re.compile(r"(?<![\w@.])@(\w[\w'’-]*)")


def mentioned(text: str) -> list[str]:
    """The names that follow an @, as written, each once. An address such as hub@beni.example names nobody."""
    return list(dict.fromkeys(AT.findall(text)))


def meant(names: Iterable[str], people: Mapping[int, str]) -> tuple[list[int], list[str]]:
    """(ids of those meant, names that nobody bears). `names` and the values of `people` are made comparable by the
    caller; a name is a whole name or its first word, and means everybody who bears it.
    """
    found: dict[int, None] = {}
    unknown = []
    for name in names:
        bearers = [key for key, own in people.items() if name in (own, own.split(" ")[0], own.replace(" ", ""))]
        found |= dict.fromkeys(bearers)
        if not bearers:
            unknown.append(name)
    return list(found), unknown
