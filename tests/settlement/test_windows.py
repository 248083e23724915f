"""Which periods a window looks back on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from servanda.agreement.model.money import LimitWindow
from servanda.formula.syntax import RowWindow
from servanda.kernel.time import Instant, Period
from servanda.settlement.windows import limit_window, period_window

BEGAN = date(2024, 2, 29)


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
        (RowWindow.EARLIER, 0, range(14)),
        (RowWindow.LAST_PERIODS, 3, range(12, 15)),
        (RowWindow.LAST_PERIODS, 99, range(15)),
        (RowWindow.THIS_MONTH, 0, range(14, 15)),
        (RowWindow.THIS_QUARTER, 0, range(14, 15)),  # April 2025 begins one
        (RowWindow.THIS_YEAR, 0, range(11, 15)),  # January 2025 is number 11
        (RowWindow.THIS_CONTRACT_YEAR, 0, range(13, 15)),  # from 28 February 2025: March
    ],
)
def test_windows_reach_back_to_their_beginning(window: RowWindow, length: int, seen: range) -> None:
    assert period_window(months(15), 14, window, length, BEGAN) == seen


def test_a_limit_is_used_up_by_earlier_periods_only() -> None:
    periods = months(15)
    assert limit_window(periods, 14, LimitWindow.PERIOD, 0, BEGAN) == range(14, 14)
    assert limit_window(periods, 14, LimitWindow.YEAR, 0, BEGAN) == range(11, 14)
    assert limit_window(periods, 14, LimitWindow.LAST_PERIODS, 12, BEGAN) == range(3, 14)
    assert limit_window(periods, 14, LimitWindow.AGREEMENT, 0, BEGAN) == range(14)
    assert limit_window(periods, 0, LimitWindow.AGREEMENT, 0, BEGAN) == range(0)
