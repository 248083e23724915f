"""The cells of a schedule, as rows of texts with their numbers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zipfile import is_zipfile

from servanda.evidence.unpacking import TIMES_MAX, Damage, UnpacksTooFar, check_workbook

__all__ = ["Cells", "UnreadableSchedule", "read_sheet"]

Cells = tuple[int, tuple[str, ...]]
"""The number of a row, from 1, and its cells."""

_ROWS_MOST: Final = 5_000
_BYTES_MOST: Final = 20_000_000


class UnreadableSchedule(ValueError):
    """A file is no schedule that can be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"'{path}' cannot be read as a schedule: {why}")
        self.why = why


def read_sheet(path: Path) -> tuple[Cells, ...]:
    """Read the first sheet of a workbook that has cells, or a CSV.

    Raises:
        UnreadableSchedule: It is neither, or too large to be a schedule.
        OSError: It cannot be opened.
    """
    if path.stat().st_size > _BYTES_MOST:
        raise UnreadableSchedule(path, "it is larger than 20 MB")
    rows = _workbook(path) if is_zipfile(path) else _text(path)
    kept = tuple((number, cells) for number, cells in rows if any(cells))
    if not kept:
        raise UnreadableSchedule(path, "it has no cells")
    if len(kept) > _ROWS_MOST:
        raise UnreadableSchedule(path, f"it has more than {_ROWS_MOST:,} rows")
    return kept


def _workbook(path: Path) -> list[Cells]:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        check_workbook(path)
        workbook = python_calamine.load_workbook(str(path))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.start is not None:
                rows = sheet.to_python(skip_empty_area=False)
                return [(number, tuple(map(_cell, row))) for number, row in enumerate(rows, 1)]
    except Damage as damage:
        raise UnreadableSchedule(path, damage.why) from None
    except UnpacksTooFar:
        why = f"it unpacks to more than {TIMES_MAX} times its size"
        raise UnreadableSchedule(path, why) from None
    except (python_calamine.CalamineError, ValueError) as error:
        raise UnreadableSchedule(path, str(error)) from None
    return []


def _text(path: Path) -> list[Cells]:
    content = path.read_bytes()
    if b"\x00" in content:
        raise UnreadableSchedule(path, "it is neither a workbook (XLSX) nor a text (CSV)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text[:4000]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Cells] = []
    number = 1
    try:
        for row in reader:
            rows.append((number, tuple(_one_line(cell) for cell in row)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableSchedule(path, str(error)) from None
    return rows


def _cell(value: Any) -> str:  # noqa: ANN401 - a sheet holds anything
    if isinstance(value, float):
        # A sheet stores binary floats; their shortest spelling is what was typed.
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return _one_line(str(value))


def _one_line(text: str) -> str:
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.split())
