"""A file of a report in each format: what is gathered goes in, bytes come out; `at` hears how far it is, of 100."""

from collections.abc import Callable

from responses.domain.words_of_reports import Format

from . import alert_list, csv_files, docx_file, pdf_file, xlsx_file
from .gathering import Gathered
from .paper import Picture

MOST_PRINTED = 200  # alerts in the annex of what is printed; the tables have all
At = Callable[[int], None]
Writer = Callable[[Gathered, str, At], bytes]


def _pdf(gathered: Gathered, language: str, at: At) -> bytes:
    paper = gathered.paper(language)
    listed = alert_list.printed(gathered.facts, gathered.cases(), MOST_PRINTED)
    at(70)
    return pdf_file.pdf(paper, listed)


def _docx(gathered: Gathered, language: str, at: At) -> bytes:
    paper = gathered.paper(language)
    listed = alert_list.printed(gathered.facts, gathered.cases(), MOST_PRINTED)
    at(60)
    picture = next(pdf_file.png(block) for block in paper.blocks if isinstance(block, Picture))
    at(80)
    return docx_file.docx(paper, listed, picture)


def _xlsx(gathered: Gathered, language: str, at: At) -> bytes:
    paper = gathered.paper(language)
    at(60)
    return xlsx_file.xlsx(paper, alert_list.columns(), alert_list.rows(gathered.facts, gathered.cases()))


def _csv(gathered: Gathered, language: str, at: At) -> bytes:
    paper = gathered.paper(language)
    at(60)
    return csv_files.bundle(paper, alert_list.columns(), alert_list.rows(gathered.facts, gathered.cases()))


WRITERS: dict[Format, Writer] = {Format.PDF: _pdf, Format.DOCX: _docx, Format.XLSX: _xlsx, Format.CSV: _csv}
