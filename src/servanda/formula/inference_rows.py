"""Typing of what is made of many rows, and of earlier periods."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from servanda.formula.diagnostics import (
    AGGREGATE_OUTSIDE_ROWS,
    NOT_A_FIGURE,
    NOT_THE_RHYTHM,
    OUT_OF_RANGE,
    UNKNOWN_ROWS,
)
from servanda.formula.found import Found, describe, figure
from servanda.formula.functions import AGGREGATES, AggregateRule, Needs
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Ago,
    Expression,
    Literal,
    RowSource,
    Run,
)
from servanda.formula.types import FormulaType, Kind, Scope
from servanda.formula.words import PERIOD_WORDS
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import Unit

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["OWN_ROWS", "infer_aggregate", "infer_ago", "infer_run"]

OWN_ROWS = ""
"""The name by which a scope is asked for a measure's own rows."""

_PERIODS = "periods"
_ORDERED = frozenset({Kind.QUANTITY, Kind.DATE, Kind.INSTANT})


def infer_aggregate(walk: Inference, aggregate: Aggregate) -> Found:
    """Type an aggregate: its rows, what it takes of each, and what comes of it."""
    rule = AGGREGATES[aggregate.aggregator]
    inner = _rows_scope(walk, aggregate, rule)
    parameter = _parameter(walk, aggregate)
    ready = replace(aggregate, parameter=parameter, over=_named_periods(aggregate.over))
    if inner is None:
        return Found(ready, None)
    walk.scopes.append(inner)
    try:
        of = _of_each_row(walk, aggregate, rule)
        where = walk.condition(aggregate.where, "'where'") if aggregate.where else None
    finally:
        walk.scopes.pop()
    ready = replace(
        ready, of=of.expression if of else None, where=where.expression if where else None
    )
    if of is not None and of.type is None:
        return Found(ready, None)
    return _result(walk, ready, rule, of.type if of else None, where.type if where else None)


def _rows_scope(walk: Inference, aggregate: Aggregate, rule: AggregateRule) -> Scope | None:
    if aggregate.over is None:
        inner = walk.scope.rows(OWN_ROWS)
        if inner is None:
            walk.report(
                AGGREGATE_OUTSIDE_ROWS,
                aggregate.span,
                name=rule.aggregator.value,
                example=rule.usage,
            )
        return inner
    if not _fits(walk, aggregate.over.counted_in, aggregate.over.span):
        return None
    return find_rows(walk, aggregate.over.name, aggregate.over.span)


def _fits(walk: Inference, counted_in: str, span: SourceSpan) -> bool:
    """Return whether periods are written as what they are, reporting where they are not."""
    return counted_in == _PERIODS or find_rows(walk, counted_in, span) is not None


def find_rows(walk: Inference, name: str, span: SourceSpan) -> Scope | None:
    """Return the scope inside rows, reporting rows that do not exist here."""
    inner = walk.scope.rows(name)
    if inner is not None:
        return inner
    if name in PERIOD_WORDS.values():
        fitting = next(filter(walk.scope.rows, PERIOD_WORDS.values()), "")
        if fitting:
            walk.report(NOT_THE_RHYTHM, span, word=name, instead=fitting)
            return None
    near = near_match(name, {*walk.scope.names(), *PERIOD_WORDS.values()})
    advice = f"did you mean '{near}'?" if near and near != name else ""
    own = walk.scope.rows(OWN_ROWS)
    if own is not None and own.meaning(name) is not None:
        advice = f"count(where {name}) counts the rows in which it holds"
    elif walk.scope.meaning(name) is not None:
        advice = f"'{name}' is one value; rows are declared under rows or evidence"
    walk.report(UNKNOWN_ROWS, span, name=name, advice=advice)
    return None


def _named_periods(over: RowSource | None) -> RowSource | None:
    if over is None:
        return None
    name = _PERIODS if over.name in PERIOD_WORDS.values() else over.name
    return replace(over, name=name, counted_in=_PERIODS)


def _parameter(walk: Inference, aggregate: Aggregate) -> Expression | None:
    if aggregate.parameter is None:
        return None
    found = walk.figure(aggregate.parameter, aggregate.aggregator.value)
    found = walk.expect(found, FormulaType(kind=Kind.QUANTITY, unit=SHARE))
    value = found.expression.value if isinstance(found.expression, Literal) else None
    if isinstance(value, Quantity) and value.unit == SHARE and not 0 < value.amount <= 1:
        walk.report(
            OUT_OF_RANGE,
            found.expression.span,
            what="a percentile",
            range="above 0% and at most 100%",
            found=getattr(found.expression, "text", ""),
        )
    return found.expression


def _of_each_row(walk: Inference, aggregate: Aggregate, rule: AggregateRule) -> Found | None:
    if aggregate.of is None:
        return None
    name = rule.aggregator.value
    match rule.needs:
        case Needs.CONDITION:
            return walk.condition(aggregate.of, name)
        case Needs.FIGURE | Needs.BARE_FIGURE:
            found = walk.figure(aggregate.of, name)
            return _bare(walk, found, name) if rule.needs is Needs.BARE_FIGURE else found
        case Needs.ORDERED:
            found = walk.infer(aggregate.of)
            if found.type is not None and found.type.kind not in _ORDERED:
                walk.report_no_figure(found, name)
                return Found(found.expression, None)
            return found
        case Needs.ANYTHING | Needs.NOTHING:
            return walk.infer(aggregate.of)


def _bare(walk: Inference, found: Found, name: str) -> Found:
    if found.type is None or found.type.unit == NUMBER:
        return found
    walk.report(
        NOT_A_FIGURE,
        found.expression.span,
        what=name,
        found=describe(found.type),
        advice="answers are bare numbers from 0 to 10",
    )
    return Found(found.expression, None)


def _result(
    walk: Inference,
    aggregate: Aggregate,
    rule: AggregateRule,
    of: FormulaType | None,
    where: FormulaType | None,
) -> Found:
    absent = any(part.may_be_absent for part in (of, where) if part)
    made = FormulaType(
        kind=_result_kind(rule, of),
        unit=_result_unit(walk, aggregate, rule, of),
        grain=walk.scope.grain,
        may_be_absent=absent or rule.absent_when_empty,
    )
    if aggregate.aggregator in {Aggregator.SUM, Aggregator.COUNT}:
        aggregate = replace(aggregate, empty=Quantity(Fraction(0), made.unit or NUMBER))
    return Found(aggregate, made)


def _result_kind(rule: AggregateRule, of: FormulaType | None) -> Kind:
    if rule.unit is not None or of is None:
        return Kind.QUANTITY
    return of.kind


def _result_unit(
    walk: Inference, aggregate: Aggregate, rule: AggregateRule, of: FormulaType | None
) -> Unit | None:
    if aggregate.aggregator is Aggregator.COUNT:
        name = aggregate.over.name if aggregate.over else OWN_ROWS
        noun = walk.scope.row_noun(name)
        return Unit.count(noun) if noun else NUMBER
    if of is None:
        return NUMBER
    return rule.unit(of.unit or NUMBER) if rule.unit else of.unit


def infer_ago(walk: Inference, ago: Ago) -> Found:
    """Type a look at the same figure so many periods earlier; before the start there is none."""
    _fits(walk, ago.counted_in, ago.span)
    of = walk.infer(ago.of)
    ready = replace(ago, of=of.expression, counted_in=_PERIODS)
    return Found(ready, of.type and replace(of.type, may_be_absent=True, bare=None))


def infer_run(walk: Inference, run: Run) -> Found:
    """Type a run: a bare number of periods."""
    of = walk.condition(run.of, "run")
    made = of.type and figure(NUMBER, of.type)
    return Found(replace(run, of=of.expression), made)
