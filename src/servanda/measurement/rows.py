"""What the names in a formula stand for in a row of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import ColumnType, EvidenceColumn, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.terms import Term
from servanda.businesstime.zone import load_zone
from servanda.kernel.quantity import NUMBER, SHARE
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.amount import MICROSECOND, Amount, Numerator
from servanda.measurement.logic import in_micros

__all__ = [
    "Compiled",
    "Day",
    "Moment",
    "RowNames",
    "Text",
    "Truth",
    "column_value",
    "local_midnight",
    "read_columns",
    "steps_of",
]


@dataclass(frozen=True, slots=True)
class Truth:
    """Hold yes, no or unknown per row."""

    column: ir.BooleanValue


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text per row."""

    column: ir.StringValue


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold an instant per row, as microseconds since 1970 UTC."""

    column: ir.IntegerValue


@dataclass(frozen=True, slots=True)
class Day:
    """Hold a date per row."""

    column: ir.DateValue


TermValues = Formula | Mapping[str, object]

Compiled = Amount | Truth | Text | Moment | Day


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNames:
    """Answer names in a formula over rows: the row's columns first, then the agreement's terms.

    Args:
        table: Name of the rows, for messages.
        columns: The row's columns by name.
        agreement: Whose terms are meant.
        dated_by: The instant whose local day picks among dated terms; absent where a row has
            none, then dated terms take their first value.
    """

    table: str
    columns: Mapping[str, Compiled]
    agreement: Agreement
    dated_by: ir.IntegerValue | None = field(default=None)

    def since(self, day: date | None) -> ir.BooleanValue | None:
        """Return whether the row's governing day is this one or later, nothing for *always*."""
        if self.dated_by is None or day is None:
            return None
        return self.dated_by >= local_midnight(day, self.agreement.settlement.zone)


def steps_of(term: Term, agreement: Agreement) -> tuple[tuple[date | None, TermValues], ...]:
    """Return a term's values with the first day of each, oldest first.

    What holds on the agreement's first day also holds for cases that began before it; such a
    value has no first day.
    """
    in_force = agreement.in_force.first_day
    steps = term.values.steps
    settled = [number for number, (day, _) in enumerate(steps) if day <= in_force]
    kept = steps[settled[-1] :] if settled else steps
    return tuple((None if day <= in_force else day, value) for day, value in kept)


def local_midnight(day: date, zone: str) -> int:
    """Return the instant, in microseconds, at which a day begins in a zone."""
    return Instant.from_datetime(datetime.combine(day, time(), load_zone(zone))).micros


def read_columns(table: ir.Table, evidence: EvidenceTable) -> ir.Table:
    """Return an evidence table as measuring reads it: instants as microseconds, no floats."""
    changed = {
        name: in_micros(table[name])
        for name, column in evidence.columns.items()
        if column.type is ColumnType.INSTANT and name in table.columns
    }
    return table.mutate(**changed) if changed else table


def column_value(table: ir.Table, column: EvidenceColumn, *, name: str = "") -> Compiled:
    """Return a column of evidence as formulas see it."""
    found = table[name or column.name]
    match column.type:
        case ColumnType.TEXT:
            return Text(found)
        case ColumnType.TRUTH:
            return Truth(found)
        case ColumnType.INSTANT:
            return Moment(found)
        case ColumnType.DATE:
            return Day(found)
        case ColumnType.DURATION:
            unit = column.unit or Unit.of(BaseKind.ELAPSED)
            return Amount(numerator=Numerator(found), factor=MICROSECOND, unit=unit)
        case ColumnType.WHOLE:
            return Amount(numerator=Numerator(found), unit=column.unit or NUMBER)
        case ColumnType.PERCENT:
            return Amount(numerator=Numerator(found, 15, wide=True), unit=column.unit or SHARE)
        case ColumnType.NUMBER | ColumnType.MONEY:
            return Amount(numerator=Numerator(found, 15, wide=True), unit=column.unit or NUMBER)
