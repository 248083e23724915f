"""Typing of what computes: sums, products, steps, roundings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.formula import inference_days, inference_names
from servanda.formula.diagnostics import (
    DIFFERENT_KINDS,
    NOT_A_FIGURE,
    OUT_OF_RANGE,
    RATE_EXPECTED,
    UNITS_DIFFER,
)
from servanda.formula.found import Found, describe, figure, made_of
from servanda.formula.syntax import (
    Arithmetic,
    ArithmeticOperator,
    AsPercent,
    Expression,
    Literal,
    Negation,
    Round,
    Steps,
)
from servanda.formula.types import FormulaType, Kind
from servanda.formula.unitrules import (
    advice_on,
    describe_unit,
    divided,
    is_whole_share,
    multiplied,
    summed,
)
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["infer_arithmetic", "infer_as_percent", "infer_negation", "infer_round", "infer_steps"]

_PRODUCTS = frozenset({ArithmeticOperator.MULTIPLY, ArithmeticOperator.OF})
_DOING = {
    ArithmeticOperator.ADD: "add",
    ArithmeticOperator.SUBTRACT: "subtract",
    ArithmeticOperator.MULTIPLY: "multiply",
    ArithmeticOperator.DIVIDE: "divide",
    ArithmeticOperator.OF: "multiply",
    ArithmeticOperator.PER: "divide",
}


def infer_arithmetic(walk: Inference, expression: Arithmetic) -> Found:
    """Type a sum, difference, product or quotient."""
    expression = inference_names.read_noun_after_per(walk, expression)
    if inference_days.is_move(walk, expression):
        return inference_days.infer_move(walk, expression)
    left, right = walk.infer(expression.left), walk.infer(expression.right)
    ready = replace(expression, left=left.expression, right=right.expression)
    if left.type is None or right.type is None:
        return Found(ready, None)
    if expression.operator in {ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT}:
        return _sum(walk, ready, left, right)
    doing = _DOING[expression.operator]
    for part in (left, right):
        if part.type and part.type.kind is not Kind.QUANTITY:
            walk.report_no_figure(part, f"to {doing}")
            return Found(ready, None)
    if expression.operator in _PRODUCTS:
        return Found(ready, _product(walk, ready, left.type, right.type))
    _refuse_zero(walk, ready.right)
    return Found(ready, _quotient(ready, left.type, right.type))


def _refuse_zero(walk: Inference, divisor: Expression) -> None:
    value = divisor.value if isinstance(divisor, Literal) else None
    if isinstance(value, Quantity) and value.amount == 0:
        words = {"what": "what is divided by", "range": "other than 0"}
        walk.report(OUT_OF_RANGE, divisor.span, found="0", **words)


def _product(
    walk: Inference, expression: Arithmetic, left: FormulaType, right: FormulaType
) -> FormulaType | None:
    first, second = left.unit or NUMBER, right.unit or NUMBER
    unit = multiplied(first, second)
    if unit is not None:
        return replace(figure(unit, left, right), positive=left.positive and right.positive)
    pointed = PERCENTAGE_POINTS in {first, second}
    advice = "say as %: (a - b) as % of charges" if pointed else "a share of money is money"
    walk.report(
        UNITS_DIFFER,
        expression.span,
        doing="multiply",
        left=describe_unit(first),
        right=describe_unit(second),
        advice=advice,
    )
    return None


def _quotient(expression: Arithmetic, left: FormulaType, right: FormulaType) -> FormulaType:
    by = expression.right
    written = isinstance(by, Literal) and isinstance(by.value, Quantity) and by.value.amount != 0
    sure = written or right.positive
    unit = divided(left.unit or NUMBER, right.unit or NUMBER)
    made = figure(unit, left, right, may_be_absent=not sure)
    return replace(made, positive=left.positive and right.positive)


def _sum(walk: Inference, expression: Arithmetic, left: Found, right: Found) -> Found:
    assert left.type is not None
    assert right.type is not None
    if {left.type.kind, right.type.kind} & {Kind.DATE, Kind.INSTANT}:
        return Found(expression, _moved(walk, expression, left.type, right.type))
    for part in (left, right):
        if part.type and part.type.kind is not Kind.QUANTITY:
            walk.report_no_figure(part, f"to {_DOING[expression.operator]}")
            return Found(expression, None)
    left, right = _brought_together(walk, left, right)
    ready = replace(expression, left=left.expression, right=right.expression)
    return Found(ready, _sum_type(walk, ready, left.type, right.type))


def _brought_together(walk: Inference, left: Found, right: Found) -> tuple[Found, Found]:
    assert left.type is not None
    assert right.type is not None
    if left.type.unit == NUMBER:
        return walk.fit(left, right.type.unit or NUMBER) or left, right
    return left, walk.fit(right, left.type.unit or NUMBER) or right


def _sum_type(
    walk: Inference, expression: Arithmetic, left: FormulaType | None, right: FormulaType | None
) -> FormulaType | None:
    assert left is not None
    assert right is not None
    first, second = left.unit or NUMBER, right.unit or NUMBER
    unit = summed(
        first,
        second,
        subtract=expression.operator is ArithmeticOperator.SUBTRACT,
        complement=is_whole_share(expression.left),
    )
    if unit is None:
        walk.report_units(expression.span, _DOING[expression.operator], first, second)
        return None
    return figure(unit, left, right)


def _moved(
    walk: Inference, expression: Arithmetic, left: FormulaType, right: FormulaType
) -> FormulaType | None:
    """Type calendar arithmetic: days and months move dates, elapsed time moves instants."""
    subtract = expression.operator is ArithmeticOperator.SUBTRACT
    if subtract and left.kind is right.kind:
        kind = BaseKind.DAY if left.kind is Kind.DATE else BaseKind.ELAPSED
        return figure(Unit.of(kind), left, right)
    step = right.unit or NUMBER
    if right.kind is Kind.QUANTITY:
        moves_date = step.is_only(BaseKind.DAY) or step.is_only(BaseKind.MONTH)
        if left.kind is Kind.DATE and moves_date:
            return made_of(Kind.DATE, (left, right))
        if left.kind is Kind.INSTANT and step.is_only(BaseKind.ELAPSED):
            return made_of(Kind.INSTANT, (left, right))
    walk.report(
        DIFFERENT_KINDS,
        expression.span,
        doing=_DOING[expression.operator],
        left=describe(left),
        right=describe(right),
        advice="say whose business days: + 3 business days of office"
        if step.is_only(BaseKind.BUSINESS_DAY)
        else "calendar days and months move a date, elapsed hours move an instant",
    )
    return None


def infer_negation(walk: Inference, expression: Negation) -> Found:
    """Type minus something."""
    found = walk.figure(expression.of, "a minus sign")
    made = found.type and replace(found.type, bare=None, positive=False)
    return Found(replace(expression, of=found.expression), made)


def infer_steps(walk: Inference, expression: Steps) -> Found:
    """Type a rate per so many full, started or nearest steps."""
    rate = walk.figure(expression.rate, "a rate")
    size = walk.figure(expression.size, "the size of a step")
    amount = walk.figure(expression.amount, "what is divided into steps")
    ready = replace(expression, rate=rate.expression)
    if size.type is None or amount.type is None:
        return Found(ready, None)
    unit = size.type.unit or NUMBER
    fitted = walk.fit(amount, unit)
    if fitted is None:
        _report_steps(walk, expression, size.type, amount.type)
        return Found(ready, None)
    ready = replace(ready, size=size.expression, amount=fitted.expression)
    if rate.type is None:
        return Found(ready, None)
    absent = not _positive(walk, size, "a step")
    parts = (rate.type, size.type, amount.type)
    return Found(ready, figure(rate.type.unit or NUMBER, *parts, may_be_absent=absent))


def _report_steps(
    walk: Inference, expression: Steps, size: FormulaType, amount: FormulaType
) -> None:
    walk.report(
        RATE_EXPECTED,
        expression.amount.span,
        size=describe(size),
        amount=describe(amount),
        advice=advice_on(size.unit or NUMBER, amount.unit or NUMBER),
    )


def _positive(walk: Inference, found: Found, what: str) -> bool:
    """Return whether something is certainly above zero, reporting a literal that is not."""
    expression = found.expression
    if not (isinstance(expression, Literal) and isinstance(expression.value, Quantity)):
        return found.type is not None and found.type.positive
    if expression.value.amount <= 0:
        walk.report(
            OUT_OF_RANGE, expression.span, what=what, range="above 0", found=expression.text
        )
        return False
    return True


def infer_round(walk: Inference, expression: Round) -> Found:
    """Type a rounding: the step must be of the same unit, and above zero."""
    of = walk.figure(expression.of, "rounding")
    to = walk.figure(expression.to, "what is rounded to")
    ready = replace(expression, of=of.expression, to=to.expression)
    if of.type is None or to.type is None:
        return Found(ready, None)
    absent = not _positive(walk, to, "what is rounded to")
    if of.type.unit != to.type.unit:
        left, right = of.type.unit or NUMBER, to.type.unit or NUMBER
        fitted = walk.fit(to, left)
        if fitted is None:
            walk.report_units(expression.to.span, "round", left, right)
            return Found(ready, None)
        ready = replace(ready, to=fitted.expression)
    return Found(ready, figure(of.type.unit or NUMBER, of.type, to.type, may_be_absent=absent))


def infer_as_percent(walk: Inference, expression: AsPercent) -> Found:
    """Type percentage points or a bare number read as a share."""
    of = walk.figure(expression.of, "as %")
    ready = replace(expression, of=of.expression)
    if of.type is None:
        return Found(ready, None)
    if of.type.unit not in {NUMBER, SHARE, PERCENTAGE_POINTS}:
        walk.report(
            NOT_A_FIGURE,
            expression.span,
            what="as %",
            found=describe(of.type),
            advice="percentage points and bare numbers can be read as a share",
        )
        return Found(ready, None)
    return Found(ready, figure(SHARE, of.type))
