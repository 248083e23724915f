"""A workbook written the same way every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from servanda.reports.reader import Reader
from servanda.reports.workbook.cells import Cell, NumberCell, cell_text
from servanda.reports.workbook.days import day_format

__all__ = ["MOST_ROWS", "Book", "Sheet"]

MOST_ROWS = 1_048_576
"""Rows of one sheet, its heading included."""

_WIDEST = 62
_NARROWEST = 9
_INSTANT = "yyyy-mm-dd hh:mm:ss"
_PLAIN = Reader()
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_HEADING = {"bold": True, "bottom": 1, "bottom_color": "#8a8f98", "font_color": "#3d4452"}
_MOST_SAMPLED = 2_000
_LINE, _MOST_LINES = 15, 20


@dataclass(kw_only=True)
class Book:
    """Collect sheets and give their bytes.

    Args:
        title: Of the document.
        day: The document's date, so that the same inputs give the same bytes.
        reader: How days are spelt; separators of figures are those of who opens the workbook.
    """

    title: str
    day: date
    reader: Reader = _PLAIN
    _into: BytesIO = field(default_factory=BytesIO)
    _workbook: Any = field(init=False)
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        safe = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._workbook = Workbook(self._into, safe)
        created = datetime(self.day.year, self.day.month, self.day.day)  # noqa: DTZ001 - the document's day
        self._workbook.set_properties({"title": cell_text(self.title)[:200], "created": created})

    def sheet(self, name: str, headings: Sequence[str] = ()) -> Sheet:
        """Begin a sheet, with headings that stay in sight."""
        return Sheet(book=self, page=self._workbook.add_worksheet(name), headings=tuple(headings))

    def style(self, **wanted: object) -> Any:  # noqa: ANN401 - the library has no types
        """Return a format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({**_FONT, **wanted})
        return self._formats[key]

    def content(self) -> bytes:
        """Close the workbook and return its bytes."""
        self._workbook.close()
        return self._into.getvalue()


@dataclass(kw_only=True)
class Sheet:
    """Write one sheet row by row."""

    book: Book
    page: Any
    headings: tuple[str, ...]
    row: int = 0
    _widths: dict[int, int] = field(default_factory=dict)
    _lines: int = 1
    _lines_of: int = -1

    def __post_init__(self) -> None:
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&R&P / &N")
        if self.headings:
            self.add(*self.headings, **_HEADING)
            self.page.freeze_panes(1, 0)
            self.page.repeat_rows(0)

    def add(self, *cells: Cell, **style: object) -> None:
        """Write a row."""
        for column, cell in enumerate(cells):
            self._write(column, cell, style)
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def paragraph(self, text: str, *, columns: int, width: int, **style: object) -> None:
        """Write a text over several columns, as high as it needs.

        Args:
            text: The text.
            columns: How many columns it spans, at least 2.
            width: Characters of normal size that fit in a line.
            style: How it looks.
        """
        shown = cell_text(text)
        size = style.get("font_size", 11)
        assert isinstance(size, int)
        lines = min(1 + len(shown) * size // (11 * width), 18)
        self.page.set_row(self.row, lines * (size + 5))
        self.page.merge_range(self.row, 0, self.row, columns - 1, "")
        wrapped = self.book.style(text_wrap=True, **style)
        self.page.write_string(self.row, 0, shown, wrapped)
        self.row += 1

    def finish(self, *, narrow: bool = False) -> None:
        """Set the widths that the rows ask for, and let a reader filter."""
        for column, width in self._widths.items():
            self.page.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
        if self.headings and not narrow:
            self.page.autofilter(0, 0, max(self.row - 1, 1), len(self.headings) - 1)

    def _write(self, column: int, cell: Cell, style: dict[str, object]) -> None:
        shown = ""
        match cell:
            case None:
                return
            case NumberCell():
                wanted = self.book.style(num_format=cell.shown, **style)
                self.page.write_number(self.row, column, cell.number, wanted)
                shown = f"{cell.number:,.2f}"
            case bool():
                shown = "yes" if cell else "no"
                self.page.write_string(self.row, column, shown, self.book.style(**style))
            case int():
                shown = f"{cell:,}"
                wanted = self.book.style(num_format="#,##0", **style)
                self.page.write_number(self.row, column, cell, wanted)
            case date():
                shown = _INSTANT if isinstance(cell, datetime) else day_format(self.book.reader)
                wanted = self.book.style(num_format=shown, align="left", **style)
                self.page.write_datetime(self.row, column, cell, wanted)
            case str():
                shown = cell_text(cell)
                self._write_text(column, shown, style)
        if self.row < _MOST_SAMPLED:
            self._widths[column] = max(self._widths.get(column, 0), len(shown))

    def _write_text(self, column: int, shown: str, style: dict[str, object]) -> None:
        """Write a text; in a table it stands off the number before it, and long ones wrap."""
        in_table = {"indent": 1} if self.headings else {}
        if self.headings and len(shown) > _WIDEST:
            in_table["text_wrap"] = 1
            lines = min(-(-len(shown) // (_WIDEST - 8)), _MOST_LINES)
            self._lines = max(lines, self._lines if self._lines_of == self.row else 1)
            self._lines_of = self.row
            self.page.set_row(self.row, _LINE * self._lines)
        wanted = self.book.style(**in_table, **style)
        self.page.write_string(self.row, column, shown, wanted)
