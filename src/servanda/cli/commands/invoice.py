"""``servanda invoice``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.invoice import invoice_document
from servanda.cli.options import NamedAgreement
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.booking import book
from servanda.pipeline.invoicing import InvoiceChecked, check_invoice_of
from servanda.pipeline.record import Record
from servanda.pipeline.workspace import find_workspace
from servanda.reports.invoice import invoice_paper

__all__ = ["invoice_command"]

_AS_TEXT = Printed()


def invoice_command(
    period: Annotated[str, Parameter(help="The period, by its label: 2026-03.")],
    invoice: Annotated[
        Path,
        Parameter(
            help="The invoice, CSV or XLSX: columns 'line' and 'amount', and 'segment', 'quantity'"
            " and 'price' where it has them."
        ),
    ],
    *,
    agreement: NamedAgreement = Path(),
    printed: Printed = _AS_TEXT,
) -> int:
    """Hold the provider's invoice against what the agreement says is payable, line by line.

    What may be invoiced are the charges and incentives of the statement that was handed over. A
    line is found by its name or title, and by its segment where it is divided. Said are lines with
    another amount, lines that are not invoiced or not in the agreement, and rows in which quantity
    times price is not the amount.

    For example:

    ```
    servanda invoice 2026-03 invoice-1204.xlsx
    servanda invoice 2026-03 invoice-1204.csv --format xlsx
    ```
    """
    reader = printed.reader
    terminal = open_terminal()
    workspace = find_workspace(agreement, output=printed.output)
    booked = book(workspace, moment_named(""))
    answer: Answer[InvoiceChecked] = Answer(None, booked.diagnostics)
    if booked.value is not None:
        answer = check_invoice_of(booked.value, Record(workspace.record), period, invoice)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda found: invoice_paper(found, reader),
        document=lambda found: as_json(invoice_document(found, reader)),
        file=workspace.output / f"{period}-invoice",
        reader=reader,
    )
