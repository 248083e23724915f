"""Where openings lie on the time line."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.notation import read_interval, read_week
from servanda.businesstime.refusals import OutsideCalendar, UnusableDays
from servanda.businesstime.rule import (
    ALWAYS,
    CalendarRule,
    ImpossibleInterval,
    LocalInterval,
    always_in,
)
from servanda.kernel.time import Instant


def compiled(zone: str, day: str, *hours: str, last: str = "") -> CompiledCalendar:
    rule = CalendarRule(name="daily", zone=zone, weekly=read_week([("daily", hours)]))
    return ruled(rule, day, last=last)


def ruled(rule: CalendarRule, day: str, *, last: str = "") -> CompiledCalendar:
    return compile_calendar(rule, date.fromisoformat(day), date.fromisoformat(last or day))


def opened(calendar: CompiledCalendar) -> list[tuple[str, str]]:
    pairs = zip(calendar.opening_starts, calendar.opening_ends, strict=True)
    return [(str(Instant(start)), str(Instant(until))) for start, until in pairs]


@pytest.mark.parametrize(
    ("zone", "day", "hours", "expected"),
    [
        # Clocks go from 02:00 to 03:00 at 01:00Z.
        ("Europe/Amsterdam", "2026-03-29", "02:30-04:00", ("01:00", "02:00")),
        ("Europe/Amsterdam", "2026-03-29", "01:00-02:30", ("00:00", "01:00")),
        # Clocks go from 03:00 back to 02:00 at 01:00Z: 02:30 is 00:30Z and again 01:30Z.
        ("Europe/Amsterdam", "2026-10-25", "02:30-04:00", ("00:30", "03:00")),
        ("Europe/Amsterdam", "2026-10-25", "00:00-02:30", ("22:00", "01:30")),
        # 02:00 is 00:00Z and again 01:00Z; nothing before it is shown after the first.
        ("Europe/Amsterdam", "2026-10-25", "00:00-02:00", ("22:00", "00:00")),
        ("Europe/Amsterdam", "2026-10-25", "02:00-06:00", ("00:00", "05:00")),
        ("Europe/Amsterdam", "2026-10-25", "03:00-06:00", ("02:00", "05:00")),
        # Half an hour: 02:00 back to 01:30 at 15:00Z; and 02:00 on to 02:30 at 15:30Z.
        ("Australia/Lord_Howe", "2026-04-05", "01:45-04:00", ("14:45", "17:30")),
        ("Australia/Lord_Howe", "2026-04-05", "00:00-01:45", ("13:00", "15:15")),
        ("Australia/Lord_Howe", "2026-10-04", "02:15-04:00", ("15:30", "17:00")),
        # A day that begins at 01:00, and one whose last hour comes twice.
        ("America/Sao_Paulo", "2017-10-15", "00:00-06:00", ("03:00", "08:00")),
        ("America/Sao_Paulo", "2018-02-17", "20:00-23:30", ("22:00", "02:30")),
        ("Asia/Kolkata", "2026-06-01", "09:30-18:00", ("04:00", "12:30")),
    ],
)
def test_edges_on_days_on_which_clocks_change(
    zone: str, day: str, hours: str, expected: tuple[str, str]
) -> None:
    assert [
        (start[11:16], until[11:16]) for start, until in opened(compiled(zone, day, hours))
    ] == [expected]


def test_day_that_a_zone_skipped_is_no_business_day() -> None:
    calendar = compiled("Pacific/Apia", "2011-12-29", "08:00-18:00", last="2011-12-31")
    assert [str(day.day) for day in calendar.open_days] == ["2011-12-29", "2011-12-31"]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_whole_day_has_as_many_hours_as_the_clock_gives_it(day: str, hours: int) -> None:
    calendar = compiled("Europe/Amsterdam", day, "00:00-24:00")
    assert calendar.total_open_micros == hours * 3_600_000_000


def test_round_the_clock_is_one_opening() -> None:
    calendar = compile_calendar(ALWAYS, date(2020, 1, 1), date(2049, 12, 31))
    assert opened(calendar) == [("2020-01-01T00:00:00Z", "2050-01-01T00:00:00Z")]
    assert len(calendar.open_days) == 10_958


def test_always_gives_elapsed_time() -> None:
    calendar = compile_calendar(always_in("Europe/Amsterdam"), date(2026, 3, 1), date(2026, 3, 31))
    a, b = Instant.parse("2026-03-28T12:00:00+01:00"), Instant.parse("2026-03-29T12:00:00+02:00")
    assert calendar.open_micros_between(a, b) == b.micros - a.micros == 23 * 3_600_000_000


def test_overnight_runs_over_midnight_and_into_the_first_day() -> None:
    calendar = compiled("Asia/Kolkata", "2026-06-02", "22:00-06:00")
    assert opened(calendar) == [
        ("2026-06-01T18:30:00Z", "2026-06-02T00:30:00Z"),
        ("2026-06-02T16:30:00Z", "2026-06-02T18:30:00Z"),
    ]


def test_overnight_that_overlaps_the_next_day_is_joined() -> None:
    week = read_week([("mon", ["22:00-06:00"]), ("tue", ["05:00-09:00"])])
    rule = CalendarRule(name="night", zone="UTC", weekly=week)
    calendar = ruled(rule, "2026-06-01", last="2026-06-02")
    assert opened(calendar) == [("2026-06-01T22:00:00Z", "2026-06-02T09:00:00Z")]
    # From its own first opening on, the time is the second day's.
    assert [str(Instant(start)) for start in calendar.open_day_starts] == [
        "2026-06-01T22:00:00Z",
        "2026-06-02T05:00:00Z",
    ]


def test_special_day_goes_before_holiday_and_holiday_before_week() -> None:
    rule = CalendarRule(
        name="office",
        zone="UTC",
        weekly=read_week([("daily", ["08:00-18:00"])]),
        holidays={date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): "Boxing Day"},
        special={date(2026, 12, 26): (read_interval("10:00-12:00"),), date(2026, 12, 27): ()},
    )
    calendar = ruled(rule, "2026-12-24", last="2026-12-28")
    assert [(start[8:13], until[11:13]) for start, until in opened(calendar)] == [
        ("24T08", "18"),
        ("26T10", "12"),
        ("28T08", "18"),
    ]


def test_holiday_does_not_cut_the_night_before() -> None:
    rule = CalendarRule(
        name="night",
        zone="UTC",
        weekly=read_week([("daily", ["22:00-06:00"])]),
        holidays={date(2026, 12, 25): "Christmas Day"},
    )
    calendar = ruled(rule, "2026-12-25")
    assert opened(calendar) == [("2026-12-25T00:00:00Z", "2026-12-25T06:00:00Z")]


def test_calendar_that_never_opens_has_no_open_time_and_no_next_opening() -> None:
    rule = CalendarRule(name="closed", zone="UTC", weekly={})
    calendar = ruled(rule, "2026-06-01")
    noon = Instant.parse("2026-06-01T12:00:00Z")
    assert calendar.total_open_micros == 0
    assert not calendar.is_open(noon)
    assert calendar.elapsed_table().value(noon.micros) == 0
    assert calendar.inverse_table().value(0) is None
    with pytest.raises(OutsideCalendar):
        calendar.next_opening(noon)


def test_instant_outside_names_the_range() -> None:
    calendar = compiled("UTC", "2026-06-01", "08:00-18:00")
    with pytest.raises(OutsideCalendar) as refused:
        calendar.open_micros_between(
            Instant.parse("2026-06-01T09:00:00Z"), Instant.parse("2026-06-02T00:00:01Z")
        )
    assert str(refused.value) == (
        "2026-06-02T00:00:01Z lies outside calendar daily, compiled for 2026-06-01 to 2026-06-01"
    )


def test_end_is_an_edge_but_no_open_moment() -> None:
    calendar = compiled("UTC", "2026-06-01", "08:00-18:00")
    start, end = Instant(calendar.start_micros), Instant(calendar.end_micros)
    assert calendar.open_micros_between(start, end) == 10 * 3_600_000_000
    with pytest.raises(OutsideCalendar):
        calendar.is_open(end)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-06-02", "2026-06-01"), ("1899-12-31", "2026-06-01"), ("2026-06-01", "2201-01-01")],
)
def test_unusable_days_are_refused(first: str, last: str) -> None:
    with pytest.raises(UnusableDays, match=first):
        compile_calendar(ALWAYS, date.fromisoformat(first), date.fromisoformat(last))


def test_unknown_zone_is_the_authors_mistake() -> None:
    rule = CalendarRule(name="office", zone="Europe/Amsterdan", weekly={})
    with pytest.raises(CalendarMistake, match="did you mean Europe/Amsterdam"):
        ruled(rule, "2026-06-01")


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (86_400, 90_000), (0, 172_801)])
def test_impossible_interval_is_refused(start: int, end: int) -> None:
    with pytest.raises(ImpossibleInterval):
        LocalInterval(start, end)
