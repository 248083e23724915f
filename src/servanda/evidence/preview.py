"""The first rows of a file, as they stand in it, for whoever points at its columns."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from servanda.evidence.engine import open_engine
from servanda.evidence.loading import load_cells
from servanda.evidence.opening import open_table
from servanda.evidence.statements import listed
from servanda.kernel.diagnostic import Diagnostic, Severity

__all__ = ["Preview", "preview_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Hold the beginning of a file.

    Args:
        headings: Its headings, in order; none where it cannot be read.
        rows: Its first rows, a text for each heading; what is empty is the empty text.
        count: How many rows it has.
        diagnostics: Why it could not be read.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    diagnostics: tuple[Diagnostic, ...] = ()


def preview_file(path: Path, *, sheet: str = "", most: int = 8) -> Preview:
    """Read the beginning of a file.

    Args:
        path: The file.
        sheet: For workbooks, the sheet; the first by default.
        most: How many rows are wanted, at least 1.
    """
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine([path], Path(scratch)) as engine,
    ):
        opening = open_table(engine, path, sheet=sheet)
        if opening.table is None:
            return _unread(opening.diagnostics)
        headings = [each for each in opening.table.headings if each]
        names = [f"c{index}" for index in range(len(headings))]
        columns = listed(f"{name} VARCHAR" for name in names)
        engine.run("CREATE TEMP TABLE cells (f INTEGER, r BIGINT, {columns})", columns=columns)
        wrong = load_cells(engine, opening.table, 0, headings)
        if any(each.severity is Severity.ERROR for each in wrong):
            return _unread(wrong)
        rows = engine.rows(
            "SELECT {columns} FROM cells ORDER BY r LIMIT {most}",
            columns=listed(f"coalesce({name}, '')" for name in names),
            most=str(most),
        )
        return Preview(
            headings=tuple(headings),
            rows=tuple(tuple(map(str, row)) for row in rows),
            count=int(engine.row("SELECT count(*) FROM cells")[0]),
        )


def _unread(diagnostics: tuple[Diagnostic, ...]) -> Preview:
    return Preview(headings=(), rows=(), count=0, diagnostics=diagnostics)
