"""Which earlier periods a window looks back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.setting import InForce, Rhythm
from servanda.formula.syntax import RowWindow
from servanda.kernel.time import Period

__all__ = ["Years", "anniversary", "limit_window", "period_window", "window_ends"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """What the words of windows are read by.

    Args:
        rhythm: How often the parties settle; its own word is the present period itself.
        began: First day of the agreement, from which contract years count.
    """

    rhythm: Rhythm
    began: date

    @classmethod
    def of(cls, agreement: Agreement) -> Years:
        """Return how an agreement's windows are read."""
        return cls(rhythm=agreement.settlement.rhythm, began=agreement.in_force.first_day)


def period_window(
    periods: Sequence[Period], index: int, window: RowWindow, length: int, years: Years
) -> range:
    """Return the indexes of the periods that a window holds, seen from one of them.

    Formulas and limits read windows by this one rule: a period belongs to the calendar month,
    quarter, half-year and year in which it begins, whatever its own rhythm. Only the word of the
    rhythm itself (``this quarter`` of an agreement settled by quarter) is the present period.

    Args:
        periods: All periods, oldest first.
        index: The period seen from, 0-based.
        window: The window; those called *this* year and the like reach from the year's
            beginning to the present period, which they include.
        length: Number of periods for ``LAST_PERIODS``, the present one included; of days for
            ``LAST_DAYS``, which hold the periods that begin in the days up to this one's end.
        years: What the words are read by.

    Returns:
        Consecutive indexes, oldest first; windows are short at the agreement's start.
    """
    if _OWN_WORDS.get(years.rhythm) is window:
        return range(index, index + 1)
    match window:
        case RowWindow.LAST_PERIODS:
            return range(max(0, index + 1 - length), index + 1)
        case RowWindow.LAST_DAYS:
            return _since(periods, index, periods[index].end_day - timedelta(days=length))
        case RowWindow.ALL:
            return range(index + 1)
        case RowWindow.THIS_CONTRACT_YEAR:
            return _since(periods, index, anniversary(periods[index].first_day, years.began))
        case _:
            months = _MONTHS[window]
            return _since(periods, index, _beginning(periods[index].first_day, months))


def limit_window(
    periods: Sequence[Period], index: int, window: LimitWindow, length: int, years: Years
) -> range:
    """Return the indexes of the earlier periods that use up a limit's room, oldest first."""
    if window is LimitWindow.PERIOD:
        return range(index, index)
    seen = period_window(periods, index, _SPELLED[window], length, years)
    return range(seen.start, index)


_SPELLED = {
    LimitWindow.QUARTER: RowWindow.THIS_QUARTER,
    LimitWindow.HALF_YEAR: RowWindow.THIS_HALF_YEAR,
    LimitWindow.YEAR: RowWindow.THIS_YEAR,
    LimitWindow.CONTRACT_YEAR: RowWindow.THIS_CONTRACT_YEAR,
    LimitWindow.LAST_PERIODS: RowWindow.LAST_PERIODS,
    LimitWindow.LAST_DAYS: RowWindow.LAST_DAYS,
    LimitWindow.AGREEMENT: RowWindow.ALL,
}
_OWN_WORDS = {
    Rhythm.MONTH: RowWindow.THIS_MONTH,
    Rhythm.QUARTER: RowWindow.THIS_QUARTER,
    Rhythm.YEAR: RowWindow.THIS_YEAR,
}
_MONTHS = {
    RowWindow.THIS_MONTH: 1,
    RowWindow.THIS_QUARTER: 3,
    RowWindow.THIS_HALF_YEAR: 6,
    RowWindow.THIS_YEAR: 12,
}


def window_ends(
    period: Period, index: int, window: LimitWindow, length: int, in_force: InForce
) -> str:
    """Return why a window does not end in a period, nothing where it does.

    The window of a quarter or year ends in the last period that begins in it, or with the
    agreement; so many last periods are full from their number on.

    Args:
        period: The period.
        index: Its place among the agreement's periods, 0-based.
        window: The window.
        length: Number of periods for ``LAST_PERIODS``, of days for ``LAST_DAYS``.
        in_force: From when contract years count, and until when there are periods.
    """
    last_day = in_force.last_day
    if window is LimitWindow.LAST_PERIODS:
        missing = length - index - 1
        return f"{length} periods are needed, and this is number {index + 1}" if missing > 0 else ""
    if window is LimitWindow.LAST_DAYS:
        run = (period.end_day - in_force.first_day).days
        return f"{length} days are needed, and {run} have run" if run < length else ""
    if window is LimitWindow.PERIOD or (last_day is not None and period.end_day > last_day):
        return ""
    if window is LimitWindow.AGREEMENT:
        return "judged where the agreement ends"
    edges = {_window_begins(day, window, in_force) for day in (period.first_day, period.end_day)}
    return "" if len(edges) > 1 else f"judged where the {window.value} ends"


def _window_begins(day: date, window: LimitWindow, in_force: InForce) -> date:
    if window is LimitWindow.CONTRACT_YEAR:
        return anniversary(day, in_force.first_day)
    return _beginning(day, _MONTHS[_SPELLED[window]])


def _since(periods: Sequence[Period], index: int, first_day: date) -> range:
    start = index
    while start > 0 and periods[start - 1].first_day >= first_day:
        start -= 1
    return range(start, index + 1)


def _beginning(day: date, months: int) -> date:
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def anniversary(day: date, began: date) -> date:
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
