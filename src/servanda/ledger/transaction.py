"""Money that moves from accounts to accounts on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.kernel.decimals import places_needed
from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account
from servanda.ledger.refusals import NoDecimalAmount, NotBalanced, NothingPosted, NotMoney

__all__ = ["Posting", "Transaction", "left_over", "reversal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Put an amount on an account.

    Args:
        account: The account.
        amount: Money that a decimal holds exactly; negative amounts leave assets and expenses,
            and add to liabilities and income.
        about: What it is posted for, by which postings of one subject find each other:
            ``2026-03 restore_major``; may be empty.

    Raises:
        NotMoney: The amount is no money.
        NoDecimalAmount: It is no decimal.
    """

    account: Account
    amount: Quantity
    about: str = ""

    def __post_init__(self) -> None:
        if not self.currency:
            raise NotMoney(str(self.account), str(self.amount.unit))
        if places_needed(self.amount.amount) is None:
            raise NoDecimalAmount(str(self.account), self.amount.amount)

    @property
    def currency(self) -> str:
        """Return the currency's code."""
        return self.amount.unit.currency or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """Move money so that nothing appears and nothing is lost.

    Args:
        identifier: By which it is posted once.
        day: Day on which it counts.
        what: What happened, in a few words: ``statement issued``.
        postings: Amounts that sum to zero in each currency, at least two.
        cites: What it rests on, by name: ``(("entry", "9f2c..."), ("period", "2026-03"))``.
        reverses: Identifier of the transaction that it takes back, empty for none.

    Raises:
        NothingPosted: There are no postings, or one is of nothing.
        NotBalanced: A currency does not sum to zero.
    """

    identifier: str
    day: date
    what: str
    postings: tuple[Posting, ...]
    cites: tuple[tuple[str, str], ...] = ()
    reverses: str = ""

    def __post_init__(self) -> None:
        if not self.postings or any(each.amount.amount == 0 for each in self.postings):
            raise NothingPosted(self.identifier)
        left = left_over(self.postings)
        if left:
            raise NotBalanced(self.identifier, left)

    def cited(self, name: str) -> str:
        """Return what it cites under a name, empty for nothing."""
        return dict(self.cites).get(name, "")


def left_over(postings: Iterable[Posting]) -> dict[str, Fraction]:
    """Return the currencies that do not sum to zero, with their sums."""
    sums: defaultdict[str, Fraction] = defaultdict(Fraction)
    for each in postings:
        sums[each.currency] += each.amount.amount
    return {currency: amount for currency, amount in sums.items() if amount}


def reversal(
    of: Transaction,
    *,
    identifier: str,
    day: date,
    what: str,
    cites: tuple[tuple[str, str], ...] = (),
) -> Transaction:
    """Return the transaction that takes another one back, on a day of its own."""
    return Transaction(
        identifier=identifier,
        day=day,
        what=what,
        postings=tuple(
            Posting(account=each.account, amount=-each.amount, about=each.about)
            for each in of.postings
        ),
        cites=cites,
        reverses=of.identifier,
    )
