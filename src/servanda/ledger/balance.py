"""What stands on accounts, and how it came there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account
from servanda.ledger.book import Ledger
from servanda.ledger.transaction import Posting, Transaction

__all__ = ["AccountLine", "AccountStatement", "account_statement", "balance_of", "balances"]

_Key = tuple[Account, str]


def balances(ledger: Ledger, *, on: date | None = None) -> dict[Account, tuple[Quantity, ...]]:
    """Return what stands on each account by itself.

    Args:
        ledger: The ledger.
        on: Last day that counts, included; every day if not said.

    Returns:
        Every account used so far with its amounts, one per currency in the order of their codes;
        0 where everything has left it again. Accounts are sorted.
    """
    sums: defaultdict[_Key, Fraction] = defaultdict(Fraction)
    for transaction in ledger.transactions:
        if on is None or transaction.day <= on:
            for each in transaction.postings:
                sums[(each.account, each.currency)] += each.amount.amount
    found: defaultdict[Account, list[Quantity]] = defaultdict(list)
    for (account, currency), amount in sorted(sums.items(), key=_by_account):
        found[account].append(Quantity.money(amount, currency))
    return {account: tuple(amounts) for account, amounts in found.items()}


def balance_of(
    ledger: Ledger, account: Account, currency: str, *, on: date | None = None
) -> Quantity:
    """Return what stands on an account and on all below it, 0 where nothing was posted.

    Args:
        ledger: The ledger.
        account: The account.
        currency: The currency's code.
        on: Last day that counts, included; every day if not said.
    """
    amounts = (
        each.amount.amount
        for transaction in ledger.transactions
        if on is None or transaction.day <= on
        for each in transaction.postings
        if each.currency == currency and account.holds(each.account)
    )
    return Quantity.money(sum(amounts, start=Fraction(0)), currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One posting on an account, with what stood there after it in its currency."""

    transaction: Transaction
    posting: Posting
    balance: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStatement:
    """Show what happened on an account and on all below it.

    Args:
        account: The account.
        opening: What stood there before the first line, one amount per currency.
        lines: Postings by day, those of a day in the order of commit.
        closing: What stands there after the last line.
    """

    account: Account
    opening: tuple[Quantity, ...]
    lines: tuple[AccountLine, ...]
    closing: tuple[Quantity, ...]


def account_statement(
    ledger: Ledger,
    account: Account,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
) -> AccountStatement:
    """Return an account's postings with the balance after each.

    Args:
        ledger: The ledger.
        account: The account; those below it are shown with it.
        first_day: First day shown, included; from the beginning if not said.
        last_day: Last day shown, included; to the end if not said.
    """
    standing: dict[str, Fraction] = {}
    opening: dict[str, Fraction] = {}
    lines: list[AccountLine] = []
    for transaction in sorted(ledger.transactions, key=lambda each: each.day):
        if last_day is not None and transaction.day > last_day:
            break
        for posting in transaction.postings:
            if not account.holds(posting.account):
                continue
            currency = posting.currency
            standing[currency] = standing.get(currency, Fraction(0)) + posting.amount.amount
            if first_day is not None and transaction.day < first_day:
                opening[currency] = standing[currency]
                continue
            after = Quantity.money(standing[currency], currency)
            lines.append(AccountLine(transaction=transaction, posting=posting, balance=after))
    return AccountStatement(
        account=account,
        opening=_amounts(opening),
        lines=tuple(lines),
        closing=_amounts(standing),
    )


def _amounts(standing: dict[str, Fraction]) -> tuple[Quantity, ...]:
    return tuple(Quantity.money(amount, currency) for currency, amount in sorted(standing.items()))


def _by_account(item: tuple[_Key, Fraction]) -> tuple[object, ...]:
    (account, currency), _ = item
    return (account.order, currency)
