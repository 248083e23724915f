"""How a column of the agreement is read, and whether that is said in a way we understand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn, EvidenceTable
from servanda.businesstime.zone import zone_names
from servanda.evidence import amounts, moments
from servanda.evidence.diagnostics import (
    PERSONAL_NOT_TEXT,
    RESERVED_NAME,
    UNKNOWN_FORMAT,
    UNKNOWN_SCALE,
    UNKNOWN_ZONE,
    UNSAFE_PATTERN,
)
from servanda.evidence.patterns import EPOCHS, ISO, TimePattern, UnknownPattern, read_pattern
from servanda.evidence.statements import compose, listed, literal
from servanda.kernel.diagnostic import Diagnostic, near_match

__all__ = [
    "PHYSICAL_TYPES",
    "RECORD",
    "ColumnReading",
    "check_mapping",
    "column_reading",
    "pieces",
    "plain_value",
]

RECORD: Final = "_record"
"""Column of a snapshot that numbers its records in canonical order, from 0."""

PHYSICAL_TYPES: Final[Mapping[ColumnType, str]] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.WHOLE: "BIGINT",
    ColumnType.NUMBER: "DECIMAL(38,15)",
    ColumnType.MONEY: "DECIMAL(38,15)",
    ColumnType.PERCENT: "DECIMAL(38,15)",
    ColumnType.TRUTH: "BOOLEAN",
    ColumnType.INSTANT: "TIMESTAMP",
    ColumnType.DATE: "DATE",
    ColumnType.DURATION: "BIGINT",
}
"""What each type is in the snapshot's Parquet: instants in UTC, durations in microseconds."""

_TIMES: Final = frozenset({ColumnType.INSTANT, ColumnType.DATE})
_AMOUNTS: Final = frozenset(
    {ColumnType.NUMBER, ColumnType.WHOLE, ColumnType.MONEY, ColumnType.PERCENT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """Hold the expressions that read one column.

    Args:
        value: The typed value; for instants, the wall-clock time as written.
        offset: For instants, the written offset in seconds, if any.
        finer: Condition that something finer than a microsecond was cut off.
    """

    value: str
    offset: str = "CAST(NULL AS INTEGER)"
    finer: str = "false"


def check_mapping(tables: Iterable[EvidenceTable]) -> tuple[Diagnostic, ...]:
    """Return what cannot be understood in how tables are said to be read; looks at no file."""
    return tuple(mistake for table in tables for mistake in _table_mistakes(table))


def _table_mistakes(table: EvidenceTable) -> list[Diagnostic]:
    mistakes = []
    if is_unsafe(table.file):
        mistakes.append(UNSAFE_PATTERN.at(table.span, pattern=table.file, table=table.name))
    if table.zone and table.zone not in zone_names():
        near = near_match(table.zone, zone_names())
        mistakes.append(UNKNOWN_ZONE.at(table.span, zone=table.zone, near=near))
    for column in table.columns.values():
        mistakes += _column_mistakes(column)
    return mistakes


def is_unsafe(pattern: str) -> bool:
    """Return whether a file pattern could lead out of its folder."""
    parts = pattern.replace("\\", "/").split("/")
    return pattern.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0]


def _column_mistakes(column: EvidenceColumn) -> list[Diagnostic]:
    mistakes = []
    if column.name == RECORD:
        mistakes.append(RESERVED_NAME.at(column.span, name=column.name))
    if column.personal and column.type is not ColumnType.TEXT:
        words = {"name": column.name, "type": column.type.value}
        mistakes.append(PERSONAL_NOT_TEXT.at(column.span, **words))
    if column.zone and column.zone not in zone_names():
        near = near_match(column.zone, zone_names())
        mistakes.append(UNKNOWN_ZONE.at(column.span, zone=column.zone, near=near))
    if column.type is ColumnType.DURATION and column.scale_text not in {
        *moments.SCALES,
        "h:mm",
        "",
    }:
        known = ", ".join([*moments.SCALES, "h:mm"])
        words = {"name": column.name, "scale": column.scale_text, "known": known}
        mistakes.append(UNKNOWN_SCALE.at(column.span, **words))
    return mistakes + _format_mistakes(column)


def _format_mistakes(column: EvidenceColumn) -> list[Diagnostic]:
    try:
        if column.type in _TIMES and column.format not in EPOCHS:
            read_pattern(column.format)
        elif column.type in _AMOUNTS:
            amounts.read_spelling(column.format)
    except UnknownPattern as error:
        words = {"format": column.format, "name": column.name, "why": error.why}
        return [UNKNOWN_FORMAT.at(column.span, advice=error.advice, **words)]
    except amounts.UnknownSpelling as error:
        words = {"format": column.format, "name": column.name}
        why = f"'{error}' is not a way to spell numbers"
        advice = "say thousands comma, decimal comma, share, or rounded to 6 digits"
        return [UNKNOWN_FORMAT.at(column.span, why=why, advice=advice, **words)]
    return []


def plain_value(cell: str, column: EvidenceColumn, nulls: tuple[str, ...]) -> str:
    """Return an expression for a cell with its values renamed and its nulls taken out.

    Args:
        cell: Expression of the cell's text.
        column: The column; its ``values`` are applied first.
        nulls: Texts that mean nothing is known.
    """
    text = cell
    if column.values:
        cases = " ".join(
            compose("WHEN {old} THEN {new}", old=literal(old.strip()), new=literal(new))
            for old, new in sorted(column.values.items())
        )
        text = compose("CASE trim({cell}) {cases} ELSE {cell} END", cell=cell, cases=cases)
    if column.type is not ColumnType.TEXT:
        text = compose("trim({text})", text=text)
    empties = listed(literal(each.strip()) for each in sorted({"", *nulls}))
    return compose(
        "CASE WHEN trim({text}) IN ({empties}) THEN NULL ELSE {text} END",
        text=text,
        empties=empties,
    )


def pieces(cell: str, column: EvidenceColumn) -> str:
    """Return an expression that makes a row of each value in a cell, one where it is empty."""
    return compose(
        "unnest(coalesce(nullif(list_filter(list_transform(string_split({cell}, {separator}), "
        "lambda x: trim(x)), lambda x: x <> ''), []), [NULL]))",
        cell=cell,
        separator=literal(column.split_by),
    )


def column_reading(text: str, column: EvidenceColumn, *, typed: bool) -> ColumnReading:
    """Return how a column's plain text is read.

    Args:
        text: Expression of the text, from `plain_value`.
        column: The column, without mistakes.
        typed: Whether the file says itself which cells are dates; those come as ISO 8601
            whatever the column's format.
    """
    if column.type in _TIMES:
        return _time_reading(text, column, typed=typed)
    return ColumnReading(value=_value(text, column))


def _value(text: str, column: EvidenceColumn) -> str:
    match column.type:
        case ColumnType.WHOLE:
            return amounts.whole(text, amounts.read_spelling(column.format))
        case ColumnType.NUMBER:
            return amounts.number(text, amounts.read_spelling(column.format))
        case ColumnType.MONEY:
            currency = (column.unit.currency if column.unit else None) or ""
            spelling = amounts.read_spelling(column.format)
            return amounts.number(text, spelling, currency=currency)
        case ColumnType.PERCENT:
            return amounts.percent(text, amounts.read_spelling(column.format))
        case ColumnType.TRUTH:
            return amounts.truth(text)
        case ColumnType.DURATION:
            return moments.duration(text, column.scale_text)
        case _:
            return text


def _time_reading(text: str, column: EvidenceColumn, *, typed: bool) -> ColumnReading:
    patterns = _patterns(column, typed=typed)
    walls = [moments.wall(text, pattern) for pattern in patterns]
    offsets = [moments.offset(text, pattern) for pattern in patterns]
    if column.format in EPOCHS:
        epoch = moments.epoch_wall(text, EPOCHS[column.format])
        walls.append(epoch)
        offsets.append(compose("CASE WHEN {epoch} IS NOT NULL THEN 0 END", epoch=epoch))
    wall = f"coalesce({listed(walls)})"
    offset = f"coalesce({listed(offsets)})"
    finer = " OR ".join(f"({moments.is_finer(text, pattern)})" for pattern in patterns) or "false"
    if column.type is ColumnType.DATE:
        return ColumnReading(value=moments.day(wall, offset))
    return ColumnReading(value=wall, offset=offset, finer=finer)


def _patterns(column: EvidenceColumn, *, typed: bool) -> list[TimePattern]:
    if column.format in EPOCHS:
        return [ISO] if typed else []
    pattern = read_pattern(column.format)
    return [pattern, ISO] if typed and pattern is not ISO else [pattern]
