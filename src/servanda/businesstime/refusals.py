"""What callers of compiled calendars are refused."""

from __future__ import annotations

from datetime import date

__all__ = ["NegativeAllowance", "NotAMonday", "OutsideCalendar", "UnusableDays"]


class OutsideCalendar(ValueError):
    """An instant, or an answer, lies outside the days that the calendar was compiled for.

    Args:
        calendar: Name of the calendar.
        first_day: First local day that was compiled.
        last_day: Last local day that was compiled.
        asked: What lies outside.
    """

    def __init__(self, calendar: str, first_day: date, last_day: date, asked: str) -> None:
        super().__init__(
            f"{asked} lies outside calendar {calendar}, compiled for {first_day} to {last_day}"
        )
        self.calendar = calendar
        self.first_day = first_day
        self.last_day = last_day


class NegativeAllowance(ValueError):
    """A due time was asked for less than no time at all."""

    def __init__(self, allowance: int) -> None:
        super().__init__(f"an allowance must be 0 or more, not {allowance}")


class UnusableDays(ValueError):
    """A range of days runs backwards or leaves the years 1900 to 2200."""

    def __init__(self, first_day: date, last_day: date) -> None:
        super().__init__(
            f"cannot compile {first_day} to {last_day}: days must run forwards, in 1900 to 2200"
        )


class NotAMonday(ValueError):
    """A week was asked for by a day that does not begin one."""

    def __init__(self, day: date) -> None:
        super().__init__(f"a week is named by its Monday, and {day} is not one")
