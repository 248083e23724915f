"""Exact arithmetic on columns: whole numbers and decimals, never a division by the engine.

An amount is ``numerator * factor / divisor``: the numerator is a column of whole numbers or
decimals, the factor an exact constant, the divisor a column or absent. Dividing only moves an
operand below the line; comparing multiplies crosswise. What would overflow makes the engine
stop, never wrap or round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

import ibis
import ibis.expr.types as ir

from servanda.formula.syntax import ComparisonOperator
from servanda.formula.unitrules import divided, multiplied, summed
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.time import MICROS_PER_SECOND
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.logic import NO, YES

__all__ = ["COMPARE", "MICROSECOND", "Amount", "NotExact", "Numerator"]

_DIGITS = 38
_FINEST = 30
MICROSECOND = Fraction(1, MICROS_PER_SECOND)


class NotExact(ValueError):
    """The engine cannot compute this without rounding or running out of digits."""


@dataclass(frozen=True, slots=True)
class Numerator:
    """Hold a numeric column and its number of decimals; ``wide`` needs more than 64 bits."""

    column: ir.NumericValue
    decimals: int = 0
    wide: bool = False

    def to_decimals(self, decimals: int) -> Numerator:
        """Return the same numbers with more decimals."""
        if decimals == self.decimals:
            return self
        return Numerator(self.column.cast(f"decimal({_DIGITS}, {decimals})"), decimals, wide=True)

    def widened(self) -> Numerator:
        """Return the same numbers in the widest type, so that products fit."""
        if self.wide:
            return self
        return Numerator(
            self.column.cast(f"decimal({_DIGITS}, {self.decimals})"), self.decimals, wide=True
        )

    def __mul__(self, other: Numerator) -> Numerator:
        decimals = self.decimals + other.decimals
        if decimals > _FINEST:
            raise NotExact("a product of more than two decimals")
        product = self.widened().column * other.widened().column
        return Numerator(product.cast(f"decimal({_DIGITS}, {decimals})"), decimals, wide=True)

    def times(self, whole: int) -> Numerator:
        """Return the numbers times a whole number."""
        return self if whole == 1 else self * _whole(whole)


def _whole(number: int) -> Numerator:
    if -(2**62) < number < 2**62:
        return Numerator(ibis.literal(number, type="int64"))
    literal = ibis.literal(Decimal(number), type=f"decimal({_DIGITS}, 0)")
    return Numerator(literal, 0, wide=True)


def _aligned(left: Numerator, right: Numerator) -> tuple[Numerator, Numerator]:
    decimals = max(left.decimals, right.decimals)
    left, right = left.to_decimals(decimals), right.to_decimals(decimals)
    if left.wide or right.wide:
        left, right = left.widened(), right.widened()
    return left, right


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Hold a figure per row.

    Args:
        numerator: The column; absent for a constant, which is its ``factor``.
        factor: Exact constant that multiplies.
        divisor: Column that divides, unknown where it is 0; absent for none.
        unit: What it is an amount of; durations are in seconds.
    """

    numerator: Numerator | None
    factor: Fraction = Fraction(1)
    divisor: Numerator | None = None
    unit: Unit

    @classmethod
    def constant(cls, quantity: Quantity) -> Amount:
        """Return an amount that is the same in every row."""
        return cls(numerator=None, factor=quantity.amount, unit=quantity.unit)

    @classmethod
    def micros(cls, column: ir.NumericValue, kind: BaseKind = BaseKind.ELAPSED) -> Amount:
        """Return a duration from a column of microseconds."""
        return cls(numerator=Numerator(column), factor=MICROSECOND, unit=Unit.of(kind))

    @classmethod
    def days(cls, column: ir.NumericValue) -> Amount:
        """Return calendar days from a column of whole numbers."""
        return cls(numerator=Numerator(column.cast("int64")), unit=Unit.of(BaseKind.DAY))

    @property
    def is_constant(self) -> bool:
        """Return whether no column takes part."""
        return self.numerator is None

    def with_unit(self, unit: Unit) -> Amount:
        """Return the same amount read as another unit."""
        return replace(self, unit=unit)

    def known(self) -> ir.BooleanValue:
        """Return in which rows there is a value."""
        if self.numerator is None:
            return YES
        known = self.numerator.column.notnull()
        return known if self.divisor is None else known & self.divisor.column.notnull()

    def whole(self, unit_size: Fraction) -> ir.NumericValue:
        """Return the column counted in ``unit_size``; raises ``NotExact`` where it is not whole."""
        factor = self.factor / unit_size
        if self.divisor is not None or factor.denominator != 1:
            raise NotExact("a fraction of a step")
        if self.numerator is None:
            return _whole(factor.numerator).column
        if self.numerator.decimals:
            raise NotExact("a decimal where a whole number is needed")
        if factor == 1:
            return self.numerator.column
        return (self.numerator.column * factor.numerator).cast("int64")

    def times(self, other: Amount) -> Amount:
        """Multiply."""
        return Amount(
            numerator=_product(self.numerator, other.numerator),
            factor=self.factor * other.factor,
            divisor=_product(self.divisor, other.divisor),
            unit=multiplied(self.unit, other.unit) or self.unit,
        )

    def over(self, other: Amount) -> Amount | None:
        """Divide, by keeping the divisor below the line; nothing for a division by constant 0."""
        if other.is_constant and other.factor == 0:
            return None
        unit = divided(self.unit, other.unit)
        below = None
        if other.numerator is not None:
            column = other.numerator.column
            below = replace(other.numerator, column=column.nullif(0))
        above = self.numerator
        if above is None and other.divisor is None and below is not None:
            above = Numerator(ibis.literal(1, type="int64"))
        return Amount(
            numerator=_product(above, other.divisor),
            factor=self.factor / other.factor,
            divisor=_product(self.divisor, below),
            unit=unit,
        )

    def plus(self, other: Amount, *, sign: int = 1, complement: bool = False) -> Amount:
        """Add, or subtract with ``sign`` -1; 100% less a share is a share with ``complement``."""
        unit = summed(self.unit, other.unit, subtract=sign < 0, complement=complement) or self.unit
        if self.is_constant and other.is_constant:
            total = self.factor + sign * other.factor
            return Amount(numerator=None, factor=total, unit=unit)
        above, below, step, divisor = _common(self, other)
        total_column = above.column + below.column if sign > 0 else above.column - below.column
        return Amount(
            numerator=replace(above, column=total_column), factor=step, divisor=divisor, unit=unit
        )

    def negated(self) -> Amount:
        """Return minus this."""
        return replace(self, factor=-self.factor)

    def compared(self, operator: ComparisonOperator, other: Amount) -> ir.BooleanValue:
        """Compare exactly; unknown where either side is."""
        compare = COMPARE[operator]
        if self.is_constant and other.is_constant:
            return ibis.literal(bool(compare(self.factor, other.factor)))
        left, right, _, divisor = _common(self, other)
        if divisor is None:
            return compare(left.column, right.column)
        upright = compare(left.column, right.column)
        turned = compare(right.column, left.column)
        return ibis.ifelse(divisor.column < 0, turned, upright)

    def chosen(self, condition: ir.BooleanValue, other: Amount) -> Amount:
        """Return this where the condition is true, the other where it is false."""
        return self._picked(condition, ~condition, other)

    def kept_where(self, condition: ir.BooleanValue) -> Amount:
        """Return this where the condition is true, no value elsewhere."""
        kept = self.numerator or Numerator(ibis.literal(1, type="int64"))
        return replace(self, numerator=replace(kept, column=ibis.cases((condition, kept.column))))

    def or_else(self, other: Amount) -> Amount:
        """Return this where it is known, the other elsewhere."""
        if self.is_constant:
            return self
        known = self.known()
        return self._picked(known, ~known, other)

    def _picked(self, here: ir.BooleanValue, there: ir.BooleanValue, other: Amount) -> Amount:
        left, right, step, below = _common_beside(self, other)
        column = ibis.cases((here, left.column), (there, right.column))
        divisor = below and replace(
            below[0], column=ibis.cases((here, below[0].column), (there, below[1].column))
        )
        return Amount(
            numerator=replace(left, column=column), factor=step, divisor=divisor, unit=self.unit
        )

    def rounded(self, quantum: Fraction, mode: RoundingMode) -> Amount:
        """Round to whole quanta; raises ``NotExact`` under a divisor."""
        if self.numerator is None or self.divisor is not None:
            raise NotExact("rounding a quotient of columns")
        step = quantum / abs(self.factor)
        numerator = self.numerator.times(step.denominator)
        size = _whole(step.numerator).to_decimals(numerator.decimals)
        numerator, size = _aligned(numerator, size)
        sign = -1 if self.factor < 0 else 1
        column = _rounded(numerator.column * sign, size.column, mode)
        return replace(
            self,
            numerator=replace(numerator, column=column),
            factor=abs(self.factor) / step.denominator,
        )


def _product(left: Numerator | None, right: Numerator | None) -> Numerator | None:
    if left is None or right is None:
        return left or right
    return left * right


def _common(left: Amount, right: Amount) -> tuple[Numerator, Numerator, Fraction, Numerator | None]:
    """Bring two amounts to one factor and one divisor."""
    above, below, step = _one_factor(left, right)
    if right.divisor is not None:
        above = above * right.divisor
    if left.divisor is not None:
        below = below * left.divisor
    above, below = _aligned(above, below)
    return above, below, step, _product(left.divisor, right.divisor)


def _common_beside(
    left: Amount, right: Amount
) -> tuple[Numerator, Numerator, Fraction, tuple[Numerator, Numerator] | None]:
    """Bring two amounts to one factor, keeping the divisor of each."""
    above, below, step = _one_factor(left, right)
    above, below = _aligned(above, below)
    if left.divisor is None and right.divisor is None:
        return above, below, step, None
    one = _whole(1)
    return above, below, step, _aligned(left.divisor or one, right.divisor or one)


def _one_factor(left: Amount, right: Amount) -> tuple[Numerator, Numerator, Fraction]:
    step = _shared_step(left.factor, right.factor)
    return _in_steps(left, step), _in_steps(right, step), step


def _shared_step(left: Fraction, right: Fraction) -> Fraction:
    """Return the largest step of which both factors are whole multiples."""
    below = lcm(left.denominator, right.denominator)
    above = gcd(
        left.numerator * (below // left.denominator), right.numerator * (below // right.denominator)
    )
    return Fraction(above or 1, below)


def _in_steps(amount: Amount, step: Fraction) -> Numerator:
    multiple = amount.factor / step
    whole = multiple.numerator
    if amount.numerator is None:
        return _whole(whole)
    return amount.numerator.times(whole)


def _rounded(value: ir.NumericValue, step: ir.NumericValue, mode: RoundingMode) -> ir.NumericValue:
    rest = value % step
    floor_rest = ibis.ifelse(rest < 0, rest + step, rest)
    low = value - floor_rest
    up = _goes_up(value, low, floor_rest, step, mode)
    return ibis.ifelse(up, low + step, low)


def _goes_up(
    value: ir.NumericValue,
    low: ir.NumericValue,
    rest: ir.NumericValue,
    step: ir.NumericValue,
    mode: RoundingMode,
) -> ir.BooleanValue:
    twice = rest + rest
    positive, between = value > 0, rest > 0
    match mode:
        case RoundingMode.FLOOR:
            return NO
        case RoundingMode.CEILING:
            return between
        case RoundingMode.DOWN:
            return between & ~positive
        case RoundingMode.UP:
            return between & positive
        case RoundingMode.HALF_UP:
            return (twice > step) | ((twice == step) & positive)
        case RoundingMode.HALF_DOWN:
            return (twice > step) | ((twice == step) & ~positive)
        case RoundingMode.HALF_EVEN:
            return (twice > step) | ((twice == step) & ((low % (step + step)) != 0))


COMPARE: dict[ComparisonOperator, Callable[..., ir.BooleanValue]] = {
    ComparisonOperator.EQUAL: lambda left, right: left == right,
    ComparisonOperator.NOT_EQUAL: lambda left, right: left != right,
    ComparisonOperator.BELOW: lambda left, right: left < right,
    ComparisonOperator.AT_MOST: lambda left, right: left <= right,
    ComparisonOperator.ABOVE: lambda left, right: left > right,
    ComparisonOperator.AT_LEAST: lambda left, right: left >= right,
}
