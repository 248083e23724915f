"""``servanda ledger --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.ledger.account import Account
from servanda.ledger.balance import account_statement, balances
from servanda.ledger.book import Ledger
from servanda.ledger.transaction import Posting, Transaction
from servanda.pipeline.booking import Booked
from servanda.reports.reader import Reader

__all__ = [
    "AccountDocument",
    "AccountLineDocument",
    "LedgerDocument",
    "PostingDocument",
    "TransactionDocument",
    "ledger_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDocument:
    """An account with what stands on it by itself, one amount per currency."""

    account: str
    balance: tuple[ValueDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingDocument:
    """One amount on one account; ``about`` names the line or the proposal that it is for."""

    account: str
    amount: ValueDocument
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionDocument:
    """A transaction, whose postings sum to zero; ``cites`` names what it rests on, ``reverses``
    the transaction that it takes back.
    """

    identifier: str
    day: str
    what: str
    cites: Mapping[str, str]
    reverses: str
    postings: tuple[PostingDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLineDocument:
    """One posting on the account asked for, with the balance after it."""

    day: str
    what: str
    about: str
    transaction: str
    amount: ValueDocument
    balance: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDocument:
    """The accounts on a day, as one party keeps them; ``lines`` are those of ``account``, where
    one was named.
    """

    agreement: str
    seen_by: str
    day: str
    accounts: tuple[AccountDocument, ...]
    transactions: tuple[TransactionDocument, ...]
    account: str
    lines: tuple[AccountLineDocument, ...]
    format: str = "servanda/ledger/1"


def ledger_document(
    booked: Booked, ledger: Ledger, party: str, account: Account | None, reader: Reader
) -> LedgerDocument:
    """Return the document of the accounts as a party keeps them."""
    return LedgerDocument(
        agreement=booked.history.latest.identifier,
        seen_by=party,
        day=booked.last_day.isoformat(),
        accounts=tuple(
            AccountDocument(
                account=str(each),
                balance=tuple(value_document(amount, reader) for amount in amounts),
            )
            for each, amounts in balances(ledger).items()
        ),
        transactions=tuple(_transaction(each, reader) for each in ledger.transactions),
        account=str(account) if account else "",
        lines=tuple(_lines(ledger, account, reader)) if account else (),
    )


def _lines(ledger: Ledger, account: Account, reader: Reader) -> list[AccountLineDocument]:
    return [
        AccountLineDocument(
            day=line.transaction.day.isoformat(),
            what=line.transaction.what,
            about=line.posting.about,
            transaction=line.transaction.identifier,
            amount=value_document(line.posting.amount, reader),
            balance=value_document(line.balance, reader),
        )
        for line in account_statement(ledger, account).lines
    ]


def _transaction(transaction: Transaction, reader: Reader) -> TransactionDocument:
    return TransactionDocument(
        identifier=transaction.identifier,
        day=transaction.day.isoformat(),
        what=transaction.what,
        cites=dict(transaction.cites),
        reverses=transaction.reverses,
        postings=tuple(_posting(each, reader) for each in transaction.postings),
    )


def _posting(posting: Posting, reader: Reader) -> PostingDocument:
    return PostingDocument(
        account=str(posting.account),
        amount=value_document(posting.amount, reader),
        about=posting.about,
    )
