"""Sums of a statement's lines."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from servanda.facts.statement import LinePurpose, StatementLine, Totals
from servanda.kernel.quantity import Quantity

__all__ = ["totals_of"]


def totals_of(lines: Iterable[StatementLine], currency: str) -> Totals:
    """Return the sums of what is payable."""
    every = tuple(lines)
    held = [line for line in every if line.held]

    def total(purpose: LinePurpose) -> Fraction:
        paid = (line.payable.amount for line in every if line.purpose is purpose)
        return sum(paid, start=Fraction(0))

    charges = total(LinePurpose.CHARGE)
    credited = total(LinePurpose.SERVICE_CREDIT)
    incentives = total(LinePurpose.INCENTIVE)
    adjustments = total(LinePurpose.ADJUSTMENT)
    return Totals(
        charges=Quantity.money(charges, currency),
        service_credits=Quantity.money(credited, currency),
        incentives=Quantity.money(incentives, currency),
        adjustments=Quantity.money(adjustments, currency),
        held=Quantity.money(_into_the_account(held), currency) if held else None,
        net=Quantity.money(charges - credited + incentives + adjustments, currency),
    )


def _into_the_account(lines: Iterable[StatementLine]) -> Fraction:
    """Add up credits; an adjustment that the client pays takes as much back."""
    amounts = (
        -line.payable.amount if line.purpose is LinePurpose.ADJUSTMENT else line.payable.amount
        for line in lines
    )
    return sum(amounts, start=Fraction(0))
