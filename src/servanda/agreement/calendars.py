"""The business days of an agreement's calendars, over the days for which they are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.setting import InForce
from servanda.businesstime.business_days import BusinessCalendar
from servanda.businesstime.rule import CalendarRule

__all__ = ["YEARS_OPEN_ENDED", "business_calendars"]

YEARS_OPEN_ENDED = 10
"""Calendars of an agreement without an end are known for so many years."""


def business_calendars(agreement: Agreement) -> Mapping[str, Callable[[], BusinessCalendar]]:
    """Return what gives the business days of each calendar, worked out once and when asked for.

    Args:
        agreement: A version of the agreement. Where a calendar has holidays, it is known for the
            years of them and for those in which the agreement is in force; where it has none,
            also for a year around.
    """
    return {
        name: cache(partial(_business_calendar, rule, agreement.in_force))
        for name, rule in agreement.calendars.items()
    }


def _business_calendar(rule: CalendarRule, in_force: InForce) -> BusinessCalendar:
    first = in_force.first_day.year
    last = in_force.last_day.year if in_force.last_day else first + YEARS_OPEN_ENDED
    years = {first, last, *(day.year for day in rule.holidays)}
    if not rule.holidays:
        years |= {first - 1, last + 1}
    return BusinessCalendar.of(rule, date(min(years), 1, 1), date(max(years), 12, 31))
