"""The most that service credits of a period may come to, by the limits alone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.money import Bound, Limit, Purpose
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.pipeline.plain.bounding import Pot, most_within_limits
from servanda.settlement.limits import shares_in

__all__ = ["money_at_risk"]


def money_at_risk(history: History, day: date, last: Statement | None) -> Quantity | None:
    """Return the most that service credits of a period may come to, whatever is missed.

    Limits that terms decide are taken as they are on the day. Where they hang on evidence, on a
    month's charges say, they are taken as they were in the last statement. What earlier periods
    of a year have used up of a yearly limit is not taken off.

    Args:
        history: The agreement.
        day: A day of the period.
        last: The last statement handed over, if there is one.

    Returns:
        The amount, exact; 0 where the text has no penalties, nothing where no limit holds all of
        them or nobody knows yet what it comes to.
    """
    version = history.at(day)
    currency = version.settlement.currency
    penalties = [each for each in version.figures.values() if each.purpose is Purpose.PENALTY]
    if not penalties:
        return Quantity.money(0, currency)
    pots = [Pot(lines=frozenset({each.name}), most=None) for each in penalties]
    most = most_within_limits(pots, version, day)
    if most is None and last is not None:
        most = _by_statement(version, last)
    return Quantity.money(most, currency) if most is not None else None


def _by_statement(version: Agreement, last: Statement) -> Fraction | None:
    """Return the least of the limits on all penalties as a statement had them."""
    whole = {each.name for each in version.limits if _holds_all(each, version)}
    return min((each.cap.amount for each in last.limits if each.name in whole), default=None)


def _holds_all(limit: Limit, version: Agreement) -> bool:
    plain = limit.bound is Bound.AT_MOST and not limit.for_each and not limit.less
    figures = version.figures.values()
    return plain and all(
        shares_in(limit, each) for each in figures if each.purpose is Purpose.PENALTY
    )
