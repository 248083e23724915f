"""Which units go together, and what comes of it."""

from __future__ import annotations

from fractions import Fraction

from servanda.formula.syntax import Expression, Literal
from servanda.kernel.quantity import PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = [
    "advice_on",
    "describe_unit",
    "divided",
    "is_whole_share",
    "multiplied",
    "summed",
]


def is_whole_share(expression: Expression) -> bool:
    """Return whether this is the literal 100%, whose difference to a share is its complement."""
    return isinstance(expression, Literal) and expression.value == Quantity(Fraction(1), SHARE)


def summed(left: Unit, right: Unit, *, subtract: bool, complement: bool) -> Unit | None:
    """Return the unit of a sum or difference, nothing where the two do not go together.

    Args:
        left: Unit of the first.
        right: Unit of the second.
        subtract: Whether the second is taken away.
        complement: Whether the first is the literal 100%.

    Example:
        >>> str(summed(SHARE, SHARE, subtract=True, complement=False))
        'percentage points'
    """
    if left == right:
        return PERCENTAGE_POINTS if left.is_share and subtract and not complement else left
    if left.is_share and right == PERCENTAGE_POINTS:
        return SHARE
    if left == PERCENTAGE_POINTS and right.is_share and not subtract:
        return SHARE
    return None


def multiplied(left: Unit, right: Unit) -> Unit | None:
    """Return the unit of a product, nothing where it has no meaning: money times money,
    percentage points of something.
    """
    product = left * right
    if product.is_number and not (left.is_number and right.is_number):
        # A rate times what it is per is a part of the whole: 0.15% per month,
        # for 10 months.
        return SHARE
    money = sum(p for base, p in product.powers if base.sort == BaseKind.MONEY.value)
    if money > 1:
        return None
    pointed = dict(product.powers).get(PERCENTAGE_POINTS.powers[0][0], 0) > 0
    return None if pointed and len(product.powers) > 1 else product


def divided(left: Unit, right: Unit) -> Unit:
    """Return the unit of a quotient; like divided by like is a share."""
    if left == PERCENTAGE_POINTS and right.is_share:
        return SHARE
    quotient = left / right
    both_bare = left.is_number and right.is_number
    return SHARE if quotient.is_number and not both_bare else quotient


def describe_unit(unit: Unit) -> str:
    """Return a unit in words that fit after *cannot add*.

    Example:
        >>> describe_unit(Unit.money("EUR")), describe_unit(Unit.of(BaseKind.OPEN))
        ('money in EUR', 'business time')
    """
    if unit.is_number:
        return "a bare number"
    if unit.currency:
        return f"money in {unit.currency}"
    if unit.noun:
        return f"a number of {unit.noun}"
    return next((word for kind, word in _WORDS.items() if unit.is_only(kind)), str(unit))


_WORDS = {
    BaseKind.SHARE: "a share (as 95%)",
    BaseKind.POINTS_OF_PERCENT: "percentage points",
    BaseKind.ELAPSED: "elapsed time (hours)",
    BaseKind.OPEN: "business time",
    BaseKind.DAY: "calendar days",
    BaseKind.BUSINESS_DAY: "business days",
    BaseKind.MONTH: "months",
    BaseKind.SERVICE_POINT: "points",
}

_TIMES = frozenset(
    {
        BaseKind.ELAPSED,
        BaseKind.OPEN,
        BaseKind.DAY,
        BaseKind.BUSINESS_DAY,
        BaseKind.MONTH,
    }
)


def advice_on(left: Unit, right: Unit) -> str:
    """Return what an author may have meant by putting two units together."""
    pair = {_kind(left), _kind(right)}
    if BaseKind.MONEY in pair and BaseKind.SHARE in pair:
        return "a share of money is money: 12% of monthly_fee"
    if pair == {BaseKind.ELAPSED, BaseKind.OPEN}:
        return "time of a calendar with opening hours is written in business hours"
    if pair == {BaseKind.SHARE, BaseKind.POINTS_OF_PERCENT}:
        return "a difference of two shares is percentage points: write 0.4 pp, or say as %"
    if None in (_kind(left), _kind(right)) and BaseKind.SHARE in pair:
        return "write 95% for a share, or say as %"
    if len(pair & _TIMES) == 2:
        return (
            "none turns into another: say hours for elapsed time, business hours for open time,"
            " calendar days or business days for days"
        )
    if left.is_number or right.is_number:
        other = right if left.is_number else left
        return f"give the number its unit: {_example(other)}"
    if left.noun and right.noun:
        return f"how many {left.noun} is another count than how many {right.noun}"
    return ""


def _kind(unit: Unit) -> BaseKind | None:
    return next((kind for kind in BaseKind if unit.is_only(kind)), None)


def _example(unit: Unit) -> str:
    if unit.currency:
        return f"250.00 {unit.currency}"
    if unit.noun:
        return f"3 {unit.noun}"
    kind = _kind(unit)
    examples = {
        BaseKind.POINTS_OF_PERCENT: "0.4 pp",
        BaseKind.ELAPSED: "4 hours",
        BaseKind.OPEN: "4 business hours",
        BaseKind.DAY: "2 calendar days",
        BaseKind.BUSINESS_DAY: "2 business days",
        BaseKind.MONTH: "3 months",
        BaseKind.SERVICE_POINT: "3 points",
    }
    return examples.get(kind, str(unit)) if kind else str(unit)
