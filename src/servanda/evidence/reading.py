"""A table's files read and typed; nothing is kept of a table with a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.evidence import (
    Allowed,
    ColumnType,
    EvidenceColumn,
    EvidenceTable,
)
from servanda.evidence.allowed import is_refused
from servanda.evidence.diagnostics import (
    MISSING_COLUMN,
    NO_ROWS,
    NOT_ALLOWED,
    UNREADABLE_VALUES,
)
from servanda.evidence.engine import Engine
from servanda.evidence.loading import load_cells
from servanda.evidence.mapping import column_reading, pieces, plain_value
from servanda.evidence.moments import to_instant
from servanda.evidence.opening import OpenTable, open_table
from servanda.evidence.statements import compose, listed, quoted
from servanda.evidence.wallclocks import Example, look_at_clocks
from servanda.evidence.wording import advice, counted, described, near_heading, shortened
from servanda.evidence.zones import Zone
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.source import SourceSpan

__all__ = ["ReadTable", "read_table"]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """Say where in the engine the typed rows stand.

    Args:
        relation: Name of the engine's table, with a column per column of the agreement, by its
            name, and ``_file`` and ``_row`` to find the record again; empty if there is none.
        files: The opened files, by ``_file``.
        diagnostics: What was wrong, and what a reader should know.
    """

    relation: str
    files: tuple[OpenTable, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_table(engine: Engine, table: EvidenceTable, paths: Sequence[Path]) -> ReadTable:
    """Read a table from its files.

    Args:
        engine: An engine that may read the files.
        table: How it is read, without mistakes.
        paths: Its files, at least one; their rows are put together.
    """
    return _Reading(engine, table).over(paths)


class _Reading:
    """Hold what one table's reading goes through: cells, texts, values."""

    def __init__(self, engine: Engine, table: EvidenceTable) -> None:
        self._engine = engine
        self._table = table
        self._columns = list(table.columns.values())
        self._files: list[OpenTable] = []
        self._diagnostics: list[Diagnostic] = []

    def over(self, paths: Sequence[Path]) -> ReadTable:
        cells = listed(f"c{index} VARCHAR" for index in range(len(self._columns)))
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE cells (f INTEGER, r BIGINT, {cells})", cells=cells
        )
        for path in paths:
            self._take_in(path)
        if not self._failed():
            self._warn_if_empty()
            self._type()
        return ReadTable(
            relation="" if self._failed() else "typed",
            files=tuple(self._files),
            diagnostics=tuple(self._diagnostics),
        )

    def _failed(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self._diagnostics)

    def _take_in(self, path: Path) -> None:
        wanted = [column.source for column in self._columns]
        opening = open_table(self._engine, path, sheet=self._table.sheet, wanted=wanted)
        self._diagnostics += opening.diagnostics
        if opening.table is None:
            return
        missing = self._missing(opening.table)
        self._diagnostics += missing
        self._files.append(opening.table)
        if not missing:
            number = len(self._files) - 1
            self._diagnostics += load_cells(self._engine, opening.table, number, wanted)

    def _missing(self, opened: OpenTable) -> list[Diagnostic]:
        return [
            MISSING_COLUMN.at(
                SourceSpan.start_of(opened.shown),
                heading=column.source,
                table=self._table.name,
                name=column.name,
                near=near_heading(column.source, opened.headings),
            )
            for column in self._columns
            if column.source not in opened.headings
        ]

    def _warn_if_empty(self) -> None:
        if self._engine.row("SELECT count(*) FROM cells")[0] == 0:
            span = SourceSpan.start_of(self._files[0].shown)
            self._diagnostics.append(NO_ROWS.at(span, table=self._table.name))

    def _type(self) -> None:
        typed = any(opened.typed for opened in self._files)
        texts, values = [], []
        for index, column in enumerate(self._columns):
            texts.append(f"{plain_value(f'c{index}', column, self._table.nulls)} AS c{index}")
            reading = column_reading(f"c{index}", column, typed=typed)
            values.append(f"c{index}, {reading.value} AS v{index}")
            if column.type is ColumnType.INSTANT:
                values.append(f"{reading.offset} AS o{index}, {reading.finer} AS x{index}")
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE read_values AS SELECT f, r, {values} "
            "FROM (SELECT f, r, {texts} FROM {cells})",
            values=listed(values),
            texts=listed(texts),
            cells=self._split(),
        )
        self._engine.run("DROP TABLE cells")
        self._report_unreadable()
        if not self._failed():
            self._report_refused()
        if not self._failed():
            self._finish()
        self._engine.run("DROP TABLE read_values")

    def _split(self) -> str:
        """Return the cells with a row for each value of cells that hold several."""
        relation = "cells"
        for index, column in enumerate(self._columns):
            if column.split_by:
                split = f"{pieces(f'c{index}', column)} AS c{index}"
                relation = compose(
                    "(SELECT * REPLACE ({split}) FROM {relation})", split=split, relation=relation
                )
        return relation

    def _report_unreadable(self) -> None:
        conditions = [_is_unreadable(index) for index in range(len(self._columns))]
        counts = self._engine.row(
            "SELECT {counts} FROM read_values",
            counts=listed(f"count_if({condition})" for condition in conditions),
        )
        for index, (count, column) in enumerate(zip(counts, self._columns, strict=True)):
            if count:
                self._diagnostics.append(self._unreadable(index, column, int(count)))

    def _unreadable(self, index: int, column: EvidenceColumn, count: int) -> Diagnostic:
        rows = self._rows(index, _is_unreadable(index))
        place, spelt = self._spelt(column, rows)
        return UNREADABLE_VALUES.at(
            place,
            heading=column.source,
            count=counted(count, "value"),
            type=described(column),
            examples=spelt,
            advice=advice(column, [text for _, _, text in rows]),
        )

    def _report_refused(self) -> None:
        ruled = [
            (index, column, column.only)
            for index, column in enumerate(self._columns)
            if column.only is not None
        ]
        for index, column, allowed in ruled:
            condition = is_refused(f"v{index}", column, allowed)
            count = self._engine.row(
                "SELECT count_if({condition}) FROM read_values", condition=condition
            )[0]
            if count:
                self._diagnostics.append(self._refused(index, column, allowed, int(count)))

    def _refused(
        self, index: int, column: EvidenceColumn, allowed: Allowed, count: int
    ) -> Diagnostic:
        rows = self._rows(index, is_refused(f"v{index}", column, allowed))
        place, spelt = self._spelt(column, rows)
        return NOT_ALLOWED.at(
            place,
            heading=column.source,
            count=counted(count, "value"),
            verb="is" if count == 1 else "are",
            allowed=allowed.text,
            examples=spelt,
        )

    def _rows(self, index: int, condition: str) -> list[tuple[int, int, str]]:
        rows = self._engine.rows(
            "SELECT f, r, coalesce(c{index}, '') FROM read_values "
            "WHERE {condition} ORDER BY f, r LIMIT {most}",
            index=str(index),
            condition=condition,
            most=str(_EXAMPLES),
        )
        return [(int(file), int(record), str(text)) for file, record, text in rows]

    def _spelt(self, column: EvidenceColumn, rows: list[tuple[int, int, str]]) -> Example:
        # A name is not said aloud: what is said is kept, and read by others.
        words = [
            ("a name in " if column.personal else f"'{shortened(text)}' in ")
            + self._files[file].row_in_words(record)
            for file, record, text in rows
        ]
        opened = self._files[rows[0][0]]
        place = opened.place(rows[0][1], opened.headings.index(column.source) + 1)
        return place, ", ".join(words)

    def _finish(self) -> None:
        selected = [
            f"{self._final(index, column)} AS {quoted(column.name)}"
            for index, column in enumerate(self._columns)
        ]
        if self._failed():
            return
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE typed AS "
            "SELECT f AS _file, r AS _row, {selected} FROM read_values",
            selected=listed(selected),
        )

    def _final(self, index: int, column: EvidenceColumn) -> str:
        if column.type is not ColumnType.INSTANT:
            return f"v{index}"
        return to_instant(f"v{index}", f"o{index}", self._zone(index, column))

    def _zone(self, index: int, column: EvidenceColumn) -> Zone:
        clocks = look_at_clocks(
            self._engine,
            index,
            column.source,
            column.zone or self._table.zone,
            lambda condition: self._spelt(column, self._rows(index, condition)),
        )
        self._diagnostics += clocks.diagnostics
        return clocks.zone


def _is_unreadable(index: int) -> str:
    return f"c{index} IS NOT NULL AND v{index} IS NULL"
