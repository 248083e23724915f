"""``servanda ledger``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.ledger import ledger_document
from servanda.cli.options import AgreementPath, AsOfOption, FormatOption, LocaleOption
from servanda.cli.terminal import Terminal, open_terminal
from servanda.ledger.account import Account
from servanda.ledger.balance import account_statement
from servanda.ledger.book import Ledger
from servanda.ledger.export import beancount_text, csv_text
from servanda.pipeline.booking import Booked, account_named, book, seen_by
from servanda.pipeline.files import write_all
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.ledger_text import account_text, ledger_text
from servanda.reports.reader import Reader

__all__ = ["ledger_command"]

_Export = Literal["beancount", "csv", "xlsx"]
_Side = Literal["client", "provider"]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class _Exporting:
    """Say whether the ledger is written for another tool."""

    export: Annotated[
        _Export | None, Parameter(help="Write the whole ledger for another tool.")
    ] = None
    output: Annotated[
        Path | None,
        Parameter(help="Folder for the export; 'statements' beside the text if not said."),
    ] = None


_NOT_EXPORTED = _Exporting()


def ledger_command(
    agreement: AgreementPath = Path(),
    *,
    account: Annotated[
        str,
        Parameter(help="Show what happened on one account and those below it.", show_default=False),
    ] = "",
    seen_by_party: Annotated[
        _Side, Parameter(name="--seen-by", help="Whose accounts: what one owes, the other is owed.")
    ] = "client",
    as_of: AsOfOption = None,
    exporting: _Exporting = _NOT_EXPORTED,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Show the accounts: what was charged, credited, held and spent, and what stands open.

    The ledger is made of the agreement and its journal alone. Every transaction sums to zero and
    names the entry and the statement that it rests on; nothing in it is ever edited.

    For example:

    ```
    servanda ledger
    servanda ledger --account 'current account'
    servanda ledger northwind-acme --as-of 2026-03-31 --seen-by provider
    servanda ledger --export beancount
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, output=exporting.output)
    answer = book(workspace, moment_named(""), on=as_of)
    chosen: Account | None = None
    if answer.value is not None and account:
        chosen = account_named(seen_by(answer.value.ledger, seen_by_party), account)

    def show(booked: Booked) -> None:
        ledger = seen_by(booked.ledger, seen_by_party)
        if exporting.export is not None:
            _export(terminal, booked, ledger, exporting.export, workspace.output)
        elif chosen is not None:
            terminal.out.print(account_text(account_statement(ledger, chosen), reader))
        else:
            terminal.out.print(ledger_text(ledger, seen_by_party, booked.last_day, reader))

    return give(
        terminal,
        answer,
        format,
        text=show,
        document=lambda booked: as_json(
            ledger_document(
                booked, seen_by(booked.ledger, seen_by_party), seen_by_party, chosen, reader
            )
        ),
    )


def _export(
    terminal: Terminal, booked: Booked, ledger: Ledger, export: _Export, folder: Path
) -> None:
    title = f"{booked.history.latest.title}, ledger"
    content = _content(ledger, export, title, booked.last_day)
    path = write_all(folder, {f"ledger.{export}": content})[0]
    terminal.out.print(Text(f"Written to {one_line(str(path))}"), soft_wrap=True)


def _content(ledger: Ledger, export: _Export, title: str, day: date) -> bytes:
    match export:
        case "beancount":
            return beancount_text(ledger, title=title).encode()
        case "csv":
            return csv_text(ledger).encode()
        case "xlsx":
            from servanda.reports.workbook.ledger_book import (  # noqa: PLC0415 - loads a writer
                ledger_workbook,
            )

            last = max((each.day for each in ledger.transactions), default=day)
            return ledger_workbook(ledger, title, last)
