"""Typing the rows that money is computed for."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement.check.elaborate import Bench
from servanda.agreement.model.money import RowSet
from servanda.agreement.scope.evidence import (
    case_names,
    column_names,
    row_grain,
    spell_names,
)
from servanda.agreement.scope.names import Dictionary, PlainScope
from servanda.formula.types import FormulaType, Kind, Meaning

__all__ = ["type_rows"]

_TRUTH = FormulaType(kind=Kind.TRUTH)


def type_rows(bench: Bench, dictionary: Dictionary) -> dict[str, RowSet]:
    """Return the rows with their conditions made ready."""
    rows = {}
    for declared in bench.agreement.rows.values():
        each = _spells(declared, bench, dictionary)
        rows[each.name] = each
        if each.where is None or each.name in bench.notebook.broken:
            continue
        scope = PlainScope(
            dictionary=dictionary, own=_names(each, bench), grain=row_grain(each.name)
        )
        typed = bench.type(each.where, scope, _TRUTH)
        if typed.type is None:
            bench.notebook.broken.add(each.name)
        rows[each.name] = replace(each, where=typed.formula)
    return rows


def _spells(rows: RowSet, bench: Bench, dictionary: Dictionary) -> RowSet:
    if rows.spells is None:
        return rows
    over_time = FormulaType(kind=Kind.CONDITION)
    typed = bench.type(rows.spells, dictionary.over_time(), over_time)
    if typed.type is None:
        bench.notebook.broken.add(rows.name)
        return rows
    return replace(rows, spells=typed.formula, by=tuple(sorted(typed.type.grain)))


def _names(rows: RowSet, bench: Bench) -> dict[str, Meaning]:
    grain = row_grain(rows.name)
    if rows.spells is not None:
        return spell_names(grain, rows.by)
    agreement = bench.agreement
    measure = agreement.measures.get(rows.measure)
    table = agreement.evidence.get(measure.table if measure else rows.table)
    if table is None:
        inner = agreement.rows.get(rows.group)
        return _names(inner, bench) if inner is not None and inner.name != rows.name else {}
    return case_names(measure, table, grain) if measure else column_names(table, grain)
