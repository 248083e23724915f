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

__all__ = ["CASES_USUAL", "OneCase", "at_each_cliff", "of_one_case"]

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
    cases = measure.minimum_sample if measure.minimum_sample > 1 else CASES_USUAL
    steps = _steps(proof, measure, cases)
    return max(steps, key=lambda each: each.money.amount) if steps else None


def at_each_cliff(
    proof: Proof, measure: Measure, cases: int
) -> tuple[tuple[Fraction, OneCase], ...]:
    """Return what one of so many cases decides at each cliff, with the share where it stands.

    Args:
        proof: What a line pays over the whole range of the measure.
        measure: The measure.
        cases: How many cases there are, at least 1.

    Returns:
        Cliffs upwards; none where the measure is no share of cases. Where one case takes the
        share over several cliffs, each of them is told with what they come to together.
    """
    steps = _steps(proof, measure, cases)
    found = []
    for jump in proof.jumps if steps else ():
        over = [each for each in steps if each.low <= jump.x <= each.high]
        if over:
            found.append((jump.x, max(over, key=lambda each: each.money.amount)))
    return tuple(found)


def _steps(proof: Proof, measure: Measure, cases: int) -> list[OneCase]:
    """Return every step that one case makes and that changes what is paid, upwards."""
    value = measure.value.expression
    shared = isinstance(value, Aggregate) and value.aggregator is Aggregator.SHARE
    if not shared or not proof.is_proven:
        return []
    paid = [(Fraction(n, cases), _at(proof.pieces, Fraction(n, cases))) for n in range(cases + 1)]
    return [
        OneCase(
            cases=cases,
            is_minimum=cases == measure.minimum_sample > 1,
            money=Quantity(abs(after.amount - before.amount), after.unit),
            low=low,
            high=high,
        )
        for (low, before), (high, after) in pairwise(paid)
        if before is not None and after is not None and before.amount != after.amount
    ]


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
