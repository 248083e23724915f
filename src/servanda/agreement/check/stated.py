"""What is stated of earlier periods is in the units in which it will be measured."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.agreement import diagnostics as found
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.where import Where
from servanda.agreement.scope.evidence import column_type
from servanda.formula.found import describe
from servanda.formula.types import FormulaType

__all__ = ["check_stated"]


def check_stated(bench: Bench, where: Where, types: Mapping[str, FormulaType]) -> None:
    """Note columns that state a measure's values in another unit."""
    stated = bench.agreement.stated
    if stated is None:
        return
    table = bench.agreement.evidence.get(bench.agreement.rows[stated.rows].table)
    for name, heading in stated.measured.items():
        column = table.columns.get(heading) if table else None
        if column is None or name not in types:
            continue
        holds, wanted = column_type(column), types[name]
        if (holds.kind, holds.unit) != (wanted.kind, wanted.unit):
            bench.notebook.report(
                found.STATED_UNIT,
                where.at("history", "measured", name),
                column=heading,
                found=describe(holds),
                measure=name,
                expected=describe(wanted),
            )
