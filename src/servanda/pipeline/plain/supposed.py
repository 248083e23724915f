"""Months that are supposed, so that an agreement's own formulas say what they would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import Measure, ScoreRule
from servanda.agreement.model.promise import Commitment, Level
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Statement
from servanda.formula.exact import value_of
from servanda.formula.syntax import ComparisonOperator
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
"""A value for each measure."""

_HAIR = Fraction(1, 1_000_000_000)
_FAR = 10
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


def supposable_values(commitment: Commitment, measure: Measure, place: Here) -> list[Value]:
    """Return the values of a measure worth supposing, from the worst to the best.

    Formulas of money change where a level is passed or at the ends of what is possible, so that
    the values just below each level, at it, and the ends are looked at.
    """
    day = place.period.first_day
    expected = commitment.expected.at(day)
    minimum = commitment.minimum.at(day) if commitment.minimum else None
    levels = [value for level in (minimum, expected) if (value := level_value(level, place))]
    if not levels or expected is None:
        return [NoValue(Absence.NO_DATA)]
    unit = levels[0].unit
    amounts = sorted(set(_amounts(levels, measure, expected.operator)))
    if expected.operator not in _AT_LEAST:
        amounts.reverse()
    return [Quantity(amount, unit) for amount in amounts]


def _amounts(
    levels: list[Quantity], measure: Measure, operator: ComparisonOperator
) -> Iterator[Fraction]:
    for level in levels:
        yield level.amount
        yield level.amount - _HAIR if operator in _AT_LEAST else level.amount + _HAIR
    yield from _ends(levels, measure)


def _ends(levels: list[Quantity], measure: Measure) -> tuple[Fraction, Fraction]:
    if levels[0].unit.is_share:
        return Fraction(0), Fraction(1)
    if isinstance(measure.rule, ScoreRule) and measure.rule.scale is not None:
        low, high = measure.rule.scale
        return low.amount, high.amount
    return Fraction(0), max(abs(level.amount) for level in levels) * _FAR


def settle_supposed(
    history: History, periods: tuple[Period, ...], suppositions: Mapping[int, Supposition]
) -> Statement:
    """Settle periods as though the measures had had the values supposed.

    Args:
        history: The agreement.
        periods: Its periods from the first on; the last one's statement is returned.
        suppositions: Values by index of period; nothing was measured in the others.
    """
    measurements = [
        _measurement(measure, periods[index], value)
        for index, values in suppositions.items()
        for measure, value in values.items()
    ]
    given = Given(history=history, periods=periods, measurements=measurements, rows={})
    evidenced = Evidenced(snapshot_sha256="", calendars_sha256="", known_until="")
    return list(settle(given, evidenced))[-1]


def _measurement(measure: str, period: Period, value: Value) -> Measurement:
    return Measurement(measure=measure, period=period, segment=(), value=value, counted=1)


def best_and_worst(agreement: Agreement, place: Here) -> tuple[Supposition, Supposition]:
    """Return the best and the worst value of every measure that a commitment judges."""
    best: dict[str, Value] = {}
    worst: dict[str, Value] = {}
    for commitment in agreement.commitments.values():
        measure = agreement.measures[commitment.measure]
        values = supposable_values(commitment, measure, place)
        worst[measure.name], best[measure.name] = values[0], values[-1]
    return best, worst
