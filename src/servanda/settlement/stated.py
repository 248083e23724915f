"""Periods before the text took over, whose figures the parties have stated."""

from __future__ import annotations

from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure, Purpose
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.kernel.unit import Unit
from servanda.settlement.book import LineKey
from servanda.settlement.given import Given

__all__ = ["is_stated", "stated_lines", "stated_step"]


def is_stated(agreement: Agreement, period: Period) -> bool:
    """Return whether a period is over before the text takes over: it is not settled again."""
    stated = agreement.stated
    return stated is not None and period.first_day <= stated.until


def stated_step(given: Given, figure: Figure, period: Period) -> Step:
    """Return a figure of a stated period: the sum of what its rows state.

    Amounts that add up are 0 where nothing is stated; what is stated of no row, or of a figure
    that nothing states, is not known from before the start.
    """
    agreement = given.version(period)
    assert agreement.stated is not None
    return Step(
        name=f"{figure.name} in {period.label}",
        text="",
        value=_value(given, agreement, figure, period),
        span=agreement.stated.span,
        note="stated by the parties, from before this text took over",
        period=period.label,
    )


def stated_lines(given: Given, period: Period) -> dict[LineKey, Fraction]:
    """Return what lines paid in a stated period; lines that nothing states paid nothing."""
    agreement = given.version(period)
    lines: dict[LineKey, Fraction] = {}
    for figure in agreement.figures.values():
        if figure.purpose is not Purpose.FIGURE:
            value = _value(given, agreement, figure, period)
            lines[(figure.name, ())] = value.amount if isinstance(value, Quantity) else Fraction(0)
    return lines


def _value(given: Given, agreement: Agreement, figure: Figure, period: Period) -> Value:
    assert agreement.stated is not None
    column = agreement.stated.gives.get(figure.name)
    unknown = NoValue(Absence.BEFORE_START, f"nothing is stated for {period.label}")
    if column is None:
        return unknown
    rows = given.rows_in(agreement.stated.rows, period.label)
    values = [row.columns[column] for row in rows]
    amounts = [value for value in values if isinstance(value, Quantity)]
    if amounts:
        return Quantity(sum((each.amount for each in amounts), Fraction(0)), amounts[0].unit)
    if values:
        return values[-1]
    return _nothing(agreement, column) or unknown


def _nothing(agreement: Agreement, column: str) -> Value | None:
    """Return 0 of a column that adds up: money and counts do, shares do not."""
    assert agreement.stated is not None
    table = agreement.rows[agreement.stated.rows].table
    unit = agreement.evidence[table].columns[column].unit
    if unit is None or unit.is_share:
        return None
    return Quantity(Fraction(0), unit) if unit != Unit() else None
