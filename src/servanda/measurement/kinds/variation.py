"""Variation: control limits of a figure, and which of its points have a special cause.

An individuals chart with moving range: limits are the centre, give or take 2.66 times the mean
range between points that follow each other. That constant is three over 1.128, the mean range of
two normal values in standard deviations, as rounded in every textbook: so limits are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import ibis

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import Measure, Signal, Stretch, VariationRule
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.formula.display import format_value
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.kernel.unit import Unit
from servanda.measurement.figures import Group
from servanda.measurement.kinds.named import Named
from servanda.measurement.kinds.ratio import placed_records
from servanda.measurement.kinds.windows import (
    Windowed,
    figure_by_window,
    known_rows,
    windows_over,
)
from servanda.measurement.results import Judged
from servanda.measurement.study import Span, Study, segment_name

__all__ = ["Limits", "judge_variation", "limits_of", "signals_of"]

_FACTOR = Fraction(266, 100)
_POINTS_LEAST = 6
_RUN = 8
_TREND = 6
_SIGNAL = Unit.count("signal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Hold the centre of a chart and its limits."""

    centre: Fraction
    upper: Fraction
    lower: Fraction


def limits_of(points: Sequence[Fraction]) -> Limits:
    """Return the limits of a chart of individual values.

    Args:
        points: Values in the order of time, at least two.

    Example:
        >>> limits_of([Fraction(10), Fraction(12), Fraction(11)])
        Limits(centre=Fraction(11, 1), upper=Fraction(1499, 100), lower=Fraction(701, 100))

    References:
        Wheeler and Chambers, *Understanding Statistical Process Control*: XmR charts.
    """
    centre = sum(points, Fraction(0)) / len(points)
    ranges = [abs(after - before) for before, after in pairwise(points)]
    reach = _FACTOR * sum(ranges, Fraction(0)) / len(ranges)
    return Limits(centre=centre, upper=centre + reach, lower=centre - reach)


def signals_of(
    points: Sequence[Fraction], limits: Limits, wanted: Sequence[Signal]
) -> list[tuple[Signal, ...]]:
    """Return what tells, at each point, that its cause is special; nothing for common causes.

    A run is the eighth point in a row, or a later one, on one side of the centre. A trend is the
    sixth point in a row, or a later one, each above (or each below) the one before it.
    """
    found: list[tuple[Signal, ...]] = []
    side = run = direction = row = 0
    for number, value in enumerate(points):
        now = _sign(value - limits.centre)
        run = run + 1 if now and now == side else abs(now)
        side = now
        turn = _sign(value - points[number - 1]) if number else 0
        row = row + 1 if turn and turn == direction else abs(turn) + 1
        direction = turn
        holds = {
            Signal.OUTSIDE: not limits.lower <= value <= limits.upper,
            Signal.RUN: run >= _RUN,
            Signal.TREND: row >= _TREND,
        }
        found.append(tuple(signal for signal in wanted if holds[signal]))
    return found


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """Hold the points of a measure, as one version has it."""

    measure: Measure
    rule: VariationRule
    windows: Sequence[Period]
    figure: Windowed
    until: int

    def segments(self) -> list[Segment]:
        """Return the segments that have rows."""
        return sorted({segment for _, segment in self.figure.found})

    def points(self, segment: Segment, period: Period) -> list[tuple[Period, Quantity]]:
        """Return the points of a segment from its first row up to the end of a period."""
        first = min(window for window, each in self.figure.found if each == segment)
        found = []
        for number, window in enumerate(self.windows):
            value = self.figure.at(number, segment)
            known = number >= first and window.start.micros <= self.until
            if known and window.end <= period.end and isinstance(value, Quantity):
                found.append((window, value))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    """Hold a period's points with their signals, and what the names are worth."""

    points: Sequence[tuple[Period, Quantity, tuple[Signal, ...]]]
    values: Mapping[str, Value]


def judge_variation(
    study: Study, history: History, span: Span, measure: Measure, rule: VariationRule
) -> tuple[Judged, Named]:
    """Return the points of every period that a version governs, and the limits of each."""
    chart = _chart(study, span, measure, rule)
    judged: dict[Group, _Judgement] = {}
    for position, period in enumerate(study.periods):
        if span.governs(history, period.first_day):
            for segment in chart.segments():
                found = _judged(chart, segment, period)
                if found.points:
                    judged[(position, segment)] = found
    table = _table(study, history, span, measure, rule, judged)
    return table, {group: each.values for group, each in judged.items()}


def _chart(study: Study, span: Span, measure: Measure, rule: VariationRule) -> _Chart:
    rows = study.engine.keep(known_rows(study, span, measure, rule.at, measure.where))
    [edge] = study.engine.rows(rows.aggregate(first=rows["place"].min()))
    last = study.periods[-1].end_day
    first = last if edge["first"] is None else _day(edge["first"])
    windows = windows_over(min(first, last), last, rule.every, span.version.settlement)
    return _Chart(
        measure=measure,
        rule=rule,
        windows=windows,
        figure=figure_by_window(study, span, measure, rule.of, rows, windows),
        until=study.horizon(measure.table),
    )


def _day(micros: int) -> date:
    # A day early, so that the first point is there in any zone; without rows it is no point.
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)).date() - timedelta(
        days=1
    )


def _judged(chart: _Chart, segment: Segment, period: Period) -> _Judgement:
    points = chart.points(segment, period)
    own = [number for number, (window, _) in enumerate(points) if window.end > period.start]
    within = [value.amount for window, value in points if _within(window, chart.rule.limits_from)]
    if not own:
        return _Judgement(points=(), values={})
    if len(within) < _POINTS_LEAST:
        note = f"{len(within)} of at least {_POINTS_LEAST} points for limits"
        absent: Value = NoValue(Absence.TOO_FEW, note)
        names = ("centre", "upper", "lower", "signals", "stable")
        shown = [(*points[number], ()) for number in own]
        return _Judgement(points=shown, values=dict.fromkeys(names, absent))
    limits = limits_of(within)
    signals = signals_of([value.amount for _, value in points], limits, chart.rule.signals)
    special = sum(bool(signals[number]) for number in own)
    unit = points[0][1].unit
    return _Judgement(
        points=[(*points[number], signals[number]) for number in own],
        values={
            "centre": Quantity(limits.centre, unit),
            "upper": Quantity(limits.upper, unit),
            "lower": Quantity(limits.lower, unit),
            "signals": Quantity(Fraction(special), _SIGNAL),
            "stable": Quantity.share(1 - Fraction(special, len(own))),
        },
    )


def _within(window: Period, stretch: Stretch | None) -> bool:
    if stretch is None:
        return True
    end_day = stretch.last_day + timedelta(days=1)
    return window.first_day >= stretch.first_day and window.end_day <= end_day


def _table(
    study: Study,
    history: History,
    span: Span,
    measure: Measure,
    rule: VariationRule,
    judged: Mapping[Group, _Judgement],
) -> Judged:
    """Return the points as records, with the rows that could not be placed."""
    segments = [segment_name(name) for name in measure.by]
    texts = dict.fromkeys(("figure", "cause", *segments), "string")
    rows = [
        (
            window.label,
            window.end.micros - 1,
            bool(signals),
            format_value(value),
            ", ".join(each.value for each in signals) or "common",
            *(text for _, text in segment),
        )
        for (_, segment), each in judged.items()
        for window, value, signals in each.points
    ]
    points = study.engine.given(
        {"key": "string", "place": "int64", "special": "boolean", **texts}, rows
    ).mutate(_record=ibis.literal(0, "int64"), reason=ibis.null("string"))
    records = placed_records(study, history, span, measure, rule.at)
    lost = records.filter(records["reason"].notnull()).mutate(
        special=ibis.null("boolean"), figure=ibis.null("string"), cause=ibis.null("string")
    )
    columns = ("_record", "key", "place", "reason", "special", *texts)
    return Judged(table=ibis.union(points.select(*columns), lost.select(*columns)))
