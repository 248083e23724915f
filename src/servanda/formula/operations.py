"""What the operators do to values; shared by the exact and the interval evaluation."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Scalar, Value
from servanda.formula.moebius import Moebius
from servanda.formula.syntax import ArithmeticOperator, ComparisonOperator, StepSize
from servanda.formula.unitrules import divided, multiplied, summed
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode, round_to
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit, UnitMismatch

__all__ = [
    "absent",
    "calculate",
    "compare",
    "round_amount",
    "round_quantity",
    "take_steps",
]

_DIVISION_BY_ZERO = NoValue(Absence.NO_DATA, "division by zero")
_NO_STEP = NoValue(Absence.NO_DATA, "the step to round to is not above zero")
_BEYOND_CALENDAR = NoValue(Absence.NO_DATA, "the date lies outside the calendar")
_GRAVITY = (Absence.REFUSED, Absence.NO_DATA, Absence.TOO_FEW, Absence.BEFORE_START)
_STEP_MODES = {
    StepSize.FULL: RoundingMode.DOWN,
    StepSize.STARTED: RoundingMode.UP,
    StepSize.NEAREST: RoundingMode.HALF_UP,
}


def absent(values: Iterable[Value]) -> NoValue | None:
    """Return the gravest reason why a value made of these has none, nothing if all are known.

    Refused is graver than no data, that than too few, that than before the start.
    """
    reasons = [value for value in values if isinstance(value, NoValue)]
    return min(reasons, key=lambda reason: _GRAVITY.index(reason.why), default=None)


def calculate(
    operator: ArithmeticOperator, left: Scalar, right: Scalar, *, complement: bool = False
) -> Value:
    """Add, subtract, multiply or divide two known values.

    Args:
        operator: What to do.
        left: The first.
        right: The second.
        complement: Whether the first is the literal 100%, less which a share is a share.

    Raises:
        UnitMismatch: The units do not go together, which typing would have found.
    """
    if not (isinstance(left, Quantity) and isinstance(right, Quantity)):
        return _move(operator, left, right)
    match operator:
        case ArithmeticOperator.ADD | ArithmeticOperator.SUBTRACT:
            return _sum(operator, left, right, complement=complement)
        case ArithmeticOperator.MULTIPLY | ArithmeticOperator.OF:
            unit = _agreed(multiplied(left.unit, right.unit), left, right, operator)
            return Quantity(left.amount * right.amount, unit)
        case ArithmeticOperator.DIVIDE | ArithmeticOperator.PER:
            if right.amount == 0:
                return _DIVISION_BY_ZERO
            return Quantity(left.amount / right.amount, divided(left.unit, right.unit))


def _sum(
    operator: ArithmeticOperator, left: Quantity, right: Quantity, *, complement: bool
) -> Quantity:
    subtract = operator is ArithmeticOperator.SUBTRACT
    unit = summed(left.unit, right.unit, subtract=subtract, complement=complement)
    amount = left.amount - right.amount if subtract else left.amount + right.amount
    return Quantity(amount, _agreed(unit, left, right, operator))


def _agreed(
    unit: Unit | None, left: Quantity, right: Quantity, operator: ArithmeticOperator
) -> Unit:
    if unit is None:
        raise UnitMismatch(left.unit, right.unit, operator.value)
    return unit


def _move(operator: ArithmeticOperator, left: Scalar, right: Scalar) -> Value:
    """Add to a date or an instant, or take two of them from each other."""
    sign = -1 if operator is ArithmeticOperator.SUBTRACT else 1
    match left, right:
        case Instant(), Instant():
            seconds = Fraction(left.micros - right.micros, MICROS_PER_SECOND)
            return Quantity(seconds, Unit.of(BaseKind.ELAPSED))
        case Instant(), Quantity():
            return Instant(left.micros + sign * int(right.amount * MICROS_PER_SECOND))
        case date(), date():
            return Quantity(Fraction((left - right).days), Unit.of(BaseKind.DAY))
        case date(), Quantity():
            return _move_date(left, right, sign)
    raise TypeError(f"cannot {operator.value} {left!r} and {right!r}")


def _move_date(day: date, step: Quantity, sign: int) -> Value:
    if step.amount.denominator != 1:
        return NoValue(Absence.NO_DATA, "a date moves by whole days and months")
    count = sign * step.amount.numerator
    try:
        if step.unit.is_only(BaseKind.DAY):
            return day + timedelta(days=count)
        return _move_months(day, count)
    except (ValueError, OverflowError):
        return _BEYOND_CALENDAR


def _move_months(day: date, count: int) -> date:
    """Move by months; the 31st becomes the last day where a month is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 1
    return date(year, month + 1, min(day.day, last))


def compare(operator: ComparisonOperator, left: Scalar, right: Scalar) -> bool:
    """Compare two known values of one kind and unit, exactly.

    Raises:
        UnitMismatch: The units differ, which typing would have found.
    """
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if left.unit != right.unit:
            raise UnitMismatch(left.unit, right.unit, "compare")
        return _ordered(operator, left.amount, right.amount)
    return _ordered(operator, left, right)


def _ordered(
    operator: ComparisonOperator, left: Scalar | Fraction, right: Scalar | Fraction
) -> bool:
    match operator:
        case ComparisonOperator.EQUAL:
            return left == right
        case ComparisonOperator.NOT_EQUAL:
            return left != right
        case ComparisonOperator.BELOW:
            return left < right  # type: ignore[operator] # of one kind, which typing ensures
        case ComparisonOperator.AT_MOST:
            return left <= right  # type: ignore[operator] # likewise
        case ComparisonOperator.ABOVE:
            return left > right  # type: ignore[operator] # likewise
        case ComparisonOperator.AT_LEAST:
            return left >= right  # type: ignore[operator] # likewise


def round_amount(amount: Fraction, quantum: Fraction, mode: RoundingMode) -> Fraction:
    """Round an exact amount, or one that depends on an unknown."""
    if isinstance(quantum, Moebius):
        return quantum.refuse_as_step()
    if isinstance(amount, Moebius):
        return amount.rounded(quantum, mode)
    return round_to(amount, quantum, mode)


def round_quantity(value: Quantity, quantum: Quantity, mode: RoundingMode) -> Value:
    """Round a figure to whole steps of its own unit; no data where the step is not above 0."""
    if quantum.amount <= 0:
        return _NO_STEP
    return Quantity(round_amount(value.amount, quantum.amount, mode), value.unit)


def take_steps(rate: Quantity, size: Quantity, amount: Quantity, rounding: StepSize) -> Value:
    """Return the rate times the whole number of steps in an amount.

    Full steps round towards zero, started ones away from it, the nearest half-up.
    """
    if size.amount <= 0:
        return _NO_STEP
    steps = round_amount(amount.amount / size.amount, Fraction(1), _STEP_MODES[rounding])
    return Quantity(rate.amount * steps, rate.unit)
