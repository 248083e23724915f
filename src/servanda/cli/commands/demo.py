"""``servanda demo``."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.agreement.read import read_agreement
from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.settle import settle_document
from servanda.cli.options import FormatOption, LocaleOption
from servanda.cli.progress import telling
from servanda.cli.settled import print_settled, write_settled
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.demonstration import play_in_folder, write_under_way
from servanda.pipeline.settling import settle
from servanda.pipeline.story.workshop import FIRST_DAY_AT_WORK
from servanda.pipeline.workspace import Workspace
from servanda.reports.reader import Reader

__all__ = ["demo_command"]


def demo_command(
    folder: Annotated[
        Path, Parameter(help="Folder to work in; its example files are written anew.")
    ] = Path("servanda-demo"),
    *,
    serves: Annotated[
        bool,
        Parameter(
            name="--serve",
            negative="",
            help="Then open it in a shared book beside the folder, until stopped with Ctrl-C.",
        ),
    ] = False,
    port: Annotated[int, Parameter(name="--port", help="Port to serve at.")] = 8000,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Play the shipped example, a bank and its provider over eighteen months: write its
    agreement, generate its evidence, enter what both parties say into their record, settle
    every month, show the latest statement.

    The folder is an agreement like any other afterwards: every other command works on it. The
    keys of both parties lie in it, so that one can go on in their names.

    With `--serve` the same is found in a shared book, in which one person of each party can sign
    in; it is printed how. What is entered there stays there.

    For example:

    ```
    servanda demo
    servanda demo --serve
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
    code = give(
        terminal,
        Answer(written, answer.diagnostics),
        format,
        text=lambda statements: print_settled(terminal, statements, reader),
        document=lambda statements: as_json(settle_document(statements, reader)),
    )
    if serves and answer.value is not None:
        _serve(terminal, workspace, port)
    return code


def _serve(terminal: Terminal, workspace: Workspace, port: int) -> None:
    # The web framework is loaded only where something is served.
    from servanda.web.serving import open_example, serve  # noqa: PLC0415 - as said above
    from servanda.web.working import work_off  # noqa: PLC0415 - as said above

    agreement = read_agreement(workspace.texts).history
    assert agreement is not None
    titles = {name: party.name for name, party in agreement.latest.parties.items()}
    folder = workspace.texts[0].resolve().parent
    address = f"http://127.0.0.1:{port}"
    with telling(terminal.err, always=True) as progress:
        progress("opening the shared book", 0, 0)
        shown = open_example(
            folder.with_name(f"{folder.name}-book"),
            workspace,
            titles,
            address=address,
            under_way=write_under_way,
            workshop=FIRST_DAY_AT_WORK,
        )
        # The first page says what is about to happen, and is looked at first.
        progress("looking at what is about to happen", 0, 0)
        work_off()

    def ready() -> None:
        terminal.out.print(Text(f"\nThe example is open at {address}"), soft_wrap=True)
        for party, mail in shown.people.items():
            terminal.out.print(Text(f"  {mail} signs in for {titles[party]}"), soft_wrap=True)
        terminal.out.print(Text(f"  both with the password {shown.password}"), soft_wrap=True)

    # Somebody looks at this terminal: of what is answered well, the log says nothing.
    serve("127.0.0.1", port, ready=ready, logs_from=logging.WARNING)
