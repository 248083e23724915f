"""Business days as days: counted, and counted off, without hours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.rule import CalendarRule
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant

__all__ = ["BusinessCalendar", "UnknownDay"]


class UnknownDay(LookupError):
    """A day lies outside the days of which a calendar knows whether they are business days."""

    def __init__(self, calendar: BusinessCalendar) -> None:
        super().__init__(
            f"calendar '{calendar.rule.name}' is known from {calendar.first_day}"
            f" to {calendar.last_day} only"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """Count business days: local days on which an opening begins, however short.

    Args:
        rule: The calendar.
        first_day: First day that is known.
        last_day: Last day that is known, included.
        days: The business days among them, ascending.

    Example:
        >>> from servanda.businesstime.rule import LocalInterval
        >>> office = BusinessCalendar.of(CalendarRule(name="office", zone="UTC",
        ...     weekly={day: (LocalInterval(28_800, 64_800),) for day in range(1, 6)}),
        ...     date(2026, 1, 1), date(2026, 12, 31))
        >>> str(office.after(date(2026, 3, 27), 2)), office.between(
        ...     date(2026, 3, 27), date(2026, 3, 31))
        ('2026-03-31', 2)
    """

    rule: CalendarRule = field(hash=False)
    first_day: date
    last_day: date
    days: tuple[date, ...] = field(hash=False, compare=False, repr=False)

    @classmethod
    def of(cls, rule: CalendarRule, first_day: date, last_day: date) -> BusinessCalendar:
        """Return the business days of a calendar from one day to another, both included."""
        length = (last_day - first_day).days + 1
        every = (first_day + timedelta(days=n) for n in range(length))
        days = tuple(day for day in every if rule.openings_on(day))
        return cls(rule=rule, first_day=first_day, last_day=last_day, days=days)

    def after(self, day: date, count: int) -> date:
        """Return the business day that many after a day; before it where the count is negative.

        Returns:
            The ``count``-th business day after the day, which itself is not counted and need
            not be one; the day itself for 0.

        Raises:
            UnknownDay: The day, or the one reached, lies outside the days that are known.
        """
        self._check(day)
        if count == 0:
            return day
        at = bisect_right(self.days, day) - 1 if count > 0 else bisect_left(self.days, day)
        if not 0 <= at + count < len(self.days):
            raise UnknownDay(self)
        return self.days[at + count]

    def between(self, start: date, end: date) -> int:
        """Return how many business days come after one day, up to and including another.

        Returns:
            Below zero where the end comes before the start, so that splitting time adds up.

        Raises:
            UnknownDay: A day lies outside the days that are known.
        """
        self._check(start)
        self._check(end)
        return bisect_right(self.days, end) - bisect_right(self.days, start)

    def moment_after(self, moment: Instant, count: int) -> Instant:
        """Return the same time so many business days later, as a clock's due time falls.

        Raises:
            OutsideCalendar: The instant, or the one reached, lies outside the days known.
            NegativeAllowance: The count is below 0.

        References:
            ``CompiledCalendar.due_after_business_days``.
        """
        return _compiled(self).due_after_business_days(moment, count)

    def day_of(self, moment: Instant) -> date:
        """Return the day that an instant falls on in the calendar's zone."""
        return moment.to_datetime().astimezone(load_zone(self.rule.zone)).date()

    def counts(self) -> tuple[int, ...]:
        """Return, for each day that is known, how many business days there are up to it."""
        known, length = frozenset(self.days), (self.last_day - self.first_day).days + 1
        every = (self.first_day + timedelta(days=n) for n in range(length))
        return tuple(accumulate(int(day in known) for day in every))

    def _check(self, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            raise UnknownDay(self)


@lru_cache(maxsize=32)
def _compiled(calendar: BusinessCalendar) -> CompiledCalendar:
    return compile_calendar(calendar.rule, calendar.first_day, calendar.last_day)
