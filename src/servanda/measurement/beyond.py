"""Where a formula asks a calendar for a business day that it does not know."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

import ibis.expr.types as ir

from servanda.formula.syntax import BusinessDayMove, BusinessDays, Expression
from servanda.formula.walk import nodes_in
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_formula
from servanda.measurement.rows import Compiled, Day, RowNames

__all__ = ["asks_beyond"]


def asks_beyond(expression: Expression, names: RowNames) -> ir.BooleanValue | None:
    """Return where business days are unknown though the days that they are asked of are known.

    Args:
        expression: The formula.
        names: What its names mean for each row.

    Returns:
        A condition for each row; nothing where the formula asks for no business days.
    """
    asked = [
        _is_beyond(node, names)
        for node in nodes_in(expression)
        if isinstance(node, BusinessDays | BusinessDayMove)
    ]
    found = [each for each in asked if each is not None]
    return reduce(or_, found) if found else None


def _is_beyond(node: BusinessDays | BusinessDayMove, names: RowNames) -> ir.BooleanValue | None:
    days = (node.start, node.end) if isinstance(node, BusinessDays) else (node.of,)
    of = [compile_formula(each, names) for each in days]
    result = compile_formula(node, names)
    if result is None or any(each is None for each in of):
        return None
    known = reduce(and_, (_is_known(each) for each in of if each is not None))
    return known & ~_is_known(result)


def _is_known(value: Compiled) -> ir.BooleanValue:
    if isinstance(value, Amount):
        assert value.numerator is not None
        found: ir.BooleanValue = value.numerator.column.notnull()
        return found
    assert isinstance(value, Day)
    known: ir.BooleanValue = value.column.notnull()
    return known
