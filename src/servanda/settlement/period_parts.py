"""The parts of a period, and the period in which a day lies."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import nominal_days
from servanda.facts.figure import Value
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.settlement.windows import anniversary

__all__ = ["period_around", "period_part"]

_DAYS = Unit.of(BaseKind.DAY)
_ELAPSED = Unit.of(BaseKind.ELAPSED)


def period_part(history: History, period: Period, part: str) -> Value:
    """Return a part of a period: its edges, number, label, length, or the share in force.

    Raises:
        KeyError: A period has no such part; typing lets none through.
    """
    days = (period.end_day - period.first_day).days
    first, following = _nominal(history, period.first_day)
    values: dict[str, Value] = {
        "start": period.first_day,
        "end": period.end_day,
        "index": _number(period.index + 1),
        "month": _number(period.first_day.month),
        "year": _number(period.first_day.year),
        "contract_year": _number(_contract_year(history, period.first_day)),
        "in_contract_year": _number(_in_contract_year(history, period.first_day)),
        "label": period.label,
        "days": Quantity(Fraction(days), _DAYS),
        "share": Quantity(Fraction(days, (following - first).days), SHARE),
        "length": Quantity(
            Fraction(period.end.micros - period.start.micros, MICROS_PER_SECOND), _ELAPSED
        ),
    }
    return values[part]


def _number(number: int) -> Quantity:
    return Quantity(Fraction(number), NUMBER)


def _contract_year(history: History, day: date) -> int:
    """Return in which contract year a period begins, from 1."""
    began = history.versions[0].in_force.first_day
    return anniversary(day, began).year - began.year + 1


def _in_contract_year(history: History, day: date) -> int:
    """Return the number of a period among those that begin in its contract year, from 1."""
    began = history.versions[0].in_force.first_day
    count, first = 1, day
    while first > began:
        first = max(_nominal(history, first - timedelta(days=1))[0], began)
        if _contract_year(history, first) != _contract_year(history, day):
            break
        count += 1
    return count


def period_around(history: History, day: date, later: int) -> tuple[date, date] | None:
    """Return the first and the last day of the period so many after that of a day.

    Periods go on beyond the last day in force, so that a deadline after it has a date.

    Args:
        history: The agreement.
        day: A day.
        later: How many periods after the one in which it lies, from 0.

    Returns:
        Both days, included; nothing for a day before the first one in force.
    """
    began = history.versions[0].in_force.first_day
    if day < began:
        return None
    first, following = _nominal(history, day)
    for _ in range(later):
        first, following = _nominal(history, following)
    return max(first, began), following - timedelta(days=1)


def _nominal(history: History, day: date) -> tuple[date, date]:
    # An amendment cannot change how periods are cut.
    version = history.versions[0]
    return nominal_days(version.in_force.first_day, version.settlement, day)
