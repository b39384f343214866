"""What is wrong in a file, told so that whoever sent it can put it right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext, pgettext

from ewrr.common.errors import Refusal

SHOWN = 50  # faults printed; the rest are counted
VALUE_LENGTH = 60


class FileRefused(Refusal):
    """The file cannot be read as a table at all."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell. `row` as a spreadsheet counts: the header is 1. `sentence` says what to do."""

    row: int
    column: str
    value: str
    sentence: str


def shown(value: str) -> str:
    """The value as it may be printed anywhere: control, direction and invisible characters escaped, 60 at most."""
    head = value[: VALUE_LENGTH + 1]
    plain = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in head)
    return plain if len(plain) <= VALUE_LENGTH else plain[: VALUE_LENGTH - 1] + "…"


def table(faults: Sequence[Fault]) -> Iterator[str]:
    """Lines of a table in order of row: the first 50 faults, then how many more there are."""
    ordered = sorted(faults, key=lambda fault: fault.row)
    lines = [
        (
            pgettext("table of faults", "row"),
            pgettext("table of faults", "column"),
            pgettext("table of faults", "value"),
            pgettext("table of faults", "what to do"),
        )
    ]
    lines += [
        (str(fault.row), shown(fault.column), f'"{shown(fault.value)}"', fault.sentence) for fault in ordered[:SHOWN]
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(3)]
    for *cells, sentence in lines:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), sentence])
    if len(ordered) > SHOWN:
        yield more(len(ordered) - SHOWN)


def more(count: int) -> str:
    return ngettext("… and %(count)d more.", "… and %(count)d more.", count) % {"count": count}
