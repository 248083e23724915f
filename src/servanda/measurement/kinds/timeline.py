"""When a case's clock starts, runs and stops, from its columns or from its events.

After each event a case is *stopped*, *paused* or *running*. Events follow each other by their
instant, then by the table's order column, then by their place in the canonical order of the
snapshot, so that events of one instant leave the state that the last of them gives.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AttributesAt, ClockRule, Measure, Reopened
from servanda.measurement import reasons
from servanda.measurement.compile import compile_condition
from servanda.measurement.kinds.case_rows import (
    ClockSource,
    clock_source,
    rows_of_cases,
    same_clock,
)
from servanda.measurement.logic import NO, YES, certainly
from servanda.measurement.rows import RowNames
from servanda.measurement.study import FAR_PAST, Span, Study, names_of, stored_name

__all__ = ["Timeline", "timeline_of"]

_RUNNING, _PAUSED, _STOPPED = 0, 1, 2
_CASE_COLUMNS = ("key", "_record", "started", "stopped", "ended", "runs_on")
_LEFT_COLUMNS = ("key", "_record", "started", "reason")

_Clocks = tuple[ir.Table, ir.Table | None, ir.Table]
"""Cases, the stretches in which their clocks run, and records left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Hold the clocks of all cases.

    Args:
        name: What tells these clocks from others.
        cases: One row per case with a clock: ``key``, ``_record`` (of the row whose columns
            describe it), ``started``, ``stopped`` (unknown while open), ``ended`` (the stop, or
            the end of the evidence) and ``runs_on`` (running there, rather than paused).
        spells: ``key``, ``a`` and ``b`` of each stretch in which a clock runs; absent where
            every clock runs from its start to its end.
        left_out: Records without a usable clock: ``key``, ``_record``, ``started``, ``reason``.
        described: Stored names of the columns that describe cases and records left out.
    """

    name: Hashable
    cases: ir.Table
    spells: ir.Table | None
    left_out: ir.Table
    described: tuple[str, ...]


def timeline_of(study: Study, span: Span, measure: Measure, rule: ClockRule) -> Timeline:
    """Return the clocks of all cases that a version's measure could be about.

    Measures with the same clock over the same table share them.
    """
    name = ("timeline", span.number, same_clock(measure, rule))
    return study.once(name, lambda: _timeline(clock_source(study, span, measure, rule), name))


def _timeline(source: ClockSource, name: Hashable) -> Timeline:
    cases, spells, left_out = (_from_events if source.events else _from_columns)(source)
    return Timeline(
        name=name, cases=cases, spells=spells, left_out=left_out, described=source.described
    )


def _from_columns(source: ClockSource) -> _Clocks:
    study = source.study
    rows = study.engine.keep(_placed(study, rows_of_cases(source)), lasting=True)
    left_out = rows.filter(rows["reason"].notnull()).drop("stopped")
    sound = rows.filter(rows["reason"].isnull()).drop("reason")
    return _ended(source, sound).mutate(runs_on=YES), None, left_out


def _placed(study: Study, rows: ir.Table) -> ir.Table:
    return study.placing.on(rows) if study.placing else rows


def _ended(source: ClockSource, cases: ir.Table) -> ir.Table:
    return cases.mutate(
        ended=ibis.coalesce(cases["stopped"], ibis.literal(source.horizon, "int64"))
    )


def _from_events(source: ClockSource) -> _Clocks:
    engine = source.study.engine
    events = _events(source)
    sound = engine.keep(_numbered(events.filter(events["reason"].isnull())), lasting=True)
    heads, left_out = _heads(source, sound)
    kept = engine.keep(heads, lasting=True)
    states = engine.keep(_states(source, sound, kept), lasting=True)
    unusable = events.filter(events["reason"].notnull()).mutate(_record=_record_of(source, events))
    lost = ibis.union(left_out, unusable.select(*_LEFT_COLUMNS))
    cases = _cases(source, sound, kept, states).select(*_CASE_COLUMNS)
    return (
        engine.keep(_told(source, cases), lasting=True),
        _spells(source, states),
        engine.keep(_told(source, lost), lasting=True),
    )


def _told(source: ClockSource, rows: ir.Table) -> ir.Table:
    """Add what describes a case to rows that name the record where it stands."""
    described = source.study.table(source.span, source.measure.table)
    joined = rows.left_join(described, "_record")
    told = joined.select(
        *(rows[name] for name in rows.columns),
        *(described[name] for name in source.described),
    )
    return _placed(source.study, told)


def _record_of(source: ClockSource, rows: ir.Table) -> ir.IntegerValue:
    """Return the record that describes a row, unknown for events beside a table of cases."""
    return rows["_record"] if source.by_events_alone else ibis.null("int64")


def _events(source: ClockSource) -> ir.Table:
    """Return the events that are known, each with its conditions; unknown is no."""
    study, span, rule = source.study, source.span, source.rule
    table, evidence = study.table(span, source.events), span.version.evidence[source.events]
    at = table[stored_name(evidence.at)]
    names = names_of(table, evidence, span.version, dated_by=at)
    rows = table.select(
        "_record",
        key=table[stored_name(evidence.key)].cast("string"),
        at=at,
        turn=table[stored_name(evidence.order)] if evidence.order else ibis.literal(0, "int64"),
        starts=_holds(None if source.start_column else rule.start, names),
        stops=_holds(None if source.stop_column else rule.stop, names),
        pauses=_holds(rule.pause, names),
        reopens=_holds(rule.reopen, names, default=True),
        begun=_own_column(source, table, source.start_column),
        ceased=_own_column(source, table, source.stop_column),
    )
    rows = rows.filter(rows["at"].isnull() | (rows["at"] <= source.horizon))
    reason = ibis.cases(
        (rows["key"].isnull(), ibis.literal(reasons.NO_KEY)),
        (rows["at"].isnull(), ibis.literal(reasons.NO_INSTANT)),
    )
    return rows.mutate(reason=reason, started=rows["at"])


def _own_column(source: ClockSource, table: ir.Table, column: str) -> ir.IntegerValue:
    if column and source.by_events_alone:
        return table[stored_name(column)]
    return ibis.null("int64")


def _holds(formula: Formula | None, names: RowNames, *, default: bool = False) -> ir.BooleanValue:
    if formula is None:
        return ibis.literal(default)
    return certainly(compile_condition(formula.expression, names))


def _numbered(events: ir.Table) -> ir.Table:
    order = [events["at"], events["turn"].isnull(), events["turn"], events["_record"]]
    window = ibis.window(group_by=events["key"], order_by=order)
    return events.mutate(number=ibis.row_number().over(window).cast("int64")).drop(
        "reason", "started"
    )


def _heads(source: ClockSource, events: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Return one row per case with its start, and the records that have no usable clock.

    The row has ``key``, ``_record`` (of the table of cases, if there is one), ``started``,
    ``ceased`` (the stop, where it is a column) and ``first`` (number of the event that starts
    the clock, where an event does).
    """
    per_key = events.group_by("key").aggregate(
        first=events["number"].min(where=events["starts"]),
        opened=events["at"].min(where=events["starts"]),
        begun=events["begun"].argmin(events["number"], where=events["begun"].notnull()),
        ceased=events["ceased"].argmax(events["number"], where=events["ceased"].notnull()),
        earliest=events["at"].min(),
        record=events["_record"].min(),
    )
    if source.by_events_alone:
        started = per_key["begun"] if source.start_column else per_key["opened"]
        stopped = ibis.cases((per_key["ceased"] <= source.horizon, per_key["ceased"]))
        rows = per_key.select(
            "key",
            "first",
            "earliest",
            _record=per_key["record"],
            started=started,
            ceased=stopped,
            reason=ibis.null("string"),
        )
        return _divided(source, rows)
    return _divided_by_table(source, per_key)


def _divided_by_table(source: ClockSource, per_key: ir.Table) -> tuple[ir.Table, ir.Table]:
    cases = rows_of_cases(source)
    joined = cases.left_join(per_key, "key")
    rows = joined.select(
        cases["key"],
        per_key["first"],
        per_key["earliest"],
        cases["_record"],
        started=cases["started"] if source.start_column else per_key["opened"],
        ceased=cases["stopped"],
        reason=cases["reason"],
    )
    heads, left_out = _divided(source, rows)
    strangers = per_key.anti_join(cases, "key").select(
        "key",
        _record=ibis.null("int64"),
        started=per_key["earliest"],
        reason=ibis.literal(reasons.NO_CASE),
    )
    return heads, ibis.union(left_out, strangers)


def _divided(source: ClockSource, rows: ir.Table) -> tuple[ir.Table, ir.Table]:
    absent = reasons.NO_START if source.start_column else reasons.NEVER_STARTED
    reason = ibis.coalesce(
        rows["reason"],
        ibis.cases(
            (rows["started"].isnull(), ibis.literal(absent)),
            (rows["ceased"] < rows["started"], ibis.literal(reasons.STOP_BEFORE_START)),
        ),
    )
    judged = rows.mutate(reason=reason)
    heads = judged.filter(judged["reason"].isnull()).select(
        "key", "_record", "started", "ceased", "first"
    )
    left = judged.filter(judged["reason"].notnull())
    left = left.mutate(started=ibis.coalesce(left["started"], left["earliest"]))
    return heads, left.select(*_LEFT_COLUMNS)


def _states(source: ClockSource, events: ir.Table, heads: ir.Table) -> ir.Table:
    """Return the state of each case after each of its events that matter to its clock."""
    # The stop that counts is the case's, which need not be an event's own column.
    joined = events.drop("begun", "ceased").inner_join(heads.drop("_record"), "key")
    if source.start_column:
        eligible = joined["at"] >= joined["started"]
        rows = ibis.union(
            joined.select(
                "key",
                "at",
                "number",
                "started",
                "ceased",
                stops=joined["stops"] & eligible,
                pauses="pauses",
                reopens="reopens",
            ),
            _before_all(heads),
        )
    else:
        joined = joined.filter(joined["number"] >= joined["first"])
        rows = joined.select(
            "key", "at", "number", "started", "ceased", "stops", "pauses", "reopens"
        )
    if source.rule.reopened is Reopened.IGNORED:
        return _first_stop_stands(rows)
    return _with_reopening(source, rows)


def _before_all(heads: ir.Table) -> ir.Table:
    """Return an event before all others that leaves each case running."""
    no = NO
    return heads.select(
        "key",
        at=ibis.literal(FAR_PAST, "int64"),
        number=ibis.literal(-1, "int64"),
        started="started",
        ceased="ceased",
        stops=no,
        pauses=no,
        reopens=no,
    )


def _first_stop_stands(rows: ir.Table) -> ir.Table:
    first = rows["number"].min(where=rows["stops"]).over(ibis.window(group_by=rows["key"]))
    marked = rows.mutate(until=first)
    kept = marked.filter(marked["until"].isnull() | (marked["number"] <= marked["until"]))
    return kept.mutate(state=_state(kept["stops"], kept["pauses"])).drop("until")


def _state(stopped: ir.BooleanValue, paused: ir.BooleanValue) -> ir.IntegerValue:
    return ibis.cases((stopped, _STOPPED), (paused, _PAUSED), else_=_RUNNING).cast("int64")


def _with_reopening(source: ClockSource, rows: ir.Table) -> ir.Table:
    so_far = ibis.window(group_by=rows["key"], order_by=rows["number"], preceding=None, following=0)
    reopening = rows["reopens"] & ~rows["stops"]
    marked = rows.mutate(
        last_stop=rows["number"].max(where=rows["stops"]).over(so_far),
        last_reopening=rows["number"].max(where=reopening).over(so_far),
    )
    stopped = marked["last_stop"].notnull() & (
        marked["last_reopening"].isnull() | (marked["last_stop"] > marked["last_reopening"])
    )
    states = marked.mutate(state=_state(stopped, marked["pauses"])).drop(
        "last_stop", "last_reopening"
    )
    if source.rule.reopened is Reopened.COUNTS_THROUGH:
        return _counted_through(states)
    return states


def _counted_through(states: ir.Table) -> ir.Table:
    """Let the clock go on where a stop was reopened later."""
    last = _last_not_stopped(states)
    resumed = (states["state"] == _STOPPED) & (states["number"] < last)
    going_on = ibis.ifelse(states["pauses"], _PAUSED, _RUNNING).cast("int64")
    return states.mutate(state=ibis.ifelse(resumed, going_on, states["state"]))


def _last_not_stopped(states: ir.Table) -> ir.IntegerValue:
    window = ibis.window(group_by=states["key"])
    return states["number"].max(where=states["state"] != _STOPPED).over(window)


def _cases(source: ClockSource, events: ir.Table, heads: ir.Table, states: ir.Table) -> ir.Table:
    marked = states.mutate(last_open=_last_not_stopped(states))
    final = (marked["state"] == _STOPPED) & (
        marked["last_open"].isnull() | (marked["number"] > marked["last_open"])
    )
    ends = marked.group_by("key").aggregate(
        final_stop=marked["at"].min(where=final),
        final_number=marked["number"].min(where=final),
        last_state=marked["state"].argmax(marked["number"]),
    )
    joined = heads.left_join(ends, "key")
    cases = joined.select(
        heads["key"],
        heads["_record"],
        heads["started"],
        heads["first"],
        ends["final_number"],
        stopped=heads["ceased"] if source.stop_column else ends["final_stop"],
        runs_on=ends["last_state"] == _RUNNING,
    )
    if source.by_events_alone:
        cases = _described(source, events, cases)
    return _ended(source, cases)


def _described(source: ClockSource, events: ir.Table, cases: ir.Table) -> ir.Table:
    """Point each case at the event whose columns describe it."""
    number = _describing_number(source, events, cases)
    numbered = cases.drop("_record").left_join(number, "key").drop("key_right")
    found = numbered.left_join(
        events.select("key", "_record", describing=events["number"]),
        [numbered["key"] == events["key"], numbered["describing"] == events["number"]],
    )
    return found.select(*(numbered[name] for name in numbered.columns), found["_record"])


def _describing_number(source: ClockSource, events: ir.Table, cases: ir.Table) -> ir.Table:
    joined = events.inner_join(
        cases.select("key", "started", "stopped", "first", "final_number"), "key"
    )
    number = joined["number"]
    if source.rule.attributes_at is AttributesAt.START:
        before = number.max(where=joined["at"] <= joined["started"])
        chosen = ibis.coalesce(joined["first"].max(), before, number.min())
    elif source.stop_column:
        chosen = ibis.coalesce(
            number.max(where=joined["stopped"].isnull() | (joined["at"] <= joined["stopped"])),
            number.min(),
        )
    else:
        chosen = ibis.coalesce(joined["final_number"].max(), number.max())
    return joined.group_by("key").aggregate(describing=chosen)


def _spells(source: ClockSource, states: ir.Table) -> ir.Table:
    """Return the stretches in which the clock runs, cut at its start and its end."""
    ordered = ibis.window(group_by=states["key"], order_by=states["number"])
    before = states.mutate(before=states["state"].lag().over(ordered))
    edges = before.filter(before["before"].isnull() | (before["before"] != before["state"]))
    later = ibis.window(group_by=edges["key"], order_by=edges["number"])
    spells = edges.mutate(until=edges["at"].lead().over(later))
    running = spells.filter(spells["state"] == _RUNNING)
    end = ibis.coalesce(running["ceased"], ibis.literal(source.horizon, "int64"))
    cut = running.select(
        "key",
        a=_later(running["at"], running["started"]),
        b=ibis.ifelse(running["until"] < end, running["until"], end),
    )
    return cut.filter(cut["a"] < cut["b"])


def _later(left: ir.IntegerValue, right: ir.IntegerValue) -> ir.IntegerValue:
    return ibis.ifelse(left > right, left, right)
