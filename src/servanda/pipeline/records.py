"""What became of single records, read from what measuring kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.facts.figure import Segment, Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit

__all__ = [
    "ELAPSED",
    "OPEN",
    "LeftOutRecords",
    "Reading",
    "Record",
    "Records",
    "every_record",
    "period_records",
]

_SHOWN = 10
_KEYS_SHOWN = 5
_HIDDEN = frozenset({"key", "period", "counted", "reason", "place", "position", "_record"})
_DURATIONS = frozenset({"elapsed", "paused", "time", "allowed", "lead"})
_ORDERS = (
    ("met", "ascending"),
    ("good", "ascending"),
    ("warned", "ascending"),
    ("special", "descending"),
    ("time", "descending"),
)
ELAPSED = Unit.of(BaseKind.ELAPSED)
OPEN = Unit.of(BaseKind.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Say what stored cells are.

    Args:
        columns: The evidence columns by name, as the version reads them.
        open_time: Whether the measure's durations are open time of a calendar.
    """

    columns: Mapping[str, EvidenceColumn]
    open_time: bool


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


def period_records(files: Iterable[Path], measurement: Measurement, reading: Reading) -> Records:
    """Return what counted in a period and what did not.

    Args:
        files: The measure's files, by version.
        measurement: The figure, whose counts by reason are taken over.
        reading: What stored cells are.
    """
    table = _of_segment(_filtered(files, "period", measurement.period.label), measurement.segment)
    counted = table.filter(table.column("counted"))
    idle = table.filter(pc.invert(table.column("counted")))
    keys = counted.column("key")
    return Records(
        counted=measurement.counted,
        first=tuple(_records(_failed_first(counted).slice(0, _SHOWN), reading)),
        left_out=tuple(_left_out(each, idle, keys) for each in measurement.left_out),
    )


def every_record(
    files: Iterable[Path], measurement: Measurement, reading: Reading
) -> Iterator[Record]:
    """Return every record of a period and segment, those that count first, then by key.

    Args:
        files: The measure's files, by version.
        measurement: The figure that they were looked at for.
        reading: What stored cells are.
    """
    table = _of_segment(_filtered(files, "period", measurement.period.label), measurement.segment)
    yield from _records(
        table.sort_by([("counted", "descending"), ("reason", "ascending"), ("key", "ascending")]),
        reading,
    )


def _filtered(files: Iterable[Path], column: str, value: str) -> pa.Table:
    read = [pq.read_table(path, filters=[(column, "=", value)]) for path in files]
    return pa.concat_tables(read, promote_options="permissive")


def _of_segment(table: pa.Table, segment: Segment) -> pa.Table:
    for column, value in segment:
        table = table.filter(pc.equal(table.column(f"segment_{column}"), value))
    return table


def _failed_first(table: pa.Table) -> pa.Table:
    for verdict, order in _ORDERS:
        if verdict in table.column_names:
            return table.sort_by([(verdict, order), ("key", "ascending")])
    return table.sort_by([("key", "ascending")])


def _left_out(count: LeftOut, idle: pa.Table, counted: pa.ChunkedArray) -> LeftOutRecords:
    """Count the records of one reason; a key of which another record counts is not named."""
    own = idle.filter(pc.equal(idle.column("reason"), count.reason)).column("key").drop_null()
    keys = own.filter(pc.invert(pc.is_in(own, value_set=counted))).unique()
    first = sorted(map(str, keys.sort().slice(0, _KEYS_SHOWN).to_pylist()))
    return LeftOutRecords(reason=count.reason, records=count.records, keys=tuple(first))


def _records(table: pa.Table, reading: Reading) -> Iterator[Record]:
    for row in table.to_pylist():
        yield Record(
            key=str(row["key"] if row["key"] is not None else ""),
            period=str(row["period"] or ""),
            counted=bool(row["counted"]),
            reason=str(row["reason"] or ""),
            at=_instant(row["place"]),
            values=dict(_values(row, reading)),
        )


def _values(row: Mapping[str, object], reading: Reading) -> Iterator[tuple[str, Value]]:
    for stored, cell in row.items():
        if stored in _HIDDEN or stored.startswith("segment_") or cell is None:
            continue
        name = stored.removeprefix("column_")
        if name != stored:
            yield name, _evidence_value(reading.columns.get(name), cell)
        else:
            yield name, _kinds_value(name, cell, open_time=reading.open_time)


def _kinds_value(name: str, cell: object, *, open_time: bool) -> Value:
    """Read a cell that the measure's kind wrote."""
    if name in _DURATIONS and isinstance(cell, int):
        unit = OPEN if open_time and name != "paused" else ELAPSED
        return Quantity(Fraction(cell, MICROS_PER_SECOND), unit)
    return _plain(cell)


def _evidence_value(column: EvidenceColumn | None, cell: object) -> Value:
    """Read a cell of the evidence: instants and durations are stored in microseconds."""
    if column is None or not isinstance(cell, int | Decimal) or isinstance(cell, bool):
        return _plain(cell)
    match column.type:
        case ColumnType.INSTANT:
            return Instant(int(cell))
        case ColumnType.DURATION:
            return Quantity(Fraction(cell) / MICROS_PER_SECOND, ELAPSED)
        case ColumnType.PERCENT:
            return Quantity.share(Fraction(cell))
        case _:
            return Quantity(Fraction(cell), column.unit or NUMBER)


def _plain(cell: object) -> Value:
    match cell:
        case bool() | str():
            return cell
        case int() | Decimal():
            return Quantity(Fraction(cell), NUMBER)
        case datetime():
            return _instant(cell) or ""
        case _:
            return str(cell)


def _instant(cell: object) -> Instant | None:
    if not isinstance(cell, datetime):
        return None
    return Instant.from_datetime(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
