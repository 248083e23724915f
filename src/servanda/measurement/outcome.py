"""What aggregating gave, as exact values outside the engine and as columns inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import ibis.expr.types as ir

from servanda.facts.figure import Absence, NoValue, Scalar, Value
from servanda.formula.functions import AGGREGATES
from servanda.formula.syntax import Aggregator
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import Unit
from servanda.measurement.aggregates import Prepared
from servanda.measurement.amount import Amount, Numerator
from servanda.measurement.compile import like
from servanda.measurement.rows import Compiled, Day, Moment, Text, Truth

__all__ = ["as_column", "nothing", "quotients_value", "read_scalar", "read_value"]


def read_value(each: Prepared, row: Mapping[str, Any]) -> Value:
    """Return an aggregate's exact value from its group's row."""
    n = int(row[f"{each.prefix}n"])
    if n == 0:
        return nothing(each)
    if each.node.aggregator is Aggregator.COUNT:
        return Quantity(Fraction(n), _counted(each))
    found = row[f"{each.prefix}value"]
    match each.node.aggregator:
        case Aggregator.ANY:
            return bool(found)
        case Aggregator.ALL:
            return int(found) == n
        case Aggregator.SHARE | Aggregator.NPS:
            unit = SHARE if each.node.aggregator is Aggregator.SHARE else PERCENTAGE_POINTS
            return Quantity(Fraction(int(found), n), unit)
        case Aggregator.MEAN | Aggregator.MEDIAN:
            return _quantity(each, _middle(each, Fraction(found), n, row))
        case _:
            return read_scalar(each.operand, found)


def _middle(each: Prepared, found: Fraction, n: int, row: Mapping[str, Any]) -> Fraction:
    if each.node.aggregator is Aggregator.MEAN:
        return found / n
    return (found + Fraction(row[f"{each.prefix}high"])) / 2


def read_scalar(kind: Compiled | None, found: Any) -> Value:  # noqa: ANN401 - whatever the engine hands out
    """Return one value of a column as the formula's own kind of value."""
    if found is None or kind is None:
        return NoValue(Absence.NO_DATA)
    match kind:
        case Amount():
            return Quantity(Fraction(found) * kind.factor, kind.unit)
        case Moment():
            return Instant(int(found))
        case Truth():
            return bool(found)
        case Text():
            return str(found)
        case Day():
            assert isinstance(found, date)
            return found


def _quantity(each: Prepared, amount: Fraction) -> Quantity:
    assert isinstance(each.operand, Amount)
    return Quantity(amount * each.operand.factor, each.operand.unit)


def _counted(each: Prepared) -> Unit:
    return each.node.empty.unit if each.node.empty else NUMBER


def nothing(each: Prepared) -> Value:
    """Return what an aggregate is without rows."""
    match each.node.aggregator:
        case Aggregator.COUNT:
            return Quantity(Fraction(0), _counted(each))
        case Aggregator.SUM if isinstance(each.operand, Amount):
            return each.node.empty or Quantity(Fraction(0), each.operand.unit)
        case Aggregator.ANY:
            return False
        case Aggregator.ALL:
            return True
        case _:
            return NoValue(Absence.NO_DATA, "there are no rows")


def quotients_value(each: Prepared, rows: Sequence[Mapping[str, Any]]) -> Value:
    """Return an aggregate over quotients, from a group's distinct pairs with their counts."""
    assert isinstance(each.operand, Amount)
    values: list[Scalar] = []
    for row in rows:
        quotient = Fraction(row["above"]) / Fraction(row["below"]) * each.operand.factor
        values += [Quantity(quotient, each.operand.unit)] * int(row["records"])
    return AGGREGATES[each.node.aggregator].compute(values, each.share) if values else nothing(each)


def as_column(each: Prepared, table: ir.Table) -> Compiled:
    """Return an aggregate as a column of the grouped table, for formulas over groups."""
    n = Numerator(table[f"{each.prefix}n"])
    over_n = Numerator(table[f"{each.prefix}n"].nullif(0))
    if each.node.aggregator is Aggregator.COUNT:
        return Amount(numerator=n, unit=_counted(each))
    value = table[f"{each.prefix}value"]
    match each.node.aggregator:
        case Aggregator.ANY:
            return Truth(value > 0)
        case Aggregator.ALL:
            return Truth(value == n.column)
        case Aggregator.SHARE:
            return Amount(numerator=Numerator(value), divisor=over_n, unit=SHARE)
        case Aggregator.NPS:
            return Amount(numerator=Numerator(value), divisor=over_n, unit=PERCENTAGE_POINTS)
    return _like_operand(each, value, table, over_n)


def _like_operand(each: Prepared, value: ir.Value, table: ir.Table, over_n: Numerator) -> Compiled:
    operand = each.operand
    assert operand is not None
    if not isinstance(operand, Amount):
        return like(operand, value)
    above = operand.numerator or Numerator(value)
    column = Numerator(value, above.decimals, above.wide)
    match each.node.aggregator:
        case Aggregator.MEAN:
            return Amount(
                numerator=column, factor=operand.factor, divisor=over_n, unit=operand.unit
            )
        case Aggregator.MEDIAN:
            both = Numerator(value + table[f"{each.prefix}high"], above.decimals, above.wide)
            return Amount(numerator=both, factor=operand.factor / 2, unit=operand.unit)
        case Aggregator.SUM:
            total = Numerator(value.fill_null(0), above.decimals, wide=True)
            return Amount(numerator=total, factor=operand.factor, unit=operand.unit)
        case _:
            return Amount(numerator=column, factor=operand.factor, unit=operand.unit)
