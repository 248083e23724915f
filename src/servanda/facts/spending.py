"""What is said about money in the holding account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.facts.attached import AttachedDocument
from servanda.kernel.quantity import Quantity

__all__ = [
    "SpendingDecided",
    "SpendingDone",
    "SpendingProposed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingProposed:
    """Propose what the holding account should be spent on.

    Args:
        amount: How much at most, above zero.
        purpose: One of the purposes that the agreement names.
        what: What is bought.
        helps: Measure that it is meant to move.
        looked_at: Day on which one looks whether it moved.
    """

    amount: Quantity
    purpose: str
    what: str
    helps: str
    looked_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDecided:
    """Decide on a proposed spending; the amount is set aside when it is approved."""

    proposal: str
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDone:
    """Say what an approved spending cost; what is left of the amount set aside goes back.

    Args:
        proposal: Digest of the entry that proposed it.
        cost: What it cost, at most the amount approved.
        on: Day on which it was delivered.
        documents: The invoice.
    """

    proposal: str
    cost: Quantity
    on: date
    documents: tuple[AttachedDocument, ...] = ()
