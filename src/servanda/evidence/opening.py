"""Files of any kind as one thing: headings, and a way for the engine to read text cells."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.evidence.diagnostics import (
    DUPLICATE_HEADING,
    LONG_LINE,
    NO_HEADINGS,
    TOO_MANY_COLUMNS,
    UNREADABLE_TABLE,
)
from servanda.evidence.engine import Engine, EngineError
from servanda.evidence.jsonlines import write_json_lines
from servanda.evidence.scanning import LINE_BYTES_MAX, scan_text
from servanda.evidence.sniff import Kind, sniff
from servanda.evidence.statements import compose, listed, literal, quoted
from servanda.evidence.unpacking import Packing, opened
from servanda.evidence.workbook import write_workbook
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["COLUMNS_MAX", "OpenTable", "Opening", "open_table", "scratch_file"]

COLUMNS_MAX = 4096
"""The widest table that is read."""

_HAS_LINES = frozenset({Kind.CSV, Kind.JSON_LINES})

_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A file that the engine can read.

    Args:
        shown: The name that the author knows the file by.
        kind: What the file is.
        path: What the engine reads: the file itself, or its cells written out as CSV.
        packing: How ``path`` is compressed.
        headings: Column headings in the file's order; unique.
        separator: For CSV, what stands between cells.
        typed: Whether the file itself says which cells are dates (Parquet, XLSX).
        lines: For files written out as CSV, the line or row of each record in the original;
            empty where record n stands in line n + 1.
    """

    shown: str
    kind: Kind
    path: Path
    packing: Packing
    headings: tuple[str, ...]
    separator: str = ","
    typed: bool = False
    lines: tuple[int, ...] = ()

    def line(self, record: int) -> int:
        """Return the line (in a sheet: the row) of a record, counted from 1."""
        if self.lines:
            return self.lines[min(record, len(self.lines)) - 1]
        return record if self.kind is Kind.PARQUET else record + 1

    def place(self, record: int, column: int = 1) -> SourceSpan:
        """Return the place of a record, for a diagnostic."""
        line = self.line(record)
        return SourceSpan(
            file=self.shown, line=line, column=column, end_line=line, end_column=column
        )

    def row_in_words(self, record: int) -> str:
        """Return a record's place in words: ``line 7``."""
        return f"{'line' if self.kind in _HAS_LINES else 'row'} {self.line(record)}"

    def relation(self, rejects: str = "") -> str:
        """Return what stands after FROM; with ``rejects``, bad rows go to that table."""
        if self.kind is Kind.PARQUET:
            return compose(
                "read_parquet({path}, binary_as_string = true)", path=literal(str(self.path))
            )
        columns = listed(
            f"{literal(f'h{index}')}: 'VARCHAR'" for index in range(len(self.headings))
        )
        keep = ", store_rejects = true, rejects_table = {0}, rejects_scan = {1}, rejects_limit = 0"
        return compose(
            "read_csv({path}, auto_detect = false, header = true, delim = {separator}, "
            "quote = '\"', escape = '\"', columns = {{{columns}}}, compression = {packing}, "
            "strict_mode = true, max_line_size = {longest}{rejects})",
            path=literal(str(self.path)),
            separator=literal(self.separator),
            columns=columns,
            packing=literal(self.packing.name.lower()),
            longest=str(LINE_BYTES_MAX * 2),
            rejects=keep.format(literal(rejects), literal(f"{rejects}_scan")) if rejects else "",
        )

    def cell(self, heading: str) -> str:
        """Return the expression of a heading's cell as text, nothing where it is empty."""
        if self.kind is Kind.PARQUET:
            return compose("nullif(CAST({name} AS VARCHAR), '')", name=quoted(heading))
        return compose("nullif({name}, '')", name=quoted(f"h{self.headings.index(heading)}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Give an open table, or the reasons why there is none."""

    table: OpenTable | None
    diagnostics: tuple[Diagnostic, ...] = ()


def open_table(
    engine: Engine, path: Path, *, shown: str = "", sheet: str = "", wanted: Iterable[str] = ()
) -> Opening:
    """Open a file, whatever its kind.

    Args:
        engine: An engine that may read the file.
        path: The file.
        shown: The name that the author knows it by; the file's own by default.
        sheet: For workbooks, the sheet; the first by default.
        wanted: Headings that must be unique; all of them by default.
    """
    shown = shown or path.name
    sniffed = sniff(path, shown=shown)
    if sniffed.kind is None:
        return Opening(table=None, diagnostics=sniffed.diagnostics)
    found = _open(engine, path, sniffed.kind, sniffed.packing, (shown, sheet))
    return found if found.table is None else _checked(found.table, set(wanted))


def _open(
    engine: Engine, path: Path, kind: Kind, packing: Packing, names: tuple[str, str]
) -> Opening:
    shown, sheet = names
    match kind:
        case Kind.CSV:
            return _open_csv(path, packing, shown)
        case Kind.PARQUET:
            return _open_parquet(engine, path, shown)
        case Kind.JSON_LINES:
            return _open_json_lines(engine, path, packing, shown)
        case Kind.WORKBOOK:
            return _open_workbook(engine, path, shown, sheet)


def _open_csv(path: Path, packing: Packing, shown: str) -> Opening:
    wrong = scan_text(path, packing, shown)
    if wrong is not None:
        return Opening(table=None, diagnostics=(wrong,))
    first = _first_record(path, packing)
    if first is None:
        long = LONG_LINE.at(SourceSpan.start_of(shown), limit=f"{LINE_BYTES_MAX:,}")
        return Opening(table=None, diagnostics=(long,))
    headings, separator = first
    table = OpenTable(
        shown=shown,
        kind=Kind.CSV,
        path=path,
        packing=packing,
        headings=headings,
        separator=separator,
    )
    return Opening(table=table)


def _first_record(path: Path, packing: Packing) -> tuple[tuple[str, ...], str] | None:
    with opened(path, packing) as stream:
        start = stream.read(LINE_BYTES_MAX * 2).decode("utf-8-sig", "ignore")
    separator = _separator(next(iter(start.lstrip("\r\n").splitlines()), ""))
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    previous = csv.field_size_limit(LINE_BYTES_MAX)
    try:
        record = next((row for row in itertools.islice(reader, 100) if row), [])
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(previous)
    return tuple(heading.strip() for heading in record), separator


def _separator(line: str) -> str:
    """Return the separator that divides the line of headings into most cells."""
    outside = "".join(part for index, part in enumerate(line.split('"')) if index % 2 == 0)
    return max(_SEPARATORS, key=outside.count)


def _open_parquet(engine: Engine, path: Path, shown: str) -> Opening:
    table = OpenTable(
        shown=shown,
        kind=Kind.PARQUET,
        path=path,
        packing=Packing.NONE,
        headings=(),
        typed=True,
    )
    try:
        rows = engine.rows("DESCRIBE SELECT * FROM {relation}", relation=table.relation())
    except EngineError as error:
        words = {"kind": "Parquet", "why": error.why(path, shown)}
        wrong = UNREADABLE_TABLE.at(SourceSpan.start_of(shown), **words)
        return Opening(table=None, diagnostics=(wrong,))
    return Opening(table=replace(table, headings=tuple(str(row[0]) for row in rows)))


def _open_json_lines(engine: Engine, path: Path, packing: Packing, shown: str) -> Opening:
    wrong = scan_text(path, packing, shown)
    if wrong is not None:
        return Opening(table=None, diagnostics=(wrong,))
    target = scratch_file(engine)
    written = write_json_lines(path, packing, shown, target, COLUMNS_MAX)
    if written.diagnostics:
        return Opening(table=None, diagnostics=written.diagnostics)
    table = OpenTable(
        shown=shown,
        kind=Kind.JSON_LINES,
        path=target,
        packing=Packing.NONE,
        headings=written.headings,
        lines=written.lines,
    )
    return Opening(table=table)


def _open_workbook(engine: Engine, path: Path, shown: str, sheet: str) -> Opening:
    target = scratch_file(engine)
    written = write_workbook(path, shown, sheet, target, COLUMNS_MAX)
    if written.diagnostics:
        return Opening(table=None, diagnostics=written.diagnostics)
    table = OpenTable(
        shown=shown,
        kind=Kind.WORKBOOK,
        path=target,
        packing=Packing.NONE,
        headings=written.headings,
        typed=True,
        lines=written.lines,
    )
    return Opening(table=table)


def scratch_file(engine: Engine) -> Path:
    """Return a path in the engine's folder that is not taken yet."""
    for number in itertools.count():
        candidate = engine.scratch / f"cells-{number}.csv"
        if not candidate.exists():
            return candidate
    raise AssertionError("numbers do not end")


def _checked(table: OpenTable, wanted: set[str]) -> Opening:
    span = SourceSpan.start_of(table.shown)
    width = len(table.headings)
    if width > COLUMNS_MAX:
        wide = TOO_MANY_COLUMNS.at(span, found=f"{width:,}", limit=f"{COLUMNS_MAX:,}")
        return Opening(table=None, diagnostics=(wide,))
    if not any(table.headings):
        return Opening(table=None, diagnostics=(NO_HEADINGS.at(span),))
    double = tuple(
        DUPLICATE_HEADING.at(span, heading=heading)
        for heading, times in Counter(table.headings).items()
        if times > 1 and heading and (not wanted or heading in wanted)
    )
    return Opening(table=None if double else table, diagnostics=double)
