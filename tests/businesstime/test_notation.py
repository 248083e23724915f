"""Weekdays, hours and dates: read, printed, and refused in words that help."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.notation import (
    read_date,
    read_dates,
    read_interval,
    read_intervals,
    read_week,
    read_weekdays,
)
from servanda.businesstime.notation_print import (
    print_dates,
    print_interval,
    print_week,
    print_weekdays,
)
from servanda.businesstime.rule import LocalInterval
from servanda.kernel.source import SourceSpan

from .strategies import openings, weeks

WEEK_DAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (1,)),
        ("Monday", (1,)),
        ("mon-fri", (1, 2, 3, 4, 5)),
        ("mon \u2013 fri", (1, 2, 3, 4, 5)),
        ("sat-mon", (1, 6, 7)),
        ("tue, thu-fri", (2, 4, 5)),
        ("daily", (1, 2, 3, 4, 5, 6, 7)),
        ("every  day", (1, 2, 3, 4, 5, 6, 7)),
    ],
)
def test_weekdays_are_read(text: str, days: tuple[int, ...]) -> None:
    assert read_weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("08:00-18:00", 28_800, 64_800),
        ("8:00 \u2013 18:00", 28_800, 64_800),
        ("00:00-24:00", 0, 86_400),
        ("22:00-06:00", 79_200, 108_000),
        ("22:00-00:00", 79_200, 86_400),
        ("08:00:30-18:00", 28_830, 64_800),
    ],
)
def test_interval_is_read(text: str, start: int, end: int) -> None:
    assert read_interval(text) == LocalInterval(start, end)


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (
            read_weekdays,
            "workdays",
            (
                "'workdays' is not a day of the week; write mon, tue, wed, thu, fri, sat, sun, a"
                " range such as mon-fri, or daily"
            ),
        ),
        (read_weekdays, "mon-fry", "'fry' is not a day of the week; did you mean fri?"),
        (
            read_weekdays,
            "mon, mon-tue",
            "Monday is given twice; put all openings of Monday in one list",
        ),
        (
            read_interval,
            "8-18",
            (
                "'8-18' is not an opening; write two times of 24 hours, such as 08:00-18:00, or"
                " 22:00-06:00 for overnight"
            ),
        ),
        (
            read_interval,
            "08:00-25:00",
            (
                "25:00 is not a time of day; times run from 00:00 to 23:59; only a closing time may"
                " be 24:00"
            ),
        ),
        (
            read_interval,
            "24:00-06:00",
            (
                "24:00 is not a time of day; times run from 00:00 to 23:59; only a closing time may"
                " be 24:00"
            ),
        ),
        (
            read_interval,
            "08:00-08:00",
            (
                "'08:00-08:00' opens and closes at the same time; write 00:00-24:00 for a whole"
                " day, or leave the day out if it is closed"
            ),
        ),
        (
            read_date,
            "27-12-2026",
            (
                "'27-12-2026' is not a date; write year-month-day, such as 2026-12-27, or"
                " 2026-12-27..2026-12-31 for a range"
            ),
        ),
        (
            read_date,
            "2026-02-30",
            "there is no 2026-02-30 in the calendar; 2026-02-28 is the last day of that month",
        ),
        (
            read_dates,
            "2026-12-31..2026-12-27",
            "2026-12-31..2026-12-27 ends before it begins; write 2026-12-27..2026-12-31",
        ),
        (
            read_dates,
            "2026-01-01..9999-01-01",
            (
                "2026-01-01..9999-01-01 holds 2,912,079 days, more than 3,660; check the years, or"
                " change the weekly hours instead"
            ),
        ),
    ],
)
def test_mistake_says_what_to_write(read: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(CalendarMistake) as refused:
        read(text)
    assert str(refused.value) == message


def test_overlapping_openings_are_refused() -> None:
    with pytest.raises(CalendarMistake) as refused:
        read_intervals(["12:00-18:00", "08:00-13:00"])
    assert str(refused.value) == (
        "08:00-13:00 and 12:00-18:00 overlap; write 08:00-18:00, or correct one of them"
    )


def test_openings_that_touch_and_nights_before_a_morning_do_not_overlap() -> None:
    assert len(read_intervals(["08:00-12:00", "12:00-18:00"])) == 2
    assert len(read_intervals(["05:00-07:00", "22:00-06:00"])) == 2


def test_day_given_in_two_entries_is_refused() -> None:
    with pytest.raises(CalendarMistake, match="Wednesday is given twice"):
        read_week([("mon-fri", ["08:00-18:00"]), ("wed", ["19:00-21:00"])])


def test_week_without_hours_is_refused() -> None:
    with pytest.raises(CalendarMistake, match="no day of the week has opening hours"):
        read_week([("mon", [])])


def test_mistake_becomes_a_diagnostic_at_its_place() -> None:
    span = SourceSpan(file="a.yaml", line=7, column=12, end_line=7, end_column=16)
    with pytest.raises(CalendarMistake) as refused:
        read_interval("8-18")
    assert str(refused.value.at(span)).startswith("a.yaml:7:12: error B003: '8-18' is not")


@given(st.text(max_size=30))
def test_any_other_text_raises_the_declared_mistake(text: str) -> None:
    for read in (read_weekdays, read_interval, read_dates):
        with suppress(CalendarMistake):
            read(text)


@given(WEEK_DAYS)
def test_weekdays_printed_are_read_again(days: tuple[int, ...]) -> None:
    assert read_weekdays(print_weekdays(days)) == days


@given(st.integers(0, 86_399), st.integers(1, 86_399))
def test_interval_printed_is_read_again(start: int, length: int) -> None:
    interval = LocalInterval(start, start + length)
    assert read_interval(print_interval(interval)) == interval


@given(st.sets(st.dates(date(2020, 1, 1), date(2020, 3, 1))))
def test_dates_printed_are_read_again(dates: set[date]) -> None:
    printed = print_dates(dates)
    assert {day for text in printed for day in read_dates(text)} == dates
    assert len({day + timedelta(days=1) for day in dates} - dates) == len(printed)


@given(weeks())
def test_week_printed_is_read_again(week: dict[int, tuple[LocalInterval, ...]]) -> None:
    kept = {
        day: found
        for day, found in sorted(week.items())
        if found and all(each.end_seconds - each.start_seconds <= 86_400 for each in found)
    }
    if kept:
        whole_days = {day: _writable(found) for day, found in kept.items()}
        assert read_week(print_week(whole_days)) == whole_days


def _writable(found: tuple[LocalInterval, ...]) -> tuple[LocalInterval, ...]:
    return tuple(each for each in found if each.end_seconds - each.start_seconds < 86_400) or (
        LocalInterval(0, 86_400),
    )


@given(openings())
def test_openings_are_read_in_any_order(found: tuple[LocalInterval, ...]) -> None:
    texts = [print_interval(each) for each in _writable(found)]
    assert read_intervals(texts[::-1]) == read_intervals(texts)
