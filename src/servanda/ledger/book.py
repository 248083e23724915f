"""The ledger: transactions in the order in which they were committed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.ledger.refusals import (
    AlreadyPosted,
    AlreadyReversed,
    NotBalanced,
    NotItsReversal,
    NotPosted,
)
from servanda.ledger.transaction import Posting, Transaction, left_over

__all__ = ["Ledger", "mirrored"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Hold transactions; committing gives a longer ledger and changes none.

    Args:
        transactions: In the order in which they were committed.
    """

    transactions: tuple[Transaction, ...] = ()

    def commit(self, *added: Transaction) -> Ledger:
        """Return the ledger with transactions added, all of them or none.

        Raises:
            AlreadyPosted: One has an identifier that is taken.
            NotPosted: One reverses what is not there.
            AlreadyReversed: One reverses what is reversed already.
            NotItsReversal: One does not move back what it says that it reverses.
            NotBalanced: The ledger would not sum to zero.
        """
        known = {each.identifier: each for each in self.transactions}
        reversed_ones = {each.reverses for each in self.transactions if each.reverses}
        for each in added:
            _admit(each, known, reversed_ones)
        grown = Ledger((*self.transactions, *added))
        # Each transaction balances by itself; that the whole does is asked again, so that no
        # mistake in one place can put a ledger out of balance.
        left = left_over(grown.postings())
        if left:
            raise NotBalanced("the ledger", left)
        return grown

    def postings(self) -> Iterator[Posting]:
        """Yield every posting, in the order of commit."""
        for each in self.transactions:
            yield from each.postings

    def is_reversed(self, identifier: str) -> bool:
        """Return whether a transaction was taken back."""
        return any(each.reverses == identifier for each in self.transactions)


def mirrored(ledger: Ledger) -> Ledger:
    """Return the same ledger as the other party keeps it.

    What one owes, the other is owed; what one spends, the other earns. Every account changes
    its kind and every amount its sign.
    """
    return Ledger(
        tuple(
            replace(
                each,
                postings=tuple(
                    Posting(
                        account=replace(posting.account, kind=posting.account.kind.mirrored),
                        amount=-posting.amount,
                        about=posting.about,
                    )
                    for posting in each.postings
                ),
            )
            for each in ledger.transactions
        )
    )


def _admit(added: Transaction, known: dict[str, Transaction], reversed_ones: set[str]) -> None:
    if added.identifier in known:
        raise AlreadyPosted(added.identifier)
    if added.reverses:
        target = known.get(added.reverses)
        if target is None:
            raise NotPosted(added.reverses)
        if added.reverses in reversed_ones:
            raise AlreadyReversed(added.reverses)
        if _moved(added, sign=-1) != _moved(target, sign=1):
            raise NotItsReversal(added.identifier, added.reverses)
        reversed_ones.add(added.reverses)
    known[added.identifier] = added


def _moved(transaction: Transaction, *, sign: int) -> Counter[tuple[object, ...]]:
    return Counter(
        (each.account, sign * each.amount.amount, each.currency, each.about)
        for each in transaction.postings
    )
