"""Accounts for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from servanda.kernel.quantity import Quantity
from servanda.ledger.account import Account, AccountKind
from servanda.ledger.balance import AccountStatement, balances
from servanda.ledger.book import Ledger
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell

__all__ = ["NOTHING_POSTED", "account_text", "ledger_text"]

NOTHING_POSTED = (
    "Nothing is posted so far: money stands on accounts once a statement is issued"
    " ('servanda issue')."
)
_KINDS = {
    AccountKind.ASSET: "Assets: what the {party} has",
    AccountKind.LIABILITY: "Liabilities: what the {party} owes (below zero) or is owed (above)",
    AccountKind.INCOME: "Income: what the {party} was granted (below zero)",
    AccountKind.EXPENSE: "Expenses: what it cost the {party}",
}


def ledger_text(ledger: Ledger, party: str, last_day: date, reader: Reader) -> RenderableType:
    """Return every account with what stands on it, and that all of it sums to zero."""
    if not ledger.transactions:
        return Text(NOTHING_POSTED)
    return Group(*_parts(ledger, party, last_day, reader))


def account_text(shown: AccountStatement, reader: Reader) -> RenderableType:
    """Return one account's postings with the balance after each."""
    return Group(*_account_parts(shown, reader))


def _parts(ledger: Ledger, party: str, last_day: date, reader: Reader) -> Iterator[RenderableType]:
    count = len(ledger.transactions)
    yield Text(
        f"As the {party} keeps them, on {reader.day(last_day)}:"
        f" {count} {plural(count, 'transaction')}",
        style="bold",
    )
    yield Text()
    standing = balances(ledger)
    table = _table("Account", "Balance")
    for kind, words in _KINDS.items():
        own = {
            account: amounts
            for account, amounts in standing.items()
            if account.kind is kind and any(each.amount for each in amounts)
        }
        if own:
            table.add_row(Text(words.format(party=party), style="bold"), "")
        for account, amounts in own.items():
            table.add_row(Text(f"  {_name(account)}"), _spelt(amounts, reader))
    yield table
    yield Text()
    yield Text(
        "Together they sum to zero, as every transaction does; accounts at zero are left out.",
        style="dim",
    )


def _account_parts(shown: AccountStatement, reader: Reader) -> Iterator[RenderableType]:
    yield Text(one_line(str(shown.account)), style="bold")
    yield Text()
    table = _table("Day", "What", "For", "Amount", "Balance")
    for opening in shown.opening:
        table.add_row("", Text("before", style="dim"), "", "", spell(opening, reader))
    for line in shown.lines:
        why = line.transaction.cited("reason")
        table.add_row(
            line.transaction.day.isoformat(),
            Text(one_line(f"{line.transaction.what}{f' ({why})' if why else ''}")),
            Text(one_line(line.posting.about)),
            spell(line.posting.amount, reader),
            spell(line.balance, reader),
        )
    yield table
    if not shown.lines:
        yield Text("Nothing was posted in that time.")


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    figures = {"Balance", "Amount"}
    for heading in headings:
        is_figure = heading in figures
        table.add_column(
            heading,
            justify="right" if is_figure else "left",
            no_wrap=is_figure or heading == "Day",
            overflow="fold",
        )
    return table


def _name(account: Account) -> str:
    return one_line(": ".join(account.path))


def _spelt(amounts: tuple[Quantity, ...], reader: Reader) -> str:
    return ", ".join(spell(each, reader) for each in amounts)
