"""``servanda read``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.read import read_document
from servanda.cli.options import AgreementPath, FormatOption, LocaleOption
from servanda.cli.terminal import open_terminal
from servanda.pipeline.plain.overview import Overview, read
from servanda.pipeline.workspace import find_workspace
from servanda.reports.plain import plain_view
from servanda.reports.plain_text import plain_text
from servanda.reports.reader import Reader

__all__ = ["read_command"]


def read_command(
    agreement: AgreementPath = Path(),
    *,
    period: Annotated[
        str | None,
        Parameter(help="Tell it as it stands in this period: 2026-03, 2026-Q1, 2026."),
    ] = None,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say in plain words what an agreement means: who promised what, what 99% is in hours and
    cases, which nights and days do not count, what a bad month costs and a good one brings.

    For example:

    ```
    servanda read
    servanda read northwind-acme --period 2026-03
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()

    def document(overview: Overview) -> dict[str, object]:
        return as_json(read_document(overview, plain_view(overview, reader), reader))

    return give(
        terminal,
        read(find_workspace(agreement), period=period),
        format,
        text=lambda overview: terminal.out.print(plain_text(plain_view(overview, reader))),
        document=document,
    )
