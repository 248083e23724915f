"""``servanda credit-note``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.credit_note import credit_note_document
from servanda.cli.options import LocaleOption, NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.booking import book
from servanda.pipeline.crediting import credit_note_of
from servanda.pipeline.files import write_all
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.credit_note_view import (
    credit_note_page,
    credit_note_text,
    credit_note_view,
)
from servanda.reports.reader import Reader
from servanda.settlement.posting.credit_note import CreditNote

__all__ = ["credit_note_command"]

_Format = Literal["text", "json", "html", "pdf"]


def credit_note_command(
    period: Annotated[str, Parameter(help="The period, by its label: 2026-03.")],
    *,
    agreement: NamedAgreement = Path(),
    output: Annotated[
        Path | None,
        Parameter(help="Folder for files; 'statements' beside the text if not said."),
    ] = None,
    locale: LocaleOption = "en",
    format: Annotated[  # noqa: A002 - the option's name
        _Format,
        Parameter(name="--format", help="Text and JSON are printed; a page or paper is written."),
    ] = "text",
) -> int:
    """Write the credit note of an issued statement: what it takes off, its charges apart.

    It lists service credits, incentives against them, and the differences of earlier periods
    that the statement takes up. What waits in the holding account is told apart from what comes
    off invoices. Where nothing is credited on balance there is no note.

    For example:

    ```
    servanda credit-note 2026-03
    servanda credit-note 2026-03 --format pdf
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, output=output)
    booked = book(workspace, moment_named(""))
    note = credit_note_of(booked.value, period) if booked.value is not None else None

    def show(shown: CreditNote) -> None:
        if format in {"html", "pdf"}:
            name = f"{shown.period.label}-credit-note.{format}"
            path = write_all(workspace.output, {name: _content(shown, format, reader)})[0]
            terminal.out.print(Text(f"Written to {one_line(str(path))}"), soft_wrap=True)
        else:
            terminal.out.print(credit_note_text(credit_note_view(shown, reader)))

    return give(
        terminal,
        Answer(note, booked.diagnostics),
        "json" if format == "json" else "text",
        text=show,
        document=lambda shown: as_json(credit_note_document(shown, reader)),
    )


def _content(note: CreditNote, ending: str, reader: Reader) -> bytes:
    view = credit_note_view(note, reader)
    if ending == "html":
        return credit_note_page(view).encode()
    from servanda.reports.pdf import credit_note_pdf  # noqa: PLC0415 - loads the typesetter

    return credit_note_pdf(view, note.day)
