"""Weekdays, hours and dates back to what an author would write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from servanda.businesstime.rule import LocalInterval

__all__ = [
    "WEEKDAY_NAMES",
    "WEEKDAY_WORDS",
    "print_dates",
    "print_interval",
    "print_time",
    "print_week",
    "print_weekdays",
    "weekday_runs",
]

WEEKDAY_NAMES: Mapping[int, str] = {
    1: "Monday",
    2: "Tuesday",
    3: "Wednesday",
    4: "Thursday",
    5: "Friday",
    6: "Saturday",
    7: "Sunday",
}
WEEKDAY_WORDS: Mapping[int, str] = {
    number: name[:3].lower() for number, name in WEEKDAY_NAMES.items()
}
_DAY_SECONDS = 86_400


def print_time(seconds: int) -> str:
    """Print a time of day; the whole day's end is 24:00.

    Args:
        seconds: Seconds after local midnight, 0 to 172,800; past 86,400 is the next day's.

    Example:
        >>> print_time(86_400), print_time(108_000), print_time(61)
        ('24:00', '06:00', '00:01:01')
    """
    minutes, rest = divmod(seconds if seconds <= _DAY_SECONDS else seconds - _DAY_SECONDS, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def print_interval(interval: LocalInterval) -> str:
    """Print an opening.

    Example:
        >>> print_interval(LocalInterval(22 * 3600, 30 * 3600))
        '22:00-06:00'
    """
    return f"{print_time(interval.start_seconds)}-{print_time(interval.end_seconds)}"


def weekday_runs(weekdays: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return first and last day of each unbroken run of weekdays, ascending."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(weekdays)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def print_weekdays(weekdays: Iterable[int]) -> str:
    """Print ISO weekdays.

    Example:
        >>> print_weekdays([1, 2, 3, 4, 5]), print_weekdays([1, 3, 4]), print_weekdays(range(1, 8))
        ('mon-fri', 'mon, wed-thu', 'daily')
    """
    runs = weekday_runs(weekdays)
    if runs == ((1, 7),):
        return "daily"
    return ", ".join(
        WEEKDAY_WORDS[first] if first == last else f"{WEEKDAY_WORDS[first]}-{WEEKDAY_WORDS[last]}"
        for first, last in runs
    )


def print_week(
    weekly: Mapping[int, tuple[LocalInterval, ...]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Print a week: days with the same openings together, in order of their first day.

    Example:
        >>> office = (LocalInterval(28_800, 64_800),)
        >>> print_week({1: office, 2: office, 6: (LocalInterval(32_400, 43_200),)})
        (('mon-tue', ('08:00-18:00',)), ('sat', ('09:00-12:00',)))
    """
    days_by_openings: dict[tuple[LocalInterval, ...], list[int]] = {}
    for number, openings in sorted(weekly.items()):
        if openings:
            days_by_openings.setdefault(openings, []).append(number)
    return tuple(
        (print_weekdays(days), tuple(print_interval(opening) for opening in openings))
        for openings, days in days_by_openings.items()
    )


def print_dates(dates: Iterable[date]) -> tuple[str, ...]:
    """Print dates, ascending, with ranges for days in a row.

    Example:
        >>> print_dates([date(2026, 12, 28), date(2026, 12, 27), date(2026, 12, 24)])
        ('2026-12-24', '2026-12-27..2026-12-28')
    """
    return tuple(
        f"{first}" if first == last else f"{first}..{last}" for first, last in _date_runs(dates)
    )


def _date_runs(dates: Iterable[date]) -> Iterator[tuple[date, date]]:
    run: tuple[date, date] | None = None
    for day in sorted(set(dates)):
        if run is not None and day - run[1] == timedelta(days=1):
            run = (run[0], day)
            continue
        if run is not None:
            yield run
        run = (day, day)
    if run is not None:
        yield run
