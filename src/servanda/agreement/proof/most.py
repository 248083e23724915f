"""The most that a line of money can ask, over all that may happen in a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure
from servanda.agreement.proof.depends import depends_on
from servanda.agreement.proof.known import fixed_amount
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.prove import prove_line
from servanda.formula.pieces import bounds
from servanda.kernel.quantity import Quantity

__all__ = ["Most", "most_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """Hold the most that a line asks for its period, segment or row, before limits.

    Args:
        amount: The most; absent where there is no end, or none is proven.
        why: Why it is absent, as the end of a sentence; else empty.
    """

    amount: Quantity | None
    why: str = ""


def most_of(line: Figure, agreement: Agreement, day: date) -> Most:
    """Return the most that a line can ask on a day, whatever its figures are.

    What is not measured is left aside: what a line asks without data is no place of the range.

    Args:
        line: A line of the version.
        agreement: The version in force.
        day: The day by which terms and levels are read.
    """
    fixed = fixed_amount(line, agreement, day)
    if fixed is not None:
        return Most(amount=fixed)
    sums = depends_on(line, agreement, frozenset()).sums
    if sums:
        return Most(amount=None, why=f"it depends on {', '.join(sorted(sums))}")
    greatest = []
    for proof in prove_line(line, agreement, day):
        if not proof.is_proven:
            return Most(amount=None, why=proof.reason)
        most = bounds(proof.pieces).greatest
        if most is None or _is_shortened(proof, agreement):
            return Most(amount=None, why=f"it has no end as '{proof.unknown}' goes on")
        greatest.append(most)
    if not greatest:
        return Most(amount=None, why="evidence alone decides it")
    return Most(amount=max(greatest, key=lambda each: each.amount))


def _is_shortened(proof: Proof, agreement: Agreement) -> bool:
    """Return whether the range ends with the longest period, which a row may well outlast."""
    of_a_row = proof.unknown not in agreement.measured_in
    domain = proof.domain
    return of_a_row and domain is not None and domain.high is not None and not domain.unit.is_share
