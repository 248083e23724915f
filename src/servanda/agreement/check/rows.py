"""Typing the rows that money is computed for."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement.check.elaborate import Bench
from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.money import RowSet
from servanda.agreement.scope.evidence import (
    case_names,
    column_names,
    row_grain,
    spell_names,
    table_scope,
)
from servanda.agreement.scope.names import Dictionary, PlainScope
from servanda.formula.types import FormulaType, Kind, Meaning

__all__ = ["type_conditions", "type_rows"]

_TRUTH = FormulaType(kind=Kind.TRUTH)


def type_rows(bench: Bench, dictionary: Dictionary) -> dict[str, RowSet]:
    """Return the rows with their conditions made ready."""
    rows = {}
    for declared in bench.agreement.rows.values():
        each = _spells(declared, bench)
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


def type_conditions(bench: Bench, dictionary: Dictionary) -> dict[str, TimeCondition]:
    """Return the conditions over time made ready."""
    conditions = {}
    for each in bench.agreement.conditions.values():
        conditions[each.name] = each
        table = bench.agreement.evidence.get(each.table)
        if each.where is None or table is None:
            continue
        typed = bench.type(each.where, table_scope(table, dictionary), _TRUTH)
        if typed.type is None:
            bench.notebook.broken.add(each.name)
        conditions[each.name] = replace(each, where=typed.formula)
    return conditions


def _spells(rows: RowSet, bench: Bench) -> RowSet:
    if rows.spells is None:
        return rows
    over_time = Meaning(what="condition", type=FormulaType(kind=Kind.CONDITION))
    known = dict.fromkeys(bench.agreement.conditions, over_time)
    # Only conditions have a value at an instant: terms and columns have none here.
    scope = PlainScope(dictionary=Dictionary(nouns={}), own=known)
    typed = bench.type(rows.spells, scope, FormulaType(kind=Kind.CONDITION))
    if typed.type is None:
        bench.notebook.broken.add(rows.name)
    return replace(rows, spells=typed.formula)


def _names(rows: RowSet, bench: Bench) -> dict[str, Meaning]:
    grain = row_grain(rows.name)
    if rows.spells is not None:
        return spell_names(grain)
    agreement = bench.agreement
    measure = agreement.measures.get(rows.measure)
    table = agreement.evidence.get(measure.table if measure else rows.table)
    if table is None:
        inner = agreement.rows.get(rows.group)
        return _names(inner, bench) if inner is not None and inner.name != rows.name else {}
    return case_names(measure, table, grain) if measure else column_names(table, grain)
