"""Scores: what people answered, without what is no answer."""

from __future__ import annotations

from fractions import Fraction

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import Measure, ScoreRule
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.quantity import Quantity
from servanda.measurement import reasons
from servanda.measurement.amount import Amount
from servanda.measurement.kinds.ratio import placed_records
from servanda.measurement.logic import NO
from servanda.measurement.results import Judged, first_reason
from servanda.measurement.rows import Compiled, Text, column_value
from servanda.measurement.study import Span, Study, segment_name, stored_name

__all__ = ["judge_score"]


def judge_score(
    study: Study, history: History, span: Span, measure: Measure, rule: ScoreRule
) -> Judged:
    """Return what became of every answer in the periods of a version."""
    records = placed_records(study, history, span, measure, rule.at)
    column = span.version.evidence[measure.table].columns[rule.answer]
    answer = column_value(records, column, name=stored_name(rule.answer))
    stored = records[stored_name(rule.answer)]
    reason = ibis.coalesce(
        records["reason"],
        first_reason(
            [
                (stored.isnull(), reasons.NO_ANSWER),
                (_is_missing(answer, rule), reasons.MISSING_ANSWER),
                (_is_off_scale(answer, rule), reasons.OFF_SCALE),
            ]
        ),
    )
    kept = [name for name in records.columns if name.startswith("column_")]
    segments = [segment_name(name) for name in measure.by]
    judged = records.mutate(reason=reason, answer=stored)
    return Judged(
        table=judged.select("_record", "key", "place", "reason", "answer", *segments, *kept)
    )


def _is_missing(answer: Compiled, rule: ScoreRule) -> ir.BooleanValue:
    missing = NO
    for code in rule.missing:
        missing = missing | _equals(answer, code)
    return missing


def _equals(answer: Compiled, code: str) -> ir.BooleanValue:
    if isinstance(answer, Text):
        return answer.column == code
    if isinstance(answer, Amount) and _is_number(code):
        value = Amount.constant(Quantity(Fraction(code), answer.unit))
        return answer.compared(ComparisonOperator.EQUAL, value)
    return NO


def _is_number(code: str) -> bool:
    return code.removeprefix("-").replace(".", "", 1).isdecimal()


def _is_off_scale(answer: Compiled, rule: ScoreRule) -> ir.BooleanValue:
    if rule.scale is None or not isinstance(answer, Amount):
        return NO
    low, high = (Amount.constant(bound) for bound in rule.scale)
    below = answer.compared(ComparisonOperator.BELOW, low)
    return below | answer.compared(ComparisonOperator.ABOVE, high)
