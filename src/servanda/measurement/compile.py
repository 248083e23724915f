"""Formulas over rows to engine expressions: the third evaluation of the one syntax tree.

Truth is three-valued, as everywhere: what is unknown stays unknown until a known operand
decides. Figures are whole numbers and decimals; quotients are compared crosswise and never cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.terms import Term
from servanda.facts.figure import Scalar
from servanda.formula import syntax
from servanda.formula.syntax import ArithmeticOperator, ComparisonOperator, Expression
from servanda.formula.unitrules import is_whole_share
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.amount import COMPARE, MICROSECOND, Amount, NotExact
from servanda.measurement.business_days import business_days_between, moved_by_business_days
from servanda.measurement.diagnostics import (
    DAYS_ON_INSTANT,
    NO_COLUMN,
    NOT_BY_ROW,
    NOT_EXACT,
    CannotMeasure,
)
from servanda.measurement.logic import NO, certainly
from servanda.measurement.rows import Compiled, Day, Moment, RowNames, Text, Truth, steps_of

__all__ = ["compile_condition", "compile_formula", "like"]

_ELAPSED = Unit.of(BaseKind.ELAPSED)
_DAYS = Unit.of(BaseKind.DAY)


def compile_formula(expression: Expression, names: RowNames) -> Compiled | None:
    """Compile a formula over the columns of a row.

    Args:
        expression: The tree, typed: literals carry the unit that they adapted to.
        names: The row's columns and the agreement's terms.

    Returns:
        The engine's expression with its unit; nothing where the formula never has a value.

    Raises:
        CannotMeasure: It needs more than the row, or cannot be exact.
    """
    try:
        return _compile(expression, names)
    except NotExact as inexact:
        raise CannotMeasure.at(
            NOT_EXACT,
            expression.span,
            what=str(inexact),
            advice="compare the quotient, or round in a figure",
        ) from None


def compile_condition(expression: Expression, names: RowNames) -> ir.BooleanValue:
    """Compile a condition over the columns of a row; unknown stays unknown."""
    compiled = compile_formula(expression, names)
    if compiled is None:
        return ibis.null("boolean")
    if not isinstance(compiled, Truth):
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what="a figure as a condition")
    return compiled.column


def _compile(expression: Expression, names: RowNames) -> Compiled | None:  # noqa: C901, PLR0911, PLR0912 - one line per node
    match expression:
        case syntax.Literal():
            return _constant(expression.value)
        case syntax.Name():
            return _name(expression, names)
        case syntax.Lookup():
            return _lookup(expression, names)
        case syntax.Call():
            return _call(expression, names)
        case syntax.Arithmetic():
            return _arithmetic(expression, names)
        case syntax.Negation():
            operand = _compile(expression.of, names)
            return operand.negated() if isinstance(operand, Amount) else operand
        case syntax.Steps():
            return _steps(expression, names)
        case syntax.Comparison():
            return _comparison(expression, names)
        case syntax.Membership():
            return _membership(expression, names)
        case syntax.Logical():
            return _logical(expression, names)
        case syntax.Not():
            return Truth(~_truth(expression.of, names))
        case syntax.Conditional():
            return _conditional(expression, names)
        case syntax.Otherwise():
            return _or_else(_compile(expression.of, names), _compile(expression.fallback, names))
        case syntax.IsKnown():
            known = _known(_compile(expression.of, names))
            return Truth(~known if expression.negated else known)
        case syntax.AsPercent():
            operand = _compile(expression.of, names)
            share = Quantity.share(1).unit
            return operand.with_unit(share) if isinstance(operand, Amount) else operand
        case syntax.Round():
            return _round(expression, names)
        case syntax.BusinessDays():
            return _business_days(expression, names)
        case syntax.BusinessDayMove():
            return _moved(expression, names)
        case _:
            raise _refused(expression)


_SPOKEN: dict[type[object], str] = {
    syntax.Aggregate: "an aggregate over other rows",
    syntax.Ago: "an earlier period",
    syntax.Run: "a run of periods",
    syntax.Member: "a part of a name",
    syntax.OnDay: "a term on another day",
}


def _refused(expression: Expression) -> CannotMeasure:
    what = _SPOKEN.get(type(expression), "this")
    return CannotMeasure.at(NOT_BY_ROW, expression.span, what=what)


def _constant(value: Scalar) -> Compiled:
    match value:
        case bool():
            return Truth(ibis.literal(value))
        case str():
            return Text(ibis.literal(value))
        case Quantity():
            return Amount.constant(value)
        case Instant():
            return Moment(ibis.literal(value.micros, type="int64"))
        case date():
            return Day(ibis.literal(value, type="date"))


def _name(expression: syntax.Name, names: RowNames) -> Compiled | None:
    name = expression.name
    if name in names.columns and not expression.outer:
        return names.columns[name]
    term = names.agreement.terms.get(name)
    if term is not None:
        return _dated(term, (), expression.span, names)
    known = [*names.columns, *names.agreement.terms]
    near = near_match(name, known)
    raise CannotMeasure.at(NO_COLUMN, expression.span, table=names.table, name=name, near=near)


def _lookup(expression: syntax.Lookup, names: RowNames) -> Compiled | None:
    term = names.agreement.terms.get(expression.of.name)
    if term is None:
        raise _refused(expression)
    keys = tuple(_text(key, names) for key in expression.at)
    return _dated(term, keys, expression.span, names)


def _text(expression: Expression, names: RowNames) -> ir.StringValue:
    compiled = _compile(expression, names)
    if compiled is None:
        return ibis.null("string")
    if not isinstance(compiled, Text):
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what="a key that is not a text")
    return compiled.column


def _dated(
    term: Term, keys: tuple[ir.StringValue, ...], span: SourceSpan, names: RowNames
) -> Compiled | None:
    found: Compiled | None = None
    for day, value in steps_of(term, names.agreement):
        compiled = _keyed(value, keys, span, names)
        since = names.since(day)
        found = compiled if since is None else _choose(since, compiled, found)
        if names.dated_by is None:
            break
    return found


def _keyed(
    value: Formula | Mapping[str, object],
    keys: tuple[ir.StringValue, ...],
    span: SourceSpan,
    names: RowNames,
) -> Compiled | None:
    if isinstance(value, Formula):
        return _compile(value.expression, names)
    if not keys:
        raise CannotMeasure.at(NOT_BY_ROW, span, what="a keyed term without its key")
    found: Compiled | None = None
    for key, inner in value.items():
        assert isinstance(inner, (Formula, Mapping))
        found = _choose(keys[0] == key, _keyed(inner, keys[1:], span, names), found)
    return found


def _choose(
    condition: ir.BooleanValue, then: Compiled | None, other: Compiled | None
) -> Compiled | None:
    """Return one value where the condition is true, the other where it is false or unknown."""
    certain = certainly(condition)
    return _selected(certain, then, other)


def _selected(
    condition: ir.BooleanValue, then: Compiled | None, other: Compiled | None
) -> Compiled | None:
    """Return one value or the other; no value where the condition is unknown."""
    match then, other:
        case (None, None):
            return None
        case (Amount(), _) | (_, Amount()):
            return _selected_amount(condition, then, other)
        case _:
            sample = then if then is not None else other
            assert sample is not None
            columns = [
                ibis.null(_TYPES[type(sample)]) if side is None else _column(side)
                for side in (then, other)
            ]
            picked = ibis.cases((condition, columns[0]), (~condition, columns[1]))
            return like(sample, picked)


def _selected_amount(
    condition: ir.BooleanValue, then: Compiled | None, other: Compiled | None
) -> Amount:
    if isinstance(then, Amount) and isinstance(other, Amount):
        return then.chosen(condition, other)
    if isinstance(then, Amount):
        return then.kept_where(condition)
    assert isinstance(other, Amount)
    return other.kept_where(~condition)


_TYPES: dict[type[object], str] = {
    Truth: "boolean",
    Text: "string",
    Moment: "int64",
    Day: "date",
}


def _column(value: Compiled) -> ir.Value:
    assert not isinstance(value, Amount)
    return value.column


def like(sample: Compiled, column: ir.Value) -> Compiled:
    """Return a column as the same kind of value as a sample."""
    match sample:
        case Truth():
            return Truth(column)
        case Text():
            return Text(column)
        case Moment():
            return Moment(column)
        case Day():
            return Day(column)
        case Amount():
            raise TypeError("an amount is more than a column")


def _known(value: Compiled | None) -> ir.BooleanValue:
    if value is None:
        return NO
    # In brackets of its own: what asks about a contrary would else be read as the contrary of it.
    return value.known() if isinstance(value, Amount) else ibis.coalesce(value.column).notnull()


def _or_else(value: Compiled | None, fallback: Compiled | None) -> Compiled | None:
    if value is None or fallback is None:
        return value if value is not None else fallback
    if isinstance(value, Amount) and isinstance(fallback, Amount):
        return value.or_else(fallback)
    return like(value, ibis.coalesce(_column(value), _column(fallback)))


def _truth(expression: Expression, names: RowNames) -> ir.BooleanValue:
    return compile_condition(expression, names)


def _logical(expression: syntax.Logical, names: RowNames) -> Truth:
    left, right = _truth(expression.left, names), _truth(expression.right, names)
    if expression.operator is syntax.LogicalOperator.AND:
        return Truth(left & right)
    return Truth(left | right)


def _conditional(expression: syntax.Conditional, names: RowNames) -> Compiled | None:
    return _selected(
        _truth(expression.condition, names),
        _compile(expression.then, names),
        _compile(expression.otherwise, names),
    )


def _comparison(expression: syntax.Comparison, names: RowNames) -> Truth:
    left, right = _compile(expression.left, names), _compile(expression.right, names)
    return Truth(_compared(expression.operator, left, right, expression.span))


def _compared(
    operator: ComparisonOperator, left: Compiled | None, right: Compiled | None, span: SourceSpan
) -> ir.BooleanValue:
    if left is None or right is None:
        return ibis.null("boolean")
    if isinstance(left, Amount) and isinstance(right, Amount):
        return left.compared(operator, right)
    if type(left) is not type(right):
        raise CannotMeasure.at(NOT_BY_ROW, span, what="a comparison of two kinds of value")
    return COMPARE[operator](_column(left), _column(right))


def _membership(expression: syntax.Membership, names: RowNames) -> Truth:
    of = _compile(expression.of, names)
    equal = (
        _compared(ComparisonOperator.EQUAL, of, _compile(member, names), member.span)
        for member in expression.members
    )
    among = reduce(lambda left, right: left | right, equal)
    return Truth(~among if expression.negated else among)


def _call(expression: syntax.Call, names: RowNames) -> Compiled | None:
    arguments = [_compile(argument, names) for argument in expression.arguments]
    amounts = [argument for argument in arguments if isinstance(argument, Amount)]
    if len(amounts) < len(arguments) and any(argument is None for argument in arguments):
        return None
    if expression.function == "abs" and len(amounts) == 1:
        only = amounts[0]
        zero = Amount.constant(Quantity(Fraction(0), only.unit))
        negative = only.compared(ComparisonOperator.BELOW, zero)
        return only.negated().chosen(negative, only)
    if expression.function in _PREFERS and len(amounts) == len(arguments):
        operator = _PREFERS[expression.function]
        return reduce(lambda a, b: a.chosen(a.compared(operator, b), b), amounts)
    what = f"'{expression.function}' of these values"
    raise CannotMeasure.at(NOT_BY_ROW, expression.span, what=what)


_PREFERS = {"least": ComparisonOperator.AT_MOST, "greatest": ComparisonOperator.AT_LEAST}


def _arithmetic(expression: syntax.Arithmetic, names: RowNames) -> Compiled | None:
    left, right = _compile(expression.left, names), _compile(expression.right, names)
    if left is None or right is None:
        return None
    operator = expression.operator
    if isinstance(left, Amount) and isinstance(right, Amount):
        return _computed(expression, left, right)
    sign = {ArithmeticOperator.ADD: 1, ArithmeticOperator.SUBTRACT: -1}.get(operator)
    if sign is None:
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what="this arithmetic")
    return _in_time(left, right, sign, expression.span)


def _computed(expression: syntax.Arithmetic, left: Amount, right: Amount) -> Amount | None:
    match expression.operator:
        case ArithmeticOperator.ADD:
            return left.plus(right)
        case ArithmeticOperator.SUBTRACT:
            complement = is_whole_share(expression.left)
            return left.plus(right, sign=-1, complement=complement)
        case ArithmeticOperator.MULTIPLY | ArithmeticOperator.OF:
            return left.times(right)
        case ArithmeticOperator.DIVIDE | ArithmeticOperator.PER:
            return left.over(right)


def _in_time(left: Compiled, right: Compiled, sign: int, span: SourceSpan) -> Compiled:
    match left, right:
        case Moment(), Moment():
            return Amount.micros(left.column - right.column)
        case Day(), Day():
            days = left.column.delta(right.column, unit="day")
            return Amount.days(days)
        case (Moment(), Amount()) | (Amount(), Moment()):
            moment, amount = (left, right) if isinstance(left, Moment) else (right, left)
            assert isinstance(moment, Moment) and isinstance(amount, Amount)  # noqa: PT018 - narrows both
            if amount.unit != _ELAPSED:
                raise CannotMeasure.at(DAYS_ON_INSTANT, span)
            return Moment(moment.column + sign * amount.whole(MICROSECOND))
        case Day(), Amount() if right.unit == _DAYS and right.is_constant:
            shift = ibis.interval(days=sign * int(right.factor))
            return Day((left.column + shift).cast("date"))
        case _:
            raise CannotMeasure.at(NOT_BY_ROW, span, what="this arithmetic")


def _business_days(expression: syntax.BusinessDays, names: RowNames) -> Amount | None:
    start, end = _compile(expression.start, names), _compile(expression.end, names)
    if start is None or end is None:
        return None
    if not (isinstance(start, Day) and isinstance(end, Day)):
        what = "the business day of an instant"
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what=what)
    assert expression.known is not None, "typing found the calendar"
    return business_days_between(expression.known, start, end)


def _moved(expression: syntax.BusinessDayMove, names: RowNames) -> Compiled | None:
    of, days = _compile(expression.of, names), _compile(expression.days, names)
    if of is None or days is None:
        return None
    if not isinstance(of, Day):
        raise CannotMeasure.at(DAYS_ON_INSTANT, expression.span)
    if not (isinstance(days, Amount) and days.is_constant and days.factor.denominator == 1):
        what = "a number of business days that varies by row"
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what=what)
    sign = -1 if expression.backward else 1
    return moved_by_business_days(expression.known, of, sign * int(days.factor))


def _round(expression: syntax.Round, names: RowNames) -> Compiled | None:
    of, to = _compile(expression.of, names), _compile(expression.to, names)
    if of is None or to is None:
        return None
    if not (isinstance(of, Amount) and isinstance(to, Amount) and to.is_constant and to.factor > 0):
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what="rounding to what varies by row")
    return of.rounded(to.factor, expression.mode)


_STEP_MODES = {
    syntax.StepSize.FULL: RoundingMode.DOWN,
    syntax.StepSize.STARTED: RoundingMode.UP,
    syntax.StepSize.NEAREST: RoundingMode.HALF_UP,
}


def _steps(expression: syntax.Steps, names: RowNames) -> Compiled | None:
    rate, size = _compile(expression.rate, names), _compile(expression.size, names)
    amount = _compile(expression.amount, names)
    if rate is None or size is None or amount is None:
        return None
    sized = isinstance(size, Amount) and size.is_constant and size.factor > 0
    if not (sized and isinstance(rate, Amount) and isinstance(amount, Amount)):
        raise CannotMeasure.at(NOT_BY_ROW, expression.span, what="a step that varies by row")
    assert isinstance(size, Amount)
    whole = amount.rounded(size.factor, _STEP_MODES[expression.rounding])
    steps = whole.over(size)
    return steps and steps.times(rate)
