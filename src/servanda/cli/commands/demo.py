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
from servanda.pipeline.demonstration import play_in_folder
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
    """Play the shipped example, a bank and its provider over eighteen months: write its
    agreement, generate its evidence, enter what both parties say into their record, settle
    every month, show the latest statement.

    The folder is an agreement like any other afterwards: every other command works on it. The
    keys of both parties lie in it, so that one can go on in their names.

    For example:

    ```
    servanda demo
    servanda explain restore_major 2026-03 --agreement servanda-demo
    servanda record --agreement servanda-demo
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    with telling(terminal.err, always=True) as progress:
        workspace = play_in_folder(folder, progress=progress)
        answer = settle(workspace, progress=progress)
    written = write_settled(answer.value, workspace.output, reader) if answer.value else None
    return give(
        terminal,
        Answer(written, answer.diagnostics),
        format,
        text=lambda statements: print_settled(terminal, statements, reader),
        document=lambda statements: as_json(settle_document(statements, reader)),
    )
