"""What cannot be measured, found before any evidence is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AvailabilityRule,
    ClockRule,
    Measure,
    NamedRule,
    OutcomeRule,
    RatioRule,
    ScoreRule,
    VariationRule,
    WarningRule,
)
from servanda.agreement.model.stretches import table_of
from servanda.kernel.diagnostic import Diagnostic
from servanda.measurement.aggregates import aggregates_in, prepare
from servanda.measurement.allowance import compile_allowance
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_formula
from servanda.measurement.diagnostics import CannotMeasure
from servanda.measurement.kinds.perception import check_weighed, half_life_days
from servanda.measurement.names import record_names
from servanda.measurement.rows import Compiled, RowNames
from servanda.measurement.study import bare_instant, names_of, stored_name

__all__ = ["check_measures"]

_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.WHOLE: "int64",
    ColumnType.TRUTH: "boolean",
    ColumnType.INSTANT: "int64",
    ColumnType.DATE: "date",
    ColumnType.DURATION: "int64",
}


def check_measures(history: History) -> tuple[Diagnostic, ...]:
    """Return every formula of a measure that cannot be measured exactly, without evidence.

    Args:
        history: The versions, without mistakes of text or type.

    Returns:
        One diagnostic per formula, in the order of the texts; each place once.
    """
    found = {
        mistake.sort_key: mistake
        for version in history.versions
        for measure in version.measures.values()
        for mistake in _mistakes(version, measure)
    }
    return tuple(found[key] for key in sorted(found))


def _mistakes(version: Agreement, measure: Measure) -> Iterator[Diagnostic]:
    for attempt in _attempts(version, measure):
        try:
            attempt()
        except CannotMeasure as mistake:
            yield mistake.diagnostic


def _attempts(version: Agreement, measure: Measure) -> Iterator[Callable[[], object]]:
    evidence = table_of(version, measure)
    names = _row_names(version, evidence)
    for formula in _conditions(measure):
        yield partial(compile_formula, formula.expression, names)
    rule = measure.rule
    if isinstance(rule, ClockRule):
        events = _row_names(version, version.evidence[rule.events or measure.table])
        for formula in _event_conditions(rule, evidence):
            yield partial(compile_formula, formula.expression, events)
        if rule.within is not None:
            yield partial(compile_allowance, rule.within, names)
    if isinstance(rule, RatioRule) and rule.every is not None and rule.good is not None:
        timed = _record_scope(version, measure, names)
        for node in aggregates_in(rule.good.expression):
            yield partial(prepare, node, timed, "a")
    if isinstance(rule, OutcomeRule | VariationRule):
        for node in aggregates_in(rule.of.expression):
            yield partial(prepare, node, names, "a")
    if isinstance(rule, ScoreRule) and rule.half_life is not None:
        yield partial(half_life_days, rule, version)
        yield partial(check_weighed, measure.value)
    if not isinstance(rule, NamedRule):
        inside = _record_scope(version, measure, names)
        for node in aggregates_in(measure.value.expression):
            yield partial(prepare, node, inside, "a")


def _conditions(measure: Measure) -> Iterator[Formula]:
    rule = measure.rule
    formulas: list[Formula | None] = [measure.where]
    if isinstance(rule, AvailabilityRule):
        # A condition over time is no condition on rows, and compiles as it was typed.
        down = rule.down if measure.table else None
        formulas += [down, rule.unknown, rule.at_least, rule.weight]
    if isinstance(rule, RatioRule):
        formulas += [rule.time, rule.within, rule.failed, None if rule.every else rule.good]
    if isinstance(rule, OutcomeRule):
        formulas.append(rule.compared_with)
    if isinstance(rule, WarningRule):
        formulas += [rule.valid_for, rule.at_least]
    return (formula for formula in formulas if formula is not None)


def _event_conditions(rule: ClockRule, evidence: EvidenceTable) -> Iterator[Formula]:
    edges = (edge for edge in (rule.start, rule.stop) if not bare_instant(edge, evidence))
    yield from edges
    yield from (formula for formula in (rule.pause, rule.reopen) if formula is not None)


def _row_names(version: Agreement, evidence: EvidenceTable) -> RowNames:
    rows = _empty(evidence)
    more: dict[str, Compiled] = {}
    if evidence.form is EvidenceForm.INTERVAL and "length" not in evidence.columns:
        more["length"] = Amount.micros(rows["started"])
    return names_of(rows, evidence, version, dated_by=rows["started"], more=more)


def _record_scope(version: Agreement, measure: Measure, names: RowNames) -> RowNames:
    rows = _empty(version.evidence[measure.table], measure)
    return RowNames(
        table=names.table,
        columns={**names.columns, **record_names(rows, version, measure)},
        agreement=version,
        dated_by=names.dated_by,
    )


def _empty(evidence: EvidenceTable, measure: Measure | None = None) -> ir.Table:
    columns = {
        stored_name(name): _TYPES.get(column.type, "decimal(38, 15)")
        for name, column in evidence.columns.items()
    }
    own = dict.fromkeys(("started", "stopped", "due", "elapsed", "paused", "lead"), "int64")
    own |= dict.fromkeys(("met", "late", "overdue", "good", "warned"), "boolean")
    if measure is not None and isinstance(measure.rule, ScoreRule):
        own["answer"] = columns[stored_name(measure.rule.answer)]
    return ibis.table({**columns, **own}, name=evidence.name)
