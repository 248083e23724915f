"""Ratios: rows judged one by one, or equal intervals judged by the rows in them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure, RatioRule
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.time import Instant
from servanda.measurement import reasons
from servanda.measurement.aggregates import aggregates_in, finished, prepare, shown
from servanda.measurement.amount import MICROSECOND, Amount
from servanda.measurement.compile import compile_condition, compile_formula
from servanda.measurement.diagnostics import NOT_BY_ROW, CannotMeasure
from servanda.measurement.entered import is_entered, with_entered
from servanda.measurement.logic import NO, YES, certainly, possibly
from servanda.measurement.names import record_names
from servanda.measurement.outcome import as_column
from servanda.measurement.place import with_names
from servanda.measurement.relief import relief_of_record
from servanda.measurement.results import Judged, first_reason, kept_columns
from servanda.measurement.rows import Compiled, RowNames
from servanda.measurement.study import Span, Study, names_of, segment_name, stored_name

__all__ = ["judge_ratio", "placed_records"]


def judge_ratio(
    study: Study, history: History, span: Span, measure: Measure, rule: RatioRule
) -> Judged:
    """Return what became of every row, or of every interval, of the periods of a version."""
    records = _timed(span, measure, rule, placed_records(study, history, span, measure, rule.at))
    if rule.every is None:
        return Judged(table=_judged_rows(span, measure, rule, records))
    return _judged_intervals(study, history, span, measure, rule, records)


def placed_records(
    study: Study, history: History, span: Span, measure: Measure, at: str, *, label: str = ""
) -> ir.Table:
    """Return the rows that a measure is about, each with its place in time.

    Rows follow the version in force on the first day of the period that they fall in, so that
    a row outside all periods follows the version in force on its own day.

    Args:
        study: The evidence and the periods.
        history: The versions.
        span: The version at hand.
        measure: The measure.
        at: Instant column that decides a row's period; empty takes the table's own.
        label: Column with the label of the period that a row is about; it decides instead, and
            the instant is kept as ``entered_at``. Rows that parties entered are among them then.

    Returns:
        ``_record``, ``key``, ``place``, ``reason``, segments, and all columns of the table.
    """
    evidence = span.version.evidence[measure.table]
    if label:
        table = with_entered(study, span, measure.name, measure.table)
    else:
        table = study.table(span, measure.table)
    place = table[stored_name(at or evidence.at or evidence.begins)]
    rows = table.mutate(
        place=place,
        key=table[stored_name(evidence.key)].cast("string")
        if evidence.key
        else table["_record"].cast("string"),
    )
    entered = is_entered(study, measure.table, rows)
    rows = rows.filter(rows["place"].isnull() | study.is_known(rows["place"]) | entered)
    if label:
        rows = _labelled(study, rows, stored_name(label))
    rows = _of_version(study, history, span, rows)
    about: ir.BooleanValue = YES
    if measure.where is not None:
        names = names_of(rows, evidence, span.version, dated_by=rows["place"])
        # What was entered says itself which measure it is about.
        about = compile_condition(measure.where.expression, names) | is_entered(
            study, measure.table, rows
        )
    rows = rows.mutate(about=about)
    rows = rows.filter(possibly(rows["about"]))
    reason = first_reason(
        [
            *_unlabelled(rows, label),
            (rows["place"].isnull(), reasons.NO_INSTANT),
            (rows["about"].isnull(), reasons.NOT_KNOWN_WHERE),
        ]
    )
    kept = kept_columns(rows, history, measure)
    added = {name: column for name, column in kept.items() if name not in rows.columns}
    rows = rows.mutate(reason=reason, **added).drop("about")
    judged = relief_of_record(study, measure.name, measure.table, rows)
    return judged.mutate(reason=ibis.coalesce(judged["reason"], judged["relief"])).drop("relief")


def _labelled(study: Study, rows: ir.Table, label: str) -> ir.Table:
    """Place rows at the start of the period that their label names."""
    starts = [(period.label, period.start.micros) for period in study.periods]
    labels = study.engine.given({"labelled": "string", "starts": "int64"}, starts)
    named = rows.rename(entered_at="place")
    joined = named.left_join(labels, named[label].strip() == labels["labelled"])
    return joined.select(*(named[name] for name in named.columns), place=labels["starts"])


def _unlabelled(rows: ir.Table, label: str) -> list[tuple[ir.BooleanValue, str]]:
    if not label:
        return []
    return [
        (rows[stored_name(label)].isnull(), reasons.NO_PERIOD),
        (rows["place"].isnull(), reasons.OUTSIDE_PERIODS),
    ]


def _timed(span: Span, measure: Measure, rule: RatioRule, records: ir.Table) -> ir.Table:
    """Add how long each row took, and whether that was in time."""
    if rule.time is None:
        return records
    evidence = span.version.evidence[measure.table]
    names = names_of(records, evidence, span.version, dated_by=records["place"])
    time = compile_formula(rule.time.expression, names)
    if not isinstance(time, Amount):
        raise CannotMeasure.at(NOT_BY_ROW, rule.time.span, what="this time")
    failed: ir.BooleanValue = NO
    if rule.failed is not None:
        failed = compile_condition(rule.failed.expression, names)
    # What has failed has no time: it would flatter a percentile.
    added: dict[str, ir.Value] = {
        "elapsed": ibis.cases((~certainly(failed), time.whole(MICROSECOND).cast("int64")))
    }
    if rule.within is not None:
        within = compile_formula(rule.within.expression, names)
        if not isinstance(within, Amount):
            raise CannotMeasure.at(NOT_BY_ROW, rule.within.span, what="this time allowed")
        added["met"] = time.compared(ComparisonOperator.AT_MOST, within) & ~failed
        added["late"] = ~added["met"]
    return records.mutate(**added)


def _of_version(study: Study, history: History, span: Span, rows: ir.Table) -> ir.Table:
    """Keep the rows of the periods whose first day a version governs."""
    if span.number == 0 and span.last == len(study.spans) - 1:
        return rows
    bounds = [
        (period.start.micros, period.end.micros)
        for period in study.periods
        if span.governs(history, period.first_day)
    ]
    first, last = study.periods[0].start.micros, study.periods[-1].end.micros
    place = rows["place"]
    outside = (place < first) | (place >= last) | place.isnull()
    own_day = place.between(span.start, span.end - 1)
    if span.number == 0:
        own_day = own_day | place.isnull()
    kept = outside & certainly(own_day)
    if bounds:
        kept = kept | ((place >= bounds[0][0]) & (place < bounds[-1][1]))
    return rows.filter(kept.fill_null(span.number == 0))


def _columns(measure: Measure, *more: str) -> list[str]:
    own = {segment_name(name) for name in measure.by}
    return ["_record", "key", "place", "reason", *sorted(own), *more]


def _judged_rows(span: Span, measure: Measure, rule: RatioRule, records: ir.Table) -> ir.Table:
    kept = [
        name
        for name in records.columns
        if name.startswith("column_") or name in {"elapsed", "met", "late"}
    ]
    if rule.good is None:
        return records.select(*_columns(measure), *kept)
    names = names_of(
        records, span.version.evidence[measure.table], span.version, dated_by=records["place"]
    )
    good = compile_condition(rule.good.expression, names)
    return records.mutate(good=good).select(*_columns(measure), *kept, "good")


def _judged_intervals(
    study: Study, history: History, span: Span, measure: Measure, rule: RatioRule, records: ir.Table
) -> Judged:
    assert rule.every is not None
    assert rule.good is not None
    sound = records.filter(records["reason"].isnull())
    sound = study.engine.keep(study.period_of.on(sound, "place", "position"))
    segments = [segment_name(name) for name in measure.by]
    micros = _interval_micros(rule.every, span, measure)
    positions = [
        position
        for position, period in enumerate(study.periods)
        if span.governs(history, period.first_day)
    ]
    starts = [(position, study.periods[position].start.micros) for position in positions]
    periods = study.engine.given({"position": "int64", "opens": "int64"}, starts)
    joined = sound.inner_join(periods, "position")
    since = joined["place"] - joined["opens"]
    placed = joined.mutate(place=joined["opens"] + since - since % micros, moment=joined["place"])
    judged = study.engine.keep(
        _judged_groups(span, measure, rule.good, placed, ["place", *segments])
    )
    unusable = records.filter(records["reason"].notnull()).select(
        *_columns(measure), good=ibis.null("boolean")
    )
    intervals = _all_intervals(study, positions, measure, rule, judged, micros)
    return Judged(table=ibis.union(intervals.select(*unusable.columns), unusable))


def _interval_micros(every: Formula, span: Span, measure: Measure) -> int:
    names = RowNames(table=measure.table, columns={}, agreement=span.version)
    length = compile_formula(every.expression, names)
    micros = (
        length.factor / MICROSECOND
        if isinstance(length, Amount) and length.is_constant
        else Fraction(0)
    )
    if micros <= 0 or micros.denominator != 1:
        raise CannotMeasure.at(NOT_BY_ROW, every.span, what="an interval that varies by row")
    return int(micros)


def _judged_groups(
    span: Span, measure: Measure, good: Formula, rows: ir.Table, by: list[str]
) -> ir.Table:
    """Return the intervals that have rows, each with whether it is good."""
    names = names_of(
        rows,
        span.version.evidence[measure.table],
        span.version,
        dated_by=rows["moment"],
        more=record_names(rows, span.version, measure),
    )
    nodes = aggregates_in(good.expression)
    prepared = [prepare(node, names, f"g{number}_") for number, node in enumerate(nodes)]
    table = shown(prepared, rows, by, ("moment", "key", "_record"))
    grouped = finished(prepared, table, by, records=table.count())
    renamed = {each.node: f"#{number}" for number, each in enumerate(prepared)}
    own: dict[str, Compiled] = {renamed[each.node]: as_column(each, grouped) for each in prepared}
    scope = RowNames(
        table=measure.table, columns=own, agreement=span.version, dated_by=grouped["place"]
    )
    return grouped.select(*by, good=compile_condition(with_names(good.expression, renamed), scope))


def _all_intervals(
    study: Study,
    positions: Sequence[int],
    measure: Measure,
    rule: RatioRule,
    judged: ir.Table,
    micros: int,
) -> ir.Table:
    """Return every interval of every segment, with those that no row falls in."""
    segments = [segment_name(name) for name in measure.by]
    grid = _grid(study, positions, measure, judged, micros)
    marked = judged.mutate(judged=YES)
    found = grid.left_join(marked, ["place", *segments])
    empty = marked["judged"].isnull()
    stands_for = {"good": True, "bad": False}.get(rule.empty)
    good = ibis.cases((empty, ibis.literal(stands_for, "boolean")), else_=marked["good"])
    return found.select(
        _record=ibis.literal(0, "int64"),
        key=grid["key"],
        place=grid["place"],
        reason=ibis.cases(
            (empty & ibis.literal(stands_for is None), ibis.literal(reasons.EMPTY_INTERVAL))
        ),
        good=good,
        **{name: grid[name] for name in segments},
    )


def _grid(
    study: Study, positions: Sequence[int], measure: Measure, judged: ir.Table, micros: int
) -> ir.Table:
    starts = [
        (start, str(Instant(start)))
        for position in positions
        for start in range(
            study.periods[position].start.micros, study.periods[position].end.micros, micros
        )
    ]
    grid = study.engine.given({"place": "int64", "key": "string"}, starts)
    for name in measure.by:
        column = segment_name(name)
        if name in measure.segments:
            registered = [(value,) for value in measure.segments[name]]
            grid = grid.cross_join(study.engine.given({column: "string"}, registered))
        else:
            grid = grid.cross_join(judged.select(column).distinct())
    return grid
