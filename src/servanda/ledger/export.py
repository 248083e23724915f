"""A ledger as text for other tools: beancount and CSV.

Both are written from the ledger alone; neither tool is needed to write them.

References:
    Beancount's language: accounts are parts of letters, digits and dashes that begin with a
    capital or a digit; texts stand in quotes; metadata keys begin with a small letter.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from servanda.kernel.decimals import amount_text
from servanda.ledger.account import Account
from servanda.ledger.balance import balances
from servanda.ledger.book import Ledger
from servanda.ledger.transaction import Posting, Transaction

__all__ = ["CSV_COLUMNS", "account_names", "beancount_text", "csv_rows", "csv_text"]

CSV_COLUMNS = (
    "transaction",
    "day",
    "what",
    "account",
    "amount",
    "currency",
    "about",
    "reverses",
    "cites",
)
"""Columns of the CSV, one row a posting."""

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9-]+")
_NOT_A_KEY = re.compile(r"[^a-z0-9_-]+")
# A spreadsheet would compute what begins so; a name of an agreement must stay a name.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def account_names(accounts: Iterable[Account]) -> dict[Account, str]:
    """Return the name of each account in beancount, different ones for different accounts.

    Example:
        >>> from servanda.ledger.account import AccountKind
        >>> fee = Account(AccountKind.EXPENSE, ("Charges", "monthly_fee"))
        >>> account_names([fee])[fee]
        'Expenses:Charges:Monthly-fee'
    """
    names: dict[Account, str] = {}
    taken: set[str] = set()
    for account in sorted(set(accounts), key=lambda each: each.order):
        plain = ":".join((account.kind.value, *(_part(part) for part in account.path)))
        name, number = plain, 2
        while name in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name)
        names[account] = name
    return names


def beancount_text(ledger: Ledger, *, title: str = "Servanda") -> str:
    """Return the ledger in beancount's language.

    Every account is opened on the day of its first posting; at the end stands what each one
    comes to, so that the tool checks the sums for itself.

    Args:
        ledger: The ledger.
        title: The book's title.
    """
    names = account_names(each.account for each in ledger.postings())
    currencies = sorted({each.currency for each in ledger.postings()})
    parts = [
        f'option "title" {_quoted(title)}',
        *(f'option "operating_currency" "{currency}"' for currency in currencies),
        "",
        *_opened(ledger, names),
        "",
    ]
    for transaction in _by_day(ledger):
        parts += [*_written(transaction, names), ""]
    parts += _asserted(ledger, names)
    return "\n".join(parts).rstrip("\n") + "\n"


def csv_rows(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Yield a row per posting, by day, under ``CSV_COLUMNS``."""
    for transaction in _by_day(ledger):
        for posting in transaction.postings:
            yield (
                transaction.identifier,
                transaction.day.isoformat(),
                transaction.what,
                str(posting.account),
                amount_text(posting.amount.amount),
                posting.currency,
                posting.about,
                transaction.reverses,
                "; ".join(f"{name}: {value}" for name, value in transaction.cites),
            )


def csv_text(ledger: Ledger) -> str:
    """Return the ledger as CSV (RFC 4180) with a head line, one row a posting."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(CSV_COLUMNS)
    for row in csv_rows(ledger):
        amount = CSV_COLUMNS.index("amount")
        writer.writerow(
            cell if place == amount else _harmless(cell) for place, cell in enumerate(row)
        )
    return written.getvalue()


def _by_day(ledger: Ledger) -> list[Transaction]:
    return sorted(ledger.transactions, key=lambda each: each.day)


def _opened(ledger: Ledger, names: dict[Account, str]) -> Iterator[str]:
    first: dict[Account, date] = {}
    for transaction in _by_day(ledger):
        for posting in transaction.postings:
            first.setdefault(posting.account, transaction.day)
    for account, name in names.items():
        yield f"{first[account].isoformat()} open {name}"


def _written(transaction: Transaction, names: dict[Account, str]) -> Iterator[str]:
    yield f"{transaction.day.isoformat()} * {_quoted(transaction.what)}"
    yield f"  identifier: {_quoted(transaction.identifier)}"
    if transaction.reverses:
        yield f"  reverses: {_quoted(transaction.reverses)}"
    for name, value in transaction.cites:
        yield f"  {_key(name)}: {_quoted(value)}"
    width = max(len(names[each.account]) for each in transaction.postings)
    for posting in transaction.postings:
        yield f"  {names[posting.account]:<{width}}  {_amount(posting)}"
        if posting.about:
            yield f"    about: {_quoted(posting.about)}"


def _asserted(ledger: Ledger, names: dict[Account, str]) -> Iterator[str]:
    """Yield what each account comes to; the tool counts its accounts with all below them."""
    if not ledger.transactions:
        return
    # The tool looks at the beginning of the day.
    day = max(each.day for each in ledger.transactions) + timedelta(days=1)
    own = balances(ledger)
    for name in names.values():
        sums: dict[str, Fraction] = {}
        for other, amounts in own.items():
            if names[other] == name or names[other].startswith(f"{name}:"):
                for each in amounts:
                    currency = each.unit.currency or ""
                    sums[currency] = sums.get(currency, Fraction(0)) + each.amount
        for currency, amount in sorted(sums.items()):
            yield f"{day.isoformat()} balance {name}  {amount_text(amount)} ~ 0 {currency}"


def _amount(posting: Posting) -> str:
    return f"{amount_text(posting.amount.amount)} {posting.currency}"


def _part(part: str) -> str:
    letters = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    plain = _NOT_A_NAME.sub("-", letters).strip("-") or "X"
    return plain[0].upper() + plain[1:]


def _key(name: str) -> str:
    return _NOT_A_KEY.sub("-", name.lower()).strip("-") or "cites"


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell
