"""The report as PDF, tagged for screen readers (PDF/UA-1): the same paper gives the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import print_fonts
from .clean import plain
from .paper import Block, Cell, Chart, Paper, Picture, Split, Table, Tiles

ROOT = Path(settings.ROOT) / "templates" / "print"
AS_PDF: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
FONTS = [str(print_fonts.FOLDER)]


def pdf(paper: Paper, listed: Table) -> bytes:
    """`listed`: the annex. Text that somebody wrote comes as JSON and cannot become markup."""
    return _compiled("report.typ", {"paper": json.dumps(_drawable(_plain_values(paper, listed)))}, **AS_PDF)


def png(picture: Picture, pixels_per_point: float = 2.0) -> bytes:
    """The map for formats that take no SVG."""
    inputs = {"svg": picture.svg, "width": str(picture.width), "height": str(picture.height)}
    return _compiled("picture.typ", inputs, format="png", ppi=72 * pixels_per_point)


def _compiled(template: str, inputs: dict[str, str], **options: Any) -> bytes:
    made: bytes = typst.compile(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs=inputs,
        **options,
    )
    return made


def _plain_values(paper: Paper, listed: Table) -> dict[str, Any]:
    at = paper.as_of
    page, pages = _("%(page)s of %(pages)s").split("%(page)s", 1)[1].split("%(pages)s", 1)
    return {
        "language": paper.language,
        "document_title": f"{paper.title}, {paper.office}, {paper.period}",
        "title": paper.title,
        "office": paper.office,
        "subtitle": paper.subtitle,
        "period": paper.period,
        "marking": paper.marking,
        "running": paper.running,
        "running_short": paper.short,
        "exercise": paper.exercise,
        "exercise_short": pgettext("short", "EXERCISE") if paper.exercise else "",
        "page_of": [_("%(page)s of %(pages)s").split("%(page)s", 1)[0], page, pages],
        "facts": [[_("Marking"), paper.marking], *map(list, paper.facts)],
        "made": [at.year, at.month, at.day, at.hour, at.minute],
        "sections": [
            {"number": section.number, "title": section.title, "blocks": [_block(one) for one in section.blocks]}
            for section in paper.sections
        ],
        "annex": _("Annex: list of alerts"),
        "listed": _block(listed),
    }


def _block(block: Block) -> dict[str, Any]:
    return {"block": block.kind, "key": getattr(block, "key", ""), **KINDS[block.kind](block)}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, "strong": cell.is_strong, "shade": round(cell.shade, 3), "bar": cell.bar}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "aside": table.aside,
        "columns": [{"name": one.name, "number": one.is_number, "group": one.group} for one in table.columns],
        "widths": _widths(table),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total": [_cell(cell) for cell in table.total] if table.total else None,
        "notes": table.notes,
        "empty": table.empty,
        "is_long": table.is_long,
    }


WIDE = 20  # characters from which a column of words takes its share of what is left
PT_OF_CELL, PT_OF_HEADING, PADDING, BAR = 5.1, 4.0, 8.5, 92.0


def _widths(table: Table) -> list[list[float]]:
    """[points, share] of each column: numbers and codes are as wide as they need, with headings in two lines or so;
    columns of words share what is left by their longest ones. The first one takes what nobody else does.
    """
    lengths = [_longest(table, place) for place in range(len(table.columns))]
    shares = [
        not column.is_number and (longest > WIDE or (place == 0 and _has_words(table)))
        for place, (column, longest) in enumerate(zip(table.columns, lengths, strict=True))
    ]
    shares[0] = shares[0] or not any(shares)
    return [
        [0.0, float(min(max(longest, WIDE), 60))] if takes_share else [_points(table, place, longest), 0.0]
        for place, (longest, takes_share) in enumerate(zip(lengths, shares, strict=True))
    ]


def _longest(table: Table, place: int) -> int:
    return max((len(row[place].text) for row in (*table.rows, *([table.total] if table.total else []))), default=0)


def _has_words(table: Table) -> bool:
    return any(" " in row[0].text for row in table.rows)


def _points(table: Table, place: int, longest: int) -> float:
    column = table.columns[place]
    if any(row[place].bar is not None for row in table.rows):
        return BAR
    word = max(map(len, column.name.split()), default=0)
    heading = max(word, len(column.name) / 2, len(column.group) / 4) * PT_OF_HEADING
    return round(max(longest * PT_OF_CELL, heading) + PADDING, 1)


def _tiles(block: Tiles) -> dict[str, Any]:
    tiles = [{"text": one.cell.text, "beside": one.beside, "name": one.name, "lines": one.lines} for one in block.tiles]
    return {"title": block.title, "aside": block.aside, "tiles": tiles}


def _split(block: Split) -> dict[str, Any]:
    shares = [
        {"said": f"{one.cell.text} {one.name}", "text": one.cell.text, "share": round(one.share, 4), "tone": one.tone}
        for one in block.shares
    ]
    return {"title": block.title, "aside": block.aside, "shares": shares, "notes": block.notes}


def _chart(block: Chart) -> dict[str, Any]:
    bars = [
        {"name": one.name, "text": one.cell.text, "value": one.cell.value or 0, "own": one.is_own} for one in block.bars
    ]
    return {
        "title": block.title,
        "aside": block.aside,
        "alt": block.alt,
        "mean": block.mean,
        "bars": bars,
        "notes": block.notes,
    }


KINDS: dict[str, Any] = {
    "table": _table,
    "tiles": _tiles,
    "split": _split,
    "chart": _chart,
    "picture": asdict,
    "prose": asdict,
    "notes": asdict,
}


def _drawable(value: Any) -> Any:
    """The same with every text cleaned and drawable."""
    if isinstance(value, str):
        return print_fonts.drawable(plain(value))
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one) for one in value]
    return value
