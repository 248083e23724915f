"""A paper on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from servanda.kernel.quantity import Quantity
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperTable, cell_words
from servanda.reports.reader import Reader

__all__ = ["paper_lines"]


def paper_lines(paper: Paper, reader: Reader) -> Iterator[str]:
    """Return a paper as lines of text: the answer, the tables, what they rest on."""
    yield one_line(paper.opening)
    yield from map(one_line, paper.sentences)
    for table in paper.tables:
        if table.in_text and table.rows:
            yield ""
            yield from _table(table, reader)
    if paper.notes:
        yield ""
        yield from map(one_line, paper.notes)


def _table(table: PaperTable, reader: Reader) -> Iterator[str]:
    yield f"{table.title}:"
    rows = [[one_line(cell_words(cell, reader)) for cell in row] for row in table.rows]
    figures = [
        all(isinstance(row[column], Quantity) or not row[column] for row in table.rows)
        for column in range(len(table.headings))
    ]
    shown = [list(table.headings), *rows]
    widths = [max(cell_len(row[column]) for row in shown) for column in range(len(figures))]
    for row in shown:
        cells = zip(row, widths, figures, strict=True)
        line = "  ".join(_padded(text, width, right=right) for text, width, right in cells)
        yield f"  {line}".rstrip()
    if table.note:
        yield f"  {table.note}"


def _padded(text: str, width: int, *, right: bool) -> str:
    room = " " * (width - cell_len(text))
    return room + text if right else text + room
