"""Weekdays, hours and dates as an author writes them.

Each reader returns a value or raises ``CalendarMistake``, which knows what to write instead and
turns into a diagnostic once the place in the text is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from servanda.businesstime import diagnostics as mistakes
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.notation_print import (
    WEEKDAY_NAMES,
    WEEKDAY_WORDS,
    print_interval,
)
from servanda.businesstime.rule import LocalInterval
from servanda.kernel.diagnostic import near_match

__all__ = [
    "read_date",
    "read_dates",
    "read_interval",
    "read_intervals",
    "read_week",
    "read_weekdays",
]

_RANGE_DAYS_MAX = 3_660
_DAY_SECONDS = 86_400
_DASH = r"\s*[-\u2013\u2014]\s*"  # word processors turn the hyphen into a longer dash
_INTERVAL = re.compile(
    rf"([0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?){_DASH}([0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBER_BY_WORD = {
    word: number
    for number in range(1, 8)
    for word in (WEEKDAY_WORDS[number], WEEKDAY_NAMES[number].lower())
}
_EVERY_DAY = {"daily", "every day"}


def read_weekdays(text: str) -> tuple[int, ...]:
    """Read which days of the week are meant.

    Args:
        text: ``mon``, ``monday``, ``mon-fri``, ``sat-mon`` (three days), ``daily``,
            ``every day``, or several of these with commas.

    Returns:
        ISO weekdays, 1 Monday to 7 Sunday, ascending.

    Raises:
        CalendarMistake: A word is not a weekday, or a day is named twice.

    Example:
        >>> read_weekdays("mon-fri"), read_weekdays("sun-mon, wed")
        ((1, 2, 3, 4, 5), (1, 3, 7))
    """
    found: list[int] = []
    for part in text.split(","):
        for number in _weekdays_of(part.strip().lower(), text):
            if number in found:
                raise CalendarMistake(mistakes.WEEKDAY_TWICE, day=WEEKDAY_NAMES[number])
            found.append(number)
    return tuple(sorted(found))


def _weekdays_of(part: str, text: str) -> tuple[int, ...]:
    if " ".join(part.split()) in _EVERY_DAY:
        return tuple(range(1, 8))
    ends = [_weekday(word, text) for word in re.split(_DASH, part)]
    if len(ends) > 2:
        raise CalendarMistake(mistakes.UNKNOWN_WEEKDAY, text=text)
    first, last = ends[0], ends[-1]
    return tuple((first - 1 + n) % 7 + 1 for n in range((last - first) % 7 + 1))


def _weekday(word: str, text: str) -> int:
    if word in _NUMBER_BY_WORD:
        return _NUMBER_BY_WORD[word]
    near = near_match(word, _NUMBER_BY_WORD)
    if near:
        meant = WEEKDAY_WORDS[_NUMBER_BY_WORD[near]]
        raise CalendarMistake(mistakes.MISSPELT_WEEKDAY, text=word, near=meant)
    raise CalendarMistake(mistakes.UNKNOWN_WEEKDAY, text=text)


def read_interval(text: str) -> LocalInterval:
    """Read one opening.

    Args:
        text: Opening and closing time of the wall clock, ``08:00-18:00``; a closing time
            before the opening time is the next day's: ``22:00-06:00``. Seconds may be written.

    Raises:
        CalendarMistake: It is not two times, a time does not exist, or both are the same.

    Example:
        >>> read_interval("22:00-06:00")
        LocalInterval(start_seconds=79200, end_seconds=108000)
    """
    matched = _INTERVAL.fullmatch(text.strip())
    if matched is None:
        raise CalendarMistake(mistakes.UNREADABLE_INTERVAL, text=text)
    start, end = _seconds(matched[1], _DAY_SECONDS - 1), _seconds(matched[2], _DAY_SECONDS)
    if start == end:
        raise CalendarMistake(mistakes.EMPTY_INTERVAL, text=text)
    return LocalInterval(start, end if end > start else end + _DAY_SECONDS)


def _seconds(text: str, most: int) -> int:
    hours, minutes, seconds = (int(part) for part in f"{text}:00".split(":")[:3])
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > most:
        raise CalendarMistake(mistakes.IMPOSSIBLE_TIME, time=text)
    return total


def read_intervals(texts: Sequence[str]) -> tuple[LocalInterval, ...]:
    """Read all openings of one day.

    Returns:
        The openings, ascending; openings that touch stay two.

    Raises:
        CalendarMistake: One cannot be read, or two overlap. An overnight opening overlaps
            nothing of its own day after midnight: that belongs to the next day.

    Example:
        >>> openings = read_intervals(["13:00-16:00", "09:00-12:00"])
        >>> [print_interval(opening) for opening in openings]
        ['09:00-12:00', '13:00-16:00']
    """
    found = sorted(read_interval(text) for text in texts)
    for first, second in pairwise(found):
        if second.start_seconds < first.end_seconds:
            raise _overlap(first, second)
    return tuple(found)


def _overlap(first: LocalInterval, second: LocalInterval) -> CalendarMistake:
    joined = LocalInterval(first.start_seconds, max(first.end_seconds, second.end_seconds))
    return CalendarMistake(
        mistakes.OVERLAPPING_INTERVALS,
        first=print_interval(first),
        second=print_interval(second),
        joined=print_interval(joined),
    )


def read_week(entries: Iterable[tuple[str, Sequence[str]]]) -> dict[int, tuple[LocalInterval, ...]]:
    """Read the openings of a week.

    Args:
        entries: Weekdays and their openings, as written.

    Returns:
        Openings by ISO weekday; days that are not named, or have no openings, are left out.

    Raises:
        CalendarMistake: Something cannot be read, a day is given twice, or nothing is open.

    Example:
        >>> sorted(read_week([("mon-fri", ["08:00-18:00"]), ("sat", ["09:00-12:00"])]))
        [1, 2, 3, 4, 5, 6]
    """
    week: dict[int, tuple[LocalInterval, ...]] = {}
    for days, texts in entries:
        intervals = read_intervals(texts)
        for number in read_weekdays(days):
            if number in week:
                raise CalendarMistake(mistakes.WEEKDAY_TWICE, day=WEEKDAY_NAMES[number])
            week[number] = intervals
    if not any(week.values()):
        raise CalendarMistake(mistakes.NO_HOURS)
    return {number: intervals for number, intervals in sorted(week.items()) if intervals}


def read_date(text: str) -> date:
    """Read one date, ``2026-12-27``.

    Raises:
        CalendarMistake: It is not written so, or there is no such day.
    """
    matched = _DATE.fullmatch(text.strip())
    if matched is None:
        raise CalendarMistake(mistakes.UNREADABLE_DATE, text=text)
    year, month, day = (int(part) for part in matched.groups())
    if not (year >= 1 and 1 <= month <= 12 and day >= 1):
        raise CalendarMistake(mistakes.UNREADABLE_DATE, text=text)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        near = f"{year:04}-{month:02}-{last:02}"
        raise CalendarMistake(mistakes.IMPOSSIBLE_DATE, text=text.strip(), near=near)
    return date(year, month, day)


def read_dates(text: str) -> tuple[date, ...]:
    """Read a date or a range of dates, both ends included.

    Raises:
        CalendarMistake: A date cannot be read, or the range runs backwards or over ten years.

    Example:
        >>> len(read_dates("2026-12-27..2026-12-31"))
        5
    """
    ends = [read_date(part) for part in text.split("..")]
    if len(ends) > 2:
        raise CalendarMistake(mistakes.UNREADABLE_DATE, text=text)
    first, last = ends[0], ends[-1]
    if last < first:
        raise CalendarMistake(mistakes.BACKWARD_RANGE, text=text, turned=f"{last}..{first}")
    length = (last - first).days + 1
    if length > _RANGE_DAYS_MAX:
        raise CalendarMistake(
            mistakes.LONG_RANGE, text=text, days=f"{length:,}", most=f"{_RANGE_DAYS_MAX:,}"
        )
    return tuple(first + timedelta(days=n) for n in range(length))
