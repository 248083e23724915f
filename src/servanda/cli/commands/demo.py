"""``servanda demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.settle import settle_document
from servanda.cli.options import FormatOption, LocaleOption
from servanda.cli.progress import telling
from servanda.cli.settled import print_settled, write_settled
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.demonstration import set_up_example
from servanda.pipeline.settling import settle
from servanda.reports.reader import Reader

__all__ = ["demo_command"]


def demo_command(
    folder: Annotated[
        Path, Parameter(help="Folder to work in; its example files are written anew.")
    ] = Path("servanda-demo"),
    *,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Settle the shipped example, a bank and its provider over eighteen months: write its
    agreement, generate its evidence, settle every month, show the latest statement.

    The folder is an agreement like any other afterwards: every other command works on it.

    For example:

    ```
    servanda demo
    servanda explain restore_major 2026-03 --agreement servanda-demo
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    with telling(terminal.err, always=True) as progress:
        workspace = set_up_example(folder, progress=progress)
        answer = settle(workspace, progress=progress)
    written = write_settled(answer.value, workspace.output, reader) if answer.value else None
    return give(
        terminal,
        Answer(written, answer.diagnostics),
        format,
        text=lambda statements: print_settled(terminal, statements, reader),
        document=lambda statements: as_json(settle_document(statements, reader)),
    )
