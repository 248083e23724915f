"""Which periods a window looks back on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.setting import Rhythm
from servanda.formula.display import format_value
from servanda.formula.syntax import RowWindow
from servanda.kernel.time import Instant, Period
from servanda.settlement.windows import Years, limit_window, period_window
from tests.settlement.scenes import MEASURE, row, settled

BEGAN = date(2024, 2, 29)
YEARS = Years(rhythm=Rhythm.MONTH, began=BEGAN)


def months(count: int) -> list[Period]:
    days = [date(2024 + (1 + n) // 12, (1 + n) % 12 + 1, 1) for n in range(count + 1)]
    return [
        Period(
            label=f"{first:%Y-%m}",
            index=index,
            first_day=BEGAN if index == 0 else first,
            end_day=end,
            start=at(first),
            end=at(end),
        )
        for index, (first, end) in enumerate(pairwise(days))
    ]


def at(day: date) -> Instant:
    return Instant.from_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("window", "length", "seen"),
    [
        (RowWindow.ALL, 0, range(15)),
        (RowWindow.LAST_PERIODS, 3, range(12, 15)),
        (RowWindow.LAST_PERIODS, 99, range(15)),
        (RowWindow.THIS_MONTH, 0, range(14, 15)),
        (RowWindow.THIS_QUARTER, 0, range(14, 15)),  # April 2025 begins one
        (RowWindow.THIS_YEAR, 0, range(11, 15)),  # January 2025 is number 11
        (RowWindow.THIS_HALF_YEAR, 0, range(11, 15)),
        (RowWindow.LAST_DAYS, 61, range(13, 15)),  # 1 March to 30 April
        (RowWindow.LAST_DAYS, 60, range(14, 15)),
        (RowWindow.THIS_CONTRACT_YEAR, 0, range(13, 15)),  # from 28 February 2025: March
    ],
)
def test_windows_reach_back_to_their_beginning(window: RowWindow, length: int, seen: range) -> None:
    assert period_window(months(15), 14, window, length, YEARS) == seen


def test_a_limit_is_used_up_by_earlier_periods_only() -> None:
    periods = months(15)
    assert limit_window(periods, 14, LimitWindow.PERIOD, 0, YEARS) == range(14, 14)
    assert limit_window(periods, 14, LimitWindow.YEAR, 0, YEARS) == range(11, 14)
    assert limit_window(periods, 14, LimitWindow.LAST_PERIODS, 12, YEARS) == range(3, 14)
    assert limit_window(periods, 14, LimitWindow.AGREEMENT, 0, YEARS) == range(14)
    assert limit_window(periods, 0, LimitWindow.AGREEMENT, 0, YEARS) == range(0)


def quarters(*days: date) -> list[Period]:
    return [
        Period(
            label=f"{first}",
            index=index,
            first_day=first,
            end_day=end,
            start=at(first),
            end=at(end),
        )
        for index, (first, end) in enumerate(pairwise(days))
    ]


def test_the_rhythms_own_word_is_the_period_itself_and_others_are_of_the_calendar() -> None:
    # Quarters from the 16th: the last one of the year begins in October and ends in the next.
    periods = quarters(date(2025, 10, 3), date(2025, 10, 16), date(2026, 1, 16), date(2026, 4, 16))
    years = Years(rhythm=Rhythm.QUARTER, began=date(2025, 10, 3))
    for index in range(3):
        this = period_window(periods, index, RowWindow.THIS_QUARTER, 0, years)
        assert this == range(index, index + 1)
    assert period_window(periods, 1, RowWindow.THIS_YEAR, 0, years) == range(2)
    assert period_window(periods, 2, RowWindow.THIS_YEAR, 0, years) == range(2, 3)
    assert limit_window(periods, 1, LimitWindow.YEAR, 0, years) == range(1)
    assert limit_window(periods, 1, LimitWindow.HALF_YEAR, 0, years) == range(1)


def test_windows_of_periods_and_rows_may_be_of_earlier_ones_alone() -> None:
    body = (
        MEASURE
        + """
rows:
  failures: {each: failure, from: outages}
figures:
  own: 1 + (sum(own over earlier months in this contract year))
  in_year: count(earlier months in this year)
  in_three: count(earlier periods in last 3 months)
  of_rows: count(failures in last 2 months)
  of_earlier_rows: count(earlier failures in last 2 months)
  after: {for each: failure, is: count(earlier failures in last 5 days)}
penalties:
  again: {for each: failure, pays: 5 EUR per failure * after}
"""
    )
    moments = ["2026-01-05", "2026-01-30", "2026-02-02", "2026-02-02", "2026-03-20"]
    failures = [
        row("failures", f"F{number}", f"{day}T00:00:00Z")
        for number, day in enumerate(moments, start=1)
    ]
    found = settled(body, {"up": ["99", "99", "99", "99"]}, rows={"failures": failures})
    shown = [
        {step.name.split()[0]: format_value(step.value) for step in statement.figures}
        for statement in found
    ]
    assert [each["own"] for each in shown] == ["1", "2", "4", "8"]
    assert [each["in_year"] for each in shown] == ["0", "1", "2", "3"]
    assert [each["in_three"] for each in shown] == ["0", "1", "2", "2"]
    assert [each["of_rows"].split()[0] for each in shown] == ["2", "4", "3", "1"]
    assert [each["of_earlier_rows"].split()[0] for each in shown] == ["0", "2", "2", "1"]
    # Of two at one instant the first in order of their keys is the earlier one.
    paid = [[format_value(line.payable) for line in each.lines] for each in found]
    assert paid == [["0.00 EUR"], ["15.00 EUR"], ["0.00 EUR"], ["0.00 EUR"]]
