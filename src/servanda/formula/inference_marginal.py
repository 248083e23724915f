"""Typing of marginal bands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.formula.diagnostics import UNITS_DIFFER, UNKNOWN_FUNCTION
from servanda.formula.found import Found, figure
from servanda.formula.syntax import Marginal
from servanda.formula.types import FormulaType
from servanda.formula.unitrules import describe_unit, multiplied
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import NUMBER

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["infer_marginal"]


def infer_marginal(walk: Inference, marginal: Marginal) -> Found:
    """Type marginal bands: each part of a stretch at the rate of the row that it lies in."""
    low, high = walk.infer(marginal.low), walk.infer(marginal.high)
    table = walk.scope.table(marginal.table)
    if table is None or table.result is None:
        near = near_match(marginal.table, walk.scope.names())
        advice = f"did you mean '{near}'?" if near else "name a table with one column"
        walk.report(UNKNOWN_FUNCTION, marginal.span, name=marginal.table, advice=advice)
        return Found(marginal, None)
    low, high = walk.expect(low, table.argument), walk.expect(high, table.argument)
    ready = replace(marginal, low=low.expression, high=high.expression)
    if low.type is None or high.type is None:
        return Found(ready, None)
    return Found(ready, _type(walk, ready, table.argument, table.result, (low.type, high.type)))


def _type(
    walk: Inference,
    marginal: Marginal,
    argument: FormulaType,
    rate: FormulaType,
    ends: tuple[FormulaType, FormulaType],
) -> FormulaType | None:
    first, second = rate.unit or NUMBER, argument.unit or NUMBER
    unit = multiplied(first, second)
    if unit is not None:
        return figure(unit, rate, *ends)
    walk.report(
        UNITS_DIFFER,
        marginal.span,
        doing="multiply",
        left=describe_unit(first),
        right=describe_unit(second),
        advice="a marginal table gives a rate for each unit of what it is looked up by",
    )
    return None
