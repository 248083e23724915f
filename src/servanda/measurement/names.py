"""The names that each kind of measure adds to the columns of its records."""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import (
    ClockRule,
    Measure,
    RatioRule,
    ScoreRule,
    WarningRule,
)
from servanda.businesstime.rule import ALWAYS
from servanda.kernel.unit import BaseKind
from servanda.measurement.amount import Amount
from servanda.measurement.rows import Compiled, Moment, Truth, column_value

__all__ = ["duration_kind", "record_names"]


def duration_kind(calendar: str) -> BaseKind:
    """Return what time under a calendar is: elapsed under ``always``, open time under others."""
    return BaseKind.ELAPSED if calendar == ALWAYS.name else BaseKind.OPEN


def record_names(rows: ir.Table, version: Agreement, measure: Measure) -> Mapping[str, Compiled]:
    """Return what formulas over a measure's records can name, beside the table's columns."""
    rule = measure.rule
    if isinstance(rule, ClockRule):
        return _clock_names(rows, rule)
    if isinstance(rule, ScoreRule):
        column = version.evidence[measure.table].columns[rule.answer]
        return {"answer": column_value(rows, column, name="answer")}
    if isinstance(rule, WarningRule):
        return {"warned": Truth(rows["warned"]), "lead": Amount.micros(rows["lead"])}
    verdicts = {"good": Truth(rows["good"])} if "good" in rows.columns else {}
    if isinstance(rule, RatioRule) and rule.time is not None and "elapsed" in rows.columns:
        return {**verdicts, **_timed_names(rows, rule)}
    return verdicts


def _timed_names(rows: ir.Table, rule: RatioRule) -> Mapping[str, Compiled]:
    names: dict[str, Compiled] = {"elapsed": Amount.micros(rows["elapsed"])}
    if rule.within is not None:
        names |= {name: Truth(rows[name]) for name in ("met", "late")}
    return names


def _clock_names(rows: ir.Table, rule: ClockRule) -> Mapping[str, Compiled]:
    kind = duration_kind(rule.calendar)
    return {
        "elapsed": Amount.micros(rows["elapsed"], kind),
        "paused": Amount.micros(rows["paused"], kind),
        **{name: Truth(rows[name]) for name in ("met", "late", "overdue")},
        **{name: Moment(rows[name]) for name in ("started", "stopped", "due")},
    }
