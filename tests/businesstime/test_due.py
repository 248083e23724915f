"""Due times to the second, and the practice of an office that publishes its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.notation import read_interval, read_week
from servanda.businesstime.refusals import NegativeAllowance, OutsideCalendar
from servanda.businesstime.rule import CalendarRule, ClosingEdge
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant

HOUR = 3_600_000_000
BOSTON = "America/New_York"
# Holidays that a city closed its offices on.
CITY = CalendarRule(
    name="city",
    zone=BOSTON,
    weekly=read_week([("mon-fri", ["08:30-17:00"])]),
    holidays={date(2015, 1, 1): "New Year", date(2015, 1, 19): "Martin Luther King Day"},
)


def at(text: str) -> Instant:
    return Instant.from_datetime(datetime.fromisoformat(text).replace(tzinfo=load_zone(BOSTON)))


def shown(moment: Instant) -> str:
    return moment.to_datetime().astimezone(load_zone(BOSTON)).strftime("%Y-%m-%d %H:%M:%S")


def city(edge: ClosingEdge = ClosingEdge.NEXT_OPENING, **changes: object) -> CompiledCalendar:
    rule = replace(CITY, due_edge=edge, **changes)  # type: ignore[arg-type] # fields by name
    return compile_calendar(rule, date(2015, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2015-01-02 10:51:34", 1, "2015-01-05 10:51:34"),  # over a weekend
        ("2015-01-01 13:20:33", 1, "2015-01-05 08:30:00"),  # a holiday: counts from the 2nd
        ("2015-01-02 10:58:49", 10, "2015-01-16 10:58:49"),
        ("2015-01-14 16:59:59", 3, "2015-01-20 16:59:59"),  # over the 19th
        ("2015-01-14 17:00:00", 3, "2015-01-21 08:30:00"),  # closing time is closed
        ("2015-01-14 08:30:00", 1, "2015-01-15 08:30:00"),
        ("2015-03-06 16:00:00", 1, "2015-03-09 16:00:00"),  # over a change of clocks
        ("2015-01-03 12:00:00", 0, "2015-01-05 08:30:00"),
        ("2015-01-05 12:00:00", 0, "2015-01-05 12:00:00"),
    ],
)
def test_business_days(start: str, days: int, due: str) -> None:
    for edge in ClosingEdge:
        assert shown(city(edge).due_after_business_days(at(start), days)) == due


@pytest.mark.parametrize(
    ("start", "next_opening", "closing"),
    [
        ("2015-01-05 11:59:59", "2015-01-06 11:59:59", "2015-01-06 11:59:59"),
        ("2015-01-05 12:00:00", "2015-01-07 08:30:00", "2015-01-06 12:00:00"),
        ("2015-01-05 15:00:00", "2015-01-07 08:30:00", "2015-01-06 12:00:00"),
        ("2015-01-05 09:00:00", "2015-01-06 10:00:00", "2015-01-06 10:00:00"),
    ],
)
def test_business_day_with_other_hours(start: str, next_opening: str, closing: str) -> None:
    half = {date(2015, 1, 6): (read_interval("10:00-12:00"),)}
    for edge, due in zip(ClosingEdge, (closing, next_opening), strict=True):
        calendar = city(edge, special=half)
        assert shown(calendar.due_after_business_days(at(start), 1)) == due


def test_night_counts_for_the_day_on_which_it_began() -> None:
    nights = city(weekly=read_week([("mon-fri", ["22:00-06:00"])]))
    friday_night = at("2015-01-10 03:00:00")
    assert shown(nights.due_after_business_days(friday_night, 1)) == "2015-01-13 03:00:00"


def test_time_past_the_whole_business_day_is_the_opening_that_ends_it() -> None:
    # Monday's night reaches 05:00 on Tuesday, which is closed; on Wednesday's terms that is 05:00
    # on Thursday, when Thursday, the next business day, has long begun.
    week = read_week([("mon", ["20:00-06:00"]), ("wed-thu", ["00:00-24:00"])])
    for edge in ClosingEdge:
        calendar = city(edge, weekly=week)
        due = calendar.due_after_business_days(at("2015-01-06 05:00:00"), 1)
        assert shown(due) == "2015-01-08 00:00:00"


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2015-03-07 02:30:00", 1, "2015-03-08 03:00:00"),  # skipped: the moment of the change
        ("2015-03-07 12:00:00", 1, "2015-03-08 12:00:00"),  # 23 hours
        ("2015-10-31 01:30:00", 1, "2015-11-01 01:30:00"),
        ("2015-05-22 20:54:00", 30, "2015-06-21 20:54:00"),
        ("2015-05-22 20:54:00", 0, "2015-05-22 20:54:00"),
    ],
)
def test_calendar_days(start: str, days: int, due: str) -> None:
    assert shown(city().due_after_calendar_days(at(start), days)) == due


def test_calendar_day_on_a_time_that_comes_twice_is_the_first() -> None:
    due = city().due_after_calendar_days(at("2015-10-31 01:30:00"), 1)
    assert str(due) == "2015-11-01T05:30:00Z"


@pytest.mark.parametrize(
    ("start", "hours", "next_opening", "closing"),
    [
        ("2015-01-05 10:00:00", 4, "2015-01-05 14:00:00", "2015-01-05 14:00:00"),
        ("2015-01-05 13:00:00", 4, "2015-01-06 08:30:00", "2015-01-05 17:00:00"),
        ("2015-01-02 16:00:00", 2, "2015-01-05 09:30:00", "2015-01-05 09:30:00"),
        ("2015-01-03 12:00:00", 1, "2015-01-05 09:30:00", "2015-01-05 09:30:00"),
        ("2015-01-03 12:00:00", 0, "2015-01-05 08:30:00", "2015-01-03 12:00:00"),
        ("2015-01-05 12:00:00", 0, "2015-01-05 12:00:00", "2015-01-05 12:00:00"),
        ("2015-01-05 17:00:00", 0, "2015-01-06 08:30:00", "2015-01-05 17:00:00"),
    ],
)
def test_open_time(start: str, hours: int, next_opening: str, closing: str) -> None:
    for edge, due in zip(ClosingEdge, (closing, next_opening), strict=True):
        assert shown(city(edge).due_after_open(at(start), hours * HOUR)) == due


def test_due_past_the_calendar_is_refused() -> None:
    calendar = city()
    with pytest.raises(OutsideCalendar, match="compiled for 2015-01-01 to 2015-12-31"):
        calendar.due_after_open(at("2015-12-31 16:00:00"), 1 * HOUR)
    with pytest.raises(OutsideCalendar):
        calendar.due_after_business_days(at("2015-12-31 16:00:00"), 1)
    with pytest.raises(OutsideCalendar):
        calendar.due_after_calendar_days(at("2015-12-31 16:00:00"), 1)


def test_negative_allowance_is_refused() -> None:
    calendar, noon = city(), at("2015-01-05 12:00:00")
    with pytest.raises(NegativeAllowance):
        calendar.due_after_open(noon, -1)
    with pytest.raises(NegativeAllowance):
        calendar.due_after_business_days(noon, -1)
    with pytest.raises(NegativeAllowance):
        calendar.due_after_calendar_days(noon, -1)
