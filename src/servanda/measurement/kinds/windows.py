"""A figure over the rows of days, weeks, months or settlement periods, whatever governs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Every, Measure, Stretch
from servanda.agreement.model.setting import InForce, Rhythm, SettlementRule
from servanda.agreement.periods import cut_periods, local_midnight
from servanda.businesstime.zone import load_zone
from servanda.facts.figure import Segment, Value
from servanda.formula.exact import value_of
from servanda.formula.syntax import Aggregate
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Period
from servanda.measurement.aggregates import Prepared, aggregates_in, prepare
from servanda.measurement.compile import compile_condition
from servanda.measurement.figures import Group, aggregated
from servanda.measurement.logic import certainly
from servanda.measurement.lookup import period_lookup
from servanda.measurement.outcome import nothing
from servanda.measurement.place import Place, with_names
from servanda.measurement.relief import relief_of_record
from servanda.measurement.results import kept_segments
from servanda.measurement.study import Span, Study, names_of, segment_name, stored_name

__all__ = ["Windowed", "figure_by_window", "known_rows", "periods_within", "windows_over"]

_ALL_DAYS_BEFORE = timedelta(days=400)


def periods_within(stretch: Stretch, settlement: SettlementRule) -> tuple[Period, ...]:
    """Return the periods of the settlement's rhythm that lie wholly within some days.

    Months, quarters and years are those of the calendar; weeks are counted from the first day.
    """
    early = stretch.first_day
    if settlement.rhythm not in {Rhythm.WEEK, Rhythm.FOUR_WEEKS}:
        early -= _ALL_DAYS_BEFORE
    end_day = stretch.last_day + timedelta(days=1)
    span = _NOWHERE
    days = InForce(first_day=early, last_day=stretch.last_day + _ALL_DAYS_BEFORE, span=span)
    return tuple(
        period
        for period in cut_periods(days, settlement, None)
        if period.first_day >= stretch.first_day and period.end_day <= end_day
    )


def windows_over(first: date, last: date, every: Every, settlement: SettlementRule) -> list[Period]:
    """Return the days, weeks or months from that of one day to that of another, without gaps."""
    rhythm = {Every.DAY: None, Every.WEEK: Rhythm.WEEK, Every.MONTH: Rhythm.MONTH}[every]
    if every is Every.WEEK:
        first -= timedelta(days=first.weekday())
    if every is Every.MONTH:
        first = first.replace(day=1)
    if rhythm is None:
        return _days(first, last, settlement)
    cut = replace(settlement, rhythm=rhythm, starts_on=1, from_first_day=False)
    days = InForce(first_day=first, last_day=None, span=_NOWHERE)
    return list(cut_periods(days, cut, last))


def _days(first: date, last: date, settlement: SettlementRule) -> list[Period]:
    zone = load_zone(settlement.zone)
    days = [first + timedelta(days=number) for number in range((last - first).days + 2)]
    starts = [local_midnight(day, zone) for day in days]
    return [
        Period(
            label=day.isoformat(),
            index=number,
            first_day=day,
            end_day=days[number + 1],
            start=starts[number],
            end=starts[number + 1],
        )
        for number, day in enumerate(days[:-1])
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowed:
    """Hold a figure by window and segment.

    Args:
        found: Where there are rows, by the window's number.
        empty: What it is where there are none.
    """

    found: Mapping[Group, Value]
    empty: Value

    def at(self, window: int, segment: Segment) -> Value:
        """Return the figure of one window."""
        return self.found.get((window, segment), self.empty)


def known_rows(
    study: Study,
    span: Span,
    measure: Measure,
    at: str,
    condition: Formula | None,
) -> ir.Table:
    """Return all rows for which a condition certainly holds, of all time, with their segments.

    Returns:
        All columns of the table, ``place``, ``key`` and segments; only rows of known segments.
    """
    table, evidence = study.table(span, measure.table), span.version.evidence[measure.table]
    place = table[stored_name(at or evidence.at or evidence.begins)]
    rows = table.mutate(
        place=place,
        key=table[stored_name(evidence.key)].cast("string")
        if evidence.key
        else table["_record"].cast("string"),
        **kept_segments(table, measure),
    )
    rows = relief_of_record(study, measure.name, measure.table, rows)
    rows = rows.filter(rows["relief"].isnull()).drop("relief")
    rows = rows.filter(rows["place"].notnull() & study.is_known(rows["place"]))
    if condition is not None:
        names = names_of(rows, evidence, span.version, dated_by=rows["place"])
        rows = rows.filter(certainly(compile_condition(condition.expression, names)))
    for name in measure.by:
        column = rows[segment_name(name)]
        rows = rows.filter(
            column.isin(measure.segments[name]) if name in measure.segments else column.notnull()
        )
    return rows


def figure_by_window(
    study: Study,
    span: Span,
    measure: Measure,
    formula: Formula,
    rows: ir.Table,
    windows: Sequence[Period],
) -> Windowed:
    """Return a figure of the rows of each window.

    Args:
        study: The engine.
        span: The version whose columns and terms the formula reads.
        measure: The measure, for its segments.
        formula: The figure.
        rows: As ``known_rows`` gives them.
        windows: Windows, oldest first, without gaps.
    """
    evidence = span.version.evidence[measure.table]
    placed = period_lookup(study.engine, tuple(windows)).on(rows, "place", "position")
    placed = study.engine.keep(placed.filter(placed["position"].notnull()))
    names = names_of(placed, evidence, span.version, dated_by=placed["place"])
    nodes = aggregates_in(formula.expression)
    prepared = [prepare(node, names, f"a{number}_") for number, node in enumerate(nodes)]
    by = ["position", *(segment_name(name) for name in measure.by)]
    groups = aggregated(study, prepared, placed, measure, by)
    return Windowed(
        found={
            group: _value(span.version, formula, prepared, found.values, windows[group[0]])
            for group, found in groups.items()
        },
        empty=_value(
            span.version, formula, prepared, {each.node: nothing(each) for each in prepared}, None
        ),
    )


def _value(
    version: Agreement,
    formula: Formula,
    prepared: Sequence[Prepared],
    values: Mapping[Aggregate, Value],
    window: Period | None,
) -> Value:
    names = {each.node: f"#{number}" for number, each in enumerate(prepared)}
    day = window.first_day if window is not None else version.in_force.first_day
    given = {names[node]: value for node, value in values.items()}
    place = Place(agreement=version, day=day, values=given)
    return value_of(with_names(formula.expression, names), place)


_NOWHERE = SourceSpan.start_of("")
