"""What is in the holding account: credits of statements, less what was set aside and spent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.decisions import HoldingAccount
from servanda.decisions.rulebook import Rulebook
from servanda.facts.standing import (
    Dispute,
    DisputeState,
    Held,
    IssuedPeriod,
    SpendingState,
    Standing,
)
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity

__all__ = ["Balance", "balance", "put_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Say how much is in the holding account.

    Args:
        received: Credits of all statements, as they stand, and what was covered of them.
        set_aside: Approved and not yet bought.
        spent: Bought.
    """

    received: Quantity
    set_aside: Quantity
    spent: Quantity

    @property
    def free(self) -> Quantity:
        """Return what can still be approved, never below zero."""
        return self.received - self.set_aside - self.spent


def balance(book: Rulebook, standing: Standing) -> Balance:
    """Return how much is in the holding account, before what is left at the end is given away.

    Args:
        book: The agreement.
        standing: How everything stands.
    """
    nothing = Quantity.money(0, book.currency)
    received = sum((each.received + each.covered for each in standing.held.values()), start=nothing)
    aside = (s.amount for s in standing.spendings if s.state is SpendingState.APPROVED)
    costs = (s.cost for s in standing.spendings if s.state is SpendingState.DONE)
    return Balance(
        received=received,
        set_aside=sum(aside, start=nothing),
        spent=sum((each for each in costs if each is not None), start=nothing),
    )


def put_in(book: Rulebook, standing: Standing, label: str) -> Standing:
    """Return the standing with the credits of one period in the account as they now stand.

    Where a restatement takes away what was spent, the account stays at zero and the client owes
    the rest; when credits of the period rise again, that is given back first.

    Args:
        book: The agreement.
        standing: How everything stands; the period's statement is as it is now.
        label: The period.
    """
    period = book.period(label)
    rules = book.governing(period) if period else book.history.latest
    nothing = Quantity.money(0, book.currency)
    before = standing.held.get(label, Held(received=nothing, covered=nothing))
    issued = standing.issued.get(label)
    received = nothing
    if issued is not None and rules.holding_account is not None:
        received = sum(_credits(issued, rules.holding_account), start=nothing)
    change = (received - before.received).amount
    free = balance(book, standing).free.amount
    cover = max(-(free + change), -min(before.covered.amount, max(change, Fraction(0))))
    after = Held(
        received=received,
        covered=Quantity(before.covered.amount + cover, before.covered.unit),
    )
    return replace(standing, held={**standing.held, label: after})


def _credits(issued: IssuedPeriod, account: HoldingAccount) -> Iterator[Quantity]:
    latest = issued.editions[-1]
    settled = {
        (each.line.name, each.line.segment): each.amount
        for each in sorted(issued.disputes, key=_ended)
        if each.state is DisputeState.CHANGED
        and each.decided_at is not None
        and each.decided_at >= latest.issued_at
    }
    for line in latest.lines:
        if line.purpose is LinePurpose.SERVICE_CREDIT and account.takes(line.name):
            yield settled.get((line.name, line.segment)) or line.payable


def _ended(dispute: Dispute) -> tuple[int, int]:
    moment = dispute.decided_at or dispute.raised_at
    return moment.micros, dispute.number
