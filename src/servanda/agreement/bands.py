"""Tables of rates as bands, for whoever evaluates formulas."""

from __future__ import annotations

from servanda.agreement.model.terms import Table
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import evaluate

__all__ = ["bands_of"]


def bands_of(table: Table, place: Environment) -> list[Band]:
    """Return the rows of a table with one column as bands with their rates at a place."""
    return [
        Band(
            text=row.text,
            low=row.range.low.amount if row.range.low else None,
            high=row.range.high.amount if row.range.high else None,
            rate=evaluate(row.gives[""].expression, place).value,
        )
        for row in table.rows
    ]
