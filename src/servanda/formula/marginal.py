"""Bands at their own rates: what a stretch is worth when each part of it has its own row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.environment import Band
from servanda.formula.operations import calculate
from servanda.formula.syntax import ArithmeticOperator
from servanda.kernel.quantity import Quantity

__all__ = ["Bands", "take_bands"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Hold what a stretch is worth, and what each row added."""

    value: Value
    steps: tuple[Step, ...]


def take_bands(bands: Sequence[Band], low: Quantity, high: Quantity) -> Bands:
    """Return each part of a stretch times the rate of its row, added up.

    Args:
        bands: The rows, at least one; together they hold each value at most once.
        low: Where the stretch begins.
        high: Where it ends, in the same unit; below the beginning the sum counts below zero.

    Returns:
        No data where a part of the stretch lies in no row.
    """
    backward = low.amount > high.amount
    start, end = (high.amount, low.amount) if backward else (low.amount, high.amount)
    total, covered, steps = Fraction(0), Fraction(0), []
    unit = _unit(bands, low)
    for band in bands:
        width = _within(band, start, end)
        if width <= 0:
            continue
        part = _part(band, width, low)
        steps.append(Step(name=band.text, text=_spelled(band, width, low), value=part))
        if isinstance(part, NoValue):
            return Bands(value=part, steps=tuple(steps))
        assert isinstance(part, Quantity)
        total, covered = total + part.amount, covered + width
    if covered != end - start:
        gap = NoValue(Absence.NO_DATA, "a part of the stretch lies in no row")
        return Bands(value=gap, steps=tuple(steps))
    return Bands(value=Quantity(-total if backward else total, unit.unit), steps=tuple(steps))


def _unit(bands: Sequence[Band], low: Quantity) -> Quantity:
    """Return nothing of the unit that all parts have."""
    rate = next(band.rate for band in bands if isinstance(band.rate, Quantity))
    nothing = calculate(ArithmeticOperator.MULTIPLY, rate, Quantity(Fraction(0), low.unit))
    assert isinstance(nothing, Quantity)
    return nothing


def _within(band: Band, start: Fraction, end: Fraction) -> Fraction:
    low = start if band.low is None else max(start, band.low)
    high = end if band.high is None else min(end, band.high)
    return high - low


def _part(band: Band, width: Fraction, low: Quantity) -> Value:
    if isinstance(band.rate, NoValue):
        return band.rate
    return calculate(ArithmeticOperator.MULTIPLY, band.rate, Quantity(width, low.unit))


def _spelled(band: Band, width: Fraction, low: Quantity) -> str:
    return f"{format_value(band.rate)} of {format_value(Quantity(width, low.unit))}"
