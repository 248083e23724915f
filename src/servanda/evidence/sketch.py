"""What a file's columns seem to hold, for whoever starts an agreement from it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.evidence.engine import Engine, open_engine
from servanda.evidence.findings.finding import Finding, FindingKind
from servanda.evidence.guessing import guess_table
from servanda.evidence.reading import read_table
from servanda.evidence.statements import quoted
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["ColumnSketch", "Sketch", "sketch_file"]

_WORDS_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSketch:
    """Say what a column seems to hold.

    Args:
        column: How it would be read.
        filled: How many rows have a value.
        different: How many different values there are.
        words: The values in order, where there are at most twelve; empty otherwise.
        oldest: The oldest moment of an instant column, in UTC.
        newest: The newest one.
        greatest: The greatest value of a column of numbers.
    """

    column: EvidenceColumn
    filled: int
    different: int
    words: tuple[str, ...]
    oldest: datetime | None
    newest: datetime | None
    greatest: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Say what a file seems to hold, or why it cannot be read.

    Args:
        rows: How many rows were read.
        columns: Its columns by heading, in order.
        nulls: Texts that seem to mean that nothing is known, the empty one first.
        findings: What was taken for granted, in words.
        diagnostics: Why it could not be read, and what reading it reported.
    """

    rows: int
    columns: dict[str, ColumnSketch]
    nulls: tuple[str, ...]
    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]


def sketch_file(path: Path, *, zone: str = "UTC") -> Sketch:
    """Look at a file that no agreement describes.

    Args:
        path: The file.
        zone: Zone in which times without offset are taken to be.

    Returns:
        Its columns; none where it cannot be read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine([path], Path(scratch)) as engine,
    ):
        guess = guess_table(engine, path, zone)
        if guess.table is None:
            return _unread(guess.diagnostics)
        read = read_table(engine, guess.table, [path])
        if not read.relation:
            return _unread(read.diagnostics)
        rows = int(engine.row("SELECT count(*) FROM {rows}", rows=read.relation)[0])
        columns = {
            column.source: _column(engine, read.relation, column)
            for column in guess.table.columns.values()
        }
    return Sketch(
        rows=rows,
        columns=columns,
        nulls=_nulls(guess.findings),
        findings=guess.findings,
        diagnostics=read.diagnostics,
    )


def _unread(diagnostics: tuple[Diagnostic, ...]) -> Sketch:
    return Sketch(rows=0, columns={}, nulls=(), findings=(), diagnostics=diagnostics)


def _column(engine: Engine, relation: str, column: EvidenceColumn) -> ColumnSketch:
    name = quoted(column.name)
    filled, different, oldest, newest = engine.row(
        "SELECT count({name}), count(DISTINCT {name}), min({name}), max({name}) FROM {rows}",
        name=name,
        rows=relation,
    )
    return ColumnSketch(
        column=column,
        filled=int(filled),
        different=int(different),
        words=_words(engine, relation, name) if _is_of_words(column, int(different)) else (),
        oldest=oldest if isinstance(oldest, datetime) else None,
        newest=newest if isinstance(newest, datetime) else None,
        greatest=Decimal(str(newest)) if isinstance(newest, int | Decimal) else None,
    )


def _is_of_words(column: EvidenceColumn, different: int) -> bool:
    return column.type in {ColumnType.TEXT, ColumnType.WHOLE} and 0 < different <= _WORDS_MOST


def _words(engine: Engine, relation: str, name: str) -> tuple[str, ...]:
    found = engine.rows(
        "SELECT DISTINCT CAST({name} AS VARCHAR) FROM {rows} WHERE {name} IS NOT NULL ORDER BY 1",
        name=name,
        rows=relation,
    )
    return tuple(str(row[0]) for row in found)


def _nulls(findings: Sequence[Finding]) -> tuple[str, ...]:
    markers = {
        marker
        for finding in findings
        if finding.kind is FindingKind.EMPTY
        for marker in finding.examples
    }
    return ("", *sorted(markers))
