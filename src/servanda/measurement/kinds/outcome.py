"""Outcomes: a business figure against what it would have been without the provider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure, OutcomeRule, Stretch
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.formula.exact import value_of
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.measurement.figures import Group, segments_at
from servanda.measurement.kinds.named import Named
from servanda.measurement.kinds.ratio import placed_records
from servanda.measurement.kinds.windows import (
    Windowed,
    figure_by_window,
    known_rows,
    periods_within,
)
from servanda.measurement.place import Place
from servanda.measurement.results import Judged
from servanda.measurement.study import Span, Study, segment_name

__all__ = ["judge_outcome", "line_at"]

_POINTS_LEAST = 3


def judge_outcome(
    study: Study, history: History, span: Span, measure: Measure, rule: OutcomeRule
) -> tuple[Judged, Named]:
    """Return what became of every row, and what the names are worth in a version's periods."""
    records = placed_records(study, history, span, measure, rule.at)
    kept = [name for name in records.columns if name.startswith("column_")]
    segments = [segment_name(name) for name in measure.by]
    judged = Judged(table=records.select("_record", "key", "place", "reason", *segments, *kept))
    positions = [
        position
        for position, period in enumerate(study.periods)
        if span.governs(history, period.first_day)
    ]
    return judged, _named(study, span, measure, rule, positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """Hold a figure before and now."""

    points: Sequence[Period]
    before: Windowed | None
    now: Windowed
    until: int

    def at(self, position: int, period: Period, segment: Segment) -> Value:
        """Return the figure of a period."""
        if period.start.micros > self.until:
            return NoValue(Absence.NO_DATA, "the evidence ends before the period")
        return self.now.at(position, segment)

    def known(self, segment: Segment) -> list[tuple[int, Quantity]]:
        """Return the points that have a value, each with its day counted from the first."""
        found: list[tuple[int, Quantity]] = []
        if self.before is None or not self.before.found:
            return found
        # Before the first row of all there is no evidence, rather than nothing to count.
        first = min(window for window, _ in self.before.found)
        for number, point in enumerate(self.points):
            value = self.before.at(number, segment)
            if isinstance(value, Quantity) and number >= first:
                found.append(((point.first_day - self.points[0].first_day).days, value))
        return found


def _named(
    study: Study, span: Span, measure: Measure, rule: OutcomeRule, positions: Sequence[int]
) -> dict[Group, Mapping[str, Value]]:
    points: tuple[Period, ...] = ()
    if isinstance(rule.baseline, Stretch):
        points = periods_within(rule.baseline, span.version.settlement)
    own = _series(study, span, measure, rule, measure.where, points)
    others = None
    if rule.compared_with is not None:
        others = _series(study, span, measure, rule, rule.compared_with, points)
    seen = {*own.now.found, *({} if own.before is None else own.before.found)}
    segments = {segment for _, segment in seen}
    return {
        (position, segment): _values(
            span.version, rule, study.periods[position], position, segment, own, others
        )
        for position in positions
        for segment in segments_at(measure, position, {(position, each) for each in segments})
    }


def _series(
    study: Study,
    span: Span,
    measure: Measure,
    rule: OutcomeRule,
    condition: Formula | None,
    points: Sequence[Period],
) -> _Series:
    rows = study.engine.keep(known_rows(study, span, measure, rule.at, condition))
    return _Series(
        points=points,
        before=figure_by_window(study, span, measure, rule.of, rows, points) if points else None,
        now=figure_by_window(study, span, measure, rule.of, rows, study.periods),
        until=study.horizon(measure.table),
    )


def _values(
    version: Agreement,
    rule: OutcomeRule,
    period: Period,
    position: int,
    segment: Segment,
    own: _Series,
    others: _Series | None,
) -> dict[str, Value]:
    place = Place(agreement=version, day=period.first_day, values=dict(segment))
    actual = own.at(position, period, segment)
    baseline = _baseline(rule, own, segment, place)
    values = {"actual": actual, "baseline": baseline}
    expected: Value = baseline
    if others is not None:
        compared = others.at(position, period, segment)
        before = _mean(others.known(segment))
        values |= {"compared": compared, "compared_baseline": before}
        expected = _plus(baseline, compared, before)
    elif rule.trend:
        expected = _trend(own, period, segment)
    effect = _less(actual, expected)
    if rule.agreed_share is not None:
        share = value_of(rule.agreed_share.expression, place)
        effect = effect if isinstance(effect, NoValue) else _part(effect, share)
    return {**values, "expected": expected, "effect": effect}


def _baseline(rule: OutcomeRule, own: _Series, segment: Segment, place: Place) -> Value:
    if isinstance(rule.baseline, Formula):
        return value_of(rule.baseline.expression, place)
    return _mean(own.known(segment))


def _mean(points: Sequence[tuple[int, Quantity]]) -> Value:
    if not points:
        return NoValue(Absence.NO_DATA, "no period of the baseline has a value")
    return Quantity(
        sum((value.amount for _, value in points), Fraction(0)) / len(points), points[0][1].unit
    )


def _plus(baseline: Value, compared: Value, before: Value) -> Value:
    """Return the baseline moved by what the comparison group moved."""
    for each in (baseline, compared, before):
        if not isinstance(each, Quantity):
            return each
    assert isinstance(baseline, Quantity)
    assert isinstance(compared, Quantity)
    assert isinstance(before, Quantity)
    return Quantity(baseline.amount + compared.amount - before.amount, baseline.unit)


def _less(actual: Value, expected: Value) -> Value:
    if not isinstance(actual, Quantity):
        return actual
    return actual - expected if isinstance(expected, Quantity) else expected


def _part(effect: Value, share: Value) -> Value:
    assert isinstance(effect, Quantity)
    if not isinstance(share, Quantity):
        return share
    return Quantity(effect.amount * share.amount, effect.unit)


def _trend(own: _Series, period: Period, segment: Segment) -> Value:
    points = own.known(segment)
    if len(points) < _POINTS_LEAST:
        note = f"{len(points)} of at least {_POINTS_LEAST} periods for a line"
        return NoValue(Absence.TOO_FEW, note)
    day = (period.first_day - own.points[0].first_day).days
    amount = line_at([(x, value.amount) for x, value in points], day)
    return Quantity(amount, points[0][1].unit)


def line_at(points: Sequence[tuple[int, Fraction]], x: int) -> Fraction:
    """Return the least-squares line through points, at a place; exact.

    Args:
        points: At least two, at different places.
        x: Where the line is read.

    Example:
        >>> line_at([(0, Fraction(1)), (1, Fraction(2)), (2, Fraction(4))], 3)
        Fraction(16, 3)
    """
    n = len(points)
    mean_x = Fraction(sum(place for place, _ in points), n)
    mean_y = sum((value for _, value in points), Fraction(0)) / n
    above = sum(((place - mean_x) * (value - mean_y) for place, value in points), Fraction(0))
    below = sum(((place - mean_x) ** 2 for place, _ in points), Fraction(0))
    return mean_y + above / below * (x - mean_x)
