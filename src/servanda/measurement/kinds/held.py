"""Down and planned time that conditions over time tell."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AvailabilityRule, Measure
from servanda.formula.syntax import Expression, IsKnown, Logical, LogicalOperator, Name
from servanda.measurement import reasons
from servanda.measurement.conditions import laid_out, set_aside
from servanda.measurement.logic import certainly, possibly
from servanda.measurement.made_of import divided_by, is_over_time
from servanda.measurement.study import (
    FAR_FUTURE,
    FAR_PAST,
    Span,
    Study,
    segment_name,
    stored_name,
)

__all__ = ["held_down", "held_planned", "left_out_of_down", "left_out_of_planned"]

_EPOCH = "1970-01-01T00:00:00"
_SECOND = 1_000_000


def held_down(study: Study, span: Span, measure: Measure, down: Expression, until: int) -> ir.Table:
    """Return the stretches in which a condition holds, or may hold, as rows of a measure.

    Args:
        study: The evidence.
        span: The version.
        measure: A measure without a table of its own.
        down: The condition that is its down time.
        until: Where what is known ends, in microseconds; no row begins there or later.

    Returns:
        ``_record``, ``key`` (the instant at which a stretch begins), ``a``, ``b``, ``state``
        (``down`` or ``unknown``), the segments, and its columns under their stored names, of
        which an instant before or after all evidence is unknown.
    """
    columns = [segment_name(name) for name in divided_by(span.version, down)]
    stretches = laid_out(
        study, span, down, besides=_registered(study, measure), measure=measure.name
    )
    stretches = stretches.filter(possibly(stretches["holds"]) & (stretches["a"] < until))
    order = [stretches["a"], *(stretches[name] for name in columns)]
    always, first = stretches["a"] <= FAR_PAST, study.periods[0].start.micros
    endless = stretches["b"] >= FAR_FUTURE
    nothing = ibis.null("int64")
    rows = stretches.select(
        *columns,
        _record=ibis.row_number().over(ibis.window(order_by=order)).cast("int64"),
        a=ibis.ifelse(always, ibis.literal(min(first, until), "int64"), stretches["a"]),
        b=stretches["b"],
        state=ibis.ifelse(certainly(stretches["holds"]), "down", "unknown"),
        **{
            stored_name("began"): ibis.ifelse(always, nothing, stretches["a"]),
            stored_name("ended"): ibis.ifelse(endless, nothing, stretches["b"]),
            **{stored_name(name): stretches[segment_name(name)] for name in measure.by},
        },
    )
    return rows.mutate(key=_spelled(rows["a"]))


def left_out_of_down(study: Study, span: Span, measure: Measure, down: Expression) -> ir.Table:
    """Return the rows behind down time that say nothing of it: relieved, or about no segment."""
    rows = set_aside(study, span, down, measure=measure.name, blank=reasons.NO_SEGMENT)
    return _like_records(rows, measure)


def left_out_of_planned(
    study: Study, span: Span, measure: Measure, rule: AvailabilityRule
) -> ir.Table | None:
    """Return the rows of planned time that do not say which segment they are about."""
    if not rule.planned or not measure.by:
        return None
    span, planned = _planned(span, measure, rule)
    rows = set_aside(study, span, planned, measure="", blank=reasons.PLANNED_NO_SEGMENT)
    rows = rows.filter(rows["reason"] == reasons.PLANNED_NO_SEGMENT)
    return _like_records(rows, measure)


def held_planned(
    study: Study,
    span: Span,
    measure: Measure,
    rule: AvailabilityRule,
    segments: ir.Table,
    until: int,
) -> ir.Table | None:
    """Return the time in which planned time certainly holds, for each segment that of its own.

    Args:
        study: The evidence.
        span: The version.
        measure: The measure.
        rule: Its availability rule.
        segments: The segments.
        until: Where what is known ends, in microseconds.

    Returns:
        ``a``, ``b`` and the segments; nothing where the measure has no planned time.
    """
    if not rule.planned:
        return None
    span, planned = _planned(span, measure, rule)
    own = [segment_name(each) for each in divided_by(span.version, planned)]
    stretches = laid_out(study, span, planned, keys=segments if own else None)
    sure = stretches.filter(certainly(stretches["holds"]) & (stretches["a"] < until))
    rows = sure.mutate(b=ibis.ifelse(sure["b"] > until, ibis.literal(until, "int64"), sure["b"]))
    if not measure.by:
        return rows.select("a", "b")
    wanted = [segment_name(each) for each in measure.by]
    joined = rows.inner_join(segments, own) if own else rows.cross_join(segments)
    return joined.select("a", "b", *wanted)


def _planned(span: Span, measure: Measure, rule: AvailabilityRule) -> tuple[Span, Expression]:
    """Return planned time as a condition by name, with the version that knows it.

    A table of planned time is a condition too: kept by the measure's columns that it has, as
    columns that it does not have do not narrow it. Work without an end is not planned work.
    """
    version, name = span.version, Name(span=measure.span, name=rule.planned)
    if is_over_time(version, rule.planned):
        return span, name
    evidence = version.evidence[rule.planned]
    condition = TimeCondition(
        name=rule.planned,
        table=rule.planned,
        where=_ending(evidence.ends, rule.planned_where, name),
        by=tuple(column for column in measure.by if column in evidence.columns),
        span=measure.span,
    )
    conditions = {**version.conditions, rule.planned: condition}
    return replace(span, version=replace(version, conditions=conditions)), name


def _ending(ends: str, where: Formula | None, near: Name) -> Formula:
    ending: Expression = IsKnown(span=near.span, of=replace(near, name=ends), negated=False)
    if where is not None:
        both = LogicalOperator.AND
        ending = Logical(span=near.span, operator=both, left=where.expression, right=ending)
    return Formula(text="", expression=ending, span=near.span)


def _registered(study: Study, measure: Measure) -> ir.Table | None:
    """Return the segments of a measure's register, which exist though nothing tells of them."""
    if not measure.by or not all(name in measure.segments for name in measure.by):
        return None
    names = [segment_name(name) for name in measure.by]
    values = list(product(*(measure.segments[name] for name in measure.by)))
    return study.engine.given(dict.fromkeys(names, "string"), values)


def _like_records(rows: ir.Table, measure: Measure) -> ir.Table:
    names = [segment_name(name) for name in measure.by]
    found = {name: rows[name] if name in rows.columns else ibis.null("string") for name in names}
    return rows.select("_record", "key", "a", "b", "reason", **found)


def _spelled(at: ir.IntegerValue) -> ir.StringValue:
    """Return an instant as it is written: ``2026-01-05T09:00:00Z``."""
    moment = ibis.timestamp(_EPOCH) + at.as_interval("us")
    whole, exact = (moment.strftime(f"%Y-%m-%dT%H:%M:%S{rest}Z") for rest in ("", ".%f"))
    return ibis.ifelse(at % _SECOND == 0, whole, exact)
