"""Cells of an open table taken into the engine, all of them or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from servanda.evidence.diagnostics import OPEN_QUOTE, RAGGED_ROW, UNREADABLE_TABLE
from servanda.evidence.engine import Engine, EngineError, Row
from servanda.evidence.opening import OpenTable, scratch_file
from servanda.evidence.sniff import Kind
from servanda.evidence.statements import listed
from servanda.evidence.unpacking import Packing
from servanda.evidence.unpacking import opened as unpacked
from servanda.evidence.wording import counted
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["load_cells"]

_REJECTED: Final = "rejected"


def load_cells(
    engine: Engine, opened: OpenTable, number: int, headings: Sequence[str]
) -> tuple[Diagnostic, ...]:
    """Add the cells of some columns to the engine's table ``cells``.

    Args:
        engine: An engine with a table ``cells (f, r, c0, c1, ...)``.
        opened: The open table.
        number: Its number, for ``f``; ``r`` numbers the records from 1.
        headings: The headings of ``c0``, ``c1`` and so on.

    Returns:
        What was wrong with the rows.
    """
    try:
        return _load(engine, opened, number, headings)
    except EngineError as error:
        mended = _mended(engine, opened)
        if mended is not None:
            return load_cells(engine, mended, number, headings)
        words = {"kind": opened.kind.value, "why": error.why(opened.path, opened.shown)}
        return (UNREADABLE_TABLE.at(SourceSpan.start_of(opened.shown), **words),)


def _load(
    engine: Engine, opened: OpenTable, number: int, headings: Sequence[str]
) -> tuple[Diagnostic, ...]:
    rejects = "" if opened.kind is Kind.PARQUET else _REJECTED
    for table in (_REJECTED, f"{_REJECTED}_scan"):
        engine.run("DROP TABLE IF EXISTS {table}", table=table)
    engine.run(
        "INSERT INTO cells SELECT {number}, row_number() OVER (), {cells} FROM {relation}",
        number=str(number),
        cells=listed(opened.cell(heading) for heading in headings),
        relation=opened.relation(rejects),
    )
    return _rejected(engine, opened) if rejects else ()


def _mended(engine: Engine, opened: OpenTable) -> OpenTable | None:
    """Return the table with one kind of line end throughout, which the engine insists on."""
    if opened.kind is not Kind.CSV or engine.scratch in opened.path.parents:
        return None
    target = scratch_file(engine)
    lines = []
    with (
        unpacked(opened.path, opened.packing) as stream,
        target.open("w", encoding="utf-8", newline="") as written,
    ):
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        reader = csv.reader(text, delimiter=opened.separator, strict=True)
        writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
        try:
            for record in filter(None, reader):
                writer.writerow(record)
                lines.append(reader.line_num)
        except csv.Error:
            return None
        finally:
            text.detach()
    return replace(opened, path=target, packing=Packing.NONE, separator=",", lines=tuple(lines[1:]))


def _rejected(engine: Engine, opened: OpenTable) -> tuple[Diagnostic, ...]:
    rows = engine.rows(
        "SELECT error_type IN ('MISSING COLUMNS', 'TOO MANY COLUMNS') AS ragged, "
        "count(DISTINCT line), min(line), arg_min(error_message, line) FROM rejected GROUP BY ALL"
    )
    return tuple(sorted((_in_words(opened, row) for row in rows), key=lambda each: each.sort_key))


def _in_words(opened: OpenTable, row: Row) -> Diagnostic:
    ragged, count, line, message = row
    place = opened.place(max(int(line) - 1, 1))
    if not ragged:
        return OPEN_QUOTE.at(place, rows=counted(count, "row has", "rows have"))
    width = str(message).rpartition(" ")[2]
    words = {"columns": str(len(opened.headings)), "found": width}
    return RAGGED_ROW.at(place, rows=counted(count, "row is", "rows are"), **words)
