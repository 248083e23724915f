"""Business days of a calendar in the engine: one list of a number per known day, looked up."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from servanda.businesstime.business_days import BusinessCalendar
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.amount import Amount
from servanda.measurement.rows import Day

__all__ = ["business_days_between", "moved_by_business_days"]

_EPOCH = date(1970, 1, 1)


def business_days_between(calendar: BusinessCalendar, start: Day, end: Day) -> Amount:
    """Return how many business days come after one day, up to another; unknown where a day is
    not known to the calendar.
    """
    counts = calendar.counts()
    first, last = (_at(counts, _offset(calendar, day.column)) for day in (start, end))
    return Amount.days(last - first).with_unit(Unit.of(BaseKind.BUSINESS_DAY))


def moved_by_business_days(calendar: BusinessCalendar, of: Day, count: int) -> Day:
    """Return a date so many business days later, or earlier where the count is negative; unknown
    where the day or the one reached is not known to the calendar.
    """
    offset = _offset(calendar, of.column)
    if count == 0:
        known = of.column.between(calendar.first_day, calendar.last_day)
        return Day(ibis.cases((known, of.column)))
    counts = calendar.counts()
    # Going back, the day itself is not one of those counted off.
    before = _at(counts if count > 0 else (0, *counts[:-1]), offset)
    reached = before + count - (1 if count > 0 else 0)
    days = tuple((day - _EPOCH).days for day in calendar.days)
    number = _at(days, reached)
    return Day((ibis.date(_EPOCH.isoformat()) + number.as_interval("D")).cast("date"))


def _offset(calendar: BusinessCalendar, day: ir.DateValue) -> ir.IntegerValue:
    return day.delta(ibis.date(calendar.first_day.isoformat()), unit="day")


def _at(numbers: tuple[int, ...], place: ir.IntegerValue) -> ir.IntegerValue:
    """Return the number at a place counted from 0, unknown outside of the list."""
    listed: ir.ArrayValue = ibis.literal(list(numbers), type="array<int32>")
    inside = place.between(0, len(numbers) - 1)
    found: ir.IntegerValue = ibis.cases((inside, listed[place]))
    return found
