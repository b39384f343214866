"""A report as a reader has it: every word and number in place and in one language. The page, PDF, DOCX, XLSX and CSV
all walk over the same paper, so that none of them can say another thing.
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.safestring import SafeString, mark_safe

NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
Value = int | float | str | dt.datetime | dt.date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """`text`: as it is read. `value`: the same for a machine; None where nothing is known or it may not be shown.
    `figure`: name of the figure (domain.indicators), whose alerts it opens; `turns`: so many periods earlier.
    `is_strong`: stands out. `shade`: 0 to 1, how much of the table's greatest. `bar`: likewise, drawn as a bar.
    """

    text: str
    value: Value = None
    figure: str = ""
    turns: int = 0
    is_strong: bool = False
    shade: float = 0.0
    bar: float | None = None

    @property
    def heat(self) -> int:
        """The shade in nine steps, 0: none."""
        return math.ceil(self.shade * 9)

    @property
    def bar_percent(self) -> int | None:
        return None if self.bar is None else round(self.bar * 100)


def said(text: str, *, is_strong: bool = False) -> Cell:
    """A cell that is words."""
    return Cell(text, text, is_strong=is_strong)


@dataclass(frozen=True, slots=True)
class Column:
    """`group`: a heading above several columns beside each other. `is_number`: stands to the right. `hxl`: its tag of
    the Humanitarian Exchange Language, empty where that has none.
    """

    name: str
    is_number: bool = False
    group: str = ""
    hxl: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: its letter in the report, or a word; stable over languages, names sheets and files. The first column is
    the heading of each row. `total`: the last row. `definition`: what its figures count.
    """

    kind: ClassVar[str] = "table"
    key: str
    title: str
    columns: list[Column]
    rows: list[list[Cell]]
    total: list[Cell] | None = None
    aside: str = ""
    notes: list[str] = field(default_factory=list)
    empty: str = ""  # said in the place of rows where there are none
    is_long: bool = False  # for machines: folded on the page, left out of what is printed

    @property
    def is_grouped(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The headings above the columns, each with how many it stands above; an empty one stands above one."""
        found: list[tuple[str, int]] = []
        for column in self.columns:
            if found and column.group and found[-1][0] == column.group:
                found[-1] = column.group, found[-1][1] + 1
            else:
                found.append((column.group, 1))
        return found


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the five figures: the number, what of it is said small beside it, what it is, and lines below."""

    key: str
    cell: Cell
    beside: str
    name: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Tiles:
    kind: ClassVar[str] = "tiles"
    key: str
    title: str
    tiles: list[Tile]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole; `tone`: good, bad or still."""

    cell: Cell
    name: str
    share: float
    tone: str

    @property
    def percent(self) -> str:
        """As SVG takes it: 54.3"""
        return f"{self.share * 100:.1f}"


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a whole, as one bar."""

    kind: ClassVar[str] = "split"
    key: str
    title: str
    shares: list[Share]
    aside: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def placed(self) -> list[tuple[str, Share]]:
        """Each share with where it begins, in hundredths."""
        begins = [sum(one.share for one in self.shares[:place]) for place in range(len(self.shares))]
        return [(f"{begin * 100:.1f}", share) for begin, share in zip(begins, self.shares, strict=True)]


@dataclass(frozen=True, slots=True)
class Bar:
    """`of`: the address of its days, among which its alerts are listed."""

    name: str
    cell: Cell
    of: str = ""
    is_own: bool = False  # of the period itself


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns beside each other; `mean`: a dashed line. `alt`: what it shows, in words."""

    kind: ClassVar[str] = "chart"
    key: str
    title: str
    bars: list[Bar]
    alt: str
    mean: float | None = None
    notes: list[str] = field(default_factory=list)
    aside: str = ""

    @property
    def most(self) -> float:
        """What the tallest column stands for; at least 1."""
        counts = [float(bar.cell.value) for bar in self.bars if isinstance(bar.cell.value, int)]
        return max([1.0, self.mean or 0.0, *counts])

    @property
    def drawn(self) -> list[tuple[Bar, int]]:
        """Each column with its height, of 100."""
        return [(bar, round(100 * float(bar.cell.value or 0) / self.most)) for bar in self.bars]  # type: ignore[arg-type]

    @property
    def mean_at(self) -> int | None:
        return None if self.mean is None else round(100 * self.mean / self.most)


@dataclass(frozen=True, slots=True)
class Picture:
    """A map as SVG (text, no script, no outside reference); `legend`: (level, word and number)."""

    kind: ClassVar[str] = "picture"
    key: str
    title: str
    svg: str
    width: int
    height: int
    alt: str
    legend: list[tuple[str, str]]
    notes: list[str]
    aside: str = ""

    @property
    def drawn(self) -> SafeString:
        """For a page, where it needs no namespace: written and escaped by our own template."""
        return mark_safe(self.svg.replace(NAMESPACE, ""))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Prose:
    """What somebody wrote, a paragraph a line; `language`: in which it is written. `passage`: a code of
    words_of_reports.Passage. Empty: `empty` is said. `hint`: what belongs there, for whoever writes.
    """

    kind: ClassVar[str] = "prose"
    passage: str
    paragraphs: list[str]
    language: str
    empty: str = ""
    is_list: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Sentences of the hub itself."""

    kind: ClassVar[str] = "notes"
    key: str
    title: str
    lines: list[str]


Block = Table | Tiles | Split | Chart | Picture | Prose | Notes


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the report with its blocks; `number`: as the weekly report's headings are numbered."""

    number: str
    title: str
    blocks: list[Block]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`marking` stands on every page, as do `running` (what it is, in a line), `short` (the same in a few words) and
    the page's number. `facts`: (what, how it is) beside the title. `as_of`: the moment (UTC) at which the figures were
    read.
    """

    language: str
    title: str
    office: str
    subtitle: str
    period: str
    marking: str
    running: str
    short: str
    exercise: str
    facts: list[tuple[str, str]]
    sections: list[Section]
    as_of: dt.datetime

    @property
    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

    @property
    def tables(self) -> Iterator[Table]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
