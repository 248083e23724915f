"""Typing of business days of a calendar, and of terms read on another day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.businesstime.business_days import BusinessCalendar
from servanda.formula.diagnostics import (
    BUSINESS_DAYS_BACK,
    DIFFERENT_KINDS,
    NOT_A_DATED_TERM,
    NOT_WHAT_WAS_ASKED,
    OUT_OF_RANGE,
    UNKNOWN_CALENDAR,
)
from servanda.formula.found import Found, describe, figure, made_of
from servanda.formula.syntax import (
    Arithmetic,
    ArithmeticOperator,
    BusinessDayMove,
    BusinessDays,
    Expression,
    Literal,
    Lookup,
    Name,
    OnDay,
)
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import BaseKind, Unit

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["infer_business_days", "infer_move", "infer_on_day", "is_move"]

_DAYS = Unit.of(BaseKind.BUSINESS_DAY)
_MOVES = frozenset({ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT})
_IN_TIME = frozenset({Kind.DATE, Kind.INSTANT})


def is_move(walk: Inference, expression: Arithmetic) -> bool:
    """Return whether a sum is a date or an instant and so many business days of a calendar."""
    step = expression.right
    if expression.operator not in _MOVES or not isinstance(step, Arithmetic):
        return False
    if step.operator is not ArithmeticOperator.OF or not isinstance(step.right, Name):
        return False
    name = step.right.name
    if walk.scope.calendar(name) is not None:
        return True
    counted = step.left
    written = isinstance(counted, Literal) and isinstance(counted.value, Quantity)
    if not written or walk.scope.meaning(name) is not None:
        return False
    assert isinstance(counted, Literal)
    assert isinstance(counted.value, Quantity)
    return counted.value.unit == _DAYS


def infer_move(walk: Inference, expression: Arithmetic) -> Found:
    """Type a date or an instant moved by business days of a calendar."""
    step = expression.right
    assert isinstance(step, Arithmetic)
    assert isinstance(step.right, Name)
    of, days = walk.infer(expression.left), walk.infer(step.left)
    known = _calendar(walk, step.right.name, step.right.span)
    if of.type is None or days.type is None or known is None:
        return Found(expression, None)
    if days.type.unit != _DAYS:
        walk.report(
            NOT_WHAT_WAS_ASKED,
            step.left.span,
            needed="business days",
            found=describe(days.type),
            advice=f"only business days are 'of' a calendar: 3 business days of {step.right.name}",
        )
        return Found(expression, None)
    backward = expression.operator is ArithmeticOperator.SUBTRACT
    if not _may_move(walk, expression, of.type, days.expression, backward=backward):
        return Found(expression, None)
    made = BusinessDayMove(
        span=expression.span,
        of=of.expression,
        backward=backward,
        days=days.expression,
        calendar=step.right.name,
        known=known,
    )
    return Found(made, made_of(of.type.kind, (of.type, days.type)))


def _may_move(
    walk: Inference, expression: Arithmetic, of: FormulaType, days: Expression, *, backward: bool
) -> bool:
    if of.kind not in _IN_TIME:
        walk.report(
            DIFFERENT_KINDS,
            expression.span,
            doing="subtract" if backward else "add",
            left=describe(of),
            right="business days",
            advice="business days move a date or an instant",
        )
        return False
    if of.kind is Kind.INSTANT and backward:
        walk.report(BUSINESS_DAYS_BACK, expression.span)
        return False
    value = days.value if isinstance(days, Literal) else None
    if isinstance(value, Quantity) and value.amount.denominator != 1:
        assert isinstance(days, Literal)
        words = {"what": "a number of business days", "range": "whole"}
        walk.report(OUT_OF_RANGE, days.span, found=days.text, **words)
        return False
    return True


def infer_business_days(walk: Inference, expression: BusinessDays) -> Found:
    """Type the business days from one day to another."""
    ends = [walk.infer(expression.start), walk.infer(expression.end)]
    known = _calendar(walk, expression.calendar, expression.span)
    ready = replace(expression, start=ends[0].expression, end=ends[1].expression, known=known)
    types = [end.type for end in ends if end.type is not None]
    for end in ends:
        if end.type is not None and end.type.kind not in _IN_TIME:
            walk.report(
                NOT_WHAT_WAS_ASKED,
                end.expression.span,
                needed="a date or an instant",
                found=describe(end.type),
                advice=f"business days of {expression.calendar} from DATE to DATE",
            )
            return Found(ready, None)
    if len(types) < 2 or known is None:
        return Found(ready, None)
    return Found(ready, figure(_DAYS, *types))


def _calendar(walk: Inference, name: str, span: SourceSpan) -> BusinessCalendar | None:
    known = walk.scope.calendar(name)
    if known is None:
        names = walk.scope.calendars()
        near = near_match(name, names)
        advice = f"did you mean '{near}'?" if near else "name one under calendars"
        if names and not near:
            advice = f"the calendars are {', '.join(sorted(names))}"
        walk.report(UNKNOWN_CALENDAR, span, name=name, advice=advice)
    return known


def infer_on_day(walk: Inference, expression: OnDay) -> Found:
    """Type a dated term as it is on another day: what the term is, wherever the day is known."""
    name = expression.of.of if isinstance(expression.of, Lookup) else expression.of
    of, day = walk.infer(expression.of), walk.infer(expression.day)
    ready = replace(expression, of=of.expression, day=day.expression)  # type: ignore[arg-type] # typing keeps names and look-ups what they are
    meaning = walk.scope.meaning(name.name)
    if meaning is not None and (meaning.what != "term" or name.outer):
        walk.report(NOT_A_DATED_TERM, expression.span, found=f"'{name.name}', a {meaning.what}")
        return Found(ready, None)
    if of.type is None or day.type is None:
        return Found(ready, None)
    if day.type.kind is not Kind.DATE:
        walk.report(
            NOT_WHAT_WAS_ASKED,
            day.expression.span,
            needed="a date",
            found=describe(day.type),
            advice="the day of an instant is .day" if day.type.kind is Kind.INSTANT else "",
        )
        return Found(ready, None)
    absent = of.type.may_be_absent or day.type.may_be_absent
    grain = of.type.grain | day.type.grain
    return Found(ready, replace(of.type, grain=grain, may_be_absent=absent))
