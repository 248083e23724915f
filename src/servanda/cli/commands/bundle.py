"""``servanda bundle``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.verify import bundle_document
from servanda.cli.options import AgreementPath, FormatOption
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.bundling import Bundle, bundle
from servanda.pipeline.record import Record
from servanda.pipeline.workspace import find_workspace

__all__ = ["bundle_command"]


def bundle_command(
    agreement: AgreementPath = Path(),
    *,
    output: Annotated[
        Path | None,
        Parameter(help="The bundle's file; 'record.servanda' beside the text if not said."),
    ] = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Pack the record into one file that the other party can verify by itself: the journal, the
    texts, the evidence and every statement handed over.

    The same record gives the same bytes. `servanda verify` computes everything in it anew.

    For example:

    ```
    servanda bundle
    servanda bundle northwind-acme --output 2026.servanda
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(agreement)
    path = output or workspace.texts[0].parent / "record.servanda"
    packed = bundle(Record.of(workspace), path)
    return give(
        terminal,
        Answer(packed),
        format,
        text=lambda found: _show(terminal, found),
        document=lambda found: as_json(bundle_document(found)),
    )


def _show(terminal: Terminal, packed: Bundle) -> None:
    said = f"{packed.files} files packed into {packed.path}"
    terminal.out.print(Text(said), soft_wrap=True)
    terminal.out.print(Text(f"  digest       {packed.sha256}"), soft_wrap=True)
    terminal.out.print(Text(f"  last entry   {packed.head}"), soft_wrap=True)
