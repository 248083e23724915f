"""What became of single records, read from what measuring kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from servanda.facts.figure import Segment, Value
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["LeftOutRecords", "Record", "Records", "case_records", "period_records", "some_keys"]

_SHOWN = 10
_KEYS_SHOWN = 5
_HIDDEN = frozenset({"key", "period", "counted", "reason", "place", "position", "_record"})
_DURATIONS = frozenset({"elapsed", "paused", "time", "allowed"})
_ELAPSED = Unit.of(BaseKind.ELAPSED)
_OPEN = Unit.of(BaseKind.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Say what became of one record.

    Args:
        key: Its key; empty where it has none.
        period: Label of the period it counts in, empty if none.
        counted: Whether it counts.
        reason: Why it does not count, empty if it does.
        at: The instant that decides its period, if known.
        values: What is known of it: start, due, elapsed, the verdict, the columns used.
    """

    key: str
    period: str
    counted: bool
    reason: str
    at: Instant | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRecords:
    """Count the records that do not count for one reason, with the first keys."""

    reason: str
    records: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Say what counted in one period and segment, and what did not.

    Args:
        counted: How many counted.
        first: The first of those that counted, the ones that failed before the others.
        left_out: The others, by reason, the most frequent first.
    """

    counted: int
    first: tuple[Record, ...]
    left_out: tuple[LeftOutRecords, ...]


def period_records(
    files: Iterable[Path], period: str, segment: Segment, *, open_time: bool
) -> Records:
    """Return what counted in a period and what did not.

    Args:
        files: A measure's files, by version.
        period: Label of the period.
        segment: The segment looked at, ``()`` for all.
        open_time: Whether durations are open time of a calendar.
    """
    table = _of_segment(_filtered(files, "period", period), segment)
    counted = table.filter(table.column("counted"))
    left_out = table.filter(pc.invert(table.column("counted")))
    return Records(
        counted=counted.num_rows,
        first=tuple(_records(_failed_first(counted).slice(0, _SHOWN), open_time=open_time)),
        left_out=tuple(_by_reason(left_out)),
    )


def case_records(files: Iterable[Path], key: str, *, open_time: bool) -> tuple[Record, ...]:
    """Return what became of all records of one key, in the order of time."""
    found = list(_records(_filtered(files, "key", key), open_time=open_time))
    return tuple(sorted(found, key=lambda each: each.at.micros if each.at else 0))


def some_keys(files: Iterable[Path]) -> tuple[str, ...]:
    """Return a few keys, for messages."""
    for path in files:
        column = pq.read_table(path, columns=["key"]).column("key")
        return tuple(str(key) for key in column.drop_null().slice(0, 3).to_pylist())
    return ()


def _filtered(files: Iterable[Path], column: str, value: str) -> pa.Table:
    read = [pq.read_table(path, filters=[(column, "=", value)]) for path in files]
    return pa.concat_tables(read, promote_options="permissive")


def _of_segment(table: pa.Table, segment: Segment) -> pa.Table:
    for column, value in segment:
        table = table.filter(pc.equal(table.column(f"segment_{column}"), value))
    return table


def _failed_first(table: pa.Table) -> pa.Table:
    for verdict, order in (("met", "ascending"), ("good", "ascending"), ("time", "descending")):
        if verdict in table.column_names:
            return table.sort_by([(verdict, order), ("key", "ascending")])
    return table.sort_by([("key", "ascending")])


def _by_reason(table: pa.Table) -> Iterator[LeftOutRecords]:
    reasons = table.column("reason").value_counts().to_pylist()
    ordered = sorted(reasons, key=lambda each: (-each["counts"], str(each["values"])))
    for each in ordered:
        own = table.filter(pc.equal(table.column("reason"), each["values"]))
        keys = sorted(str(key) for key in own.column("key").to_pylist())
        yield LeftOutRecords(
            reason=str(each["values"]), records=each["counts"], keys=tuple(keys[:_KEYS_SHOWN])
        )


def _records(table: pa.Table, *, open_time: bool) -> Iterator[Record]:
    for row in table.to_pylist():
        yield Record(
            key=str(row["key"] if row["key"] is not None else ""),
            period=str(row["period"] or ""),
            counted=bool(row["counted"]),
            reason=str(row["reason"] or ""),
            at=_instant(row["place"]),
            values=dict(_values(row, open_time=open_time)),
        )


def _values(row: Mapping[str, object], *, open_time: bool) -> Iterator[tuple[str, Value]]:
    for name, cell in row.items():
        if name in _HIDDEN or name.startswith("segment_") or cell is None:
            continue
        yield name.removeprefix("column_"), _value(name, cell, open_time=open_time)


def _value(name: str, cell: object, *, open_time: bool) -> Value:
    if name in _DURATIONS and isinstance(cell, int):
        unit = _OPEN if open_time and name != "paused" else _ELAPSED
        return Quantity(Fraction(cell, MICROS_PER_SECOND), unit)
    match cell:
        case bool() | str():
            return cell
        case int():
            return Quantity(Fraction(cell), NUMBER)
        case datetime():
            return _instant(cell) or ""
        case _:
            return str(cell)


def _instant(cell: object) -> Instant | None:
    if not isinstance(cell, datetime):
        return None
    return Instant.from_datetime(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
