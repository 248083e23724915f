"""Cells of a sheet that somebody filled in, with the names that a spreadsheet shows them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.drafting.sheet import Cells, UnreadableSchedule, read_sheet
from servanda.kernel.source import SourceSpan
from servanda.pipeline.refusals import CannotRead

__all__ = ["Row", "cell_name", "place_of", "read_cells", "rows_of"]


def cell_name(row: int, column: int) -> str:
    """Name a cell as a spreadsheet does; both count from 1.

    Example:
        >>> cell_name(7, 4), cell_name(2, 28)
        ('D7', 'AB2')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def place_of(path: Path, row: int, column: int) -> SourceSpan:
    """Return the place of a cell; both count from 1."""
    return SourceSpan(file=str(path), line=row, column=column, end_line=row, end_column=column + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet.

    Args:
        number: Its number, from 1.
        cells: Its texts, by column.
        columns: The number of each column, from 1.
    """

    path: Path
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def name(self, column: str) -> str:
        """Return the name of a cell."""
        return cell_name(self.number, self.columns[column])

    def place(self, column: str) -> SourceSpan:
        """Return where a cell stands."""
        return place_of(self.path, self.number, self.columns[column])


def read_cells(path: Path) -> tuple[Cells, ...]:
    """Read the first sheet of a workbook, or a CSV.

    Raises:
        CannotRead: It is neither.
    """
    try:
        return read_sheet(path)
    except UnreadableSchedule as problem:
        raise CannotRead(path, problem.why) from None
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None


def rows_of(path: Path, rows: tuple[Cells, ...], columns: Mapping[str, int]) -> Iterator[Row]:
    """Yield the rows below the headings that hold anything in these columns.

    Args:
        path: The file.
        rows: Its rows, the headings first.
        columns: The number of each column that is read, from 1.
    """
    for number, cells in rows[1:]:
        texts = {
            name: cells[place - 1] if place <= len(cells) else "" for name, place in columns.items()
        }
        if any(texts.values()):
            yield Row(path=path, number=number, cells=texts, columns=columns)
