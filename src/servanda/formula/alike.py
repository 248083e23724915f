"""Bare numbers that take on the unit of what they stand beside."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from servanda.formula.syntax import (
    Call,
    Conditional,
    Expression,
    Literal,
    Negation,
    Otherwise,
)
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["adapt"]

_LIKE_LEAST = frozenset({"least", "greatest", "abs"})


def adapt(expression: Expression, unit: Unit) -> Expression | None:
    """Give a formula of bare numbers a unit: 0 takes any, 1 that of a share, a whole number
    that of a count or of points.

    Args:
        expression: A formula whose value is a bare number.
        unit: The unit that it needs.

    Returns:
        The same formula with its literals replaced, nothing if one of its parts is no literal
        or cannot take the unit.
    """
    match expression:
        case Literal(value=Quantity(amount, bare)):
            fits = bare == NUMBER and _takes(amount, unit)
            return replace(expression, value=Quantity(amount, unit)) if fits else None
        case Negation(of=of):
            inner = adapt(of, unit)
            return replace(expression, of=inner) if inner else None
        case Conditional(then=then, otherwise=other):
            both = _adapt_all((then, other), unit)
            return replace(expression, then=both[0], otherwise=both[1]) if both else None
        case Otherwise(of=of, fallback=fallback):
            both = _adapt_all((of, fallback), unit)
            return replace(expression, of=both[0], fallback=both[1]) if both else None
        case Call(function=function, arguments=arguments) if function in _LIKE_LEAST:
            every = _adapt_all(arguments, unit)
            return replace(expression, arguments=every) if every else None
    return None


def _adapt_all(expressions: tuple[Expression, ...], unit: Unit) -> tuple[Expression, ...] | None:
    adapted = [adapt(expression, unit) for expression in expressions]
    whole = tuple(expression for expression in adapted if expression is not None)
    return whole if len(whole) == len(adapted) else None


def _takes(amount: Fraction, unit: Unit) -> bool:
    if amount.denominator != 1:
        return False
    if amount == 0:
        return True
    if unit.is_share:
        return amount == 1
    return unit.noun is not None or unit.is_only(BaseKind.SERVICE_POINT)
