"""Which earlier periods a window looks back on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.agreement.model.money import LimitWindow
from servanda.formula.syntax import RowWindow
from servanda.kernel.time import Period

__all__ = ["limit_window", "period_window"]


def period_window(
    periods: Sequence[Period], index: int, window: RowWindow, length: int, began: date
) -> range:
    """Return the indexes of the periods that a window holds, seen from one of them.

    Args:
        periods: All periods, oldest first.
        index: The period seen from, 0-based.
        window: The window; those called *this* year and the like reach from the year's
            beginning to the present period, which they include.
        length: Number of periods, for ``LAST_PERIODS``, the present one included.
        began: First day of the agreement, from which contract years count.

    Returns:
        Consecutive indexes, oldest first; windows are short at the agreement's start.
    """
    match window:
        case RowWindow.EARLIER:
            return range(index)
        case RowWindow.LAST_PERIODS:
            return range(max(0, index + 1 - length), index + 1)
        case RowWindow.THIS_MONTH | RowWindow.THIS_QUARTER | RowWindow.THIS_YEAR:
            return _since(periods, index, _beginning(periods[index].first_day, window))
        case RowWindow.THIS_CONTRACT_YEAR:
            return _since(periods, index, _anniversary(periods[index].first_day, began))
        case _:
            return range(index + 1)


def limit_window(
    periods: Sequence[Period], index: int, window: LimitWindow, length: int, began: date
) -> range:
    """Return the indexes of the earlier periods that use up a limit's room, oldest first."""
    if window is LimitWindow.PERIOD:
        return range(index, index)
    spelled = {
        LimitWindow.QUARTER: RowWindow.THIS_QUARTER,
        LimitWindow.YEAR: RowWindow.THIS_YEAR,
        LimitWindow.CONTRACT_YEAR: RowWindow.THIS_CONTRACT_YEAR,
        LimitWindow.LAST_PERIODS: RowWindow.LAST_PERIODS,
        LimitWindow.AGREEMENT: RowWindow.ALL,
    }
    seen = period_window(periods, index, spelled[window], length, began)
    return range(seen.start, index)


def _since(periods: Sequence[Period], index: int, first_day: date) -> range:
    start = index
    while start > 0 and periods[start - 1].first_day >= first_day:
        start -= 1
    return range(start, index + 1)


def _beginning(day: date, window: RowWindow) -> date:
    if window is RowWindow.THIS_MONTH:
        return day.replace(day=1)
    if window is RowWindow.THIS_QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1)


def _anniversary(day: date, began: date) -> date:
    """Return the last anniversary of the beginning on or before a day; 29 February falls on
    28 February in years without one.
    """
    for year in (day.year, day.year - 1):
        candidate = _same_day(began, year)
        if candidate <= day:
            return candidate
    return began


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
