"""Spendings from the holding account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.agreement.model.decisions import HoldingAccount
from servanda.decisions import diagnostics as found
from servanda.decisions.holding import balance
from servanda.decisions.objections.case import Case
from servanda.facts.decision import SpendingDecided, SpendingDone, SpendingProposed
from servanda.facts.standing import Spending, SpendingState
from servanda.formula.display import format_quantity
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity

__all__ = ["decided", "done", "proposed"]


def proposed(case: Case, act: SpendingProposed) -> Iterator[Diagnostic]:
    """Yield what speaks against a proposal."""
    account = _account(case)
    if isinstance(account, Diagnostic):
        yield account
        return
    yield from case.known("purpose", act.purpose, account.purposes)
    yield from case.known("measure", act.helps, case.now.measures)
    yield from case.reason(act.what, "a spending")
    wrong = tuple(case.money(act.amount, "spent"))
    yield from wrong or _beyond(case, act.amount)
    if act.looked_at <= _today(case):
        yield case.say(
            found.WRONG_DAY,
            what="one looks on",
            day=act.looked_at.isoformat(),
            why="not after the proposal",
        )


def decided(case: Case, act: SpendingDecided) -> Iterator[Diagnostic]:
    """Yield what speaks against a decision on a proposal."""
    account = _account(case)
    spending = _spending(case, act.proposal)
    for each in (account, spending):
        if isinstance(each, Diagnostic):
            yield each
    if isinstance(account, Diagnostic) or isinstance(spending, Diagnostic):
        return
    yield from case.only(account.decided_by, "what the holding account is spent on")
    if spending.state is not SpendingState.PROPOSED:
        how = spending.state.value + (", since nobody decided" if spending.by_silence else "")
        yield case.say(found.ANSWERED, number=str(spending.number), how=how)
    elif act.approved:
        yield from _beyond(case, spending.amount)
    else:
        yield from case.reason(act.reason, "a proposal that is declined")


def done(case: Case, act: SpendingDone) -> Iterator[Diagnostic]:
    """Yield what speaks against the cost of a spending."""
    spending = _spending(case, act.proposal)
    if isinstance(spending, Diagnostic):
        yield spending
        return
    if spending.state is not SpendingState.APPROVED:
        yield case.say(found.NOT_APPROVED, number=str(spending.number), state=spending.state.value)
    wrong = tuple(case.money(act.cost, "what it cost", zero=True))
    yield from wrong
    if not wrong and act.cost.amount > spending.amount.amount:
        yield case.say(
            found.BEYOND_APPROVAL,
            cost=format_quantity(act.cost),
            approved=format_quantity(spending.amount),
            number=str(spending.number),
        )
    if act.on > _today(case):
        yield case.say(
            found.WRONG_DAY, what="it was delivered on", day=act.on.isoformat(), why="still to come"
        )


def _account(case: Case) -> HoldingAccount | Diagnostic:
    agreement = case.book.history.latest
    account = case.now.holding_account
    if account is None:
        return case.say(found.NO_ACCOUNT)
    last = agreement.in_force.last_day
    if last is not None and last < _today(case):
        return case.say(found.ENDED, day=last.isoformat(), party=account.rest_to)
    return account


def _spending(case: Case, digest: str) -> Spending | Diagnostic:
    cited = case.cited(digest, SpendingProposed, "proposal to spend")
    if isinstance(cited, Diagnostic):
        return cited
    return next(each for each in case.standing.spendings if each.entry == digest)


def _beyond(case: Case, amount: Quantity) -> Iterator[Diagnostic]:
    free = balance(case.book, case.standing).free
    if amount.amount > free.amount:
        yield case.say(
            found.BEYOND_BALANCE, amount=format_quantity(amount), free=format_quantity(free)
        )


def _today(case: Case) -> date:
    return case.book.day_of(case.entry.at)
