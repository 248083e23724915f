"""How much money one case decides, where a measure is a share of cases."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from servanda.agreement.model.measure import Measure
from servanda.agreement.proof.model import Proof
from servanda.formula.moebius import Moebius
from servanda.formula.pieces import Piece
from servanda.formula.syntax import Aggregate, Aggregator
from servanda.kernel.quantity import Quantity

__all__ = ["CASES_USUAL", "OneCase", "of_one_case"]

CASES_USUAL = 100
"""Cases of a period for which it is said, where the text asks for no minimum sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCase:
    """Hold the most that one case decides.

    Args:
        cases: How many cases there are.
        is_minimum: Whether that is the measure's minimum sample.
        money: The most that one of them decides.
        low: The share without it.
        high: The share with it.
    """

    cases: int
    is_minimum: bool
    money: Quantity
    low: Fraction
    high: Fraction


def of_one_case(proof: Proof, measure: Measure) -> OneCase | None:
    """Return the most that one case decides, nothing where the measure is no share of cases.

    With n cases a share is one of 0/n, 1/n, ... n/n, and one case makes the step from one of
    them to the next; every step is looked at.

    Args:
        proof: What a line pays over the whole range of the measure.
        measure: The measure.
    """
    value = measure.value.expression
    shared = isinstance(value, Aggregate) and value.aggregator is Aggregator.SHARE
    if not shared or not proof.is_proven:
        return None
    is_minimum = measure.minimum_sample > 1
    cases = measure.minimum_sample if is_minimum else CASES_USUAL
    most: OneCase | None = None
    paid = [(Fraction(n, cases), _at(proof.pieces, Fraction(n, cases))) for n in range(cases + 1)]
    for (low, before), (high, after) in pairwise(paid):
        if before is None or after is None:
            continue
        money = Quantity(abs(after.amount - before.amount), after.unit)
        if most is None or money.amount > most.money.amount:
            most = OneCase(cases=cases, is_minimum=is_minimum, money=money, low=low, high=high)
    return most if most is not None and most.money.amount > 0 else None


def _at(pieces: tuple[Piece, ...], x: Fraction) -> Quantity | None:
    for piece in pieces:
        if _holds(piece, x) and isinstance(piece.value, Quantity):
            amount = piece.value.amount
            known = amount.at(x) if isinstance(amount, Moebius) else amount
            return None if known is None else Quantity(known, piece.value.unit)
    return None


def _holds(piece: Piece, x: Fraction) -> bool:
    above = piece.low is None or x > piece.low or (x == piece.low and piece.low_included)
    below = piece.high is None or x < piece.high or (x == piece.high and piece.high_included)
    return above and below
