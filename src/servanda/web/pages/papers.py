"""The tables of a paper, to be shown on a page."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.quantity import Quantity
from servanda.reports.paper import Paper, PaperCell, PaperTable, cell_words
from servanda.reports.reader import Reader

__all__ = ["CellShown", "TableShown", "tables_shown"]

_BEFORE = "\N{ALMOST EQUAL TO}\N{NO-BREAK SPACE}-"
_SEPARATORS = {ord(each): None for each in ".,'\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """Show a cell below its heading.

    Args:
        words: What stands in it.
        heading: What stands above it; a heading stands below none.
        is_figure: Whether nothing but figures stand in its column.
    """

    words: str
    heading: str = ""
    is_figure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShown:
    """Show a table of a paper."""

    title: str
    message: str
    note: str
    headings: tuple[CellShown, ...]
    rows: tuple[tuple[CellShown, ...], ...]


def tables_shown(paper: Paper, reader: Reader) -> tuple[TableShown, ...]:
    """Return the tables of a paper, their figures told apart from words.

    Args:
        paper: The paper.
        reader: How figures are spelt.
    """
    return tuple(_table(each, reader) for each in paper.tables)


def _table(table: PaperTable, reader: Reader) -> TableShown:
    headings = tuple(
        CellShown(
            words=reader.words(words),
            is_figure=place > 0
            and any(row[place] for row in table.rows)
            and all(_is_figure(row[place]) for row in table.rows),
        )
        for place, words in enumerate(table.headings)
    )
    return TableShown(
        title=table.title,
        message=table.message,
        note=table.note,
        headings=headings,
        rows=tuple(
            tuple(
                CellShown(
                    words=reader.words(cell_words(cell, reader)),
                    heading=heading.words,
                    is_figure=heading.is_figure,
                )
                for cell, heading in zip(row, headings, strict=True)
            )
            for row in table.rows
        ),
    )


def _is_figure(cell: PaperCell) -> bool:
    if isinstance(cell, Quantity):
        return True
    bare = cell.lstrip(_BEFORE).removesuffix("%")
    return not cell or bare.translate(_SEPARATORS).isdecimal()
