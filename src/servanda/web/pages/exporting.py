"""What one sees, as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.http import HttpResponse

from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.reports.paper import Paper
from servanda.reports.reader import Reader
from servanda.reports.words import fill
from servanda.reports.workbook.book import Book
from servanda.reports.workbook.cells import Cell, number_cell
from servanda.web.files import file_response

__all__ = ["PAPERS", "Exported", "as_csv", "as_paper", "as_workbook", "paper_file"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF = "application/pdf"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PAPERS = {"pdf": _PDF, "xlsx": _WORKBOOK, "pptx": _SLIDES}
"""The forms of what is a paper, with what they are."""

# Wide letters are read as the narrow ones by spreadsheets in East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Hold a table.

    Args:
        title: What it is.
        day: The day on which it was made.
        headings: Names of its columns; ``{zone}`` in one holds the place of the zone whose clock
            its moments go by.
        rows: Texts, numbers, days, moments and money; nothing where there is none.
    """

    title: str
    day: date
    headings: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def as_workbook(table: Exported, reader: Reader) -> HttpResponse:
    """Return a table as a workbook; texts stay texts, whatever they begin with.

    Args:
        table: The table.
        reader: How its days are spelt, and by whose clock its moments go.
    """
    book = Book(title=table.title, day=table.day, reader=reader)
    sheet = book.sheet(table.title[:31], _headings(table, reader.zone))
    for row in table.rows:
        sheet.add(*(_cell(each, reader) for each in row))
    sheet.finish()
    return file_response(book.content(), _WORKBOOK, f"{table.title.lower()}.xlsx")


def as_csv(table: Exported, reader: Reader) -> HttpResponse:
    """Return a table as CSV; a text that a spreadsheet would compute is marked as one.

    Money, days and moments are spelt the same for everybody, since a program reads them next.
    """
    del reader
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(_headings(table, "UTC"))
    writer.writerows(map(_texts, table.rows))
    return file_response(
        text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{table.title.lower()}.csv"
    )


def as_paper(content: bytes, form: str, name: str) -> HttpResponse:
    """Return what is a paper in one of its forms, with a name without its ending."""
    return file_response(content, PAPERS[form], f"{name}.{form}")


def paper_file(paper: Paper, form: str, reader: Reader, name: str) -> HttpResponse:
    """Return a paper in one of its forms, with a name without its ending."""
    return as_paper(_made(paper, form, reader), form, name)


def _made(paper: Paper, form: str, reader: Reader) -> bytes:
    # The typesetter and the writers of slides and workbooks are loaded where they are needed.
    if form == "pdf":
        from servanda.reports.pdf import paper_pdf  # noqa: PLC0415 - as said above

        return paper_pdf(paper, reader)
    if form == "pptx":
        from servanda.reports.slides import paper_slides  # noqa: PLC0415 - as said above

        return paper_slides(paper, reader)
    from servanda.reports.workbook.paper_book import paper_workbook  # noqa: PLC0415 - as above

    return paper_workbook(paper)


def _headings(table: Exported, zone: str) -> tuple[str, ...]:
    return tuple(fill(each, {"zone": zone}) for each in table.headings)


def _cell(value: object, reader: Reader) -> Cell:
    if isinstance(value, Quantity):
        return number_cell(value, says_currency=True)
    if isinstance(value, datetime) and value.tzinfo is not None:
        # Workbooks know no zones; headings say whose clock it is.
        return reader.local(Instant.from_datetime(value)).replace(tzinfo=None)
    assert value is None or isinstance(value, str | int | date | datetime)
    return value


def _texts(row: Iterable[object]) -> list[str]:
    return [_text(each) for each in row]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Quantity():
            return amount_text(value.amount) + f" {value.unit}"
        case datetime() | date():
            return value.isoformat()
        case str() if value.startswith(_FORMULA):
            return f"'{value}"
    return str(value)
