"""Rows of evidence as plain values, read without the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pyarrow.compute
import pyarrow.parquet

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import ColumnType, EvidenceColumn, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.businesstime.zone import load_zone
from servanda.evidence.snapshot import Snapshot
from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.exact import value_of
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.place import Place

__all__ = ["Row", "condition", "local_day", "newest", "place_of", "rows_of"]

_ABSENT = NoValue(Absence.NO_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold one record: its number in the snapshot, and its columns as plain values."""

    record: int
    values: Mapping[str, Value]

    def instant(self, column: str) -> Instant | None:
        """Return an instant column, nothing where it is unknown."""
        value = self.values.get(column)
        return value if isinstance(value, Instant) else None

    def text(self, column: str) -> str | None:
        """Return a column as text, nothing where it is unknown."""
        value = self.values.get(column)
        if value is None or isinstance(value, NoValue):
            return None
        return str(value.amount) if isinstance(value, Quantity) else str(value)

    def turn(self, table: EvidenceTable) -> tuple[bool, Any]:
        """Return what orders this event among those of its instant; unknown comes last."""
        value = self.values.get(table.order) if table.order else None
        if value is None or isinstance(value, NoValue):
            return (True, 0)
        return (False, value.amount if isinstance(value, Quantity) else value)


def rows_of(
    snapshot: Snapshot, table: EvidenceTable, *, keys: Sequence[str] | None = None
) -> list[Row]:
    """Read a table's rows, or those of some keys, in the order of the snapshot."""
    read = pyarrow.parquet.read_table(snapshot.table(table.name).path)
    if keys is not None:
        texts = pyarrow.compute.cast(read.column(table.key), pyarrow.string())
        read = read.filter(pyarrow.compute.is_in(texts, value_set=pyarrow.array(keys)))
    return [
        Row(
            record=int(row["_record"]),
            values={
                name: _value(row[name], column)
                for name, column in table.columns.items()
                if name in row
            },
        )
        for row in read.to_pylist()
    ]


def _value(found: Any, column: EvidenceColumn) -> Value:  # noqa: ANN401 - whatever Parquet holds
    if found is None:
        return _ABSENT
    match column.type:
        case ColumnType.TEXT:
            return str(found)
        case ColumnType.TRUTH:
            return bool(found)
        case ColumnType.INSTANT:
            return Instant.from_datetime(found if found.tzinfo else found.replace(tzinfo=UTC))
        case ColumnType.DATE:
            assert isinstance(found, date)
            return found
        case ColumnType.DURATION:
            unit = column.unit or Unit.of(BaseKind.ELAPSED)
            return Quantity(Fraction(int(found), MICROS_PER_SECOND), unit)
        case ColumnType.PERCENT:
            return Quantity(Fraction(found), column.unit or SHARE)
        case _:
            return Quantity(Fraction(found), column.unit or NUMBER)


def newest(snapshot: Snapshot, table: str, columns: Sequence[str]) -> Instant | None:
    """Return the newest instant of some columns of a table."""
    stored = snapshot.table(table)
    found: list[Instant] = []
    for column in columns:
        if column in stored.columns:
            read = pyarrow.parquet.read_table(stored.path, columns=[column]).column(column)
            value = pyarrow.compute.max(read).as_py()
            if isinstance(value, datetime):
                found.append(
                    Instant.from_datetime(value if value.tzinfo else value.replace(tzinfo=UTC))
                )
    return max(found, default=None)


def local_day(agreement: Agreement, at: Instant) -> date:
    """Return the day of an instant in the settlement zone."""
    return at.to_datetime().astimezone(load_zone(agreement.settlement.zone)).date()


def place_of(agreement: Agreement, at: Instant | None, values: Mapping[str, Value]) -> Place:
    """Return where a row's formulas are evaluated: its columns, and the terms of its day."""
    day = local_day(agreement, at) if at is not None else agreement.in_force.first_day
    return Place(agreement=agreement, day=day, values=values)


def condition(formula: Formula | None, place: Place, *, default: bool) -> bool | None:
    """Return whether a condition holds at a row, nothing where that is not known."""
    if formula is None:
        return default
    found = value_of(formula.expression, place)
    return found if isinstance(found, bool) else None
