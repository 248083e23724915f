"""Warnings: how long before users noticed a problem the provider announced it."""

from __future__ import annotations

from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure, WarningRule
from servanda.formula.syntax import ComparisonOperator
from servanda.measurement.amount import MICROSECOND, Amount
from servanda.measurement.compile import compile_formula
from servanda.measurement.diagnostics import NOT_BY_ROW, CannotMeasure
from servanda.measurement.kinds.ratio import placed_records
from servanda.measurement.logic import YES
from servanda.measurement.results import Judged
from servanda.measurement.rows import RowNames
from servanda.measurement.study import Span, Study, names_of, segment_name, stored_name

__all__ = ["judge_warning", "warning_time"]


def judge_warning(
    study: Study, history: History, span: Span, measure: Measure, rule: WarningRule
) -> Judged:
    """Return every problem in the periods of a version with its earliest warning that holds."""
    records = study.engine.keep(placed_records(study, history, span, measure, rule.noticed))
    problems = span.version.evidence[measure.table]
    names = names_of(records, problems, span.version, dated_by=records["place"])
    timed = records.mutate(longest=_micros(rule.valid_for, names))
    earliest = _earliest(timed, _warnings(study, span, rule), rule)
    joined = records.left_join(earliest, "_record").drop("_record_right")
    known = joined.mutate(lead=joined["place"] - joined["announced"])
    warned = known["lead"].notnull()
    if rule.at_least is not None:
        least = compile_formula(
            rule.at_least.expression,
            names_of(known, problems, span.version, dated_by=known["place"]),
        )
        if not isinstance(least, Amount):
            raise CannotMeasure.at(NOT_BY_ROW, rule.at_least.span, what="this lead time")
        enough = Amount.micros(known["lead"]).compared(ComparisonOperator.AT_LEAST, least)
        warned = ibis.ifelse(warned, enough, ibis.literal(value=False))
    judged = known.mutate(warned=warned)
    kept = [name for name in judged.columns if name.startswith("column_")]
    segments = [segment_name(name) for name in measure.by]
    own = ("_record", "key", "place", "reason", "warned", "lead", "announced", "warning")
    return Judged(table=judged.select(*own, *segments, *kept), instants=("announced",))


def _warnings(study: Study, span: Span, rule: WarningRule) -> ir.Table:
    evidence = span.version.evidence[rule.warnings]
    table = study.table(span, rule.warnings)
    key = table[stored_name(evidence.key)] if evidence.key else table["_record"]
    shared = {f"w_{name}": table[stored_name(name)] for name in (rule.same or (rule.about,))}
    warnings = table.select(
        announced=table[stored_name(rule.announced or evidence.at)],
        warning=key.cast("string"),
        w_record=table["_record"],
        **shared,
    )
    return warnings.filter(warnings["announced"].notnull() & study.is_known(warnings["announced"]))


def _earliest(problems: ir.Table, warnings: ir.Table, rule: WarningRule) -> ir.Table:
    """Return the earliest warning of each problem that has one before it was noticed."""
    pairs = (
        [("key", f"w_{rule.about}")]
        if rule.about
        else [(stored_name(name), f"w_{name}") for name in rule.same]
    )
    matches = reduce(
        lambda left, right: left & right,
        (problems[one].cast("string") == warnings[other].cast("string") for one, other in pairs),
        YES,
    )
    joined = problems.inner_join(warnings, [matches, warnings["announced"] < problems["place"]])
    if rule.valid_for is not None:
        joined = joined.filter(joined["place"] - joined["announced"] <= joined["longest"])
    order = [joined["announced"], joined["warning"], joined["w_record"]]
    first = ibis.row_number().over(ibis.window(group_by=joined["_record"], order_by=order))
    ranked = joined.mutate(rank=first)
    return ranked.filter(ranked["rank"] == 0).select("_record", "announced", "warning")


def _micros(formula: Formula | None, names: RowNames) -> ir.IntegerValue:
    if formula is None:
        return ibis.null("int64")
    return warning_time(formula, names)


def warning_time(formula: Formula, names: RowNames) -> ir.IntegerValue:
    """Return a duration in whole microseconds per row."""
    found = compile_formula(formula.expression, names)
    if not isinstance(found, Amount):
        raise CannotMeasure.at(NOT_BY_ROW, formula.span, what="this duration")
    return found.whole(MICROSECOND).cast("int64")
