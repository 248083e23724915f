"""``servanda settle``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.settle import settle_document
from servanda.cli.options import AgreementPath, FormatOption, LocaleOption, Places, Wanted
from servanda.cli.progress import telling
from servanda.cli.settled import (
    USUAL_FORMATS,
    formats_named,
    print_settled,
    write_settled,
)
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace
from servanda.reports.reader import Reader

__all__ = ["settle_command"]

_ALL_SO_FAR = Wanted()
_BESIDE = Places()


def settle_command(
    agreement: AgreementPath = Path(),
    *,
    wanted: Wanted = _ALL_SO_FAR,
    places: Places = _BESIDE,
    output: Annotated[
        Path | None,
        Parameter(help="Folder for statements; 'statements' beside the text if not said."),
    ] = None,
    write: Annotated[
        str, Parameter(help="What each statement is written as: json, html, pdf, xlsx.")
    ] = USUAL_FORMATS,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Settle periods: each becomes a statement, as JSON and as a page; the latest is shown.

    All periods so far are settled if none is named, which are those whose last day the evidence
    reaches. Nothing is written while there are mistakes in the agreement or the evidence.

    For example:

    ```
    servanda settle
    servanda settle northwind-acme --period 2026-03
    servanda settle --period 2026-03 --write pdf,xlsx
    servanda settle --from 2026-01 --until 2026-06 --output q1q2
    ```
    """
    reader = Reader(locale=locale)
    formats = formats_named(write)
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=output
    )
    with telling(terminal.err) as progress:
        answer = settle(workspace, choice=wanted.choice, moment=wanted.moment, progress=progress)
    written = None
    if answer.value is not None:
        written = write_settled(answer.value, workspace.output, reader, formats=formats)
    return give(
        terminal,
        Answer(written, answer.diagnostics),
        format,
        text=lambda statements: print_settled(terminal, statements, reader),
        document=lambda statements: as_json(settle_document(statements, reader)),
    )
