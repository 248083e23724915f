"""What business days do to dates and instants; shared by the exact and the interval evaluation."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.businesstime.business_days import BusinessCalendar, UnknownDay
from servanda.businesstime.refusals import NegativeAllowance, OutsideCalendar
from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.moebius import Moebius, NotProven
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["count_business_days", "move_by_business_days"]

_DAYS = Unit.of(BaseKind.BUSINESS_DAY)


def count_business_days(calendar: BusinessCalendar, start: Value, end: Value) -> Value:
    """Return how many business days come after one day, up to and including another.

    Args:
        calendar: Whose business days.
        start: A date, or an instant, whose day in the calendar's zone is meant.
        end: The same.

    Returns:
        Business days, below zero backwards; refused where a day is not known to the calendar.
    """
    try:
        count = calendar.between(_day(calendar, start), _day(calendar, end))
    except UnknownDay as unknown:
        return NoValue(Absence.REFUSED, str(unknown))
    return Quantity(Fraction(count), _DAYS)


def move_by_business_days(calendar: BusinessCalendar, of: Value, days: Value, sign: int) -> Value:
    """Return a date, or an instant, so many business days later or earlier.

    Args:
        calendar: Whose business days.
        of: A date or an instant.
        days: Whole business days.
        sign: 1 to go forwards, -1 backwards.

    Returns:
        The same kind of value; refused where a day is not known to the calendar.
    """
    assert isinstance(days, Quantity)
    if isinstance(days.amount, Moebius):
        raise NotProven("a date depends on it")
    if days.amount.denominator != 1:
        return NoValue(Absence.REFUSED, "business days are counted whole")
    count = sign * days.amount.numerator
    try:
        if isinstance(of, Instant):
            return calendar.moment_after(of, count)
        return calendar.after(_day(calendar, of), count)
    except (UnknownDay, OutsideCalendar, NegativeAllowance) as outside:
        return NoValue(Absence.REFUSED, str(outside))


def _day(calendar: BusinessCalendar, value: Value) -> date:
    if isinstance(value, Instant):
        return calendar.day_of(value)
    assert isinstance(value, date)
    return value
