"""Months that are supposed, so that an agreement's own formulas say what they would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure, ScoreRule
from servanda.agreement.model.money import Purpose
from servanda.agreement.model.promise import Level
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Statement
from servanda.formula.exact import value_of
from servanda.formula.syntax import ComparisonOperator, Literal
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.settlement.book import Book
from servanda.settlement.given import Given
from servanda.settlement.place import Here
from servanda.settlement.settle import Evidenced, settle

__all__ = [
    "Supposition",
    "best_and_worst",
    "level_value",
    "nowhere",
    "settle_supposed",
    "supposable_values",
]

Supposition = Mapping[str, Value]
"""A value for each measure, and for each figure that a commitment judges."""

_HAIR = Fraction(1, 1_000_000_000)
_FAR = 10
_SEGMENTS_MAX = 24
_AT_LEAST = frozenset({ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE})


def nowhere(history: History, periods: tuple[Period, ...], index: int) -> Here:
    """Return a period of which nothing was measured, to evaluate terms in."""
    given = Given(history=history, periods=periods, measurements=(), rows={})
    return Here(given=given, book=Book(), index=index)


def level_value(level: Level | None, place: Here) -> Quantity | None:
    """Return what a level demands, nothing where it depends on what is measured."""
    if level is None:
        return None
    value = value_of(level.value.expression, place)
    return value if isinstance(value, Quantity) else None


def supposable_values(judged: str, place: Here) -> list[Value]:
    """Return the values worth supposing of a measure or figure, from the worst to the best.

    Formulas of money change where a level is passed or at the ends of what is possible, so that
    the values just below each level that anybody promised of it, at it, and the ends are looked
    at.
    """
    agreement, day = place.agreement, place.period.first_day
    measure = agreement.measures.get(judged)
    own = [each for each in agreement.commitments.values() if each.judged == judged]
    promised = [
        level
        for each in own
        for dated in (each.minimum, each.expected)
        if dated is not None and (level := dated.at(day)) is not None
    ]
    segments = [replace(place, segment=segment) for segment in _segments(measure)]
    levels = [
        value
        for level in promised
        for segment in segments
        if (value := level_value(level, segment)) is not None
    ]
    if not levels:
        return [NoValue(Absence.NO_DATA)]
    operator = promised[-1].operator
    amounts = sorted(set(_amounts(levels, measure, operator)))
    if operator not in _AT_LEAST:
        amounts.reverse()
    return [Quantity(amount, levels[0].unit) for amount in amounts]


def _segments(measure: Measure | None) -> list[Segment]:
    """Return the segments that a register says exist; the whole where there is no register."""
    if measure is None or not all(column in measure.segments for column in measure.by):
        return [()]
    columns = sorted(measure.by)
    every = product(*(measure.segments[column] for column in columns))
    return [tuple(zip(columns, values, strict=True)) for values in islice(every, _SEGMENTS_MAX)]


def _amounts(
    levels: list[Quantity], measure: Measure | None, operator: ComparisonOperator
) -> Iterator[Fraction]:
    for level in levels:
        yield level.amount
        yield level.amount - _HAIR if operator in _AT_LEAST else level.amount + _HAIR
    yield from _ends(levels, measure)


def _ends(levels: list[Quantity], measure: Measure | None) -> tuple[Fraction, Fraction]:
    if levels[0].unit.is_share:
        return Fraction(0), Fraction(1)
    rule = measure.rule if measure is not None else None
    if isinstance(rule, ScoreRule) and rule.scale is not None:
        low, high = rule.scale
        return low.amount, high.amount
    return Fraction(0), max(abs(level.amount) for level in levels) * _FAR


def settle_supposed(
    history: History, periods: tuple[Period, ...], suppositions: Mapping[int, Supposition]
) -> Statement:
    """Settle periods as though measures and figures had had the values supposed.

    A figure is supposed to be the same in all periods.

    Args:
        history: The agreement.
        periods: Its periods from the first on; the last one's statement is returned.
        suppositions: Values by index of period; nothing was measured in the others.
    """
    measurements = [
        _measurement(name, periods[index], segment, value)
        for index, values in suppositions.items()
        for name, value in values.items()
        if (measure := history.at(periods[index].first_day).measures.get(name)) is not None
        for segment in _segments(measure)
    ]
    figures = {name: value for values in suppositions.values() for name, value in values.items()}
    supposed = History(tuple(_with_figures(each, figures) for each in history.versions))
    given = Given(history=supposed, periods=periods, measurements=measurements, rows={})
    evidenced = Evidenced(snapshot_sha256="", calendars_sha256="", known_until="")
    return list(settle(given, evidenced))[-1]


def _with_figures(version: Agreement, values: Mapping[str, Value]) -> Agreement:
    """Return a version in which the figures that are supposed are what they are supposed to be."""
    figures = {
        name: replace(figure, when=None, pays=_written(figure.pays, value))
        for name, figure in version.figures.items()
        if name not in version.measures
        and isinstance(value := values.get(name), Quantity)
        and figure.purpose is Purpose.FIGURE
    }
    return replace(version, figures={**version.figures, **figures})


def _written(formula: Formula, value: Quantity) -> Formula:
    return replace(formula, expression=Literal(span=formula.span, value=value, text=formula.text))


def _measurement(measure: str, period: Period, segment: Segment, value: Value) -> Measurement:
    return Measurement(measure=measure, period=period, segment=segment, value=value, counted=1)


def best_and_worst(agreement: Agreement, place: Here) -> tuple[Supposition, Supposition]:
    """Return the best and the worst value of everything that a commitment judges."""
    best: dict[str, Value] = {}
    worst: dict[str, Value] = {}
    for commitment in agreement.commitments.values():
        values = supposable_values(commitment.judged, place)
        worst[commitment.judged], best[commitment.judged] = values[0], values[-1]
    return best, worst
