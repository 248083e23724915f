"""Accounts as a workbook: balances, and every posting."""

from __future__ import annotations

from datetime import date

from servanda.ledger.balance import balances
from servanda.ledger.book import Ledger
from servanda.ledger.export import CSV_COLUMNS, csv_rows
from servanda.reports.workbook.book import Book
from servanda.reports.workbook.cells import number_cell

__all__ = ["ledger_workbook"]


def ledger_workbook(ledger: Ledger, title: str, day: date) -> bytes:
    """Return the accounts as a workbook's bytes.

    Args:
        ledger: The accounts.
        title: Of the document.
        day: The document's date, so that the same accounts give the same bytes.
    """
    book = Book(title=title, day=day)
    sheet = book.sheet("Balances", ("Account", "Balance", "Currency"))
    for account, amounts in balances(ledger).items():
        for amount in amounts:
            sheet.add(str(account), number_cell(amount), amount.unit.currency or "")
    sheet.finish()
    _postings(book, ledger)
    return book.content()


def _postings(book: Book, ledger: Ledger) -> None:
    sheet = book.sheet("Postings", tuple(each.capitalize() for each in CSV_COLUMNS))
    amounts = iter(
        posting.amount
        for transaction in sorted(ledger.transactions, key=lambda each: each.day)
        for posting in transaction.postings
    )
    place = CSV_COLUMNS.index("amount")
    for row in csv_rows(ledger):
        sheet.add(*row[:place], number_cell(next(amounts)), *row[place + 1 :])
    sheet.finish()
