"""The parts of a date: the edges of the month, quarter, year and period that it lies in."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

__all__ = ["DATE_PARTS", "INSTANT_DAY", "PERIOD_PARTS", "DatePart", "PeriodPart"]

INSTANT_DAY = "day"
"""The part of an instant that is its date, in the settlement's zone: ``received.day``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePart:
    """Describe a part of a date.

    Args:
        name: Its name, after the dot.
        about: What it is, one sentence for authors.
        example: A formula that stands by itself, and what it is worth.
        compute: The part of a date.
    """

    name: str
    about: str
    example: tuple[str, str]
    compute: Callable[[date], date]


def _last(day: date, month: int) -> date:
    return day.replace(month=month, day=calendar.monthrange(day.year, month)[1])


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 * 3 + 1


DATE_PARTS = {
    part.name: part
    for part in (
        DatePart(
            name="month_start",
            about="The first day of its month.",
            example=("(2026-02-14).month_start", "2026-02-01"),
            compute=lambda day: day.replace(day=1),
        ),
        DatePart(
            name="month_end",
            about="The last day of its month.",
            example=("(2026-02-14 + 2 months).month_end", "2026-04-30"),
            compute=lambda day: _last(day, day.month),
        ),
        DatePart(
            name="quarter_start",
            about="The first day of its calendar quarter.",
            example=("(2026-02-14).quarter_start", "2026-01-01"),
            compute=lambda day: day.replace(month=_quarter(day), day=1),
        ),
        DatePart(
            name="quarter_end",
            about="The last day of its calendar quarter.",
            example=("(2026-02-14).quarter_end", "2026-03-31"),
            compute=lambda day: _last(day, _quarter(day) + 2),
        ),
        DatePart(
            name="year_start",
            about="The first day of its year.",
            example=("(2026-02-14).year_start", "2026-01-01"),
            compute=lambda day: day.replace(month=1, day=1),
        ),
        DatePart(
            name="year_end",
            about="The last day of its year.",
            example=("(2026-02-14).year_end", "2026-12-31"),
            compute=lambda day: day.replace(month=12, day=31),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPart:
    """Describe a part of a date that hangs on the settlement periods of an agreement.

    Args:
        name: Its name, after the dot.
        about: What it is, one sentence for authors.
        last: Whether it is the last day of the period, else the first.
        later: How many periods after the one in which the date lies.
    """

    name: str
    about: str
    last: bool
    later: int


PERIOD_PARTS = {
    part.name: part
    for part in (
        PeriodPart(
            name="period_start",
            about="The first day of the settlement period that it lies in.",
            last=False,
            later=0,
        ),
        PeriodPart(
            name="period_end",
            about="The last day of the settlement period that it lies in.",
            last=True,
            later=0,
        ),
        PeriodPart(
            name="next_period_end",
            about="The last day of the period after that; one more with each time it is said.",
            last=True,
            later=1,
        ),
    )
}
"""Parts that only formulas of settlement have: where there are periods."""
