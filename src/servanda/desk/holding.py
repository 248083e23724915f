"""The holding account as it stands: what came in, what is free, what it was spent on."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.model.agreement import Agreement
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.desk.working import value_of
from servanda.pipeline.booking import book
from servanda.settlement.posting.held import HeldBalance, Receipt, held_balance, receipts

__all__ = ["HoldingSeen", "holding_account", "holding_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingSeen:
    """Hold what stands in the holding account.

    Args:
        agreement: The agreement's last version, with the rules of the account.
        balance: What came in, and what became of it.
        receipts: What came in from statements, or left with a restatement, oldest first.
    """

    agreement: Agreement
    balance: HeldBalance
    receipts: tuple[Receipt, ...]


def holding_account(caller: Caller, agreement: str) -> HoldingSeen:
    """Return what stands in the holding account; raises as the table of rights says."""
    return holding_of(see(caller, agreement))


def holding_of(seen: Seen) -> HoldingSeen:
    """Return what stands in the holding account, nothing where the agreement has none."""
    booked = value_of(book(seen.workspace, seen.at))
    return HoldingSeen(
        agreement=booked.history.latest,
        balance=held_balance(booked.ledger, booked.currency),
        receipts=tuple(receipts(booked.ledger)),
    )
