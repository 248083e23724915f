"""Business days as days: against counting one day after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.businesstime.business_days import BusinessCalendar, UnknownDay
from servanda.businesstime.rule import CalendarRule, LocalInterval
from servanda.kernel.time import Instant

_RULE = CalendarRule(
    name="office",
    zone="Europe/Amsterdam",
    weekly={day: (LocalInterval(8 * 3600, 18 * 3600),) for day in range(1, 6)},
    holidays={date(2026, 12, 25): "Christmas", date(2026, 4, 27): "King's Day"},
    special={date(2026, 12, 24): (LocalInterval(8 * 3600, 12 * 3600),), date(2026, 7, 1): ()},
)
OFFICE = BusinessCalendar.of(_RULE, date(2026, 1, 1), date(2026, 12, 31))
days = st.dates(OFFICE.first_day, OFFICE.last_day)


def is_open(day: date) -> bool:
    return bool(_RULE.openings_on(day))


@given(days, days)
def test_between_counts_what_comes_after_the_first_up_to_the_second(a: date, b: date) -> None:
    low, high = min(a, b), max(a, b)
    every = (low + timedelta(days=n) for n in range(1, (high - low).days + 1))
    counted = sum(map(is_open, every))
    assert OFFICE.between(a, b) == (counted if a <= b else -counted)


@given(days, days, days)
def test_splitting_time_adds_up(a: date, b: date, c: date) -> None:
    assert OFFICE.between(a, b) + OFFICE.between(b, c) == OFFICE.between(a, c)


@given(days, st.integers(1, 40), st.sampled_from([1, -1]))
def test_after_goes_from_one_business_day_to_the_next(day: date, count: int, sign: int) -> None:
    reached, left = day, count
    while left:
        reached += timedelta(days=sign)
        left -= is_open(reached)
    try:
        found = OFFICE.after(day, sign * count)
    except UnknownDay:
        assert not OFFICE.first_day <= reached <= OFFICE.last_day
        return
    assert found == reached
    assert OFFICE.after(day, 0) == day


def test_a_half_day_is_a_day_and_a_holiday_none() -> None:
    assert OFFICE.between(date(2026, 12, 22), date(2026, 12, 28)) == 3
    assert OFFICE.after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert OFFICE.after(date(2026, 12, 28), -1) == date(2026, 12, 24)


def test_an_instant_moves_as_a_due_time_does() -> None:
    noon = Instant.parse("2026-12-23T12:00:00+01:00")
    assert OFFICE.moment_after(noon, 1) == Instant.parse("2026-12-28T08:00:00+01:00")
    assert OFFICE.day_of(Instant.parse("2026-12-23T23:30:00Z")) == date(2026, 12, 24)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_beyond_is_refused(day: date) -> None:
    with pytest.raises(UnknownDay, match="known from 2026-01-01 to 2026-12-31"):
        OFFICE.between(day, date(2026, 2, 1))
    with pytest.raises(UnknownDay):
        OFFICE.after(day, 0)
