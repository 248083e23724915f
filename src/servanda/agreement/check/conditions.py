"""Typing conditions over time, in an order in which what each is made of is known."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement import diagnostics as found
from servanda.agreement.check.circles import break_circles, in_order, spell_path
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.scope.evidence import table_scope
from servanda.agreement.scope.names import Dictionary
from servanda.businesstime.rule import ALWAYS
from servanda.formula.types import FormulaType, Grain, Kind, Meaning
from servanda.formula.walk import names_in

__all__ = ["type_conditions"]

_TRUTH = FormulaType(kind=Kind.TRUTH)
_OVER_TIME = FormulaType(kind=Kind.CONDITION)


def type_conditions(bench: Bench, dictionary: Dictionary) -> dict[str, TimeCondition]:
    """Return the conditions over time made ready; the dictionary learns what they mean."""
    conditions = dict(bench.agreement.conditions)
    for name in bench.notebook.broken - conditions.keys():
        # Whoever names a broken condition has made no mistake there.
        dictionary.conditions[name] = _meaning()
    for name in (*bench.agreement.calendars, ALWAYS.name):
        # A calendar always has an answer, and is the same for everybody.
        dictionary.conditions[name] = _meaning(may_be_absent=False)
    dictionary.conditions |= {name: _meaning() for name in conditions}
    for name in in_order(_needs(bench, conditions)):
        conditions[name] = _typed(bench, dictionary, conditions[name])
        by = frozenset(conditions[name].by)
        known = dictionary.conditions[name].type.may_be_absent
        dictionary.conditions[name] = _meaning(by, may_be_absent=known)
    return conditions


def _meaning(by: Grain = frozenset(), *, may_be_absent: bool = True) -> Meaning:
    made = replace(_OVER_TIME, grain=by, may_be_absent=may_be_absent)
    return Meaning(what="condition", type=made)


def _needs(bench: Bench, conditions: dict[str, TimeCondition]) -> dict[str, list[str]]:
    """Return what each condition is made of, noting those that are made of themselves."""
    whole = {
        name: sorted(names_in(each.of.expression) & conditions.keys()) if each.of else []
        for name, each in conditions.items()
    }
    straight = dict[str, object](whole)
    circles, removed = break_circles(straight)  # type: ignore[arg-type] # emptied, never filled
    for circle in circles:
        span = conditions[circle[0]].span
        bench.notebook.report(found.CONDITION_CIRCLE, span, name=circle[0], path=spell_path(circle))
    bench.notebook.broken |= removed
    return {
        name: [each for each in needed if each not in removed]
        for name, needed in whole.items()
        if name not in removed
    }


def _typed(bench: Bench, dictionary: Dictionary, condition: TimeCondition) -> TimeCondition:
    if condition.of is None:
        return _over_a_table(bench, dictionary, condition)
    typed = bench.type(condition.of, dictionary.over_time(), _OVER_TIME)
    if typed.type is None:
        bench.notebook.broken.add(condition.name)
        return condition
    sure = dictionary.conditions[condition.name]
    known = replace(sure.type, may_be_absent=typed.type.may_be_absent)
    dictionary.conditions[condition.name] = replace(sure, type=known)
    return replace(condition, of=typed.formula, by=tuple(sorted(typed.type.grain)))


def _over_a_table(bench: Bench, dictionary: Dictionary, condition: TimeCondition) -> TimeCondition:
    table = bench.agreement.evidence.get(condition.table)
    if condition.where is None or table is None:
        return condition
    typed = bench.type(condition.where, table_scope(table, dictionary), _TRUTH)
    if typed.type is None:
        bench.notebook.broken.add(condition.name)
    return replace(condition, where=typed.formula)
