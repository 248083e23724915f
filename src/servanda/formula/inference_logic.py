"""Typing of what decides: comparisons, and, or, if, otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.formula.diagnostics import DIFFERENT_KINDS
from servanda.formula.found import Found, describe, made_of
from servanda.formula.syntax import (
    Comparison,
    ComparisonOperator,
    Conditional,
    IsKnown,
    Logical,
    Membership,
    Not,
    Otherwise,
)
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.quantity import NUMBER

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = [
    "infer_comparison",
    "infer_conditional",
    "infer_is_known",
    "infer_logical",
    "infer_membership",
    "infer_not",
    "infer_otherwise",
]

_ORDERED = frozenset({Kind.QUANTITY, Kind.DATE, Kind.INSTANT})


def infer_comparison(walk: Inference, expression: Comparison) -> Found:
    """Type a comparison of two values of one kind and unit."""
    parts = walk.alike([walk.infer(expression.left), walk.infer(expression.right)], "compare")
    if parts is None:
        return Found(expression, FormulaType(kind=Kind.TRUTH))
    left, right = parts
    ready = replace(expression, left=left.expression, right=right.expression)
    types = [part.type for part in parts if part.type]
    equality = {ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL}
    if expression.operator not in equality and types[0].kind not in _ORDERED:
        walk.report(
            DIFFERENT_KINDS,
            expression.span,
            doing="order",
            left=describe(types[0]),
            right=describe(types[1]),
            advice="only figures, dates and instants come before one another; say is or is not",
        )
    return Found(ready, made_of(Kind.TRUTH, types))


def infer_membership(walk: Inference, expression: Membership) -> Found:
    """Type a search in a list of values of one kind and unit."""
    everything = [walk.infer(expression.of), *map(walk.infer, expression.members)]
    parts = walk.alike(everything, "compare")
    if parts is None:
        return Found(expression, FormulaType(kind=Kind.TRUTH))
    ready = replace(
        expression,
        of=parts[0].expression,
        members=tuple(part.expression for part in parts[1:]),
    )
    return Found(ready, made_of(Kind.TRUTH, [part.type for part in parts if part.type]))


def infer_logical(walk: Inference, expression: Logical) -> Found:
    """Type and, or: over truths, or lifted to conditions over time."""
    word = f"'{expression.operator.value}'"
    left = walk.condition(expression.left, word)
    right = walk.condition(expression.right, word)
    ready = replace(expression, left=left.expression, right=right.expression)
    types = [part.type for part in (left, right) if part.type]
    return Found(ready, made_of(_lifted(types), types))


def infer_not(walk: Inference, expression: Not) -> Found:
    """Type the contrary."""
    of = walk.condition(expression.of, "'not'")
    types = [of.type] if of.type else []
    return Found(replace(expression, of=of.expression), made_of(_lifted(types), types))


def infer_is_known(walk: Inference, expression: IsKnown) -> Found:
    """Type the question whether there is a value, which always has an answer."""
    of = walk.infer(expression.of)
    types = [of.type] if of.type else []
    made = replace(made_of(_lifted(types), types), may_be_absent=False)
    return Found(replace(expression, of=of.expression), made)


def infer_conditional(walk: Inference, expression: Conditional) -> Found:
    """Type a choice between two values of one kind and unit."""
    condition = walk.condition(expression.condition, "'if'")
    branches = [walk.infer(expression.then), walk.infer(expression.otherwise)]
    parts = walk.alike(branches, "choose between")
    ready = replace(expression, condition=condition.expression)
    if parts is None:
        return Found(ready, _only_known(branches))
    then, other = parts
    ready = replace(ready, then=then.expression, otherwise=other.expression)
    types = [part.type for part in (condition, *parts) if part.type]
    assert then.type is not None
    return Found(ready, made_of(then.type.kind, types, unit=then.type.unit))


def infer_otherwise(walk: Inference, expression: Otherwise) -> Found:
    """Type a value with what stands in for it; as sure as what stands in."""
    both = [walk.infer(expression.of), walk.infer(expression.fallback)]
    parts = walk.alike(both, "choose between")
    if parts is None:
        # What stands in says what is meant, also where the rest has a mistake of its own.
        return Found(expression, _only_known(both))
    of, fallback = parts
    ready = replace(expression, of=of.expression, fallback=fallback.expression)
    assert of.type is not None
    assert fallback.type is not None
    made = made_of(of.type.kind, (of.type, fallback.type), unit=of.type.unit)
    return Found(ready, replace(made, may_be_absent=fallback.type.may_be_absent))


def _only_known(parts: Sequence[Found]) -> FormulaType | None:
    """Return the type of the one part that has one, nothing where both have or neither."""
    known = [part.type for part in parts if part.type is not None]
    if len(known) != 1 or (known[0].bare is not None and known[0].unit == NUMBER):
        return None
    return known[0]


def _lifted(types: Sequence[FormulaType]) -> Kind:
    over_time = any(found.kind is Kind.CONDITION for found in types)
    return Kind.CONDITION if over_time else Kind.TRUTH
