"""Several lines of money over the range of the one figure that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import reduce

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure
from servanda.agreement.proof.most import Most, most_of
from servanda.formula.syntax import (
    Arithmetic,
    ArithmeticOperator,
    Call,
    Conditional,
    Expression,
    Literal,
    Logical,
    LogicalOperator,
)
from servanda.kernel.quantity import NUMBER, Quantity

__all__ = ["is_of_the_period", "most_together", "never_both"]


def most_together(lines: Sequence[Figure], agreement: Agreement, day: date) -> Most:
    """Return the most that lines ask at once, whatever the figures are that they depend on.

    Where one pays only if another does not, that is less than what each can ask, added up.

    Args:
        lines: Lines that exist once for a period, at least one.
        agreement: The version in force.
        day: The day by which terms and levels are read.
    """
    asked = [_asked(line, agreement) for line in lines]
    return most_of(_one_line(lines[0], reduce(_sum, asked)), agreement, day)


def never_both(first: Figure, second: Figure, agreement: Agreement, day: date) -> bool:
    """Return whether it is proven that of two lines one at most asks anything.

    Args:
        first: A line that exists once for a period, and never asks less than nothing.
        second: Another one.
        agreement: The version in force.
        day: The day by which terms and levels are read.
    """
    asked = (_asked(first, agreement), _asked(second, agreement))
    lesser: Expression = Call(span=first.span, function="least", arguments=asked)
    if first.when is not None and second.when is not None:
        # Whether both conditions hold does not depend on what either line then asks.
        lesser = _both(first.when, second.when)
    most = most_of(_one_line(first, lesser), agreement, day).amount
    return most is not None and most.amount <= 0


def is_of_the_period(line: Figure) -> bool:
    """Return whether a line exists once for a period, neither by segment nor by row."""
    return line.each in {"", "period"} and not line.by


def _one_line(line: Figure, asked: Expression) -> Figure:
    return replace(line, when=None, pays=replace(line.pays, expression=asked), commitment="")


def _asked(line: Figure, agreement: Agreement) -> Expression:
    """Return what a line asks as one formula; the line's name may be its measure's as well."""
    if line.when is None:
        return line.pays.expression
    zero = line.zero or Quantity.money(0, agreement.settlement.currency)
    return Conditional(
        span=line.span,
        condition=line.when.expression,
        then=line.pays.expression,
        otherwise=Literal(span=line.span, value=zero, text="0"),
    )


def _both(first: Formula, second: Formula) -> Expression:
    """Return 1 where both conditions hold, else 0."""
    span = first.span
    return Conditional(
        span=span,
        condition=Logical(
            span=span,
            operator=LogicalOperator.AND,
            left=first.expression,
            right=second.expression,
        ),
        then=Literal(span=span, value=Quantity(Fraction(1), NUMBER), text="1"),
        otherwise=Literal(span=span, value=Quantity(Fraction(0), NUMBER), text="0"),
    )


def _sum(left: Expression, right: Expression) -> Expression:
    return Arithmetic(span=left.span, operator=ArithmeticOperator.ADD, left=left, right=right)
