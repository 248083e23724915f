"""Sheets of a workbook, written out as cells."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from servanda.evidence.cells import Written
from servanda.evidence.diagnostics import (
    DAMAGED,
    EMPTY_FILE,
    NO_SHEET,
    TOO_MANY_COLUMNS,
    UNPACKS_TOO_FAR,
    UNREADABLE_TABLE,
)
from servanda.evidence.unpacking import TIMES_MAX, Damage, UnpacksTooFar, check_workbook
from servanda.kernel.diagnostic import Diagnostic, near_match
from servanda.kernel.source import SourceSpan

__all__ = ["write_workbook"]

_MILLISECOND = timedelta(milliseconds=1)


def write_workbook(path: Path, shown: str, sheet: str, target: Path, columns_max: int) -> Written:
    """Write the cells of one sheet to ``target`` as CSV.

    Args:
        path: The workbook.
        shown: The name that the author knows it by.
        sheet: The sheet; empty takes the first.
        target: Where the CSV goes.
        columns_max: The widest table that is read.
    """
    span = SourceSpan.start_of(shown)
    try:
        check_workbook(path)
    except Damage as damage:
        return _failed(DAMAGED.at(span, why=damage.why))
    except UnpacksTooFar:
        return _failed(UNPACKS_TOO_FAR.at(span, times=str(TIMES_MAX)))
    return _write_sheet(path, span, sheet, target, columns_max)


def _failed(diagnostic: Diagnostic) -> Written:
    return Written(diagnostics=(diagnostic,))


def _write_sheet(
    path: Path, span: SourceSpan, sheet: str, target: Path, columns_max: int
) -> Written:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        workbook = python_calamine.load_workbook(str(path))
        name = sheet or workbook.sheet_names[0]
        if name not in workbook.sheet_names:
            return _failed(_no_sheet(span, sheet, workbook.sheet_names))
        found = workbook.get_sheet_by_name(name)
        rows = found.to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, IndexError, ValueError) as error:
        return _failed(UNREADABLE_TABLE.at(span, kind="XLSX", why=str(error)))
    if found.start is None or not rows:
        return _failed(EMPTY_FILE.at(span))
    if len(rows[0]) > columns_max:
        wide = {"found": f"{len(rows[0]):,}", "limit": f"{columns_max:,}"}
        return _failed(TOO_MANY_COLUMNS.at(span, **wide))
    return _write_rows(rows, int(found.start[0]) + 1, target)


def _no_sheet(span: SourceSpan, sheet: str, known: list[str]) -> Diagnostic:
    names = ", ".join(f"'{name}'" for name in known)
    return NO_SHEET.at(span, sheet=sheet, sheets=names, near=near_match(sheet, known))


def _write_rows(rows: list[list[Any]], first_row: int, target: Path) -> Written:
    headings = tuple(_cell(cell).strip() for cell in rows[0])
    # Cells beside the table without a heading are notes, not columns.
    kept = [index for index, heading in enumerate(headings) if heading]
    lines = []
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([headings[index] for index in kept])
        for number, row in enumerate(rows[1:], start=first_row + 1):
            cells = [_cell(row[index]) for index in kept]
            if any(cells):
                writer.writerow(cells)
                lines.append(number)
    return Written(headings=tuple(headings[index] for index in kept), lines=tuple(lines))


def _cell(value: Any) -> str:  # noqa: ANN401 - a sheet holds anything
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return _number(value)
        case datetime():
            return _to_millisecond(value).isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return _clock(value)
        case _:
            return str(value)


def _number(value: float) -> str:
    # A sheet stores binary floats; their shortest spelling is what was typed.
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0")


def _to_millisecond(moment: datetime) -> datetime:
    # A sheet keeps days as binary floats, exact to some microseconds only.
    extra = timedelta(microseconds=(moment.microsecond + 500) % 1000 - 500)
    return moment - extra


def _clock(length: timedelta) -> str:
    millis = round(length / _MILLISECOND)
    sign = "-" if millis < 0 else ""
    seconds, rest = divmod(abs(millis), 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    fraction = f".{rest:03d}" if rest else ""
    return f"{sign}{hour}:{minute:02d}:{second:02d}{fraction}"
