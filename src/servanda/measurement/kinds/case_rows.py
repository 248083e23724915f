"""The table of cases as clocks read it: a row each with start and stop, and what is amiss."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.measure import ClockRule, Measure
from servanda.measurement import reasons
from servanda.measurement.described import describing
from servanda.measurement.results import first_reason
from servanda.measurement.study import Span, Study, bare_instant, stored_name

__all__ = ["ClockSource", "clock_source", "rows_of_cases", "same_clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSource:
    """What a measure's clocks are read from.

    Args:
        study: The evidence at hand.
        span: The version.
        measure: The measure as that version has it.
        rule: Its clock.
        events: The table of events; empty where start and stop are columns.
        start_column: The column that starts clocks; empty where events do.
        stop_column: The column that stops them; empty where events do.
        described: Stored names of the columns that describe a case.
    """

    study: Study
    span: Span
    measure: Measure
    rule: ClockRule
    events: str
    start_column: str
    stop_column: str
    described: tuple[str, ...]

    @property
    def by_events_alone(self) -> bool:
        """Return whether the cases themselves are read from the table of events."""
        return self.events == self.measure.table

    @property
    def horizon(self) -> int:
        """Return the end of the evidence that the clocks are read from, in microseconds."""
        tables = {self.measure.table, *([self.events] if self.events else [])}
        return self.study.horizon(*sorted(tables))


def clock_source(study: Study, span: Span, measure: Measure, rule: ClockRule) -> ClockSource:
    """Return what a measure's clocks are read from."""
    evidence = span.version.evidence[measure.table]
    start, stop = bare_instant(rule.start, evidence), bare_instant(rule.stop, evidence)
    needs_events = not (start and stop) or rule.pause is not None or bool(rule.events)
    return ClockSource(
        study=study,
        span=span,
        measure=measure,
        rule=rule,
        events=(rule.events or measure.table) if needs_events else "",
        start_column=start,
        stop_column=stop,
        described=describing(study, span, measure.table),
    )


def same_clock(measure: Measure, rule: ClockRule) -> Hashable:
    """Return what measures of one version have in common whose clocks are the same."""
    formulas = (rule.start, rule.stop, rule.pause, rule.reopen)
    texts = tuple(each.text if each else None for each in formulas)
    return (measure.table, rule.events, *texts, rule.reopened, rule.attributes_at)


def rows_of_cases(source: ClockSource) -> ir.Table:
    """Return the table of cases with start and stop where they are columns.

    Returns:
        ``_record``, ``key``, ``started``, ``stopped``, what describes a case, and ``reason``:
        what is amiss, unknown where nothing is.
    """
    study, span, measure = source.study, source.span, source.measure
    table = study.table(span, measure.table)
    evidence = span.version.evidence[measure.table]
    nothing = ibis.null("int64")
    own_key = table[stored_name(evidence.key)]
    rows = table.select(
        "_record",
        *source.described,
        own_key=own_key,
        key=own_key.cast("string"),
        started=table[stored_name(source.start_column)] if source.start_column else nothing,
        stopped=table[stored_name(source.stop_column)] if source.stop_column else nothing,
    )
    rows = rows.filter(rows["started"].isnull() | study.is_known(rows["started"]))
    rows = rows.mutate(stopped=ibis.cases((rows["stopped"] <= source.horizon, rows["stopped"])))
    return _with_reason(source, rows)


def _with_reason(source: ClockSource, rows: ir.Table) -> ir.Table:
    # To look few keys up costs a fraction of counting each row's own in a window.
    counts = rows.group_by("own_key").aggregate(records=rows["_record"].count())
    repeated = counts.filter(counts["records"] > 1).select(repeated="own_key")
    twice = source.study.engine.keep(repeated, lasting=True)
    joined = rows.left_join(twice, rows["own_key"] == twice["repeated"])
    branches = [
        (rows["key"].isnull(), reasons.NO_KEY),
        (twice["repeated"].notnull(), reasons.TWICE),
    ]
    if source.start_column:
        branches.append((rows["started"].isnull(), reasons.NO_START))
    branches.append((rows["stopped"] < rows["started"], reasons.STOP_BEFORE_START))
    kept = (rows[name] for name in rows.columns if name != "own_key")
    return joined.select(*kept, reason=first_reason(branches))
