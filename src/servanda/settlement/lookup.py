"""Which row of a table holds a value."""

from __future__ import annotations

from fractions import Fraction

from servanda.agreement.model.terms import Choice, Table, TableRow
from servanda.kernel.quantity import Quantity

__all__ = ["row_for"]


def row_for(table: Table, argument: Quantity) -> TableRow | None:
    """Return the row that holds a value, by the table's choice where several do."""
    holding = [row for row in table.rows if row.range.holds(argument)]
    if not holding:
        return None
    if table.choice is Choice.DEEPEST:
        return min(holding, key=lambda row: _depth(row, argument))
    return holding[-1] if table.choice is Choice.LAST else holding[0]


def _depth(row: TableRow, argument: Quantity) -> Fraction:
    """Return the width of the row's range measured from the value: the deepest row is the one
    whose far edge is nearest.
    """
    edges = [edge.amount for edge in (row.range.low, row.range.high) if edge is not None]
    return min((abs(edge - argument.amount) for edge in edges), default=Fraction(0))
