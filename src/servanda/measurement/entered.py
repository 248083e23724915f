"""Rows that the parties entered into the journal, beside those of the evidence's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.evidence import ColumnType
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.measurement.study import Span, Study, stored_name

__all__ = ["is_entered", "with_entered"]

_DIGITS = 38
_SMALLEST = Decimal(1).scaleb(-15)


def with_entered(study: Study, span: Span, measure: str, table: str) -> ir.Table:
    """Return a table's rows as one version reads them, and those entered for a measure.

    What was entered is numbered after the rows of the files, so that both can be told apart.
    """
    rows = study.table(span, table)
    entered = [each for each in study.snapshot.entered if each.measure == measure]
    if not entered:
        return rows
    types = {name: str(kind) for name, kind in rows.schema().items()}
    columns = {
        stored_name(name): (name, column.type)
        for name, column in span.version.evidence[table].columns.items()
    }
    first = study.snapshot.tables[table].rows
    values = [
        tuple(
            first + number if stored == "_record" else _value(each.cells, *columns[stored])
            for stored in types
        )
        for number, each in enumerate(entered)
    ]
    return ibis.union(rows, study.engine.given(types, values))


def is_entered(study: Study, table: str, rows: ir.Table) -> ir.BooleanValue:
    """Return whether a row was entered by a party; that is known whatever the files reach to."""
    return rows["_record"] >= study.snapshot.tables[table].rows


def _value(cells: Mapping[str, str], column: str, kind: ColumnType) -> object:
    text = cells.get(column)
    return None if text is None else _READ.get(kind, str)(text)


def _amount(text: str) -> Decimal:
    amount = Fraction(text)
    with localcontext(prec=_DIGITS + 2):
        exact = Decimal(amount.numerator) / Decimal(amount.denominator)
        return exact.quantize(_SMALLEST, ROUND_HALF_EVEN)


_READ: Mapping[ColumnType, Callable[[str], object]] = {
    ColumnType.WHOLE: int,
    ColumnType.NUMBER: _amount,
    ColumnType.MONEY: _amount,
    ColumnType.PERCENT: _amount,
    ColumnType.DURATION: lambda text: int(Fraction(text) * MICROS_PER_SECOND),
    ColumnType.INSTANT: lambda text: Instant.parse(text).micros,
    ColumnType.DATE: date.fromisoformat,
    ColumnType.TRUTH: lambda text: text.strip().lower() in {"true", "yes"},
}
