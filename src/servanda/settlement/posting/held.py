"""The holding account as its owners look at it: what came in, what it was spent on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.kernel.quantity import Quantity
from servanda.ledger.balance import balance_of
from servanda.ledger.book import Ledger
from servanda.settlement.posting.accounts import (
    FREE,
    LEFT_TO_PROVIDER,
    REST_RETURNED,
    SET_ASIDE,
    SPENT,
)

__all__ = ["HeldBalance", "Receipt", "held_balance", "receipts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBalance:
    """Say what stands in the holding account.

    Args:
        received: What came in, less what restatements took out again.
        free: What can still be decided on.
        set_aside: What approved spendings may cost at most.
        spent: What was bought.
        given_away: What was left when the agreement ended.
    """

    received: Quantity
    free: Quantity
    set_aside: Quantity
    spent: Quantity
    given_away: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One amount that came into the holding account, or left it with a restatement.

    Args:
        day: When it was posted.
        period: Label of the period whose statement it comes from.
        about: The line.
        amount: The amount; below zero where a restatement took it away.
        what: What brought it.
        statement_sha256: Digest of the statement, empty where it was taken back.
        entry: Digest of the entry.
    """

    day: date
    period: str
    about: str
    amount: Quantity
    what: str
    statement_sha256: str
    entry: str


def held_balance(ledger: Ledger, currency: str) -> HeldBalance:
    """Return what stands in the holding account, from the ledger as the client keeps it."""
    free = balance_of(ledger, FREE, currency)
    aside = balance_of(ledger, SET_ASIDE, currency)
    left = balance_of(ledger, LEFT_TO_PROVIDER, currency)
    spent = balance_of(ledger, SPENT, currency) - left
    given_away = left + balance_of(ledger, REST_RETURNED, currency)
    return HeldBalance(
        received=free + aside + spent + given_away,
        free=free,
        set_aside=aside,
        spent=spent,
        given_away=given_away,
    )


def receipts(ledger: Ledger) -> Iterator[Receipt]:
    """Yield what came in from statements, oldest first."""
    for transaction in ledger.transactions:
        period = transaction.cited("period")
        for posting in transaction.postings:
            if period and posting.account == FREE:
                yield Receipt(
                    day=transaction.day,
                    period=period,
                    about=posting.about,
                    amount=posting.amount,
                    what=transaction.what,
                    statement_sha256=transaction.cited("statement"),
                    entry=transaction.cited("entry"),
                )
