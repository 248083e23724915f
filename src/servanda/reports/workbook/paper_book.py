"""A paper as a workbook: the answer first, then a sheet for each table."""

from __future__ import annotations

from servanda.kernel.quantity import Quantity
from servanda.reports.paper import Paper, PaperCell
from servanda.reports.workbook.book import Book
from servanda.reports.workbook.cells import Cell, number_cell

__all__ = ["paper_workbook"]

_WIDTH = 92


def paper_workbook(paper: Paper) -> bytes:
    """Return the workbook of a paper."""
    book = Book(title=f"{paper.kind}: {paper.title}", day=paper.period.end_day)
    sheet = book.sheet("Summary")
    sheet.page.set_column(0, 3, 24)
    sheet.page.hide_gridlines(2)
    sheet.paragraph(paper.opening, columns=4, width=_WIDTH, bold=True, font_size=16)
    for text in (paper.title, *paper.sentences):
        sheet.paragraph(text, columns=4, width=_WIDTH)
    sheet.skip()
    for text in paper.notes:
        sheet.paragraph(text, columns=4, width=_WIDTH, font_color="#565d6b")
    for table in paper.tables:
        page = book.sheet(table.title[:31], table.headings)
        for row in table.rows:
            page.add(*map(_cell, row))
        page.finish()
    return book.content()


def _cell(cell: PaperCell) -> Cell:
    return number_cell(cell, says_currency=True) if isinstance(cell, Quantity) else cell
