"""Money: no line too thin to matter, no incentive that answers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Purpose
from servanda.agreement.proof.model import Proof
from servanda.agreement.proof.prove import Proofs
from servanda.formula.display import format_quantity
from servanda.formula.pieces import bounds
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity

__all__ = ["THIN_SHARE", "look_at_money"]

THIN_SHARE = Fraction(5, 100)
"""Share of what all penalties can pay below which one of them moves nobody."""


def look_at_money(agreement: Agreement, proofs: Proofs) -> Iterator[Diagnostic]:
    """Yield penalties too thin to matter, and incentives that name no frustration."""
    yield from _thin(agreement, proofs)
    for line in agreement.figures.values():
        if line.purpose is Purpose.INCENTIVE and not line.answers.strip():
            yield found.ANSWERS_NOTHING.at(line.span, name=line.name)


def _thin(agreement: Agreement, proofs: Proofs) -> Iterator[Diagnostic]:
    most = _most(proofs)
    total = sum((each.amount for each in most.values()), start=Fraction(0))
    for name, greatest in most.items():
        if name in agreement.figures and 0 < greatest.amount < THIN_SHARE * total:
            yield found.THIN_LINE.at(
                agreement.figures[name].span,
                name=name,
                most=format_quantity(greatest),
                total=format_quantity(Quantity(total, greatest.unit)),
            )


def _most(proofs: Proofs) -> dict[str, Quantity]:
    """Return what each penalty of a period can pay at most, as of the last day looked at."""
    latest = {
        (proof.line.name, proof.unknown, proof.supposing): proof
        for proof in proofs.proofs
        if proof.line.purpose is Purpose.PENALTY and not proof.after_miss
    }
    most: dict[str, Quantity] = {}
    for proof in latest.values():
        greatest = _greatest(proof)
        known = most.get(proof.line.name)
        if greatest is not None and (known is None or known.amount < greatest.amount):
            most[proof.line.name] = greatest
    return most


def _greatest(proof: Proof) -> Quantity | None:
    """Return the most that a line pays, its cap looked at; nothing for lines of single rows."""
    if proof.line.each not in {"", "period"} or not proof.is_proven:
        return None
    greatest = bounds(proof.pieces).greatest
    if greatest is None or proof.cap is None or greatest.amount <= proof.cap.at_most.amount:
        return greatest
    return proof.cap.at_most
