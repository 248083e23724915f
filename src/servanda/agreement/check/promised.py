"""What a commitment needs of figures: the one it judges, and those that its levels name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from servanda.agreement.check.walk import Use, uses
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import RowSet
from servanda.agreement.model.promise import Commitment, Level
from servanda.agreement.scope.evidence import case_names, column_names, spell_names

__all__ = ["formulas_needed", "judged_uses", "levels_of", "promise_node"]


def promise_node(commitment: str) -> str:
    """Return what a commitment is called where things need each other: ``uptime.met``."""
    return f"{commitment}.met"


def levels_of(commitment: Commitment) -> Iterator[Level]:
    """Yield all levels of a commitment, whenever they are in force."""
    for levels in (commitment.expected, commitment.minimum):
        if levels is not None:
            yield from (level for _, level in levels.steps)


def formulas_needed(agreement: Agreement, name: str, *, earlier: bool = False) -> list[str]:
    """Return the names that judging a commitment needs; ``earlier`` as for formulas."""
    commitment = agreement.commitments[name]
    levels = (level.value for level in levels_of(commitment))
    own = [commitment.figure] if commitment.figure else []
    return own + [
        need for formula in levels for need in judged_uses(agreement, formula, earlier=earlier)
    ]


def judged_uses(agreement: Agreement, formula: Formula, *, earlier: bool = False) -> list[str]:
    """Return the names that a formula needs, its commitments among them.

    Args:
        agreement: The agreement.
        formula: The formula.
        earlier: Whether what only earlier periods are asked for is needed as well.
    """
    found = (use for use in uses(formula.expression) if earlier or not use.earlier)
    return [
        name
        for use in found
        if not _is_column(agreement, use) and (name := _needed(agreement, use, earlier=earlier))
    ]


def _is_column(agreement: Agreement, use: Use) -> bool:
    """Return whether a name is a column of the rows that it stands in, which hides any other."""
    inside = (agreement.rows[name] for name in use.inside if name in agreement.rows)
    return any(use.name in _columns_of(agreement, rows) for rows in inside)


def _columns_of(agreement: Agreement, rows: RowSet) -> Collection[str]:
    nowhere: frozenset[str] = frozenset()
    if rows.spells is not None:
        return spell_names(nowhere, rows.by)
    measure = agreement.measures.get(rows.measure)
    table = agreement.evidence.get(measure.table if measure else rows.table)
    if table is None:
        return rows.by
    return case_names(measure, table, nowhere) if measure else column_names(table, nowhere)


def _needed(agreement: Agreement, use: Use, *, earlier: bool) -> str:
    if not use.member:
        return "" if use.name in agreement.measures or use.name in agreement.terms else use.name
    if use.member == "payable":
        # What was payable is known of earlier periods alone.
        return use.name if earlier else ""
    judged = use.name in agreement.commitments and use.member != "due"
    return promise_node(use.name) if judged else ""
