"""A table's file read, typed and looked at; nothing is kept of a table with a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn, EvidenceTable
from servanda.evidence.diagnostics import (
    AMBIGUOUS_TIMES,
    FINER_THAN_MICROSECOND,
    MISSING_COLUMN,
    MIXED_OFFSETS,
    NO_ROWS,
    OPEN_QUOTE,
    RAGGED_ROW,
    SKIPPED_TIMES,
    UNREADABLE_TABLE,
    UNREADABLE_VALUES,
)
from servanda.evidence.engine import Engine
from servanda.evidence.mapping import column_reading, plain_value
from servanda.evidence.moments import to_instant
from servanda.evidence.opening import OpenTable, open_table
from servanda.evidence.statements import compose, listed, quoted
from servanda.evidence.zones import Zone, find_zone
from servanda.kernel.diagnostic import Diagnostic, near_match
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
        self._engine.run("DROP TABLE IF EXISTS cells")
        for path in paths:
            self._take_in(path)
        if not self._failed():
            self._warn_if_empty()
            self._type()
        relation = "" if self._failed() else "typed"
        return ReadTable(
            relation=relation,
            files=tuple(self._files),
            diagnostics=tuple(self._diagnostics),
        )

    def _failed(self) -> bool:
        return any(each.severity.value == "error" for each in self._diagnostics)

    def _take_in(self, path: Path) -> None:
        wanted = {column.source for column in self._columns}
        opening = open_table(self._engine, path, sheet=self._table.sheet, wanted=wanted)
        self._diagnostics += opening.diagnostics
        if opening.table is None:
            return
        missing = self._missing(opening.table)
        self._diagnostics += missing
        self._files.append(opening.table)
        if not missing:
            self._load(opening.table)

    def _missing(self, opened: OpenTable) -> list[Diagnostic]:
        span = SourceSpan.start_of(opened.shown)
        return [
            MISSING_COLUMN.at(
                span,
                heading=column.source,
                table=self._table.name,
                name=column.name,
                near=_near_heading(column.source, opened.headings),
            )
            for column in self._columns
            if column.source not in opened.headings
        ]

    def _load(self, opened: OpenTable) -> None:
        cells = listed(
            f"{opened.cell(column.source)} AS c{index}"
            for index, column in enumerate(self._columns)
        )
        first = not self._engine.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'cells'")
        rejects = "" if opened.kind.value == "Parquet" else "rejected"
        self._engine.run("DROP TABLE IF EXISTS rejected")
        self._engine.run("DROP TABLE IF EXISTS rejected_scan")
        import duckdb  # noqa: PLC0415 - checking an agreement must not wait for the engine

        try:
            self._engine.run(
                "{into} SELECT {file} AS f, row_number() OVER () AS r, {cells} FROM {relation}",
                into="CREATE TEMP TABLE cells AS" if first else "INSERT INTO cells",
                file=str(len(self._files) - 1),
                cells=cells,
                relation=opened.relation(rejects),
            )
        except duckdb.Error as error:
            why = str(error).partition("\n")[0].rpartition("Error:")[2].strip()
            words = {"kind": opened.kind.value, "why": why.replace(str(opened.path), opened.shown)}
            span = SourceSpan.start_of(opened.shown)
            self._diagnostics.append(UNREADABLE_TABLE.at(span, **words))
            return
        if rejects:
            self._diagnostics += _rejected(self._engine, opened)

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
        self._engine.run("DROP TABLE IF EXISTS read_values")
        self._engine.run(
            "CREATE TEMP TABLE read_values AS SELECT f, r, {values} "
            "FROM (SELECT f, r, {texts} FROM cells)",
            values=listed(values),
            texts=listed(texts),
        )
        self._engine.run("DROP TABLE cells")
        self._report_unreadable()
        if not self._failed():
            self._finish()

    def _report_unreadable(self) -> None:
        counts = self._engine.row(
            "SELECT {counts} FROM read_values",
            counts=listed(
                f"count_if(c{index} IS NOT NULL AND v{index} IS NULL)"
                for index in range(len(self._columns))
            ),
        )
        for index, (count, column) in enumerate(zip(counts, self._columns, strict=True)):
            if count:
                self._diagnostics.append(self._unreadable(index, column, int(count)))

    def _unreadable(self, index: int, column: EvidenceColumn, count: int) -> Diagnostic:
        rows = self._examples(index, f"c{index} IS NOT NULL AND v{index} IS NULL")
        words = {
            "heading": column.source,
            "count": _values(count),
            "type": _described(column),
            "examples": self._spelt(rows),
            "advice": _advice(column, [str(row[2]) for row in rows]),
        }
        file, record, _ = rows[0]
        opened = self._files[file]
        place = opened.headings.index(column.source) + 1
        return UNREADABLE_VALUES.at(opened.place(record, place), **words)

    def _examples(self, index: int, condition: str) -> list[tuple[int, int, str]]:
        rows = self._engine.rows(
            "SELECT f, r, c{index} FROM read_values WHERE {condition} ORDER BY f, r LIMIT {most}",
            index=str(index),
            condition=condition,
            most=str(_EXAMPLES),
        )
        return [(int(file), int(record), str(text)) for file, record, text in rows]

    def _spelt(self, rows: list[tuple[int, int, str]]) -> str:
        return ", ".join(
            f"'{_short(text)}' in row {self._files[file].line(record)}"
            for file, record, text in rows
        )

    def _finish(self) -> None:
        selected = []
        for index, column in enumerate(self._columns):
            value = f"v{index}"
            if column.type is ColumnType.INSTANT:
                value = to_instant(value, f"o{index}", self._zone_of(index, column))
            selected.append(f"{value} AS {quoted(column.name)}")
        self._engine.run("DROP TABLE IF EXISTS typed")
        self._engine.run(
            "CREATE TEMP TABLE typed AS SELECT f AS _file, r AS _row, {selected} FROM read_values",
            selected=listed(selected),
        )
        self._engine.run("DROP TABLE read_values")

    def _zone_of(self, index: int, column: EvidenceColumn) -> Zone:
        """Return the zone over the column's times, and report what is odd about them."""
        without, with_offset, first, last, finer = self._engine.row(
            "SELECT count_if(v{i} IS NOT NULL AND o{i} IS NULL), count(o{i}), "
            "min(v{i}) FILTER (o{i} IS NULL), max(v{i}) FILTER (o{i} IS NULL), count_if(x{i}) "
            "FROM read_values",
            i=str(index),
        )
        span = SourceSpan.start_of(self._files[0].shown)
        heading = {"heading": column.source}
        if finer:
            finer_kind = FINER_THAN_MICROSECOND.at(span, count=_times(finer), **heading)
            self._diagnostics.append(finer_kind)
        name = column.zone or self._table.zone
        if with_offset and without:
            counts = {"with_offset": f"{with_offset:,}", "without": f"{without:,}", "zone": name}
            self._diagnostics.append(MIXED_OFFSETS.at(span, **heading, **counts))
        if not without:
            return Zone(name=name, first=0, transitions=())
        zone = find_zone(name, first, last)
        self._report_strange(index, column, zone)
        return zone

    def _report_strange(self, index: int, column: EvidenceColumn, zone: Zone) -> None:
        for skips, kind in ((True, SKIPPED_TIMES), (False, AMBIGUOUS_TIMES)):
            strange = " OR ".join(
                compose(
                    "(v{i} >= make_timestamp({start}) AND v{i} < make_timestamp({end}))",
                    i=str(index),
                    start=str(change.wall_strange * 1_000_000),
                    end=str(change.wall_until * 1_000_000),
                )
                for change in zone.transitions
                if change.skips is skips
            )
            if not strange:
                continue
            condition = f"o{index} IS NULL AND ({strange})"
            count = self._engine.row(
                "SELECT count(*) FROM read_values WHERE {condition}", condition=condition
            )[0]
            if count:
                rows = self._examples(index, condition)
                opened = self._files[rows[0][0]]
                place = opened.place(rows[0][1], opened.headings.index(column.source) + 1)
                words = {"heading": column.source, "zone": zone.name, "count": _times(int(count))}
                self._diagnostics.append(kind.at(place, examples=self._spelt(rows), **words))


def _near_heading(wanted: str, headings: tuple[str, ...]) -> str:
    folded = {heading.casefold().replace("_", " "): heading for heading in headings}
    near = near_match(wanted.casefold().replace("_", " "), folded)
    return folded.get(near, "")


def _rejected(engine: Engine, opened: OpenTable) -> list[Diagnostic]:
    rows = engine.rows(
        "SELECT error_type IN ('MISSING COLUMNS', 'TOO MANY COLUMNS') AS ragged, "
        "count(DISTINCT line), min(line), arg_min(error_message, line) FROM rejected GROUP BY ALL"
    )
    found = []
    for ragged, count, line, message in rows:
        place = opened.place(max(int(line) - 1, 1))
        counted = "one row" if count == 1 else f"{count:,} rows"
        if ragged:
            width = str(message).rpartition(" ")[2]
            words = {
                "columns": str(len(opened.headings)),
                "found": width,
                "rows": f"{counted} is" if count == 1 else f"{counted} are",
            }
            found.append(RAGGED_ROW.at(place, **words))
        else:
            found.append(
                OPEN_QUOTE.at(
                    place, rows=f"there is {counted}" if count == 1 else f"there are {counted}"
                )
            )
    return sorted(found, key=lambda each: each.sort_key)


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count:,} times"


def _short(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    return shown.encode("unicode_escape").decode() if not shown.isprintable() else shown


def _described(column: EvidenceColumn) -> str:
    match column.type:
        case ColumnType.INSTANT | ColumnType.DATE:
            format_ = f"'{column.format}'" if column.format else "ISO 8601 (2026-01-31 09:30:00)"
            return f"{column.type.value} in the format {format_}"
        case ColumnType.DURATION:
            return f"duration in {column.scale_text}" if column.scale_text else "duration"
        case _:
            return column.type.value


def _advice(column: EvidenceColumn, examples: list[str]) -> str:
    if any(
        text.lower().lstrip("+-")
        in {"nan", "inf", "infinity", "n/a", "na", "null", "none", "-", "?"}
        for text in examples
    ):
        return "if it means that nothing is known, list it under nulls"
    if column.type in {ColumnType.INSTANT, ColumnType.DATE}:
        if any("9999" in text or text.startswith(("0001", "1753")) for text in examples):
            return "if it stands for 'never', list it under nulls"
        return "say how it is written, such as format: day/month/year hour:minute"
    if column.type is ColumnType.TRUTH:
        return "say what is yes and what is no under values"
    if any("," in text for text in examples):
        return "say format: thousands comma (1,234.5) or format: decimal comma (1.234,5)"
    if column.type in {ColumnType.NUMBER, ColumnType.MONEY, ColumnType.PERCENT}:
        return "at most 15 digits after the point are kept; say format: rounded to 6 digits for longer ones"
    return "list it under nulls or rename it under values if it has a meaning"
