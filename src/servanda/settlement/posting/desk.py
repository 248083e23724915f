"""The desk at which transactions are written: it knows what was posted about what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account
from servanda.ledger.transaction import Posting, Transaction
from servanda.settlement.posting.accounts import FREE

__all__ = ["Desk", "Move"]


@dataclass(frozen=True, slots=True)
class Move:
    """Put an amount on an account.

    Args:
        account: The account.
        amount: The amount in the agreement's currency; 0 moves nothing.
        topic: What it is for, by which what was posted of it is found again.
        about: The same for readers.
    """

    account: Account
    amount: Fraction
    topic: Hashable
    about: str


@dataclass(kw_only=True)
class Desk:
    """Write transactions in one currency, oldest first.

    Args:
        currency: ISO 4217 code.
        transactions: What was written so far.
    """

    currency: str
    transactions: list[Transaction] = field(default_factory=list)
    _posted: defaultdict[Hashable, defaultdict[Account, Fraction]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Fraction))
    )
    _moves: dict[str, tuple[Move, ...]] = field(default_factory=dict)
    _free: Fraction = Fraction(0)

    @property
    def free(self) -> Fraction:
        """Return what can still be decided on in the holding account."""
        return self._free

    def posted(self, topic: Hashable, *accounts: Account) -> Fraction:
        """Return what was posted of a topic on some accounts together."""
        found = self._posted.get(topic)
        if found is None:
            return Fraction(0)
        return sum((found.get(each, Fraction(0)) for each in accounts), start=Fraction(0))

    def freed_by(self, identifiers: Sequence[str]) -> Fraction:
        """Return what some transactions together put into the free part."""
        moves = (move for each in identifiers for move in self._moves[each])
        return sum((move.amount for move in moves if move.account == FREE), start=Fraction(0))

    def write(
        self,
        identifier: str,
        day: date,
        what: str,
        moves: Iterable[Move],
        *,
        cites: Sequence[tuple[str, str]] = (),
        reverses: str = "",
    ) -> bool:
        """Write a transaction of the moves that move something; return whether any does."""
        real = tuple(each for each in moves if each.amount)
        if not real:
            return False
        self.transactions.append(
            Transaction(
                identifier=identifier,
                day=day,
                what=what,
                postings=tuple(self._posting(each) for each in real),
                cites=tuple((name, value) for name, value in cites if value),
                reverses=reverses,
            )
        )
        self._moves[identifier] = real
        for each in real:
            self._posted[each.topic][each.account] += each.amount
            if each.account == FREE:
                self._free += each.amount
        return True

    def reverse(
        self,
        identifier: str,
        day: date,
        what: str,
        *,
        reverses: str,
        cites: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Write the transaction that takes another one back."""
        moves = (
            Move(each.account, -each.amount, each.topic, each.about)
            for each in self._moves[reverses]
        )
        self.write(identifier, day, what, moves, cites=cites, reverses=reverses)

    def _posting(self, move: Move) -> Posting:
        amount = Quantity.money(move.amount, self.currency)
        return Posting(account=move.account, amount=amount, about=move.about)
