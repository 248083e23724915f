"""Clocks: how long each case ran, when it was due, and where it counts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import ClockRule, CountsIn, Measure
from servanda.measurement import reasons
from servanda.measurement.allowance import compile_allowance
from servanda.measurement.calendars import Clockwork
from servanda.measurement.compile import compile_condition
from servanda.measurement.kinds.due import stretches_of, with_due, with_elapsed
from servanda.measurement.kinds.paused import (
    Pauses,
    StandingStill,
    lay_out_pauses,
    standing_still,
)
from servanda.measurement.kinds.timeline import Timeline, timeline_of
from servanda.measurement.logic import NO, YES, certainly, possibly
from servanda.measurement.relief import relief_of_key
from servanda.measurement.results import Judged, first_reason, kept_columns
from servanda.measurement.rows import RowNames
from servanda.measurement.study import Span, Study, names_of, segment_name, stored_name

__all__ = ["CLOCK_INSTANTS", "judge_clock"]

CLOCK_INSTANTS = ("started", "stopped", "due")
_JUDGED = (
    "key",
    "_record",
    "started",
    "stopped",
    "due",
    "elapsed",
    "paused",
    "met",
    "late",
    "overdue",
    "place",
    "reason",
)
_SILENT = ("stopped", "due", "elapsed", "paused", "met", "late", "overdue")


def judge_clock(
    study: Study, history: History, span: Span, measure: Measure, rule: ClockRule
) -> Judged:
    """Return what became of every case that starts while a version governs.

    Args:
        study: The evidence at hand.
        history: All versions, for what their values read.
        span: The version, and the stretch of time that it governs.
        measure: The measure as that version has it.
        rule: Its clock.
    """
    clocks = _clocks_of(study, span, measure, rule)
    cases = _about(span, measure, _governed(study, span, measure, clocks.cases))
    unsure = cases.filter(cases["doubt"]).mutate(reason=ibis.literal(reasons.NOT_KNOWN_WHERE))
    judged = _judged(study, span, measure, rule, clocks, cases.filter(~cases["doubt"]))
    left_out = _about(span, measure, _governed(study, span, measure, clocks.timeline.left_out))
    own = [name for name in ("portion", *clocks.timeline.described) if name in judged.columns]
    lost = [_left_out(each).select(*_JUDGED, *own) for each in (unsure, left_out)]
    rows = ibis.union(judged.select(*_JUDGED, *own), *lost)
    rows = relief_of_key(study, measure.name, (measure.table, rule.events), rows)
    rows = rows.mutate(reason=ibis.coalesce(rows["reason"], rows["relief"]))
    kept = kept_columns(rows, history, measure)
    portion = [name for name in own if name == "portion"]
    return Judged(table=rows.select(*_JUDGED, *portion, **kept), instants=CLOCK_INSTANTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clocks:
    """Hold the clocks that a measure looks at, as far as other measures may look at the same.

    Args:
        timeline: The clocks.
        clockwork: The calendar whose open time counts.
        still: What makes them stand still beside the pauses of each case, of this measure alone.
        cases: The cases; with ``f_started``, ``elapsed`` and ``paused`` where they share them.
    """

    timeline: Timeline
    clockwork: Clockwork
    still: StandingStill | None
    cases: ir.Table

    @property
    def are_timed(self) -> bool:
        """Return whether the cases have the time that each clock ran."""
        return self.still is None and self.timeline.spells is not None

    @property
    def name(self) -> Hashable:
        """Return what tells the time that these clocks ran from that of others."""
        return (self.timeline.name, self.clockwork.key)


def _clocks_of(study: Study, span: Span, measure: Measure, rule: ClockRule) -> _Clocks:
    timeline = timeline_of(study, span, measure, rule)
    clocks = _Clocks(
        timeline=timeline,
        clockwork=study.calendars.clockwork(span.version, rule.calendar),
        still=standing_still(study, span, measure, rule, timeline.described),
        cases=timeline.cases,
    )
    if not clocks.are_timed:
        return clocks
    timed = with_elapsed(clocks.clockwork, timeline.cases, timeline.spells)
    return replace(clocks, cases=_once(study, ("timed", clocks.name), timed))


def _once(study: Study, name: Hashable, table: ir.Table) -> ir.Table:
    return study.once(name, lambda: study.engine.keep(table, lasting=True))


def _governed(study: Study, span: Span, measure: Measure, rows: ir.Table) -> ir.Table:
    """Keep the cases that follow a version: those that start, by its own rule, while it governs.

    Where versions disagree on when a case starts, the newest version by whose rule the case
    starts under itself has it, so that each case follows exactly one. A later version that looks
    at another table has nothing to say about the cases of this one, which end with it.
    """
    started = rows["started"]
    kept = (
        rows.filter(started.isnull() | (started >= span.start))
        if span.number == 0
        else rows.filter(started >= span.start)
    )
    for later in study.spans[span.last + 1 :]:
        other = later.version.measures.get(measure.name)
        if other is None or other.table != measure.table or _same_start(other, measure):
            kept = kept.filter(kept["started"].isnull() | (kept["started"] < later.start))
        if other is not None and not _same_start(other, measure):
            assert isinstance(other.rule, ClockRule)
            theirs = timeline_of(study, later, other, other.rule).cases
            kept = kept.anti_join(theirs.filter(theirs["started"] >= later.start), "key")
    return kept


def _same_start(one: Measure, other: Measure) -> bool:
    if not isinstance(one.rule, ClockRule) or not isinstance(other.rule, ClockRule):
        return True
    return (one.table, one.rule.events, one.rule.start.text) == (
        other.table,
        other.rule.events,
        other.rule.start.text,
    )


def _about(span: Span, measure: Measure, rows: ir.Table) -> ir.Table:
    """Keep the cases that a measure is about, and mark those of which that is not known."""
    if measure.where is None:
        return rows.mutate(doubt=NO)
    condition = compile_condition(measure.where.expression, _names(span, measure, rows))
    marked = rows.mutate(_about=condition)
    possible = marked.filter(possibly(marked["_about"]))
    return possible.select(*rows.columns, doubt=possible["_about"].isnull())


def _names(span: Span, measure: Measure, rows: ir.Table) -> RowNames:
    evidence = span.version.evidence[measure.table]
    return names_of(rows, evidence, span.version, dated_by=rows["started"])


def _left_out(rows: ir.Table) -> ir.Table:
    """Return records without a verdict, placed where their clock starts."""
    silent = {
        name: ibis.null("boolean" if name in {"met", "late", "overdue"} else "int64")
        for name in _SILENT
    }
    return rows.mutate(place="started", **silent)


def _judged(
    study: Study, span: Span, measure: Measure, rule: ClockRule, clocks: _Clocks, cases: ir.Table
) -> ir.Table:
    clockwork, spells, pauses = clocks.clockwork, clocks.timeline.spells, None
    if clocks.still is not None:
        cases, spells, pauses = _with_pauses(study, span, clocks, cases)
    if not clocks.are_timed:
        cases = with_elapsed(clockwork, cases, spells, pauses)
    if rule.within is None:
        return _verdict(cases.mutate(due=ibis.null("int64"), allowed=YES), measure, rule)
    stretches = None
    if clocks.are_timed:
        every = stretches_of(clockwork, clocks.cases, clocks.timeline.spells)
        stretches = _once(study, ("stretches", clocks.name), every)
    elif spells is not None:
        stretches = stretches_of(clockwork, cases, spells, pauses)
    allowance = compile_allowance(rule.within, _names(span, measure, cases))
    allowed = (
        allowance.micros.notnull()
        | allowance.business_days.notnull()
        | allowance.calendar_days.notnull()
    )
    rows = cases.mutate(allowed_at_all=allowed)
    due = with_due(clockwork, rows, stretches, allowance, pauses)
    return _verdict(due.rename(allowed="allowed_at_all"), measure, rule)


def _with_pauses(
    study: Study, span: Span, clocks: _Clocks, cases: ir.Table
) -> tuple[ir.Table, ir.Table, Pauses]:
    """Return cases and running stretches with the columns by which they find their own pauses."""
    still = clocks.still
    assert still is not None
    columns = tuple(segment_name(name) for name in still.divided)
    own = {segment_name(name): cases[stored_name(name)].cast("string") for name in still.divided}
    cases = study.engine.keep(cases.mutate(**own))
    spells = clocks.timeline.spells
    if spells is None:
        spells = cases.select("key", a="started", b="ended")
        spells = spells.filter(spells["a"] < spells["b"])
    if columns:
        spells = spells.inner_join(cases.select("key", *columns), "key")
    stretches = still.stretches(study, span, cases)
    return cases, spells, lay_out_pauses(study, clocks.clockwork, stretches, columns)


def _verdict(rows: ir.Table, measure: Measure, rule: ClockRule) -> ir.Table:
    late = ibis.cases((rows["allowed"], certainly(rows["due"] < rows["ended"])))
    if rule.within is None:
        late = ibis.null("boolean")
    judged = rows.mutate(late=late)
    open_still = judged["stopped"].isnull()
    judged = judged.mutate(
        met=~judged["late"],
        overdue=open_still & judged["late"],
        place=_place(judged, measure.counts_in),
    )
    reason = first_reason(
        [
            (judged["elapsed"].isnull(), reasons.OUTSIDE_CALENDAR),
            (~judged["allowed"], reasons.NO_ALLOWANCE),
            (open_still & ~certainly(judged["late"]), reasons.OPEN),
            (judged["place"].isnull() & open_still, reasons.NOT_STOPPED),
            (judged["due"].isnull() & (rule.within is not None), reasons.OUTSIDE_CALENDAR),
        ]
    )
    return judged.mutate(reason=reason, place=ibis.coalesce(judged["place"], judged["started"]))


def _place(rows: ir.Table, counts_in: CountsIn) -> ir.IntegerValue:
    match counts_in:
        case CountsIn.START:
            return rows["started"]
        case CountsIn.STOP:
            return rows["stopped"]
        case CountsIn.DUE:
            return rows["due"]
        case CountsIn.STOP_OR_DUE:
            return ibis.ifelse(certainly(rows["late"]), rows["due"], rows["stopped"])
